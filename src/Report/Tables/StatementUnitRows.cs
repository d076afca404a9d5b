using System.Globalization;
using CostGuard.Core.Reports;
using CostGuard.Core.Statements;
using CostGuard.Core.Values;
using CostGuard.Report.Formats;

namespace CostGuard.Report.Tables;

/// <summary>What a unit of a team's drivers costs, as rows of its statement: this month, the month before, the change.</summary>
internal static class StatementUnitRows
{
    private const string Part = "Unit cost";

    /// <summary>The rows.</summary>
    public static IEnumerable<object?[]> Of(Statement statement)
    {
        if (statement.UnitCosts.Count == 0) yield return StatementTable.Fact(Part, "None", "nobody gave a quantity of this month or the one before (drivers/*.csv)");
        foreach (DriverCost each in statement.UnitCosts)
        {
            yield return Month(each, each.Now);
            yield return Month(each, each.Before);
            decimal? now = Shown(each, each.Now), before = Shown(each, each.Before);
            if (now is null || before is null) continue;
            string elasticity = each.Elasticity is { } measured ? string.Create(CultureInfo.InvariantCulture, $"; elasticity {measured:0.00} (change of cost ÷ change of quantity)") : "";
            yield return StatementTable.Fact(
                Part, $"{each.Driver}: change", $"unit cost {Percent(each.Change)}, cost {Percent(each.CostChange)}, quantity {Percent(each.QuantityChange)}{elasticity}", now - before, each.Currency, each.Change);
        }
    }

    private static object?[] Month(DriverCost unit, DriverMonth month)
    {
        string detail =
            month.Quantity is not { } quantity ? "cannot be told: nobody gave a quantity"
            : month.Cost is not { } cost ? $"cannot be told: no cost of the month; {Quantity(quantity)} {unit.Unit}"
            : month.Each is null ? $"cannot be told: {CellText.Shown(cost, CellKind.Money, unit.Currency)} {unit.Currency} and no {unit.Unit}"
            : $"{CellText.Shown(cost, CellKind.Money, unit.Currency)} {unit.Currency} EffectiveCost, {Quantity(quantity)} {unit.Unit}";
        return StatementTable.Fact(Part, $"{unit.Driver}: {month.Period}, per {Per(unit)}", detail, Shown(unit, month), unit.Currency, quantity: month.Quantity);
    }

    /// <summary>Cost of <see cref="DriverCost.Per"/> units in whole subunits; null when it cannot be told.</summary>
    internal static decimal? Shown(DriverCost unit, DriverMonth month) => month.Each is { } each ? new Money(each * unit.Per, unit.Currency).Rounded().Amount : null;

    /// <summary>"1,000 requests".</summary>
    internal static string Per(DriverCost unit) => $"{(unit.Per == 1m ? "" : $"{Quantity(unit.Per)} ")}{unit.Unit}";

    /// <summary>"3,721,500": a quantity with all of its decimals.</summary>
    internal static string Quantity(decimal quantity) => quantity.ToString("#,##0.############", CultureInfo.InvariantCulture);

    private static string Percent(decimal? change) => change is { } known ? decimal.Round(known * 100m, 2, MidpointRounding.ToEven).ToString("+0.00 '%';-0.00 '%';0.00 '%'", CultureInfo.InvariantCulture) : "cannot be told";
}
