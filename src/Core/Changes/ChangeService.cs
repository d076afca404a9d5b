using CostGuard.Core.Currencies;
using CostGuard.Core.Focus;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Core.Changes;

/// <summary>What is to be explained.</summary>
/// <param name="Before">The earlier window.</param>
/// <param name="After">The later window.</param>
/// <param name="Filters">All must hold.</param>
/// <param name="Metric">Which cost.</param>
public sealed record ChangeQuestion(ChangeWindow Before, ChangeWindow After, IReadOnlyList<CostFilter> Filters, CostMetric Metric)
{
    /// <summary>One currency for all cost, at the rates of <see cref="Rates"/>; null keeps the bills' own currencies apart.</summary>
    public Currency? Target { get; init; }

    /// <summary>Rates, for <see cref="Target"/>.</summary>
    public RateBook Rates { get; init; } = RateBook.Empty;

    /// <summary>
    /// True keeps a currency that has no rate in one of the windows in a bridge of its own, in both of them, instead of refusing: a rate that is missing in one
    /// would look like cost that came or went.
    /// </summary>
    public bool KeepsApart { get; init; }

    /// <summary>The earlier window's data as they stood; what was restated since is a cause of its own. Null: as they stand now.</summary>
    public Snapshot? AsReported { get; init; }
}

/// <summary>Why cost changed.</summary>
/// <param name="Bridges">One a currency.</param>
/// <param name="ByTeam">True when teams, rules or pools were asked for: there are no quantities, so that usage and price are one cause.</param>
/// <param name="Used">Exchange rates used, by month and currency.</param>
public sealed record ChangeAnswer(IReadOnlyList<Bridge> Bridges, bool ByTeam, IReadOnlyList<ExchangeRate> Used);

/// <summary>Explains the change of cost between two windows of a snapshot: two questions to the lines, or to the allocated roll-up for teams.</summary>
public sealed class ChangeService(ICostQueries costs, IQuantityQueries quantities)
{
    private static readonly string[] OfLines =
    [
        "service", "skuId", "skuPriceId", "region", "subAccountId", "resource", "pricingUnit", "consumedUnit", "chargeCategory", "chargeClass",
        "commitmentDiscountId", "commitmentDiscountStatus",
    ];

    private static readonly string[] OfTeams =
        ["service", "region", "subAccountId", "chargeCategory", "chargeClass", "commitmentDiscountId", "commitmentDiscountStatus", "pool"];

    private static readonly string[] Allocated = ["team", "rule", "pool"];

    /// <summary>The bridges of the question.</summary>
    /// <exception cref="Errors.CostGuardException">CG2501: a rate is missing; CG2641: more digits than a decimal holds; or what the ledger refuses.</exception>
    public async Task<ChangeAnswer> ExplainAsync(Snapshot snapshot, ChangeQuestion question, CancellationToken cancellationToken)
    {
        bool byTeam = question.Filters.Any(filter => Allocated.Contains(filter.Dimension.Name, StringComparer.OrdinalIgnoreCase));
        List<MonthGroup> before = await AskAsync(snapshot, question, question.Before, byTeam, cancellationToken).ConfigureAwait(false);
        List<MonthGroup> after = await AskAsync(snapshot, question, question.After, byTeam, cancellationToken).ConfigureAwait(false);
        HashSet<Currency> apart = Apart(question, before.Concat(after));
        var rates = new RateEffect(question, before, apart);
        IReadOnlyList<Bridge> bridges = rates.Between(before, after);
        if (question.AsReported is { } then)
            bridges = Restated(bridges, rates, before, await AskAsync(then, question, question.Before, byTeam, cancellationToken).ConfigureAwait(false));
        return new ChangeAnswer(bridges, byTeam, rates.Used);
    }

    private static HashSet<Currency> Apart(ChangeQuestion question, IEnumerable<MonthGroup> groups) => question is not { KeepsApart: true, Target: { } target } ? []
        : [.. groups.Where(each => question.Rates.Find(RateKind.Actual, each.Month!.Value, each.Group.Currency, target) is null).Select(each => each.Group.Currency)];

