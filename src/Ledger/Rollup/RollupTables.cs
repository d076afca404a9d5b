using CostGuard.Core.Values;
using CostGuard.Ledger.Loads;
using CostGuard.Ledger.Sql;
using ParquetSharp;

namespace CostGuard.Ledger.Rollup;

/// <summary>The roll-up tables of an import's billing periods, as far as memory allows to keep them until all files are read.</summary>
internal sealed class RollupTables(RollupPolicy policy)
{
    private readonly Dictionary<BillingPeriod, RollupTable> _tables = [];

    /// <summary>Reads a file. Null when it needs the general way.</summary>
    public InspectedFile? Read(string path, FileSql file, BillingPeriod? only, CancellationToken cancellationToken)
    {
        BillingPeriod? touched = null;
        IReadOnlyList<FileTotal>? totals = Scan(path, file, only, period => TableOf((touched = period).Value), cancellationToken);
        // A table that was given up half way has rows of the file already.
        if (touched is { } month && (totals is null || _tables.Values.Sum(kept => kept.Bytes) > RollupScan.BytesMax)) _tables.Remove(month);
        return totals is null
            ? null
            : new InspectedFile { Sql = file, Totals = totals, Refused = 0, Problems = file.Schema.Mapping.Problems, AllFast = false, Rounded = null };
    }

    /// <summary>The table of a period with these files: the one that was kept, or one made anew. Null when a file needs the general way.</summary>
    public RollupTable? Take(BillingPeriod period, IReadOnlyList<LineFile> files, CancellationToken cancellationToken) =>
        _tables.Remove(period, out RollupTable? kept) && kept.Files == files.Count ? kept : Of(policy, files, cancellationToken);

    /// <summary>The roll-up of files that hold one period; null when a file needs the general way.</summary>
    public static RollupTable? Of(RollupPolicy policy, IReadOnlyList<LineFile> files, CancellationToken cancellationToken)
    {
        if (files.Any(file => file.Recipe.OtherPeriods || file.Recipe.RefusedRows || file.Rounded is not null)) return null;
        var table = new RollupTable(policy);
        return files.All(file => Scan(file.Path, file.Sql, null, _ => table, cancellationToken) is not null) ? table : null;
    }

    private RollupTable TableOf(BillingPeriod period)
    {
        if (!_tables.TryGetValue(period, out RollupTable? table)) _tables.Add(period, table = new RollupTable(policy));
        table.Files++;
        return table;
    }

    private static IReadOnlyList<FileTotal>? Scan(
        string path, FileSql file, BillingPeriod? only, Func<BillingPeriod, RollupTable> tableOf, CancellationToken cancellationToken)
    {
        try
        {
            return new RollupScan(file, only).Read(path, tableOf, cancellationToken);
        }
        catch (Exception exception) when (exception is ParquetException or InvalidDataException or OverflowException)
        {
            // DuckDB reads more kinds of Parquet, adds wider sums, and says what is wrong with a damaged file.
            return null;
        }
    }
}
