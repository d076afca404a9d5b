using CostGuard.Core.Focus;
using CostGuard.Core.Focus.Gcp;
using CostGuard.Core.Ports;
using CostGuard.Ledger.Sql;

namespace CostGuard.Ledger.Loads;

/// <summary>Reads a file's columns as an import does, Parquet by its schema, other formats by their reader's first batch.</summary>
internal sealed class ColumnCheck(IEnumerable<IChargeReader> readers) : IColumnCheck
{
    private readonly IChargeReader[] _readers = [.. readers];

    public async Task<SeenColumns> CheckAsync(SourceFile file, IReadOnlyDictionary<string, string> assume, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (file.IsParquet)
        {
            await using DuckSession duck = await DuckSession.OpenAsync(null, cancellationToken).ConfigureAwait(false);
            if (await GcpParquet.FindAsync(duck, file, cancellationToken).ConfigureAwait(false) is not null)
            {
                FocusMapping mapping = FocusMapping.Of(new GcpMapper(new GcpHeader(GcpNames.All)).Columns, assume, file.Name);
                return new SeenColumns("gcp-billing-parquet", mapping.Version, mapping.Problems);
            }

            FileSchema schema = await SchemaReader.ReadAsync(duck, file.Path, file.Name, assume, null, cancellationToken).ConfigureAwait(false);
            return new SeenColumns("parquet", schema.Mapping.Version, schema.Mapping.Problems);
        }

        IChargeReader reader = Array.Find(_readers, one => one.CanRead(file)) ?? throw LedgerRefusals.NoReader(file);
        if (reader is IFileSetReader set) reader = await set.KnowAsync([file], cancellationToken).ConfigureAwait(false);
        ReadSummary? summary = null;
        await foreach (ChargeBatch _ in reader.ReadAsync(file, new ReadOptions(assume, null, long.MaxValue), done => summary = done, cancellationToken).ConfigureAwait(false))
        {
            // Batches are read to the end, since the summary comes last; the file is short.
        }

        return new SeenColumns(reader.Key, summary?.FocusVersion, summary?.Problems ?? []);
    }
}
