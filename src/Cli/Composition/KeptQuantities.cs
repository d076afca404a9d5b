using CostGuard.Core.Configuration;
using CostGuard.Core.Values;

namespace CostGuard.Cli.Composition;

/// <summary>Quantities of drivers as statements count them: a closed month was handed out with its unit costs, and what is said of it later compares with these, whatever the files say now.</summary>
public sealed class KeptQuantities(ClosedConfigurations kept, CostGuardConfiguration configuration)
{
    /// <summary>
    /// The configuration with the quantities that count for a month. A closed one has those that it was closed with, and so has the month before; only what
    /// nobody gave when that was closed, and gives now, is better than no answer.
    /// </summary>
    public CostGuardConfiguration For(CostGuardConfiguration valid, BillingPeriod period)
    {
        ArgumentNullException.ThrowIfNull(valid);
        IReadOnlyList<DriverQuantity> drivers = IsClosed(period) ? kept.Of(period).Drivers : valid.Drivers;
        BillingPeriod before = period.Previous;
        if (!IsClosed(before)) return valid with { Drivers = drivers };
        DriverQuantity[] given = [.. kept.Of(before).Drivers.Where(each => each.Month == before)];
        bool IsGiven(DriverQuantity now) => given.Any(then => then.Team == now.Team && then.Driver.Equals(now.Driver, StringComparison.OrdinalIgnoreCase));
        return valid with { Drivers = [.. drivers.Where(each => each.Month != before || !IsGiven(each)), .. given] };
    }

    private bool IsClosed(BillingPeriod month) => configuration.Closed.Any(closing => closing.Period == month);
}
