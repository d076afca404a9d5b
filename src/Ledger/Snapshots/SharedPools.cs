using System.Globalization;
using CostGuard.Core.Allocate;
using CostGuard.Core.Errors;
using CostGuard.Core.Values;
using CostGuard.Ledger.Sql;
using DuckDB.NET.Data;

namespace CostGuard.Ledger.Snapshots;

/// <summary>Brings what pools need to the arithmetic: cells of shared cost, and sums of direct cost as weights.</summary>
internal sealed class SharedPools(DuckSession session, Routing routing)
{
    /// <summary>
    /// Divides the cells of a table (columns "row", pool, x_Period, BillingCurrency, SubAccountId, CommitmentDiscountId and the four costs).
    /// </summary>
    public async Task<IReadOnlyList<PoolDivision>> DivideAsync(string cellTable, ICollection<Problem> warnings, CancellationToken cancellationToken)
    {
        if (routing.Pools.Count == 0) return [];
        var cells = new List<PoolCell>();
        string costs = string.Join(", ", DailyColumns.Costs.Select(cost => $"coalesce({cost}, 0)::DECIMAL(38,18)::VARCHAR"));
        string sql = "SELECT row, pool, x_Period::VARCHAR, BillingCurrency, SubAccountId, CommitmentDiscountId, "
            + $"{costs} FROM {cellTable} WHERE pool IS NOT NULL ORDER BY row";
        await foreach (object?[] row in session.RowsAsync(sql, cancellationToken).ConfigureAwait(false))
        {
            cells.Add(new PoolCell(
                (int)DuckSession.WholeNumber(row[0]), (string)row[1]!, Period(row[2]), Currency.Parse((string)row[3]!), row[4] as string, row[5] as string,
                new UnitCosts(Units(row[6]), Units(row[7]), Units(row[8]), Units(row[9]))));
        }

        return SharedCost.Divide(routing.Book, cells, await DirectAsync(cancellationToken).ConfigureAwait(false), warnings);
    }

    /// <summary>Makes a table of cells with the dimensions that allocated rows have.</summary>
    /// <param name="cellTable">Its name.</param>
    /// <param name="typed">What makes ENUMs of their text (<see cref="DailyView.CreateAsync"/>).</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task CreateCellsAsync(string cellTable, string typed, CancellationToken cancellationToken)
    {
        string dimensions = string.Join(", ", DailyColumns.Shared.Select(column => $"d.{SqlText.Name(column)}"));
        string sums = string.Join(", ", DailyColumns.Costs.Select(cost => $"sum(d.{cost}) AS {cost}"));
        string order = string.Join(", ", DailyColumns.Shared.Select(SqlText.Name));
        // Numbered in the order of their content, so that the same data gives the same split whatever the threads did.
        return session.RunAsync(
            $"CREATE TEMP TABLE {cellTable} AS SELECT row_number() OVER (ORDER BY pool, {order}) - 1 AS row, *{typed} FROM "
            + $"(SELECT r.pool, {dimensions}, {sums} FROM {DailyView.Text} d {routing.Join("r")} WHERE r.pool IS NOT NULL GROUP BY ALL);",
            cancellationToken);
    }

    /// <summary>
    /// Makes the tables that parts are joined from: what is divided (division, cell, and the dimensions of its row), and who gets of it
    /// (division, target, team and pool of the given types).
    /// </summary>
    public async Task StoreAsync(
        IReadOnlyList<PoolDivision> divisions, string cellTable, string dividedTable, string targetTable, CancellationToken cancellationToken)
    {
        await session.RunAsync(
            "CREATE TEMP TABLE division_cells(division INTEGER, cell INTEGER, row BIGINT); "
            + $"CREATE TEMP TABLE {targetTable}(division INTEGER, target INTEGER, team VARCHAR, pool VARCHAR);",
            cancellationToken).ConfigureAwait(false);
        AppendCells(divisions);
        AppendTargets(divisions, targetTable);
        await session.RunAsync(
            $"CREATE TEMP TABLE {dividedTable} AS SELECT d.division, d.cell, c.* EXCLUDE (row, pool) FROM division_cells d JOIN {cellTable} c ON c.row = d.row; "
            + $"DROP TABLE division_cells; DROP TABLE {cellTable};",
            cancellationToken).ConfigureAwait(false);
    }

