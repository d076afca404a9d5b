using System.Runtime.CompilerServices;
using CostGuard.Collect.Csv;
using CostGuard.Collect.Focus;
using CostGuard.Collect.Kubernetes;
using CostGuard.Core.Focus;
using CostGuard.Core.Ports;

namespace CostGuard.Collect;

/// <summary>The answers that <see cref="OpenCostSource"/> wrote down as they came, a month a file. It is in memory; amounts stay text.</summary>
internal sealed class OpenCostReader : IChargeReader
{
    public string Key => "opencost";

    public bool CanRead(SourceFile file)
    {
        if (!file.Path.EndsWith(OpenCostFile.Ending, StringComparison.Ordinal)) return false;
        using FileStream stream = File.OpenRead(file.Path);
        byte[] head = new byte[OpenCostFile.Mark.Length];
        return stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == head.Length && OpenCostFile.Mark.SequenceEqual(head);
    }

    public async IAsyncEnumerable<ChargeBatch> ReadAsync(
        SourceFile file, ReadOptions options, Action<ReadSummary> done, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var charges = new OpenCostCharges(file.Name);
        var rows = new FocusRows(FocusMapping.Of(OpenCostCharges.Columns, options.Assume, file.Name), OpenCostCharges.Columns.Length, file.Name, options.Period, null);
        var row = new CsvScanner((byte)',', file.Name);
        foreach ((OpenCostHead head, ReadOnlyMemory<byte> bytes) in OpenCostFile.Read(await File.ReadAllBytesAsync(file.Path, cancellationToken).ConfigureAwait(false), file.Name))
        {
            using var answer = new OpenCostAnswer(bytes, head.Day, file.Name);
            row.Append(charges.Read(head, answer));
            while (row.TryRead())
            {
                if (rows.Add(row) is { } full) yield return full;
            }
        }

        foreach (ChargeBatch rest in rows.Rest()) yield return rest;
        done(rows.Summary(charges.Problems()));
    }
}
