using System.Globalization;
using System.Text.Json;
using CostGuard.Core.Budgets;
using CostGuard.Core.Configuration;
using CostGuard.Core.Values;
using Xunit;

namespace CostGuard.Unit.Core.Budgets;

public sealed class FiscalCalendarTests
{
    [Fact]
    public void QuarterOf_DomainExamples_AreThoseOfTheVectors()
    {
        using var vectors = JsonDocument.Parse(File.ReadAllText(SharedFolder.Path("vectors.json")));
        foreach (JsonElement example in vectors.RootElement.GetProperty("C").GetProperty("fiscal").EnumerateArray())
        {
            var day = DateOnly.ParseExact(example[0].GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture);
            var calendar = new FiscalCalendar(example[1].GetInt32(), namedByEnd: false);

            Assert.Equal(example[2].GetInt32(), calendar.YearOf(day));
            Assert.Equal(example[3].GetInt32(), calendar.QuarterOf(day));
            Assert.Equal(example[4].GetInt32(), calendar.MonthOf(day));
        }
    }

    [Fact]
    public void Label_YearFromOctoberNamedByEnd_IsThatOfCaseB03()
    {
        using var expected = JsonDocument.Parse(File.ReadAllText(SharedFolder.Path("cases", "B03-fiscal-year-october", "expected.json")));
        JsonElement expect = expected.RootElement.GetProperty("expect");
        var calendar = new FiscalCalendar(10, namedByEnd: true);

        foreach (JsonProperty label in expect.GetProperty("labels").EnumerateObject())
        {
            Assert.Equal(label.Value.GetString(), calendar.Label(DateOnly.ParseExact(label.Name, "yyyy-MM-dd", CultureInfo.InvariantCulture)));
        }

        Assert.Equal(expect.GetProperty("days_in_FY2028").GetInt32(), calendar.Year(2028).Days);
        Assert.Equal(expect.GetProperty("days_in_FY2026").GetInt32(), calendar.Year(2026).Days);
    }

    [Fact]
    public void Year_DailyCostOfCaseB03_AddsUpToTheFiscalYears()
    {
        (DateOnly Day, decimal Cost)[] daily = [.. File.ReadLines(SharedFolder.Path("cases", "B03-fiscal-year-october", "daily.csv")).Skip(1)
            .Select(line => line.Split(','))
            .Select(cells => (DateOnly.ParseExact(cells[0], "yyyy-MM-dd", CultureInfo.InvariantCulture), decimal.Parse(cells[1], CultureInfo.InvariantCulture)))];
        var calendar = new FiscalCalendar(10, namedByEnd: true);

        Assert.Equal(1230.00m, daily.Where(row => calendar.Year(2026).Contains(row.Day)).Sum(row => row.Cost));
        Assert.Equal(300.00m, daily.Where(row => calendar.Year(2025).Contains(row.Day)).Sum(row => row.Cost));
    }

    [Theory]
    [InlineData(BudgetPeriodKind.Month, "2026-02-01", "2026-03-01")]
    [InlineData(BudgetPeriodKind.Quarter, "2026-01-01", "2026-04-01")]
    [InlineData(BudgetPeriodKind.HalfYear, "2025-10-01", "2026-04-01")]
    [InlineData(BudgetPeriodKind.Year, "2025-10-01", "2026-10-01")]
    public void Holding_FebruaryOfAYearFromOctober_IsTheFiscalPeriod(BudgetPeriodKind kind, string start, string end)
    {
        DayRange days = new FiscalCalendar(10, namedByEnd: true).Holding(kind, BillingPeriod.Month(2026, 2));

        Assert.Equal(start, days.Start.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Assert.Equal(end, days.End.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
    }

    [Fact]
    public void YearOf_YearFromJanuary_IsTheCalendarYearHoweverNamed() =>
        Assert.Equal(2026, new FiscalCalendar(1, namedByEnd: true).YearOf(new DateOnly(2026, 7, 1)));
}
