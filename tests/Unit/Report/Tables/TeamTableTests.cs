using CostGuard.Core.Configuration;
using CostGuard.Core.Reports;
using CostGuard.Core.Values;
using CostGuard.Report.Tables;
using Xunit;

namespace CostGuard.Unit.Report.Tables;

public sealed class TeamTableTests
{
    [Fact]
    public void Build_Teams_AreByIdAndKeepLeadingZeros()
    {
        ReportTable table = TeamTable.Build([Team("web", "0042"), Team("data", null)], SomeTables.Meta);

        Assert.Equal(["data", "web"], table.Column("team"));
        Assert.Equal([null, "0042"], table.Column("costCentre"));
        Assert.Equal("2 teams; 2 without a weekly digest", table.Title);
    }

    private static TeamConfig Team(string id, string? costCentre) => new()
    {
        Id = new TeamId(id),
        Title = id,
        Owner = "owner@example.com",
        CostCentre = costCentre,
        EffectiveFrom = BillingPeriod.Parse("2026-01"),
    };
}
