using System.Text.Json;
using CostGuard.Core.Alerts;
using CostGuard.Core.Configuration;
using Xunit;

namespace CostGuard.Unit.Core.Alerts;

public sealed class AlertMachineTests
{
    private const decimal Amount = 40000m;
    private static readonly DateTimeOffset Start = new(2026, 11, 1, 7, 0, 0, TimeSpan.Zero);
    private static readonly BudgetThreshold OnActual = new(0.8m);
    private static readonly BudgetThreshold OnForecast = new(1m, "forecast");
    private static readonly ThresholdAlert Armed = new() { Budget = "payments-monthly", Period = new DateOnly(2026, 11, 1), Threshold = "t" };

    [Fact]
    public void Step_ForecastAroundItsThreshold_IsTheWorkedExample()
    {
        using var vectors = JsonDocument.Parse(File.ReadAllText(SharedFolder.Path("vectors.json")));
        JsonElement example = vectors.RootElement.GetProperty("C").GetProperty("forecastAlert");
        decimal[] series = [.. example.GetProperty("series").EnumerateArray().Select(each => each.GetDecimal())];
        string[] right = [.. example.GetProperty("events").EnumerateArray().Select(each => $"{each[0]} {each[1].GetString()}")];

        // Days 1 to 8 of the example are days 11 to 18 here: a forecast says nothing before day 3 of a period.
        string[] events = [.. Run(OnForecast, series, firstDay: 11).Where(each => each.Notice is not null).Select(each => $"{each.Day - 10} {each.Alert.State}")];

        Assert.Equal(right, events);
    }

    [Fact]
    public void Step_ActualRestatedUpAndDown_IsToldOnce()
    {
        // 80 % of 40,000 is 32,000; 79 % is not 2 points below it.
        (int Day, ThresholdAlert Alert, AlertNoticeKind? Notice)[] days = [.. Run(OnActual, [79m, 81m, 79m, 82m, 90m])];

        Assert.Equal([2], days.Where(each => each.Notice is not null).Select(each => each.Day));
        Assert.Equal((AlertState.Triggered, 1), (days[^1].Alert.State, days[^1].Alert.Entry));
    }

    [Fact]
    public void Step_CorrectionFarBelow_RecoversInSilenceAndIsToldAgainADayLater()
    {
        (int Day, ThresholdAlert Alert, AlertNoticeKind? Notice)[] days = [.. Run(OnActual, [81m, 70m, 81m])];

        Assert.Equal([(1, AlertNoticeKind.Crossed), (3, AlertNoticeKind.Crossed)], days.Where(each => each.Notice is not null).Select(each => (each.Day, each.Notice!.Value)));
        Assert.NotEqual(days[0].Alert.Key(AlertNoticeKind.Crossed), days[2].Alert.Key(AlertNoticeKind.Crossed));
    }

    [Fact]
    public void Step_CorrectionOfAnHour_IsNotToldAgain()
    {
        (ThresholdAlert alert, _) = AlertMachine.Step(Armed, Reading(OnActual, 81m, 10), Start);
        (alert, _) = AlertMachine.Step(alert, Reading(OnActual, 70m, 10), Start.AddHours(1));
        (alert, AlertNoticeKind? notice) = AlertMachine.Step(alert, Reading(OnActual, 81m, 10), Start.AddHours(2));

        Assert.Equal((AlertState.Triggered, null), (alert.State, notice));
    }

    [Fact]
    public void Step_OneDayReadManyTimes_ConfirmsNothing()
    {
        ThresholdAlert alert = Armed;
        for (int hour = 0; hour < 20; hour++)
        {
            (alert, AlertNoticeKind? notice) = AlertMachine.Step(alert, Reading(OnForecast, 105m, 12), Start.AddHours(hour));
            Assert.Null(notice);
        }

        Assert.Equal(AlertState.Armed, alert.State);
    }

    [Fact]
    public void Step_ForecastThatIsSure_IsToldAtOnce()
    {
        (_, AlertNoticeKind? notice) = AlertMachine.Step(Armed, Reading(OnForecast, 105m, 12) with { LowerBound = 40000m }, Start);

        Assert.Equal(AlertNoticeKind.Crossed, notice);
    }

    [Fact]
    public void Step_ForecastWithMinConfidence_WaitsForItsLowerBound() =>
        Assert.All(Run(OnForecast with { MinConfidence = 0.8m }, [105m, 106m, 107m], firstDay: 11), each => Assert.Null(each.Notice));