    private void AppendCells(IReadOnlyList<PoolDivision> divisions)
    {
        using DuckDBAppender appender = session.Connection.CreateAppender("division_cells");
        for (int division = 0; division < divisions.Count; division++)
        {
            IReadOnlyList<PoolCell> cells = divisions[division].Cells;
            for (int cell = 0; cell < cells.Count; cell++)
            {
                if (!cells[cell].Costs.IsZero) appender.CreateRow().AppendValue(division).AppendValue(cell).AppendValue((long)cells[cell].Row).EndRow();
            }
        }
    }

    private void AppendTargets(IReadOnlyList<PoolDivision> divisions, string targetTable)
    {
        using DuckDBAppender appender = session.Connection.CreateAppender(targetTable);
        for (int division = 0; division < divisions.Count; division++)
        {
            IReadOnlyList<TeamId> targets = divisions[division].Targets;
            for (int target = 0; target < targets.Count; target++)
            {
                if (Pool.NameOf(targets[target]) is not null || divisions[division].IsEmpty(target)) continue;
                appender.CreateRow().AppendValue(division).AppendValue(target).AppendValue(targets[target].Value).AppendValue(divisions[division].Pool).EndRow();
            }
        }
    }

    private async Task<List<DirectCost>> DirectAsync(CancellationToken cancellationToken)
    {
        // Only what some pool asks for keeps the groups few.
        string account = routing.Pools.Contains(Pool.Tax.Name) ? "d.SubAccountId" : "NULL::VARCHAR";
        string commitment = routing.Pools.Contains(Pool.CommitmentUnused.Name)
            ? "CASE WHEN d.CommitmentDiscountStatus::VARCHAR = 'Used' THEN d.CommitmentDiscountId END"
            : "NULL::VARCHAR";
        string builtIn = SqlText.List(Pool.BuiltIn.Select(pool => pool.Name));
        string sql = $"SELECT CASE WHEN r.pool IS NULL THEN r.team ELSE '{Pool.Prefix}' || r.pool END, d.x_Period::VARCHAR, d.BillingCurrency, {account}, "
            + $"{commitment}, coalesce(d.ChargeCategory::VARCHAR = 'Tax', false), coalesce(d.CommitmentDiscountStatus::VARCHAR = 'Used', false), "
            + "coalesce(sum(d.EffectiveCost), 0)::DECIMAL(38,18)::VARCHAR, "
            + "coalesce(sum(CASE WHEN d.EffectiveCost > 0 THEN d.EffectiveCost END), 0)::DECIMAL(38,18)::VARCHAR "
            + $"FROM {DailyColumns.View} d {routing.Join("r")} WHERE r.pool IS NULL OR r.pool NOT IN {builtIn} GROUP BY 1, 2, 3, 4, 5, 6, 7";
        var direct = new List<DirectCost>();
        await foreach (object?[] row in session.RowsAsync(sql, cancellationToken).ConfigureAwait(false))
        {
            direct.Add(new DirectCost(
                new TeamId((string)row[0]!), Period(row[1]), Currency.Parse((string)row[2]!), row[3] as string, row[4] as string,
                row[5] is true, row[6] is true, Units(row[7]), Units(row[8])));
        }

        return direct;
    }

    private static Int128 Units(object? text) => UnitCosts.Units((string)text!);

    private static BillingPeriod Period(object? day) =>
        BillingPeriod.Of(DateOnly.ParseExact((string)day!, "yyyy-MM-dd", CultureInfo.InvariantCulture));
}
