using CostGuard.Core.Configuration;
using CostGuard.Core.Values;

namespace CostGuard.Core.Statements;

/// <summary>Cost and quantity of a month.</summary>
/// <param name="Period">The month.</param>
/// <param name="Cost">Allocated EffectiveCost, in whole subunits; null when the month has no data.</param>
/// <param name="Quantity">Quantity of the driver; null when nobody gave one.</param>
public sealed record DriverMonth(BillingPeriod Period, decimal? Cost, decimal? Quantity)
{
    /// <summary>Cost of one; null when cost or quantity is not known, or the quantity is 0.</summary>
    public decimal? Each => Ratio.Of(Cost, Quantity);
}

/// <summary>What one unit of a driver costs a team (domain H.1), and how that changed. Figures are exact; changes are of these, not of what is shown.</summary>
/// <param name="Driver">Name of the driver.</param>
/// <param name="Unit">What is counted: "requests".</param>
/// <param name="Currency">Currency of the costs.</param>
/// <param name="Now">The month.</param>
/// <param name="Before">The month before.</param>
public sealed record DriverCost(string Driver, string Unit, Currency Currency, DriverMonth Now, DriverMonth Before)
{
    private const decimal Thousand = 1_000m, Million = 1_000_000m;

    /// <summary>How many units a figure is per: 1, or 1,000 or 1,000,000 where one costs less than 100 subunits. The same for both months.</summary>
    public decimal Per
    {
        get
        {
            decimal least = 100m * Currency.Subunit;
            decimal each = Math.Abs(Now.Each is { } now && now != 0m ? now : Before.Each ?? 0m);
            return each >= least || each == 0m ? 1m : each * Thousand >= least ? Thousand : Million;
        }
    }

    /// <summary>Change of the unit cost, 0.01 = 1 %; null when it cannot be told.</summary>
    public decimal? Change => Ratio.Change(Before.Each, Now.Each);

    /// <summary>Change of the cost.</summary>
    public decimal? CostChange => Ratio.Change(Before.Cost, Now.Cost);

    /// <summary>Change of the quantity.</summary>
    public decimal? QuantityChange => Ratio.Change(Before.Quantity, Now.Quantity);

    /// <summary>Change of cost ÷ change of quantity: 1 grows with it, 0 does not move; null when the quantity did not change.</summary>
    public decimal? Elasticity => QuantityChange is { } quantity && quantity != 0m && CostChange is { } cost ? cost / quantity : null;

    /// <summary>The unit costs of a team: of every driver that has a quantity in the month or in the one before, in each currency.</summary>
    /// <param name="drivers">All quantities.</param>
    /// <param name="team">Team id.</param>
    /// <param name="period">The month.</param>
    /// <param name="totals">What the team is charged.</param>
    /// <param name="before">What it was charged the month before.</param>
    public static IReadOnlyList<DriverCost> Of(IReadOnlyList<DriverQuantity> drivers, string team, BillingPeriod period, IReadOnlyList<StatementTotal> totals, EarlierMonth before)
    {
        ArgumentNullException.ThrowIfNull(before);
        Currency[] currencies = [.. totals.Concat(before.Totals).Select(total => total.Currency).Distinct().Order()];
        return [.. drivers.Where(each => each.Team.Value == team && (each.Month == period || each.Month == before.Period))
            .GroupBy(each => each.Driver, StringComparer.OrdinalIgnoreCase).OrderBy(group => group.Key, StringComparer.OrdinalIgnoreCase)
            .SelectMany(group => currencies.Select(currency => new DriverCost(
                group.Key, group.First().Unit, currency,
                new DriverMonth(period, Cost(totals, currency), Quantity(group, period)),
                new DriverMonth(before.Period, Cost(before.Totals, currency), Quantity(group, before.Period)))))];
    }

    // A month with data in which there is nothing of a currency cost 0 in it; one without data is not known.
    private static decimal? Cost(IReadOnlyList<StatementTotal> totals, Currency currency) =>
        totals.Count == 0 ? null : totals.FirstOrDefault(total => total.Currency == currency)?.Effective ?? 0m;

    private static decimal? Quantity(IEnumerable<DriverQuantity> own, BillingPeriod month) => own.FirstOrDefault(each => each.Month == month)?.Quantity;
}
