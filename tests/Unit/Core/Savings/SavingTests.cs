using CostGuard.Core.Savings;
using Xunit;

namespace CostGuard.Unit.Core.Savings;

/// <summary>The worked examples of domain F, and vectors.json F.</summary>
public sealed class SavingTests
{
    /// <summary>F-1: P99.5 CPU 22 % of 8 needs 2.2 vCPU; 11.2 GiB (35 % of 32) need 14.0: m5.xlarge, 140.16 a month.</summary>
    [Fact]
    public void Downsize_Example1_FitsOnHalf()
    {
        Assert.Equal(2.2, MachineFit.NeedCpus(8, 22, 0.2), 10);
        Assert.Equal(14.0, MachineFit.NeedMemory(11.2, 0.8), 10);

        Finding finding = SomeResources.Find("CG-R01", SomeResources.Machine(p995: 22, memoryMax: 35))!;

        Assert.Equal(("m5.xlarge", 140.16m, Grade.High), (finding.Variant, finding.Saving.Headline, finding.Confidence));
        Assert.Equal(140.16m, finding.Saving.List);
    }

    /// <summary>Trap R02: an unknown memory is not an empty one; the target keeps the memory.</summary>
    [Fact]
    public void Downsize_MemoryUnknown_NeverLess() => Assert.Null(SomeResources.Find("CG-R01", SomeResources.Machine(p995: 3, memoryMax: null)));

    /// <summary>F-3: 60 % covered by a plan with 28 % discount: effective 233.23, immediate 56.06, full 116.61, list 140.16.</summary>
    [Theory]
    [InlineData(false, "56.06")]
    [InlineData(true, "116.61")]
    public void Rate_CoveredHours_SaveNoCashUntilTakenUp(bool reabsorbed, string headline)
    {
        decimal covered = 730m * 0.6m, discounted = 0.384m * 0.72m;
        var bill = new ResourceBill((292m * 0.384m) + (covered * discounted), 730m) { CoveredHours = covered, OnDemandRate = 0.384m, CoveredRate = discounted, ListRate = 0.384m, Reabsorbed = reabsorbed };

        Saving saving = Saving.Rate(bill, 0.192m);

        Assert.Equal("233.23", Cents(bill.Monthly));
        Assert.Equal(("56.06", "116.61", "140.16", headline), (Cents(saving.Immediate), Cents(saving.Full), Cents(saving.List!.Value), Cents(saving.Headline)));
    }

    /// <summary>A machine that a commitment pays for whole: stopping it saves nothing until something else takes the commitment.</summary>
    [Fact]
    public void Share_AllCovered_IsZeroCash()
    {
        var bill = new ResourceBill(201.8304m, 730m) { CoveredHours = 730m, OnDemandRate = 0.384m, CoveredRate = 0.27648m };
        Assert.Equal((0m, 201.8304m, 0m), (Saving.Share(bill, 1m).Immediate, Saving.Share(bill, 1m).Full, Saving.Share(bill, 1m).Headline));
    }

    /// <summary>F.5: 280.32; smaller 140.16; a schedule saves 64.29 % of what is left: 230.26 together, not 320.37.</summary>
    [Fact]
    public void Best_TypeAndSchedule_Multiply()
    {
        ResourceCase of = SomeResources.Machine(p995: 22, memoryMax: 35) with { Resource = SomeResources.Machine(22, 35).Resource with { Tags = new Dictionary<string, string> { ["team"] = "payments", ["env"] = "test" } } };
        Finding smaller = SomeResources.Find("CG-R01", of)!, hours = SomeResources.Find("CG-S01", of)!;

        Assert.Equal("180.21", Cents(hours.Saving.Headline));
        SavingPlan best = SavingPlan.Best([smaller, hours], of.Bill!.Monthly);

        Assert.Equal("230.26", Cents(best.Saving));
        Assert.Equal(2, best.Findings.Count);
    }

    /// <summary>F.6: 36.50 low risk, sure, small; 140.16 all medium; 900 sure, medium risk, large work; and P1 from 100, P2 from 20.</summary>
    [Theory]
    [InlineData("36.50", Grade.Low, Grade.High, Grade.Low, "36.500", 2)]
    [InlineData("140.16", Grade.Medium, Grade.Medium, Grade.Medium, "39.2448", 2)]
    [InlineData("900", Grade.High, Grade.Medium, Grade.High, "72.0", 2)]
    [InlineData("900", Grade.Low, Grade.High, Grade.Low, "900", 1)]
    public void Score_Examples(string saving, Grade risk, Grade confidence, Grade effort, string score, int priority)
    {
        decimal amount = decimal.Parse(saving, System.Globalization.CultureInfo.InvariantCulture);
        var finding = new Finding { Rule = "CG-X", Resource = SomeResources.Of(ResourceKind.Machine), Action = SavingAction.Terminate, Title = "", Evidence = [], Saving = Saving.Of(amount), Risk = risk, Confidence = confidence, Effort = effort };

        Assert.Equal(decimal.Parse(score, System.Globalization.CultureInfo.InvariantCulture), finding.Score);
        Assert.Equal(priority, finding.Priority(1_000_000m));
        Assert.Equal(1, finding.Priority(amount * 10));
    }

    /// <summary>Trap R09: February 2027 has 672 hours; 0.10 an hour is 67.20.</summary>
    [Fact]
    public void Share_HoursOfTheMonth_AreTheRealOnes() => Assert.Equal(67.20m, Saving.Share(SomeResources.Bill(0.10m, 672m), 1m).Headline);

    private static string Cents(decimal amount) => decimal.Round(amount, 2, MidpointRounding.ToEven).ToString("0.00", System.Globalization.CultureInfo.InvariantCulture);
}
