using System.Globalization;
using System.Text.Json;
using CostGuard.Core.Budgets;
using CostGuard.Core.Values;
using Xunit;

namespace CostGuard.Unit.Core.Budgets;

public sealed class BudgetEvaluatorTests
{
    // Domain C-5: 22 weekdays and 8 weekend days at 0.55 weigh 26.40; a fee of 6,000 falls on day 1.
    private static readonly SeasonalProfile June2026 = new(
        [0.55m, 1m, 1m, 1m, 1m, 1m, 0.55m], new Dictionary<DateOnly, decimal> { [new(2026, 6, 1)] = 6000m });

    [Theory]
    [InlineData(10, "10000.00", "14272.73")]
    [InlineData(15, "15000.00", "18000.00")]
    [InlineData(20, "20000.00", "22136.36")]
    public void Evaluate_FeeAndWeekends_ExpectsWhatTheDomainExpects(int day, string even, string seasonal)
    {
        BudgetStatus status = BudgetEvaluator.Evaluate(SomeBudgets.Evidence("2026-06", 30000m, day, (1, 6000m)) with { Profile = June2026 });

        Assert.Equal(even, Cents(status.ExpectedEven));
        Assert.Equal(seasonal, Cents(status.ExpectedSeasonal));
        Assert.Equal(26.40m, June2026.Weights(status.Days));
    }

    [Fact]
    public void Evaluate_AheadOfTheEvenPaceForItsFee_IsOkBySeasonalPace()
    {
        BudgetStatus status = BudgetEvaluator.Evaluate(SomeBudgets.Evidence("2026-06", 30000m, 15, (1, 6000m), (2, 10250m)) with { Profile = June2026 });

        Assert.Equal(26500m, status.AtThisPace);
        Assert.Null(status.ExhaustedOn);
        Assert.Equal(16250m / 18000m, status.PaceIndex);
        Assert.Equal(13750m / 15m, status.RequiredPerDay);
        Assert.Equal(BudgetState.Ok, status.State);
    }

