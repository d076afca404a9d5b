using CostGuard.Core.Configuration;
using CostGuard.Core.Focus;
using CostGuard.Core.Statements;
using CostGuard.Core.Values;
using Xunit;

namespace CostGuard.Unit.Core.Statements;

public sealed class DirectSplitTests
{
    // Three thirds of a dollar and no dollar more: 0.34 + 0.33 + 0.33, as the line above says 1.00.
    [Fact]
    public void Of_Thirds_AddUpToTheDirectCostThatIsShown()
    {
        const decimal Third = 0.333333m;
        TeamLines.Group[] own = [Group("shop", "prod", Third + 0.000001m), Group("api", "prod", Third), Group(null, null, Third), Group("api", "dev", 9m) with { Part = StatementPart.Tax }];

        DirectSplit[] splits = [.. DirectSplit.Of([Line(0.4m, 0.40m), Line(0.6m, 0.60m), Line(9m, 9m, StatementPart.Tax)], own)];

        Assert.Equal([true, false], splits.Select(split => split.IsApplication));
        Assert.Equal([("shop", 0.34m), ("api", 0.33m), (null, 0.33m)], splits[0].Parts!.Select(part => (part.Value, part.Effective)));
        Assert.Equal([("prod", 0.67m), (null, 0.33m)], splits[1].Parts!.Select(part => (part.Value, part.Billed)));
    }

    [Fact]
    public void Of_ManyApplications_SmallOnesAreOneRow()
    {
        TeamLines.Group[] own = [.. Enumerable.Range(1, 30).Select(i => Group($"app{i:00}", null, i)), Group(null, null, 5m)];

        IReadOnlyList<DirectPart> parts = DirectSplit.Of([Line(470m, 470m)], own)[0].Parts!;

        // 30 to 6 have rows of their own; 5 + 4 + 3 + 2 + 1 are one.
        Assert.Equal(27, parts.Count);
        Assert.Equal(("app30", 30m), (parts[0].Value, parts[0].Billed));
        Assert.Equal([new DirectPart(null, 5, 15m, 15m), new DirectPart(null, 0, 5m, 5m)], parts.Skip(25));
    }

    // Handing a difference to whoever comes first would make a wrong figure look right.
    [Fact]
    public void Of_LinesThatAreNotTheCharge_CannotBeTold() => Assert.All(DirectSplit.Of([Line(2m, 2m)], [Group("shop", "prod", 1.99m)]), split => Assert.Null(split.Parts));

    [Fact]
    public void KeysOf_CompanysAliases_Count()
    {
        Assert.Equal(("app", "env"), DirectSplit.KeysOf(new TagConfig()));
        Assert.Equal("product", DirectSplit.KeysOf(new TagConfig { Aliases = new Dictionary<string, IReadOnlyList<string>> { ["product"] = ["app"] } }).Application);
    }

    private static TeamLines.Group Group(string? application, string? environment, decimal cost) =>
        new("a", "r", null, "Compute", "Usage", [], Currency.Usd, new Costs(cost, cost, cost, cost)) { Application = application, Environment = environment };

    private static StatementLine Line(decimal exact, decimal shown, StatementPart part = StatementPart.Direct) => new(new TeamCharge("a", part, "Compute", null, Currency.Usd, exact, exact), shown, shown);
}
