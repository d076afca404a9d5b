using System.Globalization;
using CostGuard.Core.Allocate;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Ledger.Sql;

namespace CostGuard.Ledger.Snapshots;

/// <summary>
/// Compares two allocations of the same roll-ups without writing any. Direct cost that goes from one team to another is shown as it is; where a
/// pool is involved, what each team has less is set against what others have more.
/// </summary>
internal static class AllocationPlan
{
    /// <summary>A roll-up shape that serves both.</summary>
    public static RollupShape ShapeOf(RuleBook before, RuleBook after) => new(
        [.. before.Shape.TagKeys.Union(after.Shape.TagKeys).Order(StringComparer.Ordinal)],
        before.Shape.Resources || after.Shape.Resources,
        before.Shape.Skus || after.Shape.Skus);

    public static async Task<IReadOnlyList<MovedCost>> CompareAsync(
        RuleBook before, RuleBook after, RollupShape shape, IReadOnlyList<DailyFile> files, CancellationToken cancellationToken)
    {
        await using DuckSession session = await DuckSession.OpenAsync(null, cancellationToken).ConfigureAwait(false);
        await DailyView.CreateAsync(session, files, shape, cancellationToken).ConfigureAwait(false);
        var old = new Routing(session, before, "old_routes");
        var next = new Routing(session, after, "new_routes");
        await old.BuildAsync(cancellationToken).ConfigureAwait(false);
        await next.BuildAsync(cancellationToken).ConfigureAwait(false);
        string sums = string.Join(", ", DailyColumns.Costs.Select(cost => $"coalesce(sum(d.{cost}), 0)::DECIMAL(38,18) AS {cost}"));
        await session.RunAsync(
            "CREATE TEMP TABLE flows AS SELECT row_number() OVER () - 1 AS row, * FROM (SELECT d.x_Period, d.BillingCurrency, "
            + "CASE WHEN o.pool IS NOT NULL OR n.pool IS NOT NULL THEN d.SubAccountId END AS SubAccountId, "
            + "CASE WHEN o.pool IS NOT NULL OR n.pool IS NOT NULL THEN d.CommitmentDiscountId END AS CommitmentDiscountId, "
            + $"o.team AS old_team, o.pool AS old_pool, n.team AS new_team, n.pool AS new_pool, n.rule AS new_rule, {sums} "
            + $"FROM {DailyColumns.View} d {old.Join("o")} {next.Join("n")} "
            + "WHERE o.pool IS NOT NULL OR n.pool IS NOT NULL OR o.team <> n.team GROUP BY ALL);",
            cancellationToken).ConfigureAwait(false);
        var moves = new Moves();
        await DirectAsync(session, moves, cancellationToken).ConfigureAwait(false);
        await SharedAsync(session, old, next, moves, cancellationToken).ConfigureAwait(false);
        return moves.All();
    }

    private static async Task DirectAsync(DuckSession session, Moves moves, CancellationToken cancellationToken)
    {
        string sql = "SELECT x_Period::VARCHAR, BillingCurrency, old_team, new_team, new_rule, sum(EffectiveCost)::VARCHAR, sum(BilledCost)::VARCHAR "
            + "FROM flows WHERE old_pool IS NULL AND new_pool IS NULL GROUP BY ALL";
        foreach (object?[] row in await session.ListAsync(sql, cancellationToken).ConfigureAwait(false))
        {
            moves.Add(
                new FlowKey(Period(row[0]), Currency.Parse((string)row[1]!), (string)row[4]!), new TeamId((string)row[2]!), new TeamId((string)row[3]!),
                UnitCosts.Units((string)row[5]!), UnitCosts.Units((string)row[6]!));
        }
    }

    private static async Task SharedAsync(DuckSession session, Routing old, Routing next, Moves moves, CancellationToken cancellationToken)
    {
        var keys = new Dictionary<int, FlowKey>();
        var differences = new Dictionary<(FlowKey Key, TeamId Team), UnitCosts>();
        void Count(int row, TeamId team, UnitCosts costs) => differences[(keys[row], team)] = differences.GetValueOrDefault((keys[row], team)) + costs;
        string costs = string.Join(", ", DailyColumns.Costs.Select(cost => $"{cost}::VARCHAR"));
        string sql = $"SELECT row, x_Period::VARCHAR, BillingCurrency, new_rule, old_team, old_pool, new_team, new_pool, {costs} FROM flows "
            + "WHERE old_pool IS NOT NULL OR new_pool IS NOT NULL";
        foreach (object?[] row in await session.ListAsync(sql, cancellationToken).ConfigureAwait(false))
        {
            int id = (int)DuckSession.WholeNumber(row[0]);
            keys[id] = new FlowKey(Period(row[1]), Currency.Parse((string)row[2]!), (string)row[3]!);
            var amounts = new UnitCosts(
                UnitCosts.Units((string)row[8]!), UnitCosts.Units((string)row[9]!), UnitCosts.Units((string)row[10]!), UnitCosts.Units((string)row[11]!));
            if (row[5] is null) Count(id, new TeamId((string)row[4]!), Minus(amounts));
            if (row[7] is null) Count(id, new TeamId((string)row[6]!), amounts);
        }

        foreach (SharedPart part in await PartsAsync(session, old, "old_pool", cancellationToken).ConfigureAwait(false)) Count(part.Row, part.Team, Minus(part.Costs));
        foreach (SharedPart part in await PartsAsync(session, next, "new_pool", cancellationToken).ConfigureAwait(false)) Count(part.Row, part.Team, part.Costs);
        foreach (var flow in differences.GroupBy(pair => pair.Key.Key, pair => (pair.Key.Team, pair.Value))) moves.Pair(flow.Key, [.. flow]);
    }

