using CostGuard.Core.Configuration;
using CostGuard.Core.Ports;
using CostGuard.Core.Runs;
using CostGuard.Core.Values;
using Xunit;

namespace CostGuard.Unit.Core.Runs;

public sealed class CrossCheckTests
{
    [Fact]
    public void Of_TwoSourcesOfOneBill_DifferenceByMonthAndNothingWhereOneIsMissing()
    {
        CostGuardConfiguration configuration = SomeConfiguration.Of(
            new Connection { Name = "files", Provider = "folder" }, new Connection { Name = "api", Provider = "aws", CrossCheckOf = "files" });

        IReadOnlyList<CrossCheckLine> lines = CrossCheck.Of(
            configuration, [Of("files", "2026-09", "100.00"), Of("files", "2026-10", "50.10"), Of("api", "2026-09", "99.9999999999"), Of("other", "2026-09", "7")]);

        Assert.Equal(["2026-09", "2026-10"], lines.Select(line => line.Period.ToString()));
        Assert.Equal(ExactSum.Parse("-0.0000000001"), lines[0].Difference);
        // No answer is not zero: October of the API is missing, so there is no difference to tell.
        Assert.Null(lines[1].CheckBilled);
        Assert.Null(lines[1].Difference);
        Assert.Equal(["api"], configuration.CrossChecks);
    }

    // A cluster is a part of the bill of its nodes: what is left is a difference and no fault; more than the whole is one.
    [Theory]
    [InlineData("folder", "100", "100", true)]
    [InlineData("folder", "60", "100", false)]
    [InlineData("kubernetes", "60", "100", true)]
    [InlineData("kubernetes", "100.01", "100", false)]
    public void Of_Breakdown_TiesWhenItIsNotMoreThanTheWhole(string provider, string check, string counted, bool ties)
    {
        CostGuardConfiguration configuration = SomeConfiguration.Of(new Connection { Name = "bill", Provider = "aws" }, new Connection { Name = "part", Provider = provider, CrossCheckOf = "bill" });

        Assert.Equal(ties, Assert.Single(CrossCheck.Of(configuration, [Of("bill", "2026-09", counted), Of("part", "2026-09", check)])).Ties);
    }

    // The bill begins before the cluster does: there is nothing to compare in months that the cluster does not have.
    [Fact]
    public void Of_BreakdownThatIsYoungerThanTheBill_ComparesItsOwnMonths()
    {
        CostGuardConfiguration configuration = SomeConfiguration.Of(new Connection { Name = "bill", Provider = "aws" }, new Connection { Name = "part", Provider = "kubernetes", CrossCheckOf = "bill" });

        IReadOnlyList<CrossCheckLine> lines = CrossCheck.Of(configuration, [Of("bill", "2026-08", "90"), Of("bill", "2026-09", "100"), Of("part", "2026-09", "60"), Of("part", "2026-10", "5")]);

        // What the bill lacks is a fault all the same.
        Assert.Equal([("2026-09", true), ("2026-10", false)], lines.Select(line => (line.Period.ToString(), line.Ties)));
    }

    private static Load Of(string source, string period, string billed)
    {
        var costs = new ExactCosts(ExactSum.Parse(billed), default, default, default);
        return CollectWindowTests.LoadOf(BillingPeriod.Parse(period)) with
        {
            Source = new SourceKey(source),
            Totals = [new ControlTotal(Currency.Usd, 1, costs, costs, default)],
        };
    }
}
