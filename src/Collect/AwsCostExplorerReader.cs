using System.Runtime.CompilerServices;
using System.Text.Json;
using CostGuard.Collect.Aws;
using CostGuard.Collect.Csv;
using CostGuard.Collect.Focus;
using CostGuard.Core.Focus;
using CostGuard.Core.Ports;

namespace CostGuard.Collect;

/// <summary>The answers that <see cref="AwsCostExplorerSource"/> wrote down as they came. A page at a time is in memory; amounts stay text.</summary>
internal sealed class AwsCostExplorerReader : IChargeReader
{
    public string Key => "aws-cost-explorer";

    public bool CanRead(SourceFile file)
    {
        if (!file.Path.EndsWith(CostPages.Ending, StringComparison.Ordinal)) return false;
        using FileStream stream = File.OpenRead(file.Path);
        byte[] head = new byte[CostPages.Mark.Length];
        return stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == head.Length && CostPages.Mark.SequenceEqual(head);
    }

    public async IAsyncEnumerable<ChargeBatch> ReadAsync(
        SourceFile file, ReadOptions options, Action<ReadSummary> done, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var stream = new FileStream(file.Path, FileMode.Open, FileAccess.Read, FileShare.Read, 64 * 1024, useAsync: false);
        JsonElement beginning = CostPages.ReadBeginning(stream, file.Name);
        var charges = new CostCharges(
            file.Name,
            beginning.TryGetProperty("billingAccount", out JsonElement account) ? account.GetString() : null,
            beginning.GetProperty("accountNames").EnumerateObject().ToDictionary(name => name.Name, name => name.Value.GetString() ?? "", StringComparer.Ordinal));
        var rows = new FocusRows(FocusMapping.Of(CostCharges.Columns, options.Assume, file.Name), CostCharges.Columns.Length, file.Name, options.Period, null);
        var row = new CsvScanner((byte)',', file.Name);
        while (CostPages.Read(stream, file.Name) is var (request, answer))
        {
            cancellationToken.ThrowIfCancellationRequested();
            row.Append(charges.Read(request, answer));
            while (row.TryRead())
            {
                if (rows.Add(row) is { } full) yield return full;
            }
        }

        foreach (ChargeBatch rest in rows.Rest()) yield return rest;
        done(rows.Summary(charges.Problems()));
    }
}
