using CostGuard.Core.Allocate;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Values;
using Xunit;
using static CostGuard.Unit.Core.Allocate.SomeAllocation;

namespace CostGuard.Unit.Core.Allocate;

public sealed class AllocationChecksTests
{
    private static readonly CostGuardConfiguration Two = Configuration(Team("web"), Team("core"));

    [Fact]
    public void Check_ValidConfiguration_FindsNothing() => Assert.Empty(AllocationChecks.Check(Two.With(
        Rule("a", Match("service", "A")) with { Split = Fixed(60m, 40m) }, Rule("b", Match("service", "B")) with { Split = Split(SplitMethod.Cost, "web", "pool:a") })));

    [Theory]
    [InlineData(50, 40, "CG2403")]
    [InlineData(110, -10, "CG2403")]
    public void Check_FixedSharesNotWhole_IsRefused(int web, int core, string code) =>
        Assert.Equal([code], Codes(Two.With(Rule("a", Match("service", "A")) with { Split = Fixed(web, core) })));

    [Fact]
    public void Check_PoolsInACircle_AreRefused()
    {
        Assert.Equal(["CG2404"], Codes(Two.With(Rule("a", Match("service", "A")) with { Split = Split(SplitMethod.Even, "pool:a") })));
        Assert.Equal(["CG2404"], Codes(Two.With(
            Rule("a", Match("service", "A")) with { Split = Split(SplitMethod.Even, "pool:b") },
            Rule("b", Match("service", "B")) with { Split = Split(SplitMethod.Even, "web", "pool:a") })));
    }

    [Fact]
    public void Check_NamesTwice_AreRefused()
    {
        AllocationRule rule = Rule("a", Match("service", "A")) with { Central = true };
        Assert.Equal(["CG2402"], Codes(Two.With(rule, rule)));
        Assert.Equal(["CG2402"], Codes(Configuration(Team("web"), Team("web"))));
    }

    [Fact]
    public void Check_Rules_ArePointedAtWithTheirCode()
    {
        Assert.Equal(["CG2401"], Codes(Two.With(Rule("a", Match("service", "A")) with { Assign = new TeamId("nobody") })));
        Assert.Equal(["CG2405"], Codes(Two.With(Rule("a", Match("service", "A")) with { Split = Split(SplitMethod.Usage) with { Metric = "cpu" } })));
        Assert.Equal(["CG2406"], Codes(Two.With(Rule("a", Match("service", "/(/")) with { Central = true })));
        Assert.Equal(["CG2406"], Codes(Two.With(Rule("a", Match("service", "/a(?=b)/")) with { Central = true })));
        Assert.Equal(["CG2407"], Codes(Two.With(Rule("a", Match("acount", "1")) with { Central = true })));
        Assert.Equal(["CG2408"], Codes(Two.With(Rule("a", Match("service", "A")))));
        Assert.Equal(["CG2411"], Codes(Two.With(Rule("tax", Match("service", "A")) with { Central = true })));
        Assert.Equal(["CG2410"], Codes(Two.With(Rule("a", Match("service", "A")) with
        {
            Central = true,
            EffectiveFrom = new DateOnly(2025, 6, 2),
            EffectiveTo = new DateOnly(2025, 6, 2),
        })));
    }

    [Fact]
    public void Check_Hierarchy_MayNotBeCircularOrDeeperThanSix()
    {
        Assert.Equal(["CG2409", "CG2409"], Codes(Configuration(Child("a", "b"), Child("b", "a"))));
        Assert.Equal(["CG2409"], Codes(Configuration(Child("a", "nobody"))));
        TeamConfig[] chain = [Team("t1"), .. Enumerable.Range(2, 6).Select(level => Child($"t{level}", $"t{level - 1}"))];
        Assert.Equal(["CG2409"], Codes(Configuration(chain)));
        Assert.Empty(Codes(Configuration(chain[..6])));
    }

    [Fact]
    public void Compile_WithProblems_RefusesWithAllOfThem()
    {
        CostGuardException error = Assert.Throws<CostGuardException>(() => RuleBook.Compile(Two.With(Rule("a", Match("acount", "1")))));
        Assert.Equal(2, error.ExitCode);
        Assert.Equal(["CG2407", "CG2408"], error.Problems.Select(problem => problem.Code));
    }

    private static Split Fixed(decimal web, decimal core) =>
        Split(SplitMethod.Fixed) with { Weights = new Dictionary<string, decimal> { ["web"] = web, ["core"] = core } };

    private static TeamConfig Child(string id, string parent) => Team(id) with { Parent = new TeamId(parent) };

    private static string[] Codes(CostGuardConfiguration configuration) => [.. AllocationChecks.Check(configuration).Select(problem => problem.Code)];
}
