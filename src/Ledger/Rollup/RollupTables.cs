using CostGuard.Core.Values;
using CostGuard.Ledger.Loads;
using CostGuard.Ledger.Sql;

namespace CostGuard.Ledger.Rollup;

/// <summary>The roll-up tables of an import's billing periods, as far as memory allows to keep them until all files are read.</summary>
/// <param name="policy">What they keep.</param>
/// <param name="step">Told how each file was read: "one pass", or "DuckDB: " and the reason.</param>
/// <param name="bytesMax">Memory that all tables may hold.</param>
internal sealed class RollupTables(RollupPolicy policy, Action<string> step, long bytesMax = RollupScan.BytesMax)
{
    private readonly Dictionary<BillingPeriod, RollupTable> _tables = [];
    private readonly HashSet<BillingPeriod> _general = [];

    /// <summary>Reads a file. Null when it needs the general way.</summary>
    public InspectedFile? Read(string path, FileSql file, BillingPeriod? only, CancellationToken cancellationToken)
    {
        BillingPeriod? touched = null;
        var scan = new RollupScan(file, only, bytesMax);
        IReadOnlyList<FileTotal>? totals = scan.Read(path, period => TableOf((touched = period).Value), cancellationToken);
        step(totals is null ? $"DuckDB: {scan.Why}" : "one pass");
        // A table that was given up half way has rows of the file already, and its period is of no use to scan again.
        if (touched is { } month && (totals is null || _tables.Values.Sum(kept => kept.Bytes) > bytesMax)) _tables.Remove(month);
        if (touched is { } given && totals is null) _general.Add(given);
        return totals is null
            ? null
            : new InspectedFile { Sql = file, Totals = totals, Refused = 0, Problems = file.Schema.Mapping.Problems, Cancelled = [], AllFast = false, Rounded = null };
    }

    /// <summary>The table of a period with these files: the one that was kept, or one made anew. Null when a file needs the general way.</summary>
    public RollupTable? Take(BillingPeriod period, IReadOnlyList<LineFile> files, CancellationToken cancellationToken)
    {
        if (_tables.Remove(period, out RollupTable? kept) && kept.Files == files.Count) return kept;
        return _general.Contains(period) ? null : Of(policy, files, cancellationToken);
    }

    /// <summary>The roll-up of files that hold one period; null when a file needs the general way.</summary>
    public static RollupTable? Of(RollupPolicy policy, IReadOnlyList<LineFile> files, CancellationToken cancellationToken)
    {
        if (files.Any(file => file.Recipe.OtherPeriods || file.Recipe.RefusedRows || file.Rounded is not null)) return null;
        var table = new RollupTable(policy);
        return files.All(file => new RollupScan(file.Sql, null).Read(file.Path, _ => table, cancellationToken) is not null) ? table : null;
    }

    private RollupTable TableOf(BillingPeriod period)
    {
        if (!_tables.TryGetValue(period, out RollupTable? table)) _tables.Add(period, table = new RollupTable(policy));
        table.Files++;
        return table;
    }
}