    // The earlier window starts at what was reported then; the restatement leads from there to what is known now.
    private static IReadOnlyList<Bridge> Restated(IReadOnlyList<Bridge> bridges, RateEffect rates, List<MonthGroup> now, List<MonthGroup> then)
    {
        LineGroup[] nowGroups = rates.AtOwnRates(now), thenGroups = rates.AtOwnRates(then);
        var byKey = new Dictionary<(Currency, string?, string?), decimal>();
        foreach ((LineGroup group, bool isNow) in nowGroups.Select(group => (group, true)).Concat(thenGroups.Select(group => (group, false))))
        {
            (Currency, string?, string?) key = (group.Currency, group.Service, group.Region);
            byKey[key] = ExactMath.Add(byKey.GetValueOrDefault(key), isNow ? group.Amount : -group.Amount);
        }

        ChangeDriver[] drivers = [.. byKey.Select(item => new ChangeDriver(
            ChangeCause.Restatement, item.Key.Item2, null, item.Key.Item3, null, null, item.Key.Item1, item.Value))];
        Dictionary<Currency, Bridge> all = bridges.ToDictionary(bridge => bridge.Currency);
        foreach (Currency currency in drivers.Select(driver => driver.Currency)) all.TryAdd(currency, new Bridge(currency, 0m, 0m, []));
        return [.. all.Values.OrderBy(bridge => bridge.Currency).Select(bridge =>
        {
            ChangeDriver[] own = [.. drivers.Where(driver => driver.Currency == bridge.Currency)];
            return bridge.With(-ExactMath.Sum(own.Select(driver => driver.Amount)), 0m, own);
        })];
    }

    private async Task<List<MonthGroup>> AskAsync(Snapshot snapshot, ChangeQuestion question, ChangeWindow window, bool byTeam, CancellationToken cancellationToken)
    {
        string[] names = [.. byTeam ? OfTeams : OfLines, .. question.Target is null ? [] : (string[])["month"]];
        var query = new CostQuery(window.Days, [.. names.Select(name => new Dimension(name))], question.Filters, window.ByBillingPeriod);
        if (byTeam)
        {
            IReadOnlyList<CostRow> rows = await costs.QueryAsync(snapshot, query, cancellationToken).ConfigureAwait(false);
            return [.. rows.Select(row => Group(new QuantityRow(row, null, null), names, question.Metric))];
        }

        IReadOnlyList<QuantityRow> lines = await quantities.QuantitiesAsync(snapshot, query, cancellationToken).ConfigureAwait(false);
        return [.. lines.Select(row => Group(row, names, question.Metric))];
    }

    private static MonthGroup Group(QuantityRow row, string[] names, CostMetric metric)
    {
        string? Key(string name) => Array.IndexOf(names, name) is >= 0 and var i ? row.Cost.Keys[i] : null;
        // Prices belong to pricing units; where a source gives only what was consumed, that is the unit.
        bool isPricing = row.Pricing is not null;
        var group = new LineGroup
        {
            Service = Key("service"),
            Sku = Key("skuId") ?? Key("skuPriceId"),
            Region = Key("region"),
            Account = Key("subAccountId"),
            Resource = Key("resource"),
            Unit = isPricing ? Key("pricingUnit") : Key("consumedUnit"),
            Category = Key("chargeCategory"),
            Class = Key("chargeClass"),
            HasCommitment = Key("commitmentDiscountId") is not null,
            CommitmentStatus = Key("commitmentDiscountStatus"),
            IsShared = Key("pool") is not null,
            Currency = row.Cost.Currency,
            Quantity = row.Pricing ?? row.Consumed,
            Contracted = row.Cost.Costs.Contracted,
            Amount = row.Cost.Costs[metric],
        };
        return new MonthGroup(group, Key("month") is { } month ? BillingPeriod.Parse(month) : null);
    }
}