    [Fact]
    public void Evaluate_DomainC6_IsUsedUpOn23June()
    {
        BudgetStatus status = BudgetEvaluator.Evaluate(SomeBudgets.Evidence("2026-06", 30000m, 15, (1, 6000m), (2, 15900m)) with { Profile = June2026 });

        Assert.Equal("37800.00", Cents(status.AtThisPace));
        Assert.Equal(new DateOnly(2026, 6, 23), status.ExhaustedOn);
        Assert.Equal(BudgetState.AtRisk, status.State);
        Assert.Contains("2026-06-23", status.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_CaseB05_IsProRataByTheRealNumberOfDays()
    {
        foreach (string[] row in File.ReadLines(SharedFolder.Path("cases", "B05-leap-february", "budgets.csv")).Skip(1).Select(line => line.Split(',')))
        {
            BudgetStatus status = BudgetEvaluator.Evaluate(SomeBudgets.Evidence(
                row[0], decimal.Parse(row[1], CultureInfo.InvariantCulture), int.Parse(row[2], CultureInfo.InvariantCulture)));

            Assert.Equal("1000.00", Cents(status.ExpectedEven));
        }
    }

    [Fact]
    public void Evaluate_CaseB04_HasNoPercentageOfAZeroOrNegativeBase()
    {
        using var expected = JsonDocument.Parse(File.ReadAllText(SharedFolder.Path("cases", "B04-zero-and-negative-bases", "expected.json")));
        foreach (string[] row in File.ReadLines(SharedFolder.Path("cases", "B04-zero-and-negative-bases", "cases.csv")).Skip(1).Select(line => line.Split(',')))
        {
            JsonElement expect = expected.RootElement.GetProperty("expect").GetProperty(row[0]);
            decimal[] numbers = [.. row[1..].Select(cell => decimal.Parse(cell, CultureInfo.InvariantCulture))];
            BudgetStatus status = BudgetEvaluator.Evaluate(SomeBudgets.Evidence("2026-06", numbers[0], 30, (3, numbers[1])));

            if (expect.TryGetProperty("used_percent", out JsonElement used)) Assert.Equal(used.GetString(), Percent(status.UsedShare));
            if (expect.TryGetProperty("state", out JsonElement state)) Assert.Equal(state.GetString(), status.State.ToString(), ignoreCase: true);
            Assert.Equal(expect.GetProperty("change_percent").GetString(), Percent(Ratio.Change(numbers[2], numbers[1])));
        }
    }

    [Theory]
    [InlineData(71, BudgetState.Ok)]
    [InlineData(73, BudgetState.Unknown)]
    public void Evaluate_AgeOfTheData_CountsFromTheEndOfTheLastDay(int hours, BudgetState expected)
    {
        BudgetEvidence evidence = SomeBudgets.Evidence("2026-06", 30000m, 10, (1, 100m)) with
        {
            AsOf = new DateTimeOffset(2026, 6, 11, 0, 0, 0, TimeSpan.Zero).AddHours(hours),
        };

        Assert.Equal(expected, BudgetEvaluator.Evaluate(evidence).State);
    }

    [Fact]
    public void Evaluate_FinishedPeriod_IsNotStaleHoweverOld() =>
        Assert.Equal(BudgetState.Ok, BudgetEvaluator.Evaluate(
            SomeBudgets.Evidence("2026-06", 30000m, 30, (1, 29000m)) with { AsOf = new(2027, 6, 1, 0, 0, 0, TimeSpan.Zero) }).State);

    [Fact]
    public void Evaluate_OverOnStaleData_IsUnknown() =>
        Assert.Equal(BudgetState.Unknown, BudgetEvaluator.Evaluate(
            SomeBudgets.Evidence("2026-06", 100m, 10, (1, 200m)) with { AsOf = new(2026, 6, 20, 0, 0, 0, TimeSpan.Zero) }).State);

    [Fact]
    public void Evaluate_CostInACurrencyWithoutRate_ShowsItsOwnCurrencyAndIsUnknown()
    {
        BudgetStatus status = BudgetEvaluator.Evaluate(
            SomeBudgets.Evidence("2026-06", 1000m, 10, (1, 600m)) with { OtherCurrencies = [Currency.Parse("CNY")] });

        Assert.Equal(600m, status.Actual);
        Assert.Equal(BudgetState.Unknown, status.State);
        Assert.Equal("Cannot compare: CNY without rate.", status.Reason);
    }

    [Fact]
    public void Evaluate_NoData_HasNoActualAndIsUnknown()
    {
        BudgetStatus status = BudgetEvaluator.Evaluate(SomeBudgets.Evidence("2026-06", 1000m, 10) with { Through = null });

        Assert.Null(status.Actual);
        Assert.Null(status.UsedShare);
        Assert.Equal((BudgetState.Unknown, "No data."), (status.State, status.Reason));
    }

    [Fact]
    public void Evaluate_AmountMissing_IsUnknownAndNamesTheMonth()
    {
        BudgetEvidence evidence = SomeBudgets.Evidence("2026-06", 0m, 10, (1, 5m)) with { Amount = new BudgetAmount(null, [BillingPeriod.Parse("2026-06")]) };
        BudgetStatus status = BudgetEvaluator.Evaluate(evidence);

        Assert.Equal((false, 5m, BudgetState.Unknown, "No amount for 2026-06."), (status.HasAmount, status.Actual!.Value, status.State, status.Reason));
    }

    [Fact]
    public void Evaluate_DaysThatAreNotComplete_AreShownApart()
    {
        BudgetStatus status = BudgetEvaluator.Evaluate(SomeBudgets.Evidence("2026-06", 1000m, 10, (10, 300m), (11, 40m)));

        Assert.Equal((300m, 40m), (status.Actual!.Value, status.AfterThrough));
    }

    [Fact]
    public void Evaluate_PurchaseOnDayOne_IsNotMultiplied()
    {
        // 3,000 once and 10 a day through day 4 of 31: 3,000 + 310.
        BudgetEvidence evidence = SomeBudgets.Evidence("2025-07", 5000m, 4, (1, 3010m), (2, 10m), (3, 10m), (4, 10m));
        BudgetStatus status = BudgetEvaluator.Evaluate(evidence with { Purchases = new Dictionary<DateOnly, decimal> { [new(2025, 7, 1)] = 3000m } });

        Assert.Equal(3310m, status.AtThisPace);
        Assert.Equal(BudgetState.Ok, status.State);
    }

    [Fact]
    public void Evaluate_ActualAtTheDefaultThresholds_PassesThoseReached()
    {
        BudgetStatus status = BudgetEvaluator.Evaluate(SomeBudgets.Evidence("2026-06", 40000m, 29, (5, 32000m)));

        Assert.Equal([0.5m, 0.8m], status.Passed.Select(threshold => threshold.At));
        Assert.Equal("80 % of the budget is used.", status.Warning);
        // 32,000 in 29 days are 33,103.45 in 30: an 80 % threshold is an alert, not a danger.
        Assert.Equal((BudgetState.Ok, "80 % of the budget is used. At this pace the period ends within it."), (status.State, status.Reason));
    }

    [Fact]
    public void Evaluate_ThresholdPassedInAPeriodThatHasEnded_WarnsOfNothing() =>
        Assert.Null(BudgetEvaluator.Evaluate(SomeBudgets.Evidence("2026-06", 40000m, 30, (5, 32000m))).Warning);

    [Fact]
    public void Evaluate_SevenCompleteDays_GiveABurnRate() =>
        Assert.Equal(10m, BudgetEvaluator.Evaluate(
            SomeBudgets.Evidence("2026-06", 1000m, 9, [.. Enumerable.Range(1, 9).Select(day => (day, day < 3 ? 99m : 10m))])).BurnRatePerDay);

    private static string Cents(decimal? amount) => decimal.Round(amount!.Value, 2, MidpointRounding.ToEven).ToString("0.00", CultureInfo.InvariantCulture);

    private static string? Percent(decimal? share) => (share * 100m)?.ToString("0.##", CultureInfo.InvariantCulture);
}
