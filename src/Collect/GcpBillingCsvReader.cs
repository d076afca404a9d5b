using System.Runtime.CompilerServices;
using CostGuard.Collect.Csv;
using CostGuard.Collect.Focus;
using CostGuard.Core.Errors;
using CostGuard.Core.Focus;
using CostGuard.Core.Focus.Gcp;
using CostGuard.Core.Ports;

namespace CostGuard.Collect;

/// <summary>
/// Google Cloud billing exports (standard and detailed) flattened to CSV, plain or gzip, known by their columns. Rows become FOCUS rows
/// (<see cref="GcpMapper"/>) and are held to the FOCUS rules from there on.
/// </summary>
internal sealed class GcpBillingCsvReader : IChargeReader
{
    public string Key => "gcp-billing-csv";

    public bool CanRead(SourceFile file)
    {
        if (file.IsParquet) return false;
        try
        {
            return CsvHeader.Peek(file) is { } header && GcpNames.IsExport(header.Names);
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
        var rows = new GcpRows(new GcpHeader(text.Header), file, options);
        var row = new ScannerRow(text.Row);
        while (text.TryRead() || await text.FillAsync(cancellationToken))
        {
            if (!rows.Focus.IsWhole(text)) continue;
            foreach (ChargeBatch batch in rows.Add(row, text.Row.Line)) yield return batch;
        }

        foreach (ChargeBatch rest in rows.Focus.Rest()) yield return rest;
        done(rows.Summary());
    }
}
