using CostGuard.Core.Currencies;
using CostGuard.Core.Values;

namespace CostGuard.Core.Changes;

/// <summary>A group and, where amounts are to be converted, its month.</summary>
internal sealed record MonthGroup(LineGroup Group, BillingPeriod? Month);

/// <summary>
/// Exchange rates as a cause: Σ local amount · (rate of now − rate of before), so that all other causes are told at the rates of before.
/// A month is compared with its partner; windows of different lengths with the last month before.
/// </summary>
/// <param name="question">Windows, target, rates.</param>
/// <param name="before">Charges of the earlier window.</param>
/// <param name="apart">Currencies that stay as they are.</param>
internal sealed class RateEffect(ChangeQuestion question, IReadOnlyList<MonthGroup> before, IReadOnlySet<Currency> apart)
{
    private readonly HashSet<ExchangeRate> _used = [];
    private readonly BillingPeriod? _lastBefore = before.Select(group => group.Month).Max();

    /// <summary>Rates used, by month and currency.</summary>
    public IReadOnlyList<ExchangeRate> Used => [.. _used.OrderBy(rate => rate.Month).ThenBy(rate => rate.From)];

    /// <summary>The bridges, rates included.</summary>
    public IReadOnlyList<Bridge> Between(IReadOnlyList<MonthGroup> earlier, IReadOnlyList<MonthGroup> later)
    {
        if (question.Target is not { } target) return Bridge.Between([.. earlier.Select(group => group.Group)], [.. later.Select(group => group.Group)]);
        LineGroup[] atOld = [.. later.Select(group => Convert(group.Group, OldRate(group)))];
        LineGroup[] atNew = AtOwnRates(later);
        var drivers = new Dictionary<(string?, string?), decimal>();
        for (int i = 0; i < atOld.Length; i++)
        {
            (string?, string?) key = (atOld[i].Service, atOld[i].Region);
            drivers[key] = ExactMath.Add(drivers.GetValueOrDefault(key), ExactMath.Subtract(atNew[i].Amount, atOld[i].Amount));
        }

        decimal sum = ExactMath.Sum(drivers.Values);
        return [.. Bridge.Between(AtOwnRates(earlier), atOld).Select(bridge => bridge.Currency != target ? bridge : bridge.With(
            0m, sum, drivers.Select(item => new ChangeDriver(ChangeCause.Fx, item.Key.Item1, null, item.Key.Item2, null, null, target, item.Value))))];
    }

    /// <summary>The groups at the rates of their own months, or as they are.</summary>
    public LineGroup[] AtOwnRates(IReadOnlyList<MonthGroup> groups) => question.Target is null
        ? [.. groups.Select(group => group.Group)]
        : [.. groups.Select(group => Convert(group.Group, Rate(group, group.Month!.Value)))];

    // A currency that was not billed before needs no rate of then: there is no effect of rates to tell.
    private ExchangeRate? OldRate(MonthGroup group)
    {
        BillingPeriod partner = Partner(group.Month!.Value);
        bool isKnown = !question.KeepsApart || question.Rates.Find(RateKind.Actual, partner, group.Group.Currency, question.Target!.Value) is not null;
        return Rate(group, isKnown ? partner : group.Month!.Value);
    }

    private BillingPeriod Partner(BillingPeriod month) => question.After.Partner(month, question.Before) ?? _lastBefore ?? month;

    private ExchangeRate? Rate(MonthGroup group, BillingPeriod month)
    {
        if (apart.Contains(group.Group.Currency)) return null;
        ExchangeRate rate = question.Rates.Need(RateKind.Actual, month, group.Group.Currency, question.Target!.Value);
        if (rate.From != rate.To) _used.Add(rate);
        return rate;
    }

    private static LineGroup Convert(LineGroup group, ExchangeRate? rate) => rate is null ? group : group with
    {
        Currency = rate.To,
        Contracted = ExactMath.Times(group.Contracted, rate.Rate),
        Amount = ExactMath.Times(group.Amount, rate.Rate),
    };
}
