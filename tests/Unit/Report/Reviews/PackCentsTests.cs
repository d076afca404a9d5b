using CostGuard.Report.Reviews;
using Xunit;

namespace CostGuard.Unit.Report.Reviews;

/// <summary>100.00 of two teams with 33.335 each and nobody with 33.33: the teams are 33.34 wherever they stand alone, so that nobody has 33.32, in a sentence as in a table.</summary>
public sealed class PackCentsTests
{
    private static readonly ReviewModel Model = SomeReview.Model with
    {
        Total = new ReviewTotal(100m, null, null, []),
        Teams = [Team("web", 33.335m), Team("data", 33.335m), Team("unallocated", 33.33m)],
        // Nothing else is to be decided.
        Year = new Part<ReviewYear>(null, "no forecast"),
        Commitments = new Part<ReviewCommitments>(null, "none"),
        Savings = new Part<ReviewSavings>(null, "none"),
        Allocation = new ReviewAllocation(60m, [new ReviewAmount("shared-eks", 6.67m)], 0m, 33.33m, 0.01m, [new ReviewAmount("Amazon EC2, sandbox", 30m)], 3.33m, []),
    };

    [Fact]
    public void Teams_HalvesOfACent_AreRoundedAsElsewhereAndNobodyHasTheRest()
    {
        var cents = new PackCents(Model);

        Assert.Equal([33.34m, 33.34m, 33.32m], cents.Teams);
        Assert.Equal(33.32m, cents.Unallocated);
        // 66.68 of teams: what is direct and what is shared add up to it, and the places to 33.32.
        Assert.Equal([60.01m, 6.67m], cents.Ways);
        Assert.Equal([30.00m, 3.32m], cents.Where);
    }

    // 33.335 + 33.335 + 33.33 count in the total of 100.00; what data's budget holds of its part, 20, is in data's already.
    [Fact]
    public void Counted_RowsNotWithinAnother_AddUpToTheTotal()
    {
        ReviewTeam[] teams = [.. Model.Teams.Select(team => team with { Counted = team.Cost })];
        var cents = new PackCents(Model with { Total = new ReviewTotal(100m, 90m, 100m, []), Teams = [.. teams, Team("data-east", 20m) with { Counted = 20m, IsWithin = true }] });

        Assert.Equal([33.34m, 33.34m, 33.32m, 20m], cents.Counted);
    }

    [Fact]
    public void Sentence_OfWhatIsNobodys_SaysWhatTheTableSays() =>
        Assert.Contains(new PackWords(Model).ToDecide(), text => text.StartsWith("33.32 USD belongs to nobody", StringComparison.Ordinal));

    private static ReviewTeam Team(string id, decimal cost) => new(id, id, null, cost, null, null, null, null);
}
