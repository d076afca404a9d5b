using CostGuard.Core.Allocate;
using CostGuard.Core.Configuration;
using CostGuard.Core.Values;

namespace CostGuard.Unit.Core.Allocate;

/// <summary>Builds configurations and dimension sets for tests of the allocation.</summary>
internal static class SomeAllocation
{
    public static readonly BillingPeriod June = BillingPeriod.Month(2025, 6);

    public static CostGuardConfiguration Configuration(params TeamConfig[] teams) => new()
    {
        Home = new HomeFolder("home"),
        Company = new CompanyConfig { Company = "Example", Currency = Currency.Usd },
        Teams = teams,
        MoneyHash = "hash",
    };

    public static CostGuardConfiguration With(this CostGuardConfiguration configuration, params AllocationRule[] rules) =>
        configuration with { Allocation = configuration.Allocation with { Rules = rules } };

    public static TeamConfig Team(string id, params Match[] matches) => new()
    {
        Id = new TeamId(id),
        Title = id,
        Owner = "owner@example.test",
        EffectiveFrom = BillingPeriod.Month(2020, 1),
        Matches = matches,
    };

    public static Match Match(string key, params string[] values) => new(new Dictionary<string, IReadOnlyList<string>> { [key] = values });

    public static AllocationRule Rule(string name, Match when) => new() { Name = name, When = when };

    public static Split Split(SplitMethod by, params string[] among) => new(by, among, new Dictionary<string, decimal>());

    public static DimensionSet Set(string? account = null, string? team = null) => new()
    {
        Source = new SourceKey("aws"),
        SubAccountId = account,
        ChargeCategory = "Usage",
        HasResource = true,
        Tags = team is null ? TagSet.Empty : TagSet.Of([new("team", team)]),
    };

    public static UnitCosts Cost(decimal amount)
    {
        Int128 units = UnitCosts.Units(ExactSum.Of(amount).ToString());
        return new UnitCosts(units, units, units, units);
    }

    public static PoolCell Cell(int row, string pool, decimal amount, string? account = null, string? commitment = null) =>
        new(row, pool, June, Currency.Usd, account, commitment, Cost(amount));

    public static DirectCost Direct(string team, decimal amount, string? account = null, string? commitment = null) => new(
        new TeamId(team), June, Currency.Usd, account, commitment, IsTax: false, IsUsed: commitment is not null, Cost(amount).Effective,
        amount > 0 ? Cost(amount).Effective : 0);

    /// <summary>EffectiveCost by team of the parts, in dollars.</summary>
    public static Dictionary<string, decimal> ByTeam(this IEnumerable<SharedPart> parts) => parts
        .GroupBy(part => part.Team.Value)
        .ToDictionary(group => group.Key, group => group.Sum(part => new ExactSum(part.Costs.Effective, 18).ToDecimal()));
}
