using CostGuard.Core.Close;
using CostGuard.Core.Focus;
using CostGuard.Core.Ports;
using CostGuard.Core.Statements;
using CostGuard.Core.Values;
using Xunit;

namespace CostGuard.Unit.Core.Statements;

public sealed class LateCorrectionsTests
{
    private static readonly BillingPeriod November = BillingPeriod.Parse("2026-11");

    [Fact]
    public void Carried_ClosedMonthsInARow_EachSinceItsChangesWereChargedLast()
    {
        Closing[] closed = [Closed("2026-08", 9), Closed("2026-10", 41), Closed("2026-09", 10)];

        // September's and August's changes until October's close were charged in October.
        Assert.Equal(
            [new ChargedSpan(BillingPeriod.Parse("2026-10"), Day(41), Day(60)), new ChargedSpan(BillingPeriod.Parse("2026-09"), Day(41), Day(60)), new ChargedSpan(BillingPeriod.Parse("2026-08"), Day(41), Day(60))],
            Spans(closed, November, 60));
        Assert.Equal(
            [new ChargedSpan(BillingPeriod.Parse("2026-09"), Day(10), Day(60)), new ChargedSpan(BillingPeriod.Parse("2026-08"), Day(10), Day(60))],
            Spans(closed, BillingPeriod.Parse("2026-10"), 60));
    }

    [Fact]
    public void Carried_OpenMonthBetween_IsWhereTheyAreCharged()
    {
        Closing[] closed = [Closed("2026-09", 10)];

        Assert.Empty(LateCorrections.Carried(closed, November));
        Assert.Equal("2026-09", Assert.Single(LateCorrections.Carried(closed, BillingPeriod.Parse("2026-10"))).Period.ToString());
    }

    [Fact]
    public void Differences_NewGoneAndChanged_ByTeamAndCurrency()
    {
        LateCorrection[] found = [.. LateCorrections.Differences(November, [Row("a", 10m), Row("b", 5m), Row("d", 1m)], [Row("a", 12.5m), Row("c", 7m), Row("d", 1m)])];

        Assert.Equal([("a", 2.5m), ("b", -5m), ("c", 7m)], found.Select(each => (each.Team, each.Billed)));
    }

    [Theory]
    [InlineData("2026-11-20", false, StatementStanding.Waiting)]
    [InlineData("2026-11-21", false, StatementStanding.Unanswered)]
    [InlineData("2026-11-21", true, StatementStanding.AcceptedBySilence)]
    public void Standing_Deadline_IsTheEndOfItsDay(string day, bool silence, StatementStanding expected)
    {
        var issued = new IssuedStatement
        {
            Number = "2026-10-a-1",
            Period = November.Previous,
            Team = "a",
            Version = 1,
            IssuedAt = Day(41),
            DisputeUntil = new DateOnly(2026, 11, 20),
            Content = "",
            Lines = 3,
        };

        Assert.Equal(expected, issued.Standing(new DateTimeOffset(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), new TimeOnly(23, 59), TimeSpan.Zero), silence));
        Assert.Equal(StatementStanding.Disputed, (issued with { Answer = StatementAnswer.Disputed }).Standing(Day(90), true));
    }

    private static IEnumerable<ChargedSpan> Spans(Closing[] closed, BillingPeriod month, int until) =>
        LateCorrections.Carried(closed, month).SelectMany(each => ClosingCharges.Open(closed, each, month, Day(until)));

    private static DateTimeOffset Day(int day) => new DateTimeOffset(2026, 10, 1, 8, 0, 0, TimeSpan.Zero).AddDays(day);

    private static Closing Closed(string month, int day) => new() { Period = BillingPeriod.Parse(month), State = ClosingState.Closed, Version = 1, ChangedAt = Day(day) };

    private static CostRow Row(string team, decimal amount) => new([team], Currency.Usd, new Costs(amount, amount, amount, amount), 1);
}
