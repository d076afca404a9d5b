using CostGuard.Core.Allocate;
using CostGuard.Core.Focus;
using CostGuard.Core.Values;
using CostGuard.Report.Workbook;
using Xunit;

namespace CostGuard.Unit.Report.Workbook;

public sealed class ResourcePartsTests
{
    private static readonly DataLine Whole = WorkbookSamples.Line(WorkbookSamples.November, "web", "AWS", "1", "EC2", "Usage", 10m) with { Rows = 4 };

    [Fact]
    public void Of_LinesThatAddUp_AreShownByResourceAndMeter()
    {
        IReadOnlyList<DataLine> parts = Split(Owned("i-1", null, 2m), Owned("i-1", "Box", 1.5m), Owned(null, "Requests", 3m), Owned(null, null, 3.5m));

        Assert.Equal([(null, 3.5m, 1L), ("Requests", 3m, 1L), ("i-1", 3.5m, 2L)], parts.Select(part => (part.Resource, part.Costs.Billed, part.Rows)));
        Assert.All(parts, part => Assert.Equal(("web", "EC2", "tag:team", "0042"), (part.Team, part.Service, part.Rule, part.CostCentre)));
    }

    // One unit of the last digit is enough: a figure that nobody can explain must not look explained.
    [Fact]
    public void Of_LinesThatDoNotAddUp_LeaveTheLineWhole() =>
        Assert.Equal([Whole], Split(Owned("i-1", null, 9.999999999999999999m)));

    [Fact]
    public void Of_ShareOfAPool_BelongsToNoResource()
    {
        DataLine share = Whole with { Pool = "support" };

        Assert.Equal([share], ResourceParts.Of([share], [Owned("i-1", null, 10m)], new TeamLabels([])));
    }

    [Fact]
    public void Of_CostsOfAnotherTeamOrInvoice_AreNotMixedIn() =>
        Assert.Equal([Whole], Split(Owned("i-1", null, 5m), Owned("i-2", null, 5m, invoice: "INV-2"), Owned("i-3", null, 5m, team: "data")));

    private static IReadOnlyList<DataLine> Split(params OwnedLine[] lines) => ResourceParts.Of([Whole], lines, new TeamLabels([]));

    private static OwnedLine Owned(string? resource, string? meter, decimal cost, string? invoice = null, string team = "web") => new(
        new Assignment(new TeamId(team), "tag:team"), ["AWS", null, "1", "1 name", "EC2", "eu-central-1", "Usage", invoice, "aws", resource, meter], [], Currency.Usd, new Costs(cost, cost, cost, cost), 1);
}
