using CostGuard.Core.Ports;
using CostGuard.Core.Runs;
using CostGuard.Core.Values;
using Xunit;

namespace CostGuard.Unit.Core.Runs;

public sealed class PeriodStandingTests
{
    private static readonly BillingPeriod May = BillingPeriod.Parse("2025-05");
    private static readonly Dictionary<(BillingPeriod, Currency), long> AllInvoiced = [];

    /// <summary>Case C36: the export of May changes from 900.00 to 930.00 on 3 June.</summary>
    [Fact]
    public void Of_MonthThatChangesAfterItsEnd_SaysByHowMuch()
    {
        Load[] loads =
        [
            Of("2025-05-20T05:00:00Z", "500.00", current: false),
            Of("2025-06-01T05:00:00Z", "900.00", current: false),
            Of("2025-06-03T05:00:00Z", "930.00", current: true),
        ];

        PeriodStanding may = Assert.Single(PeriodStanding.Of(loads, AllInvoiced, At("2025-06-04T00:00:00Z")));

        Assert.Equal(ExactSum.Parse("930"), may.Billed);
        Assert.Equal(ExactSum.Parse("30"), may.ChangedAfterEnd);
        Assert.Equal(3, may.Versions);
        Assert.Equal(PeriodState.ProviderFinal, may.State);
        Assert.Equal(At("2025-06-01T05:00:00Z"), PeriodStanding.FirstSealedAfterEnd(loads));
    }

    [Fact]
    public void Of_LinesWithoutInvoice_StaysOpenWhateverTheDate()
    {
        var open = new Dictionary<(BillingPeriod, Currency), long> { [(May, Currency.Usd)] = 1 };

        PeriodStanding may = Assert.Single(PeriodStanding.Of([Of("2025-06-01T05:00:00Z", "900.00", current: true)], open, At("2026-01-01T00:00:00Z")));

        Assert.Equal(PeriodState.Open, may.State);
        Assert.Equal(1, may.LinesWithoutInvoice);
    }

    /// <summary>Every line of 20 May has an invoice; that June has come makes nothing final, reading the source again does.</summary>
    [Fact]
    public void Of_NotReadSinceTheMonthsEnd_StaysOpenWhateverTheDate()
    {
        Load early = Of("2025-05-20T05:00:00Z", "500.00", current: true);

        Assert.Equal(PeriodState.Open, Assert.Single(PeriodStanding.Of([early], AllInvoiced, At("2025-07-01T00:00:00Z"))).State);
        Assert.Equal(PeriodState.Open, Assert.Single(PeriodStanding.Of([early, Of("2025-06-01T05:00:00Z", "9.00", current: true) with { Source = new SourceKey("azure") }], AllInvoiced, At("2025-07-01T00:00:00Z"))).State);
    }

    [Fact]
    public void Of_MonthThatRuns_IsOpenAndHasNoChangeAfterItsEnd()
    {
        PeriodStanding may = Assert.Single(PeriodStanding.Of([Of("2025-05-20T05:00:00Z", "500.00", current: true)], AllInvoiced, At("2025-05-21T00:00:00Z")));

        Assert.Equal(PeriodState.Open, may.State);
        Assert.Null(may.ChangedAfterEnd);
    }

    [Fact]
    public void Of_SourceNotReadSinceMonthEnd_HasNoChangeToTell() =>
        Assert.Null(PeriodStanding.Of(
            [Of("2025-06-01T05:00:00Z", "900.00", current: true), Of("2025-05-31T05:00:00Z", "10.00", current: true) with { Source = new SourceKey("azure") }],
            AllInvoiced,
            At("2025-06-04T00:00:00Z"))[0].ChangedAfterEnd);

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static Load Of(string sealedAt, string billed, bool current)
    {
        var costs = new ExactCosts(ExactSum.Parse(billed), default, default, default);
        return CollectWindowTests.LoadOf(May) with { SealedAt = At(sealedAt), IsCurrent = current, Totals = [new ControlTotal(Currency.Usd, 1, costs, costs, default)] };
    }
}
