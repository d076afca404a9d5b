using System.Runtime.CompilerServices;
using CostGuard.Collect.Azure;
using CostGuard.Collect.Csv;
using CostGuard.Collect.Focus;
using CostGuard.Core.Focus;
using CostGuard.Core.Ports;

namespace CostGuard.Collect;

/// <summary>
/// The answers that <see cref="AzureQuerySource"/> wrote down as they came. A page is in memory, and the amortised costs of the one scope and month of
/// the file; amounts stay text.
/// </summary>
internal sealed class AzureQueryReader : IChargeReader
{
    public string Key => "azure-query";

    public bool CanRead(SourceFile file)
    {
        if (!file.Path.EndsWith(AzureQueryPages.Ending, StringComparison.Ordinal)) return false;
        using FileStream stream = File.OpenRead(file.Path);
        byte[] head = new byte[AzureQueryPages.Mark.Length];
        return stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == head.Length && AzureQueryPages.Mark.SequenceEqual(head);
    }

    public async IAsyncEnumerable<ChargeBatch> ReadAsync(
        SourceFile file, ReadOptions options, Action<ReadSummary> done, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var stream = new FileStream(file.Path, FileMode.Open, FileAccess.Read, FileShare.Read, 64 * 1024, useAsync: false);
        var charges = new AzureQueryCharges(AzureQueryPages.ReadHead(stream, file.Name), file.Name);
        var rows = new FocusRows(FocusMapping.Of(AzureQueryColumns.All, options.Assume, file.Name), AzureQueryColumns.All.Length, file.Name, options.Period, null);
        var row = new CsvScanner((byte)',', file.Name);
        bool more = true;
        while (more)
        {
            cancellationToken.ThrowIfCancellationRequested();
            (string Type, byte[] Answer)? page = AzureQueryPages.Read(stream, file.Name);
            more = page is not null;
            row.Append(page is { } read ? charges.Read(read.Type, read.Answer) : charges.Rest());
            while (row.TryRead())
            {
                if (rows.Add(row) is { } full) yield return full;
            }
        }

        foreach (ChargeBatch rest in rows.Rest()) yield return rest;
        done(rows.Summary(charges.Problems()));
    }
}
