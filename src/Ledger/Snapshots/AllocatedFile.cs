using CostGuard.Core.Allocate;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Ledger.Sql;

namespace CostGuard.Ledger.Snapshots;

/// <summary>Writes allocated.parquet: the daily roll-up with team, rule and pool; shared cost as one row a receiver.</summary>
internal static class AllocatedFile
{
    private const int UnknownTold = 8;

    /// <summary>Name of the file in a snapshot's folder.</summary>
    public const string Name = "allocated.parquet";

    /// <summary>Allocates the daily roll-ups and puts the file in its place, complete and checked against the loads, or not at all.</summary>
    /// <param name="book">The rules.</param>
    /// <param name="files">Daily roll-ups of open months.</param>
    /// <param name="frozen">SQL of rows that were allocated before and stay as they are: closed months.</param>
    /// <param name="expected">Sums of the loads, of open and closed months.</param>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>Warnings: metrics that are missing, team tags that name nobody.</returns>
    public static async Task<IReadOnlyList<Problem>> WriteAsync(
        RuleBook book, IReadOnlyList<DailyFile> files, IReadOnlyList<string> frozen, IReadOnlyDictionary<Currency, ExactCosts> expected, string path, CancellationToken cancellationToken)
    {
        var warnings = new List<Problem>();
        string unfinished = path + ".tmp";
        string spill = path + ".spill";
        try
        {
            await using (DuckSession session = await DuckSession.OpenAsync(spill, cancellationToken).ConfigureAwait(false))
            {
                string typed = await DailyView.CreateAsync(session, files, book.Shape, cancellationToken).ConfigureAwait(false);
                var routing = new Routing(session, book, "routes");
                await routing.BuildAsync(cancellationToken).ConfigureAwait(false);
                await DivideAsync(session, routing, typed, warnings, cancellationToken).ConfigureAwait(false);
                await session.RunAsync($"COPY ({string.Join(" UNION ALL BY NAME ", frozen.Prepend($"({Rows(routing)})"))}) TO {SqlText.Value(unfinished)} (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1);", cancellationToken)
                    .ConfigureAwait(false);
                await TeamRollUp.SumAsync(session, unfinished, "rolled", cancellationToken).ConfigureAwait(false);
                await CheckAsync(session, "rolled", expected, cancellationToken).ConfigureAwait(false);
                foreach (TeamRollUp rollUp in TeamRollUp.All)
                    await rollUp.WriteAsync(session, "rolled", Path.GetDirectoryName(path)!, cancellationToken).ConfigureAwait(false);
                if (UnknownTeams(routing.UnknownTeams) is { } unknown) warnings.Add(unknown);
            }

            await using (FileStream file = new(unfinished, FileMode.Open, FileAccess.ReadWrite)) file.Flush(flushToDisk: true);
            File.Move(unfinished, path, overwrite: true);
        }
        finally
        {
            File.Delete(unfinished);
            if (Directory.Exists(spill)) Directory.Delete(spill, recursive: true);
        }

        return warnings;
    }

    // One warning for all of them: a company that has tagged for years and written no team yet would read of nothing else.
    private static Problem? UnknownTeams(IReadOnlyList<string> values)
    {
        if (values.Count == 0) return null;
        string named = string.Join(", ", values.Take(UnknownTold).Select(value => $"'{value}'"));
        return AllocationErrors.UnknownTeam.At(
            values.Count == 1
                ? $"The team tag {named} names no team."
                : FormattableString.Invariant($"{values.Count} team tags name no team: {named}{(values.Count > UnknownTold ? ", …" : "")}."),
            severity: Severity.Warning);
    }

