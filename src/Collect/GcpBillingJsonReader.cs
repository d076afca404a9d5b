using System.Runtime.CompilerServices;
using CostGuard.Collect.Csv;
using CostGuard.Collect.Focus;
using CostGuard.Collect.Json;
using CostGuard.Core.Errors;
using CostGuard.Core.Focus;
using CostGuard.Core.Focus.Gcp;
using CostGuard.Core.Ports;

namespace CostGuard.Collect;

/// <summary>Google Cloud billing exports as newline-delimited JSON with nested records, as BigQuery writes them, plain or gzip.</summary>
internal sealed class GcpBillingJsonReader : IChargeReader
{
    private const int PeekBytes = 64 * 1024;

    public string Key => "gcp-billing-json";

    public bool CanRead(SourceFile file)
    {
        if (file.IsParquet) return false;
        try
        {
            using Stream stream = BytePump.Open(file);
            byte[] head = new byte[PeekBytes];
            return BillingJson.IsRow(head.AsSpan(0, stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)));
        }
        catch (InvalidDataException)
        {
            // A file that cannot be read is for the general reader to refuse.
            return false;
        }
    }

    public async IAsyncEnumerable<ChargeBatch> ReadAsync(
        SourceFile file, ReadOptions options, Action<ReadSummary> done, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var lines = new JsonLines(file, cancellationToken);
        var rows = new GcpRows(new GcpHeader(GcpNames.All), file, options);
        var row = new FlatRow(GcpNames.All);
        while (await lines.NextAsync())
        {
            if (!row.Read(lines.Text))
            {
                rows.Focus.Refuse(GcpErrors.BadJson, "the line is no JSON object", lines.Line);
                continue;
            }

            foreach (ChargeBatch batch in rows.Add(row, lines.Line)) yield return batch;
        }

        foreach (ChargeBatch rest in rows.Focus.Rest()) yield return rest;
        done(rows.Summary());
    }
}
