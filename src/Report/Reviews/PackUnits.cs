using CostGuard.Core.Statements;
using CostGuard.Report.Mails;
using CostGuard.Report.Tables;

namespace CostGuard.Report.Reviews;

/// <summary>What a unit of work costs: whether a rise is growth, or each unit became dearer. Tile and table have the figures of the statements.</summary>
internal sealed class PackUnits(ReviewModel model)
{
    private const int RowsMax = 8;

    private string Now => PackWords.Month(model.Period);

    private string Then => PackWords.Month(model.Period.Previous);

    /// <summary>The table with its heading; nothing where no driver has a quantity.</summary>
    public Safe Table()
    {
        if (model.UnitCosts.Count == 0) return Safe.None;
        string hidden = model.UnitCosts.Count > RowsMax ? $" {PackWords.Number(model.UnitCosts.Count - RowsMax)} more: costguard statement show TEAM --period {model.Period}." : "";
        string until = model.IsWhole || model.DataThrough is not { } day ? "" : $" {Now} has cost through {Figures.LongDay(day)} only.";
        string gaps = model.UnitCosts.Take(RowsMax).Any(each => each.Cost.Now.Each is null || each.Cost.Before.Each is null) ? " ?: nobody gave the quantity, it was 0, or the month has no data." : "";
        PackColumn[] columns =
        [
            new("Team: driver, and what it is per"), new($"Cost, {Then}", "n"), new($"Cost, {Now}", "n"), new($"Quantity, {Then}", "n"), new($"Quantity, {Now}", "n"),
            new($"Unit cost, {Then}", "n"), new($"Unit cost, {Now}", "n"), new("Change", "n"),
        ];
        return Pack.Heading("What a unit costs") + Pack.Table($"EffectiveCost of the team's statement ÷ quantity (drivers/*.csv).{until}{gaps}{hidden}", columns, model.UnitCosts.Take(RowsMax).Select(Row)).In("div", "dense");
    }

    /// <summary>Value, state and what is below it, of the tile; null where the figures were frozen without unit costs.</summary>
    public (string Value, string? State, string Below)? Tile()
    {
        if (model.UnitCosts.Count == 0) return null;
        ReviewUnitCost first = model.UnitCosts[0];
        string more = model.UnitCosts.Count == 1 ? "" : $"; {PackWords.Number(model.UnitCosts.Count - 1)} more under \"why cost changed\"";
        string change = first.Cost.Change is { } known ? $", {Figures.PercentChange(known)} against {Then}" : "";
        string value = Each(first.Cost, first.Cost.Now);
        return (value, value == "?" ? "? CANNOT TELL" : null, $"{Per(first.Cost)}, {first.TeamTitle}{change}{more}");
    }

    private static Safe[] Row(ReviewUnitCost each)
    {
        DriverCost cost = each.Cost;
        return
        [
            $"{each.TeamTitle}: {cost.Driver}, {Per(cost)}", Money(cost, cost.Before.Cost), Money(cost, cost.Now.Cost), Quantity(cost.Before), Quantity(cost.Now),
            Each(cost, cost.Before), Each(cost, cost.Now), cost.Change is { } change ? Figures.PercentChange(change) : "?",
        ];
    }

    private static string Per(DriverCost cost) => $"{cost.Currency} per {StatementUnitRows.Per(cost)}";

    private static string Each(DriverCost cost, DriverMonth month) => StatementUnitRows.Shown(cost, month) is { } each ? Figures.Exact(each, cost.Currency) : "?";

    private static string Money(DriverCost cost, decimal? amount) => amount is { } known ? Figures.Exact(known, cost.Currency) : "?";

    private static string Quantity(DriverMonth month) => month.Quantity is { } quantity ? StatementUnitRows.Quantity(quantity) : "?";
}
