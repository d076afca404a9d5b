using CostGuard.Core.Savings;
using Xunit;

namespace CostGuard.Unit.Core.Savings;

public sealed class ExclusionsTests
{
    private static ResourceCase Idle => SomeResources.Machine(p995: 2, memoryMax: 10, p95: 2, mean: 1, network: 1_000);

    [Theory]
    [InlineData("costguard:ignore", "true", false)]
    [InlineData("costguard:ignore", "2026-11-14", false)]
    [InlineData("costguard:ignore", "2026-11-13", true)]
    [InlineData("role", "standby", false)]
    [InlineData("env", "DR", false)]
    [InlineData("costguard:ignore-rules", "CG-W05, CG-R01", true)]
    public void Judge_Tags_LeaveAlone(string key, string value, bool speaks)
    {
        Judgement judged = SavingRules.Judge(Idle with { Resource = Idle.Resource with { Tags = new Dictionary<string, string> { ["team"] = "a", [key] = value } } });

        Assert.Equal(speaks, judged.Findings.Count > 0);
        if (key == "costguard:ignore-rules") Assert.DoesNotContain(judged.Findings, finding => finding.Rule is "CG-W05" or "CG-R01");
        if (!speaks) Assert.Single(judged.Left);
    }

    /// <summary>Trap R03: members of a group are not advised one by one; R04: nothing before 14 days, and it says so.</summary>
    [Fact]
    public void Judge_MemberOrYoung_SaysWhy()
    {
        Judgement member = SavingRules.Judge(Idle with { Resource = Idle.Resource with { Group = "asg-1" } });
        Assert.Empty(member.Findings);
        Assert.Contains(member.Left, left => left is { Rule: "CG-W05" } && left.Why.Contains("asg-1", StringComparison.Ordinal));

        Judgement young = SavingRules.Judge(Idle with { Resource = Idle.Resource with { Created = SomeResources.Day.AddDays(-5) } });
        Assert.Empty(young.Findings);
        Assert.Contains(young.Left, left => left.Why.StartsWith("it is 5 days old", StringComparison.Ordinal));

        Assert.Empty(SavingRules.Judge(Idle with { Usage = new Dictionary<string, MetricUse>(Idle.Usage) { [MetricNames.Cpu] = Idle.Usage[MetricNames.Cpu] with { Coverage = 0.79 } } }).Findings);
        Assert.Equal([("*", "it was changed in the last 7 days")], SavingRules.Judge(Idle with { Resource = Idle.Resource with { Changed = SomeResources.Day.AddDays(-6) } }).Left);
    }

    /// <summary>Stopping saves all of it; a smaller machine is an alternative, never added.</summary>
    [Fact]
    public void Judge_Idle_BestIsTheWholeAndNeverMore()
    {
        Judgement judged = SavingRules.Judge(Idle);
        Assert.Contains(judged.Findings, finding => finding.Rule == "CG-R01");
        Assert.Equal(280.32m, judged.Best.Saving);
        Assert.Equal("CG-W05", Assert.Single(judged.Best.Findings).Rule);
    }
}
