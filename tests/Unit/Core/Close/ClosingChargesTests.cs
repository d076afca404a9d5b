using CostGuard.Core.Close;
using CostGuard.Core.Statements;
using CostGuard.Core.Values;
using Xunit;

namespace CostGuard.Unit.Core.Close;

/// <summary>October is billed 100.00 and closed, then restated to 112.50; November charges the 12.50. Whatever is reopened, October is charged 112.50 in all.</summary>
public sealed class ClosingChargesTests
{
    private static readonly BillingPeriod October = BillingPeriod.Parse("2026-10"), November = October.Next, December = November.Next;

    [Fact]
    public void Reopened_CarrierStaysClosed_GivesBackWhatItCharged()
    {
        Closing november = Closed(November, 70, [Span(41, 70)], Change(12.50m));

        // 112.50 of its own data, less 12.50 in November: 100.00.
        Assert.Equal([-12.50m], Settling([november], October, October));

        Closing october = Closed(October, 80, [], Settled(-12.50m));
        Assert.Empty(Settling([october, november], October, December));
        Assert.Equal([Span(80, 100)], ClosingCharges.Open([october, november], october, December, Day(100)));
    }

    [Fact]
    public void Reopened_CarrierAfterIt_ChargesAgainWhatTheMonthGaveBack()
    {
        Closing october = Closed(October, 80, [], Settled(-12.50m));

        // October stands with 112.50 − 12.50; November is open again and charges 12.50, not as a change but as what is left.
        Assert.Equal([12.50m], Settling([october], October, November));
        Assert.Equal([Span(80, 100)], ClosingCharges.Open([october], october, November, Day(100)));

        Closing november = Closed(November, 100, [Span(80, 100)], Settled(12.50m));
        Assert.Empty(Settling([october, november], October, December));
        // And the other way round once more.
        Assert.Equal([-12.50m], Settling([november], October, October));
    }

    [Fact]
    public void Reopened_BothMonths_NothingIsSettled()
    {
        Assert.Empty(Settling([], October, October));
        Closing october = Closed(October, 80, []);
        Assert.Empty(Settling([october], October, November));
    }

    [Fact]
    public void Open_CarrierIsReopenedWhileALaterOneIsClosed_ItsOwnSpanIsOpenAgain()
    {
        Closing october = Closed(October, 41, []), december = Closed(December, 100, [Span(70, 100)]);

        Assert.Equal([Span(41, 70), Span(100, 120)], ClosingCharges.Open([october, december], october, November, Day(120)));
    }

    [Fact]
    public void Open_MonthBetweenWasClosedBeforeChargesWereKept_CountsUntilItsClose()
    {
        Closing october = Closed(October, 41, []), november = Closed(November, 70, []) with { Charges = null };

        Assert.Equal([Span(70, 120)], ClosingCharges.Open([october, november], october, December, Day(120)));
        Assert.Empty(Settling([november], October, October));
    }

    [Fact]
    public void Charged_NamesWhoChargedEachSpanAndLeavesOutWhatWasBeforeTheClose()
    {
        Closing november = Closed(November, 70, [Span(41, 70)]), december = Closed(December, 100, [Span(70, 100)]);

        Assert.Equal([(November, Span(41, 70)), (December, Span(70, 100))], Charged(Closed(October, 41, []), [december, november]));
        // Closed again on day 80: of December's span, what came in since.
        Assert.Equal([(December, Span(80, 100))], Charged(Closed(October, 80, []), [november, december]));
    }

    [Fact]
    public void Charged_MonthsWereClosedBeforeChargesWereKept_EachCountsSinceTheOneBefore()
    {
        Closing november = Closed(November, 70, []) with { Charges = null }, december = Closed(December, 100, []) with { Charges = null };

        Assert.Equal([(November, Span(41, 70)), (December, Span(70, 100))], Charged(Closed(October, 41, []), [november, december]));
    }

    private static IEnumerable<(BillingPeriod, ChargedSpan)> Charged(Closing changed, Closing[] others) =>
        ClosingCharges.Charged([changed, .. others], changed, BillingPeriod.Parse("2027-01")).Select(each => (each.By.Period, each.Span));

    private static IEnumerable<decimal> Settling(Closing[] closed, BillingPeriod about, BillingPeriod carrier) => ClosingCharges.Settling(closed, about, carrier).Select(each => each.Billed);

    private static ChargedSpan Span(int from, int until) => new(October, Day(from), Day(until));

    private static LateCorrection Change(decimal amount) => new(October, "web", Currency.Usd, amount, amount);

    private static LateCorrection Settled(decimal amount) => Change(amount) with { Settles = true };

    private static Closing Closed(BillingPeriod month, int day, ChargedSpan[] spans, params LateCorrection[] corrections) =>
        new() { Period = month, State = ClosingState.Closed, Version = 1, ChangedAt = Day(day), Charges = new ClosingCharges(spans, corrections) };

    private static DateTimeOffset Day(int day) => new DateTimeOffset(2026, 10, 1, 8, 0, 0, TimeSpan.Zero).AddDays(day);
}