    private static async Task DivideAsync(DuckSession session, Routing routing, string typed, List<Problem> warnings, CancellationToken cancellationToken)
    {
        var pools = new SharedPools(session, routing);
        await pools.CreateCellsAsync("cells", typed, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<PoolDivision> divisions = await pools.DivideAsync("cells", warnings, cancellationToken).ConfigureAwait(false);
        PartFunctions.Register(session.Connection, divisions);
        await pools.StoreAsync(divisions, "cells", "divided", "targets", cancellationToken).ConfigureAwait(false);
        await TypeNamesAsync(session, routing.Table, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Teams, rules and pools become an ENUM, like the dimensions.</summary>
    private static async Task TypeNamesAsync(DuckSession session, string routes, CancellationToken cancellationToken)
    {
        const string Type = "cg_names";
        string names = $"SELECT unnest([team, rule, pool]) AS value FROM {routes} UNION ALL SELECT unnest([team, pool]) FROM targets";
        if (!await DailyView.MakeTypeAsync(session, Type, names, cancellationToken).ConfigureAwait(false)) return;
        string[] columns = [$"{routes} ALTER team", $"{routes} ALTER rule", $"{routes} ALTER pool", "targets ALTER team", "targets ALTER pool"];
        await session.RunAsync(string.Concat(columns.Select(column => $"ALTER TABLE {column} TYPE {Type}; ")), cancellationToken).ConfigureAwait(false);
    }

    private static string Rows(Routing routing)
    {
        IReadOnlyList<string> optional = DailyColumns.Optional(routing.Book.Shape);
        string direct = string.Join(", ", DailyColumns.Shared.Append("x_HasResource").Concat(optional).Select(column => $"d.{SqlText.Name(column)}"));
        string shared = string.Join(", ", DailyColumns.Shared.Select(column => $"p.{SqlText.Name(column)}"));
        string nothing = string.Concat(optional.Select(column => $", NULL::VARCHAR AS {column}"));
        string costs = string.Join(", ", DailyColumns.Costs.Select(cost => $"d.{cost}"));
        string shares = string.Join(", ", DailyColumns.Costs.Select(cost => $"{PartFunctions.Of(cost)}(p.division, p.cell, t.target) AS {cost}"));
        return $"SELECT {direct}, {costs}, d.x_Rows, r.team AS x_Team, r.rule AS x_Rule, r.pool AS x_Pool "
            + $"FROM {DailyColumns.View} d {routing.Join("r")} WHERE r.pool IS NULL "
            + $"UNION ALL SELECT {shared}, false AS x_HasResource{nothing}, {shares}, 0::BIGINT AS x_Rows, t.team, t.pool, t.pool "
            + "FROM divided p JOIN targets t ON t.division = p.division";
    }

    private static async Task CheckAsync(
        DuckSession session, string rolled, IReadOnlyDictionary<Currency, ExactCosts> expected, CancellationToken cancellationToken)
    {
        string sums = string.Join(", ", DailyColumns.Costs.Select(cost => $"coalesce(sum({cost}), 0)::VARCHAR"));
        var found = new Dictionary<Currency, ExactCosts>();
        foreach (object?[] row in await session.ListAsync(
            $"SELECT BillingCurrency, {sums} FROM {rolled} WHERE {TeamRollUp.ByMonth.IsMine()} GROUP BY 1", cancellationToken).ConfigureAwait(false))
        {
            found[Currency.Parse((string)row[0]!)] = new ExactCosts(Sum(row[1]), Sum(row[2]), Sum(row[3]), Sum(row[4]));
        }

        foreach (Currency currency in expected.Keys.Union(found.Keys).Order())
        {
            ExactCosts loads = expected.GetValueOrDefault(currency);
            ExactCosts teams = found.GetValueOrDefault(currency);
            if (loads == teams) continue;
            ExactCosts apart = teams - loads;
            throw new CostGuardException(6, AllocationErrors.DoesNotTie.At(
                $"In {currency} the teams differ from the loads by {apart.Billed} billed, {apart.Effective} effective, {apart.List} list, {apart.Contracted} contracted."));
        }
    }

    private static ExactSum Sum(object? text) => ExactSum.Parse((string)text!);
}
