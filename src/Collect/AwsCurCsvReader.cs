using System.Runtime.CompilerServices;
using CostGuard.Collect.Csv;
using CostGuard.Collect.Focus;
using CostGuard.Core.Errors;
using CostGuard.Core.Focus;
using CostGuard.Core.Focus.Aws;
using CostGuard.Core.Ports;

namespace CostGuard.Collect;

/// <summary>
/// AWS Cost and Usage Reports as CSV, plain or gzip: legacy (lineItem/UnblendedCost) and CUR 2.0 (line_item_unblended_cost), known by their columns.
/// Rows become FOCUS rows (<see cref="CurMapper"/>) and are held to the FOCUS rules from there on.
/// </summary>
internal sealed class AwsCurCsvReader : IChargeReader
{
    public string Key => "aws-cur-csv";

    public bool CanRead(SourceFile file)
    {
        if (file.IsParquet) return false;
        try
        {
            return CsvHeader.Peek(file) is { } header && CurNames.IsReport(header.Names);
        }
        catch (Exception cause) when (cause is CostGuardException or InvalidDataException)
        {
            // A file that cannot be read is for the general reader to refuse.
            return false;
        }
    }

    public async IAsyncEnumerable<ChargeBatch> ReadAsync(
        SourceFile file, ReadOptions options, Action<ReadSummary> done, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using CsvText text = await CsvText.OpenAsync(file, cancellationToken);
        var header = new CurHeader(text.Header);
        var mapper = new CurMapper(header, await BasisAsync(file, header, cancellationToken));
        FocusMapping mapping = FocusMapping.Of(mapper.Columns, options.Assume, file.Name);
        FocusMapping shown = mapping with { Feeds = [.. mapping.Feeds.Select(feed => feed with { SourceName = mapper.SourceOf(feed.Name) ?? feed.SourceName })] };
        var rows = new FocusRows(shown, mapper.Columns.Count, file.Name, options.Period, null);
        var row = new ScannerRow(text.Row);
        var charge = new CsvScanner((byte)',', file.Name);
        while (text.TryRead() || await text.FillAsync(cancellationToken))
        {
            int count = IsWhole(text, rows) ? mapper.Map(row) : 0;
            for (int i = 0; i < count; i++)
            {
                charge.Put(mapper[i].Data, mapper[i].Ends, text.Row.Line);
                if (rows.Add(charge) is { } full) yield return full;
                if (!rows.MustFlush) continue;
                foreach (ChargeBatch part in rows.Rest()) yield return part;
            }
        }

        foreach (ChargeBatch rest in rows.Rest()) yield return rest;
        done(rows.Summary(mapper.Notes.Problems(file.Name)) with { Cancelled = mapper.Cancelled });
    }

    private static bool IsWhole(CsvText text, FocusRows rows)
    {
        if (text.Row.BadQuoting) rows.Refuse(FocusErrors.BadQuoting, "a quoted cell is followed by other text", text.Row.Line);
        else if (text.Row.Count != text.Header.Count) rows.Refuse(FocusErrors.RaggedRow, FormattableString.Invariant($"{text.Row.Count} cells where the header has {text.Header.Count}"), text.Row.Line);
        else return true;
        return false;
    }

    // A pass of its own over the file, which only reports with net columns need: whether discounts are in the rows shows in the sums.
    private static async Task<CurBasis> BasisAsync(SourceFile file, CurHeader header, CancellationToken cancellationToken)
    {
        if (!header.Has(CurNames.NetUnblended)) return CurBasis.Unblended;
        var sums = new CurBasisSums(header);
        await using CsvText text = await CsvText.OpenAsync(file, cancellationToken);
        var row = new ScannerRow(text.Row);
        while (text.TryRead() || await text.FillAsync(cancellationToken))
        {
            if (text.Row.Count == text.Header.Count) sums.Add(row);
        }

        return sums.Basis;
    }
}
