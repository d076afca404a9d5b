using CostGuard.Core.Actions;
using CostGuard.Core.Ports;
using CostGuard.Core.Reports;
using CostGuard.Core.Savings;
using CostGuard.Core.Values;
using CostGuard.Report.Tables;
using CostGuard.Unit.Core.Actions;
using CostGuard.Unit.Core.Savings;
using Xunit;

namespace CostGuard.Unit.Report.Tables;

public sealed class RecommendTableTests
{
    [Fact]
    public void Build_AlternativesOfOneResource_AreOneRow()
    {
        ReportTable table = RecommendTable.Build([Followed(ActionBook.Empty)], 7, false, SomeTables.Meta);

        Assert.Equal("1 resource could save 280 USD a month", table.Title);
        Assert.Equal((280.32m, "CG-W05"), (table.Column("saving").Single(), table.Column("rules").Single()));
        Assert.StartsWith("7 resources looked at.", table.Footnote, StringComparison.Ordinal);
    }

    [Fact]
    public void Named_LongId_IsTheResourcesOwnName()
    {
        CloudResource resource = SomeResources.Of(ResourceKind.Machine) with { Id = "arn:aws:acme:eu-west-1:111122220009:sandbox-1", State = "running" };
        ResourceCase of = SomeResources.Machine(p995: 2, memoryMax: 10, p95: 2, mean: 1, network: 1_000) with { Resource = resource };
        Assert.Equal("sandbox-1 does nothing", SavingRules.Judge(of).Findings[0].ShortTitle);
    }

    [Fact]
    public void Build_Rejected_IsHiddenCountedAndShownWithAll()
    {
        Finding best = Idle.Judgement.Findings[0];
        FollowedResource followed = Followed(new ActionBook([SomeActions.Decision(best.Key, DecisionKind.Rejected, reason: "needed in January")], []));
        FollowedResource only = followed with { Findings = [followed.Findings[0]] };

        ReportTable hidden = RecommendTable.Build([only], 7, false, SomeTables.Meta), all = RecommendTable.Build([only], 7, true, SomeTables.Meta);

        Assert.Empty(hidden.Rows);
        Assert.StartsWith("7 resources looked at. 1 is rejected or snoozed and not shown, 280 USD a month more: --all.", hidden.Footnote, StringComparison.Ordinal);
        Assert.Equal(("✗ REJECTED", "needed in January", best.Id), (all.Column("state").Single(), all.Column("reason").Single(), all.Column("id").Single()));
        Assert.Equal("Nothing was found that could be saved", all.Title);
    }

    [Fact]
    public void Show_NamesEvidenceAlternativesAndWhatWasLeftAlone()
    {
        ReportTable table = RecommendShowTable.Build(Idle, Followed(ActionBook.Empty).Findings, [], SomeTables.Meta);

        Assert.Contains("✓ BEST", table.Column("best"));
        Assert.Contains("· P95 CPU, 14 days", table.Column("what"));
        Assert.True(table.Column("rule").Distinct().Count() > 1);
    }

    private static FollowedResource Followed(ActionBook book) => new(Idle, new TeamId("payments"), [.. Idle.Judgement.Findings.Select(finding => FollowedFinding.Of(finding, book, SomeActions.Today))]);

    private static JudgedResource Idle
    {
        get
        {
            ResourceCase of = SomeResources.Machine(p995: 2, memoryMax: 10, p95: 2, mean: 1, network: 1_000);
            return new JudgedResource(of, SavingRules.Judge(of), Currency.Usd);
        }
    }
}