    private static async Task<IEnumerable<SharedPart>> PartsAsync(DuckSession session, Routing routing, string pool, CancellationToken cancellationToken)
    {
        await session.RunAsync($"CREATE TEMP VIEW {routing.Table}_cells AS SELECT *, {pool} AS pool FROM flows;", cancellationToken).ConfigureAwait(false);
        IReadOnlyList<PoolDivision> divisions = await new SharedPools(session, routing)
            .DivideAsync($"{routing.Table}_cells", new List<Problem>(), cancellationToken).ConfigureAwait(false);
        return divisions.SelectMany(division => division.Parts());
    }

    private static UnitCosts Minus(UnitCosts costs) => new(-costs.Billed, -costs.Effective, -costs.List, -costs.Contracted);

    private static BillingPeriod Period(object? day) => BillingPeriod.Of(DateOnly.ParseExact((string)day!, "yyyy-MM-dd", CultureInfo.InvariantCulture));

    private sealed record FlowKey(BillingPeriod Period, Currency Currency, string Rule);

    /// <summary>Sums of what goes from whom to whom.</summary>
    private sealed class Moves
    {
        private readonly Dictionary<(FlowKey Key, TeamId From, TeamId To), (Int128 Effective, Int128 Billed)> _moves = [];

        public void Add(FlowKey key, TeamId from, TeamId to, Int128 effective, Int128 billed)
        {
            (Int128 Effective, Int128 Billed) sum = _moves.GetValueOrDefault((key, from, to));
            _moves[(key, from, to)] = (sum.Effective + effective, sum.Billed + billed);
        }

        /// <summary>Sets losers against winners, in order of the team, apart for each metric.</summary>
        public void Pair(FlowKey key, IReadOnlyList<(TeamId Team, UnitCosts Costs)> differences)
        {
            Pair([.. differences.Select(pair => (pair.Team, pair.Costs.Effective))], (from, to, amount) => Add(key, from, to, amount, 0));
            Pair([.. differences.Select(pair => (pair.Team, pair.Costs.Billed))], (from, to, amount) => Add(key, from, to, 0, amount));
        }

        public IReadOnlyList<MovedCost> All() =>
            [.. _moves.Where(move => move.Value != default)
                .Select(move => new MovedCost(
                    move.Key.Key.Period, move.Key.From, move.Key.To, move.Key.Key.Rule, move.Key.Key.Currency, Amount(move.Value.Effective), Amount(move.Value.Billed)))
                .OrderBy(move => move.Period).ThenByDescending(move => Math.Abs(move.EffectiveCost)).ThenBy(move => move.From).ThenBy(move => move.To)
                .ThenBy(move => move.Rule, StringComparer.Ordinal).ThenBy(move => move.Currency)];

        private static decimal Amount(Int128 units) => new ExactSum(units, UnitCosts.Decimals).ToDecimal();

        private static void Pair(IReadOnlyList<(TeamId Team, Int128 Amount)> differences, Action<TeamId, TeamId, Int128> move)
        {
            var losers = new Queue<(TeamId Team, Int128 Left)>(differences.Where(pair => pair.Amount < 0).OrderBy(pair => pair.Team).Select(pair => (pair.Team, -pair.Amount)));
            foreach ((TeamId winner, Int128 gain) in differences.Where(pair => pair.Amount > 0).OrderBy(pair => pair.Team))
            {
                Int128 open = gain;
                while (open > 0 && losers.TryDequeue(out (TeamId Team, Int128 Left) loser))
                {
                    Int128 amount = Int128.Min(open, loser.Left);
                    move(loser.Team, winner, amount);
                    open -= amount;
                    if (loser.Left > amount) losers = new Queue<(TeamId Team, Int128 Left)>(losers.Prepend((loser.Team, loser.Left - amount)));
                }
            }
        }
    }
}
