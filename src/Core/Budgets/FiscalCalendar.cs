using System.Globalization;
using CostGuard.Core.Configuration;
using CostGuard.Core.Values;

namespace CostGuard.Core.Budgets;

/// <summary>Fiscal years, half-years, quarters and months over UTC days (domain C.2).</summary>
public sealed class FiscalCalendar
{
    private readonly int _startMonth;
    private readonly bool _namedByEnd;

    /// <summary>A calendar whose year starts on the first day of the month.</summary>
    /// <param name="startMonth">First month of the year, 1 to 12.</param>
    /// <param name="namedByEnd">True names a year after the calendar year it ends in; without effect when it starts in January.</param>
    public FiscalCalendar(int startMonth, bool namedByEnd)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(startMonth, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(startMonth, 12);
        _startMonth = startMonth;
        _namedByEnd = namedByEnd && startMonth > 1;
    }

    /// <summary>The calendar of a company.</summary>
    public static FiscalCalendar Of(CompanyConfig company) => new(company.FiscalYearStartMonth, company.FiscalYearNamedByEnd);

    /// <summary>The number in the name of the fiscal year that holds the day: 2026 for FY2026.</summary>
    public int YearOf(DateOnly day) => day.Year - (day.Month >= _startMonth ? 0 : 1) + (_namedByEnd ? 1 : 0);

    /// <summary>Month of the fiscal year, 1 to 12.</summary>
    public int MonthOf(DateOnly day) => ((day.Month - _startMonth + 12) % 12) + 1;

    /// <summary>Quarter of the fiscal year, 1 to 4.</summary>
    public int QuarterOf(DateOnly day) => ((MonthOf(day) - 1) / 3) + 1;

    /// <summary>"FY2026 Q2 P04".</summary>
    public string Label(DateOnly day) =>
        string.Create(CultureInfo.InvariantCulture, $"FY{YearOf(day):0000} Q{QuarterOf(day)} P{MonthOf(day):00}");

    /// <summary>The days of the fiscal year of that name.</summary>
    public DayRange Year(int year)
    {
        BillingPeriod first = BillingPeriod.Month(year - (_namedByEnd ? 1 : 0), _startMonth);
        return DayRange.Of(first, first.AddMonths(11));
    }

    /// <summary>The days of the month, quarter, half-year or year that holds the month.</summary>
    public DayRange Holding(BudgetPeriodKind kind, BillingPeriod month)
    {
        int length = Months(kind);
        BillingPeriod first = month.AddMonths(-((MonthOf(month.FirstDay) - 1) % length));
        return DayRange.Of(first, first.AddMonths(length - 1));
    }

    /// <summary>Months in a period of the kind.</summary>
    public static int Months(BudgetPeriodKind kind) => kind switch
    {
        BudgetPeriodKind.Month => 1,
        BudgetPeriodKind.Quarter => 3,
        BudgetPeriodKind.HalfYear => 6,
        _ => 12,
    };
}
