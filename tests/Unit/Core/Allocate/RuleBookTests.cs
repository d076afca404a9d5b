using CostGuard.Core.Allocate;
using CostGuard.Core.Configuration;
using CostGuard.Core.Values;
using Xunit;
using static CostGuard.Unit.Core.Allocate.SomeAllocation;

namespace CostGuard.Unit.Core.Allocate;

public sealed class RuleBookTests
{
    private static readonly DateOnly Day = new(2025, 6, 15);
    private static readonly CostGuardConfiguration Two = Configuration(Team("web", Match("aws.account", "111")), Team("core", Match("tag.app", "engine")));

    [Fact]
    public void Decide_TagAndAccount_TagWins() => Assert.Equal("core tag:team", Decide(Two, Set("111", "Core")));

    [Fact]
    public void Decide_AccountFirst_AccountWins() =>
        Assert.Equal("web account:web", Decide(Two with { Allocation = new() { AccountFirst = true } }, Set("111", "core")));

    [Fact]
    public void Decide_TitleInTheTag_IsTheTeam() =>
        Assert.Equal("dp tag:team", Decide(Configuration(Team("dp") with { Title = "Data Platform" }), Set(team: "data platform")));

    [Fact]
    public void Decide_UnknownTeamTag_GoesOnAndIsCounted()
    {
        Assert.Equal("web account:web", Decide(Two, Set("111", "nobody")));
        Assert.Equal("unallocated unknown-team", Decide(Two, Set("999", "nobody")));
        Assert.Equal("unallocated unallocated", Decide(Two, Set("999")));
        Assert.Equal(["nobody"], Allocator.UnknownTeamValues(RuleBook.Compile(Two), [Set("111", "nobody"), Set("1", "nobody"), Set("1", "web")]));
    }

    [Fact]
    public void Decide_MatchByTag_ComesBeforeTheAccount()
    {
        DimensionSet set = Set("111") with { Tags = TagSet.Of([new("app", "engine")]) };
        Assert.Equal("core match:core", Decide(Two, set));
    }

    [Fact]
    public void Decide_RowOfTwoRules_TheFirstWins()
    {
        AllocationRule first = Rule("first", Match("tag.team", "web")) with { Assign = new TeamId("core") };
        AllocationRule second = Rule("second", Match("aws.account", "42")) with { Assign = new TeamId("web") };
        Assert.Equal("core first", Decide(Two.With(first, second), Set("42", "web")));
        Assert.Equal("web second", Decide(Two.With(second, first), Set("42", "web")));
    }

    [Fact]
    public void Decide_ByTag_MapsValuesAndGoesOnWithoutATeam()
    {
        AllocationRule rule = Rule("cc", Match("tag.cost_center", "*")) with { ByTag = "cost_center", Map = new Dictionary<string, string> { ["1234"] = "core" } };
        CostGuardConfiguration configuration = Two.With(rule);
        Assert.Equal("core cc", Decide(configuration, Set("111") with { Tags = TagSet.Of([new("cost_center", "1234")]) }));
        Assert.Equal("web account:web", Decide(configuration, Set("111") with { Tags = TagSet.Of([new("cost_center", "99")]) }));
    }

    [Theory]
    [InlineData("/^pay-/", "PAY-db", true)]
    [InlineData("/^pay-/", "xpay-db", false)]
    [InlineData("*", "anything", true)]
    [InlineData("pay-db", "Pay-DB", true)]
    public void Decide_Values_AreComparedAsWritten(string value, string name, bool matches)
    {
        AllocationRule rule = Rule("r", Match("resourceName", value)) with { Assign = new TeamId("core") };
        Assert.Equal(matches, Decide(Two.With(rule), Set() with { ResourceName = name }) == "core r");
    }

    [Theory]
    [InlineData("Purchase", null, "sp-1", "central commitment-purchase")]
    [InlineData("Purchase", null, null, "web account:web")]
    [InlineData("Usage", "Unused", "sp-1", "pool commitment-unused")]
    [InlineData("Usage", "Used", "sp-1", "web account:web")]
    [InlineData("Tax", null, null, "pool tax")]
    [InlineData("Credit", null, null, "web account:web")]
    [InlineData("Adjustment", null, null, "web account:web")]
    public void Decide_KindOfCharge_HasItsDefault(string category, string? status, string? commitment, string expected) => Assert.Equal(
        expected,
        Decide(Two, Set("111") with { ChargeCategory = category, CommitmentDiscountStatus = status, CommitmentDiscountId = commitment, HasResource = false }));

