using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Ledger.Sql;

namespace CostGuard.Ledger.Loads;

/// <summary>
/// Finds accounts whose month another source has already given: a CUR beside a FOCUS export, or an API beside files, would count the same bill twice.
/// An account is provider, billing account and sub-account; rows without any of them overlap with nothing.
/// </summary>
internal sealed class ScopeOverlap(HomeFolder home, SourceKey source, IReadOnlyList<Load> current)
{
    private const int Told = 5;

    /// <summary>The accounts of the draft that other sources have, in words; null when there are none.</summary>
    public async Task<Problem?> FindAsync(PeriodDraft draft, string daily, IReadOnlySet<string> crossChecks, CancellationToken cancellationToken)
    {
        Load[] others = [.. current.Where(load => load.Period == draft.Period && load.Source != source && !crossChecks.Contains(load.Source.Value))];
        if (others.Length == 0) return null;
        await using DuckSession duck = await DuckSession.OpenAsync(null, cancellationToken).ConfigureAwait(false);
        IEnumerable<string> there = others.Select(load =>
            $"SELECT {SqlText.Value(load.Source.Value)} AS x_Source, * FROM ({Accounts(Path.Combine(home.Loads, load.Folder, LoadFiles.Daily))})");
        List<object?[]> rows = await duck.ListAsync(
            $"""
            SELECT DISTINCT o.x_Source, coalesce(o.SubAccountId, o.BillingAccountId) FROM ({string.Join(" UNION ALL ", there)}) o
            JOIN ({Accounts(daily)}) n ON n.ProviderName IS NOT DISTINCT FROM o.ProviderName AND n.BillingAccountId IS NOT DISTINCT FROM o.BillingAccountId
                AND n.SubAccountId IS NOT DISTINCT FROM o.SubAccountId
            ORDER BY 1, 2
            """,
            cancellationToken).ConfigureAwait(false);
        if (rows.Count == 0) return null;
        string accounts = string.Join(", ", rows.Take(Told).Select(row => $"{row[1]} (in '{row[0]}')")) + (rows.Count > Told ? $" and {rows.Count - Told} more" : "");
        return LedgerErrors.ScopeOverlap.At($"Source '{source}' gives {draft.Period} of accounts that another source has given already: {accounts}.");
    }

    private static string Accounts(string daily) =>
        $"SELECT DISTINCT ProviderName, BillingAccountId, SubAccountId FROM read_parquet({SqlText.Value(daily)}, hive_partitioning=false) "
        + "WHERE coalesce(SubAccountId, BillingAccountId) IS NOT NULL";
}
