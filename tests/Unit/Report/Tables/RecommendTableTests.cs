using CostGuard.Core.Reports;
using CostGuard.Core.Savings;
using CostGuard.Core.Values;
using CostGuard.Report.Tables;
using CostGuard.Unit.Core.Savings;
using Xunit;

namespace CostGuard.Unit.Report.Tables;

public sealed class RecommendTableTests
{
    [Fact]
    public void Build_AlternativesOfOneResource_AreOneRow()
    {
        ReportTable table = RecommendTable.Build([Idle], 7, SomeTables.Meta);

        Assert.Equal("1 resource could save 280 USD a month", table.Title);
        Assert.Equal((280.32m, "CG-W05"), (table.Column("saving").Single(), table.Column("rules").Single()));
        Assert.StartsWith("7 resources looked at.", table.Footnote, StringComparison.Ordinal);
    }

    [Fact]
    public void Named_LongId_IsTheResourcesOwnName()
    {
        CloudResource resource = SomeResources.Of(ResourceKind.Machine) with { Id = "arn:aws:acme:eu-west-1:111122220009:sandbox-1", State = "running" };
        ResourceCase of = SomeResources.Machine(p995: 2, memoryMax: 10, p95: 2, mean: 1, network: 1_000) with { Resource = resource };
        Assert.Equal("sandbox-1 does nothing", RecommendTable.Build([new JudgedResource(of, SavingRules.Judge(of), Currency.Usd)], 1, SomeTables.Meta).Column("title").Single());
    }

    [Fact]
    public void Show_NamesEvidenceAlternativesAndWhatWasLeftAlone()
    {
        ReportTable table = RecommendShowTable.Build(Idle, SomeTables.Meta);

        Assert.Contains("✓ BEST", table.Column("best"));
        Assert.Contains("· P95 CPU, 14 days", table.Column("what"));
        Assert.True(table.Column("rule").Distinct().Count() > 1);
    }

    private static JudgedResource Idle
    {
        get
        {
            ResourceCase of = SomeResources.Machine(p995: 2, memoryMax: 10, p95: 2, mean: 1, network: 1_000);
            return new JudgedResource(of, SavingRules.Judge(of), Currency.Usd);
        }
    }
}
