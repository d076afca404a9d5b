using CostGuard.Core.Allocate;
using CostGuard.Core.Values;
using Xunit;
using static CostGuard.Unit.Core.Allocate.SomeAllocation;

namespace CostGuard.Unit.Core.Allocate;

public sealed class TeamTreeTests
{
    [Fact]
    public void RollUp_ThreeLevels_AddsLeavesToAllAncestors()
    {
        TeamTree tree = TeamTree.Of(
            [Team("org"), Team("shop") with { Parent = new("org") }, Team("web") with { Parent = new("shop") }, Team("pay") with { Parent = new("shop") }]);
        IReadOnlyDictionary<TeamId, decimal> totals = tree.RollUp(
            new Dictionary<TeamId, decimal> { [new("web")] = 10.01m, [new("pay")] = 5.02m, [TeamId.Unallocated] = 1m });
        Assert.Equal(15.03m, totals[new("org")]);
        Assert.Equal(15.03m, totals[new("shop")]);
        Assert.Equal(10.01m, totals[new("web")]);
        Assert.Equal(1m, totals[TeamId.Unallocated]);
        Assert.Equal(3, tree.Depth(new("web")));
        Assert.True(tree.IsLeaf(new("web")));
        Assert.False(tree.IsLeaf(new("shop")));
    }
}