    [Theory]
    [InlineData(13, 12)]
    [InlineData(100, 2)]
    public void Step_ForecastFromTooLittle_SaysNothing(int history, int day)
    {
        ThresholdAlert alert = Armed with { FirstAbove = new DateOnly(2026, 11, 1) };

        Assert.Null(AlertMachine.Step(alert, Reading(OnForecast, 150m, day) with { HistoryDays = history }, Start).Notice);
    }

    [Fact]
    public void Step_CriticalThatNobodyAcknowledges_IsEscalatedOnceAfterTwoDays()
    {
        BudgetThreshold critical = new(1m, "actual", "critical");
        ThresholdAlert acknowledged = AlertMachine.Acknowledge(AlertMachine.Step(Armed, Reading(critical, 101m, 10), Start).Next, "ann: known", Start.AddHours(1));

        Assert.Equal([(3, AlertNoticeKind.Escalated)], Run(critical, [101m, 102m, 103m, 104m]).Where(each => each.Day > 1 && each.Notice is not null).Select(each => (each.Day, each.Notice!.Value)));
        Assert.Null(AlertMachine.Step(acknowledged, Reading(critical, 103m, 13), Start.AddDays(3)).Notice);
    }

    [Fact]
    public void Snooze_IsSilentUntilItsEndAndNeverPastThePeriod()
    {
        DateTimeOffset end = new(2026, 12, 1, 0, 0, 0, TimeSpan.Zero);
        ThresholdAlert alert = AlertMachine.Step(Armed, Reading(OnActual, 81m, 10), Start).Next;
        ThresholdAlert snoozed = AlertMachine.Snooze(alert, Start.AddDays(2), end, "ann: after the launch", Start);

        Assert.Null(AlertMachine.Step(snoozed, Reading(OnActual, 85m, 11), Start.AddDays(1)).Notice);
        Assert.Equal(AlertNoticeKind.Crossed, AlertMachine.Step(snoozed, Reading(OnActual, 85m, 12), Start.AddDays(2)).Notice);
        Assert.Equal(Start.AddDays(14), AlertMachine.Snooze(alert, Start.AddDays(20), end, "", Start).SnoozedUntil);
        Assert.Equal(end, AlertMachine.Snooze(alert, Start.AddDays(60), end, "", end.AddDays(-3)).SnoozedUntil);
    }

    [Fact]
    public void Step_AmountLoweredByAPerson_IsAcknowledgedInSilence()
    {
        ThresholdAlert alert = AlertMachine.Step(Armed, Reading(OnActual, 70m, 10), Start).Next;
        (ThresholdAlert next, AlertNoticeKind? notice) = AlertMachine.Step(alert, Reading(OnActual, 70m, 11) with { Amount = 30000m }, Start.AddDays(1));

        Assert.Equal((AlertState.Acknowledged, null, "already above at edit"), (next.State, notice, next.Note));
    }

    [Fact]
    public void Step_NoValue_ChangesNothing()
    {
        (ThresholdAlert next, AlertNoticeKind? notice) = AlertMachine.Step(Armed, Reading(OnActual, 81m, 10) with { Value = null }, Start);

        Assert.Equal((Armed, null), (next, notice));
    }

    [Fact]
    public void Step_AmountOfZero_IsAboveForAnyCostAndNotForCredits()
    {
        Assert.Equal(AlertNoticeKind.Crossed, AlertMachine.Step(Armed, Reading(OnActual, 0m, 5) with { Amount = 0m, Value = 0.01m }, Start).Notice);
        Assert.Null(AlertMachine.Step(Armed, Reading(OnActual, 0m, 5) with { Amount = 0m, Value = -3m }, Start).Notice);
    }

    private static IEnumerable<(int Day, ThresholdAlert Alert, AlertNoticeKind? Notice)> Run(BudgetThreshold threshold, decimal[] percents, int firstDay = 1)
    {
        ThresholdAlert alert = Armed;
        for (int i = 0; i < percents.Length; i++)
        {
            (alert, AlertNoticeKind? notice) = AlertMachine.Step(alert, Reading(threshold, percents[i], firstDay + i), Start.AddDays(firstDay + i - 1));
            yield return (firstDay + i, alert, notice);
        }
    }

    private static AlertReading Reading(BudgetThreshold threshold, decimal percent, int day) =>
        new(threshold, Amount, Amount * percent / 100m, null, new DateOnly(2026, 11, day), day, 100);
}
