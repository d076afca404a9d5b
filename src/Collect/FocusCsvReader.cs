using System.Runtime.CompilerServices;
using CostGuard.Collect.Csv;
using CostGuard.Collect.Focus;
using CostGuard.Core.Errors;
using CostGuard.Core.Focus;
using CostGuard.Core.Ports;

namespace CostGuard.Collect;

/// <summary>FOCUS 1.0 to 1.4 Cost and Usage as CSV, plain or gzip. Streams; decompression runs on a thread of its own.</summary>
internal sealed class FocusCsvReader : IChargeReader
{
    private const int HeaderBytesMax = 256 * 1024;

    private static readonly string[] Telling = ["BilledCost", "EffectiveCost", "ChargePeriodStart"];

    public string Key => "focus-csv";

    public bool CanRead(SourceFile file)
    {
        if (file.IsParquet) return false;
        try
        {
            using Stream stream = BytePump.Open(file);
            byte[] head = new byte[HeaderBytesMax];
            int read = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
            CsvHeader? header = CsvHeader.Read(head.AsSpan(0, read), true, file.Name);
            return header is null || header.Names.Any(Tells);
        }
        catch (Exception cause) when (cause is CostGuardException or InvalidDataException)
        {
            // The reason is told by ReadAsync, if the name says that it should be ours.
            return file.Path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) || file.Path.EndsWith(".csv.gz", StringComparison.OrdinalIgnoreCase);
        }
    }

    public async IAsyncEnumerable<ChargeBatch> ReadAsync(
        SourceFile file, ReadOptions options, Action<ReadSummary> done, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using CsvText text = await CsvText.OpenAsync(file, cancellationToken);
        FocusMapping mapping = FocusMapping.Of(text.Header, options.Assume, file.Name);
        bool any = text.TryRead() || await text.FillAsync(cancellationToken);
        bool? dayFirst = any && HasShortDates(text.Row, mapping) ? await ProveDatesAsync(file, mapping, cancellationToken) : null;
        var rows = new FocusRows(mapping, text.Header.Count, file.Name, options.Period, dayFirst);
        while (any)
        {
            do
            {
                if (rows.Add(text.Row) is { } full) yield return full;
                if (!rows.MustFlush) continue;
                foreach (ChargeBatch part in rows.Rest()) yield return part;
            }
            while (text.TryRead());

            any = await text.FillAsync(cancellationToken);
        }

        foreach (ChargeBatch rest in rows.Rest()) yield return rest;
        done(rows.Summary(dayFirst is { } order ? [ShortDates(file, order)] : []));
    }

    private static bool Tells(string name) => FocusColumns.Find(name) is { } column
        ? Telling.Contains(column.Name)
        : FocusColumns.Fold(name) == FocusColumns.Fold("ContractCommitmentId");

    private static bool HasShortDates(CsvScanner row, FocusMapping mapping) =>
        mapping["BillingPeriodStart"] is { SourceIndex: >= 0 } start && start.SourceIndex < row.Count && FocusTime.LooksShort(row[start.SourceIndex]);

    // A pass of its own over the whole file: one row that fits no month refutes a reading, wherever it stands.
    private static async Task<bool> ProveDatesAsync(SourceFile file, FocusMapping mapping, CancellationToken cancellationToken)
    {
        int start = mapping["BillingPeriodStart"]!.SourceIndex;
        int end = mapping["BillingPeriodEnd"] is { Kind: FeedKind.Source } feed ? feed.SourceIndex : -1;
        var proof = new ShortDateProof();
        await using CsvText text = await CsvText.OpenAsync(file, cancellationToken);
        while (end >= 0 && (text.TryRead() || await text.FillAsync(cancellationToken)))
        {
            if (text.Row.Count == text.Header.Count) proof.Add(text.Row[start], text.Row[end]);
        }

        return proof.DayFirst ?? throw new CostGuardException(2, FocusErrors.AmbiguousDates.At(
            $"{file.Name} has short dates, and its billing periods do not prove whether the day or the month comes first.", file.Name, null, "BillingPeriodStart"));
    }

    private static Problem ShortDates(SourceFile file, bool dayFirst) => FocusErrors.ShortDates.At(
        $"Short dates are read as {(dayFirst ? "day/month/year" : "month/day/year")}: only so is every billing period a whole month.", file.Name, null, null, Severity.Warning);
}
