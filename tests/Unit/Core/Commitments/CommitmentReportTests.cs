using CostGuard.Core.Commitments;
using CostGuard.Core.Errors;
using CostGuard.Core.Focus;
using Xunit;
using static CostGuard.Unit.Core.Commitments.SomeCharges;

namespace CostGuard.Unit.Core.Commitments;

public sealed class CommitmentReportTests
{
    private static readonly DateOnly Through = new(2026, 11, 14);

    // Used 100 at 70, unused 10, 60 on demand: coverage 100/160, utilisation 70/80, ESR 1 − 140/160, saved 100 − 80.
    [Fact]
    public void Of_UsedUnusedAndOnDemand_GivesTheFigures()
    {
        CommitmentReport report = Of(Used(0, 100m, 70m), Unused(1, 10m), OnDemand(2, 60m));

        CommitmentTotal total = Assert.Single(report.Totals);
        Assert.Equal((.625m, .875m, .30m, .125m), (total.Kpis!.Coverage, total.Kpis.Utilisation, total.Kpis.Discount, total.Kpis.SavingsRate));
        Assert.Equal((160m, 10m, 20m), (total.Kpis.OnDemandEquivalent, total.Kpis.Waste, total.Kpis.NetSaving));
        Assert.False(total.IsLow);
        Assert.Empty(report.Reasons);
    }

    // Traps P32 and P34: effective 80 and not 160, saved 120 − 100 and not 220 − 100.
    [Fact]
    public void Of_PurchaseBesideItsUsage_IsCountedOnce()
    {
        CommitmentCharge bought = Used(0, 100m, 80m) with { IsPurchase = true, Use = CommitmentUse.Unknown };
        CommitmentReport report = Of(bought, Used(0, 120m, 70m), Unused(1, 10m));

        Assert.Equal(80m, report.Lines[0].Sums.Used.Effective + report.Lines[0].Sums.Unused.Effective);
        Assert.Equal(40m, report.Lines[0].Kpis!.NetSaving);
    }

    [Fact]
    public void Of_SpotGigabytesAndOtherServices_AreNotEligible()
    {
        CommitmentCharge spot = OnDemand(0, 50m) with { PricingCategory = "Dynamic" };
        CommitmentCharge disk = OnDemand(0, 50m) with { Kind = Instances with { Unit = "GB-Mo" } };

        Assert.Equal(1m, Of(Used(0, 100m, 70m), spot, disk).Totals[0].Kpis!.Coverage);
    }

    [Fact]
    public void Of_StatusMissing_IsUnknownAndNotUsed()
    {
        CommitmentReport report = Of(Used(0, 100m, 70m), Used(1, 100m, 70m) with { Use = CommitmentUse.Unknown });

        Assert.Null(report.Lines[0].Kpis);
        Assert.Null(report.Totals[0].Kpis);
        Assert.Equal("CG1461", Assert.Single(report.Reasons).Code);
    }

    [Fact]
    public void Of_NoContractedCost_TellsUtilisationAndNoSaving()
    {
        CommitmentReport report = CommitmentReport.Of([Used(0, 70m, 70m), Unused(1, 30m)], Through, CommitmentErrors.ContractedMissing.At("x"));

        CommitmentKpis kpis = report.Totals[0].Kpis!;
        Assert.Equal((.70m, 30m), (kpis.Utilisation, kpis.Waste));
        Assert.Equal((null, null, null, null), (kpis.Discount, kpis.Coverage, kpis.SavingsRate, kpis.NetSaving));
        Assert.Equal("CG1462", Assert.Single(report.Reasons).Code);
    }

    // As in the FOCUS 1.0 sample: covered usage with a list price has a ContractedCost of 0, which is no price.
    [Fact]
    public void Of_ContractedZeroBesideAListPrice_IsNotALoss()
    {
        CommitmentCharge used = Used(0, 0m, 7m) with { Costs = new Costs(0m, 7m, 10m, 0m) };
        CommitmentReport report = Of(used, OnDemand(1, 5m));

        Assert.Equal((1m, null, null), (report.Totals[0].Kpis!.Utilisation, report.Totals[0].Kpis!.Coverage, report.Lines[0].Kpis!.NetSaving));
        Assert.Equal("CG1462", Assert.Single(report.Reasons).Code);
    }

    [Fact]
    public void Of_NoCommitment_CannotTell() => Assert.Equal("CG1460", Assert.Single(Of(OnDemand(0, 1m)).Reasons).Code);

    [Fact]
    public void WasteAlert_LessThanSevenDays_IsNone()
    {
        CommitmentDay[] days = [.. Enumerable.Range(0, 6).Select(i => new CommitmentDay(Through.AddDays(-i), 1m, 1m))];

        Assert.Null(WasteAlert.Of(days, Through));
        Assert.Equal(WasteLevel.Critical, WasteAlert.Of([.. days, new CommitmentDay(Through.AddDays(-6), 1m, 0m)], Through)!.Level);
    }

    // 30 days of 24 × 10 at 7: saved 72 a day, 2,191.50 a month; 16 days are left at 168 a day. Ends are 90, 60, 30 and 7 days ahead.
    [Fact]
    public void ExpiryCalendar_TermOfThePurchase_IsTheEnd()
    {
        CommitmentCharge bought = Used(0, 0m, 0m) with { IsPurchase = true, Use = CommitmentUse.Unknown, Start = Start.AddDays(-349), End = Start.AddDays(16).AddDays(30) };
        CommitmentCharge[] usage = [.. Enumerable.Range(0, 30 * 24).Select(hour => Used(hour, 10m, 7m))];
        DateOnly through = new(2026, 11, 30);

        CommitmentExpiry expiry = Assert.Single(ExpiryCalendar.Of([bought, .. usage], through, new Dictionary<string, DateOnly>(), missing: false));

        Assert.Equal(new DateOnly(2026, 12, 17), expiry.End);
        Assert.Equal((2191.50m, 16m * 168m), (expiry.LostPerMonth, expiry.LockIn));
        int?[] alerts = [.. new[] { -1, 0, 7, 8, 60, 90, 91 }.Select(days => expiry.Alert(expiry.End!.Value.AddDays(-days)))];
        Assert.Equal([null, 0, 7, 30, 60, 90, null], alerts);
    }

    [Fact]
    public void ExpiryCalendar_EndNotOnTheBill_IsUnknownUntilSaid()
    {
        CommitmentCharge[] usage = [Used(0, 10m, 7m)];
        CommitmentExpiry unknown = Assert.Single(ExpiryCalendar.Of(usage, Through, new Dictionary<string, DateOnly>(), missing: false));
        CommitmentExpiry said = Assert.Single(ExpiryCalendar.Of(usage, Through, new Dictionary<string, DateOnly> { ["sp-1"] = new(2027, 1, 31) }, missing: false));

        Assert.Equal((null, null, "CG1463"), (unknown.End, unknown.LockIn, unknown.Reason?.Code));
        Assert.Equal((new DateOnly(2027, 1, 31), null), (said.End, said.Reason));
    }

    private static CommitmentReport Of(params CommitmentCharge[] charges) => CommitmentReport.Of(charges, Through, null);
}
