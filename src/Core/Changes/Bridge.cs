using CostGuard.Core.Values;

namespace CostGuard.Core.Changes;

/// <summary>The way from one amount to another in one currency: the drivers add up to the difference to the last digit.</summary>
/// <param name="Currency">Currency of all amounts.</param>
/// <param name="Before">The earlier window, exact.</param>
/// <param name="After">The later window, exact.</param>
/// <param name="Drivers">All of them, none zero: by cause, the largest first.</param>
public sealed record Bridge(Currency Currency, decimal Before, decimal After, IReadOnlyList<ChangeDriver> Drivers)
{
    /// <summary>The amount of a cause, exact; 0 when there is none of it.</summary>
    public decimal this[ChangeCause cause] => ExactMath.Sum(Drivers.Where(driver => driver.Cause == cause).Select(driver => driver.Amount));

    /// <summary>The causes there are, in their order.</summary>
    public IReadOnlyList<ChangeCause> Causes => [.. Drivers.Select(driver => driver.Cause).Distinct().Order()];

    /// <summary>After − before, exact.</summary>
    public decimal Change => ExactMath.Subtract(After, Before);

    /// <summary>The bridges between two windows, one a currency, in order of currencies.</summary>
    /// <param name="before">Charges of the earlier window.</param>
    /// <param name="after">Charges of the later window.</param>
    public static IReadOnlyList<Bridge> Between(IReadOnlyList<LineGroup> before, IReadOnlyList<LineGroup> after)
    {
        LineGroup[][] sides = [[.. before], [.. after]];
        return [.. sides.SelectMany(side => side).Select(group => group.Currency).Distinct().Order().Select(currency => Of(
            currency, [.. before.Where(group => group.Currency == currency)], [.. after.Where(group => group.Currency == currency)]))];
    }

    /// <summary>The same bridge with drivers that were worked out elsewhere: rates, restatements. Both ends move with them.</summary>
    /// <param name="before">Added to the earlier amount.</param>
    /// <param name="after">Added to the later amount.</param>
    /// <param name="drivers">Their sum is <paramref name="after"/> − <paramref name="before"/>.</param>
    public Bridge With(decimal before, decimal after, IEnumerable<ChangeDriver> drivers) =>
        Checked(Currency, ExactMath.Add(Before, before), ExactMath.Add(After, after), Drivers.Concat(drivers));

    private static Bridge Of(Currency currency, LineGroup[] before, LineGroup[] after)
    {
        var own = new Dictionary<(ChangeCause, string?, string?), decimal>();
        var usage = new Dictionary<(string?, string?, string?, string?), PricedUsage>();
        foreach ((LineGroup group, bool isAfter) in before.Select(group => (group, false)).Concat(after.Select(group => (group, true))))
        {
            if (group.OwnCause is { } cause)
            {
                (ChangeCause, string?, string?) key = (cause, group.Service, group.Region);
                own[key] = ExactMath.Add(own.GetValueOrDefault(key), isAfter ? group.Amount : -group.Amount);
                continue;
            }

            (string?, string?, string?, string?) price = (group.Service, group.Sku, group.Region, group.Unit);
            if (!usage.TryGetValue(price, out PricedUsage? priced)) usage[price] = priced = new PricedUsage(group.Service, group.Sku, group.Region, currency);
            priced.Add(group, isAfter);
        }

        IEnumerable<ChangeDriver> drivers = own.Select(item => new ChangeDriver(item.Key.Item1, item.Key.Item2, null, item.Key.Item3, null, null, currency, item.Value))
            .Concat(usage.Values.SelectMany(priced => priced.Drivers()));
        return Checked(currency, ExactMath.Sum(before.Select(group => group.Amount)), ExactMath.Sum(after.Select(group => group.Amount)), drivers);
    }

    // Parts that do not add up are never shown: the check is cheap, and a wrong reason is worse than none.
    private static Bridge Checked(Currency currency, decimal before, decimal after, IEnumerable<ChangeDriver> drivers)
    {
        ChangeDriver[] all = [.. drivers.Where(driver => driver.Amount != 0m)
            .OrderBy(driver => driver.Cause).ThenByDescending(driver => Math.Abs(driver.Amount))
            .ThenBy(driver => driver.Service, StringComparer.Ordinal).ThenBy(driver => driver.Sku, StringComparer.Ordinal).ThenBy(driver => driver.Region, StringComparer.Ordinal)
            .ThenBy(driver => driver.Account, StringComparer.Ordinal).ThenBy(driver => driver.Resource, StringComparer.Ordinal)];
        var bridge = new Bridge(currency, before, after, all);
        return ExactMath.Sum(all.Select(driver => driver.Amount)) == bridge.Change
            ? bridge
            : throw new InvalidOperationException($"The causes of a change in {currency} do not add up to {bridge.Change}.");
    }
}