    [Fact]
    public void Decide_UnscopedCredit_StaysCentralOrIsShared()
    {
        DimensionSet credit = Set() with { ChargeCategory = "Credit", HasResource = false };
        Assert.Equal("central credits", Decide(Two, credit));
        Assert.Equal("pool credits", Decide(Two with { Allocation = new() { CreditsCentral = false } }, credit));
    }

    [Fact]
    public void Decide_RuleForTax_OverridesTheDefault() => Assert.Equal(
        "central vat", Decide(Two.With(Rule("vat", Match("chargeCategory", "Tax")) with { Central = true }), Set("111") with { ChargeCategory = "Tax" }));

    [Fact]
    public void Epochs_RuleFromTheMiddleOfAMonth_CutsThere()
    {
        AllocationRule rule = Rule("move", Match("aws.account", "111")) with { Assign = new TeamId("core"), EffectiveFrom = new DateOnly(2025, 6, 10) };
        IReadOnlyList<AllocationEpoch> epochs = Allocator.Epochs(RuleBook.Compile(Two.With(rule)), [Set("111"), Set("222")], DayRange.Of(June));
        Assert.Equal([new DateOnly(2025, 6, 1), new DateOnly(2025, 6, 10)], epochs.Select(epoch => epoch.Days.Start));
        Assert.Equal(["web", "core"], epochs.Select(epoch => epoch.Assignments[0].Team.Value));
        Assert.Equal(["unallocated", "unallocated"], epochs.Select(epoch => epoch.Assignments[1].Team.Value));
        Assert.Equal(new DateOnly(2025, 7, 1), epochs[^1].Days.End);
    }

    [Fact]
    public void Epochs_ChangeThatConcernsNoSet_DoesNotCut()
    {
        AllocationRule rule = Rule("late", Match("aws.account", "333")) with { Assign = new TeamId("core"), EffectiveFrom = new DateOnly(2025, 6, 10) };
        Assert.Equal(DayRange.Of(June), Assert.Single(Allocator.Epochs(RuleBook.Compile(Two.With(rule)), [Set("111")], DayRange.Of(June))).Days);
    }

    [Fact]
    public void Decide_BeforeTheTeamStarts_GoesOn()
    {
        CostGuardConfiguration configuration = Configuration(Team("web", Match("aws.account", "111")), Team("growth") with { EffectiveFrom = June.Next });
        Assert.Equal("web account:web", Decide(configuration, Set("111", "growth")));
        Assert.Equal(new TeamId("growth"), RuleBook.Compile(configuration).Decide(Set("111", "growth"), new DateOnly(2025, 7, 1)).Team);
    }

    [Theory]
    [InlineData("tag.Environment", "Production")]
    [InlineData("tag.env", "prd")]
    public void Decide_TagNamedInAnotherSpelling_IsFoldedLikeTheTags(string key, string value) => Assert.Equal(
        "core r", Decide(Two.With(Rule("r", Match(key, value)) with { Assign = new TeamId("core") }), Set() with { Tags = TagSet.Of([new("env", "prod")]) }));

    [Fact]
    public void Shape_RulesAndCoverage_DecideWhatTheRollUpKeeps()
    {
        CostGuardConfiguration configuration = Two.With(
            Rule("r", Match("resource", "/db/")) with { Assign = new TeamId("web") }, Rule("s", Match("tag.env", "prod")) with { ByTag = "Cost-Center" });
        configuration = configuration with { Company = configuration.Company with { Tags = new TagConfig { Rollup = ["zone"], Required = ["team", "owner"] } } };
        RollupShape shape = RuleBook.Compile(configuration).Shape;
        Assert.Equal(["app", "cost_center", "env", "owner", "team", "zone"], shape.TagKeys);
        Assert.True(shape.Resources);
        Assert.False(shape.Skus);
    }

    private static string Decide(CostGuardConfiguration configuration, DimensionSet set)
    {
        Assignment assignment = RuleBook.Compile(configuration).Decide(set, Day);
        return assignment.Pool is null ? $"{assignment.Team} {assignment.Rule}" : $"pool {assignment.Pool}";
    }
}
