using System.Globalization;
using CostGuard.Core.Configuration;
using CostGuard.Core.Focus;
using CostGuard.Core.Values;

namespace CostGuard.Cli.Configuration.Kinds;

/// <summary>Words of the format as values. The shapes have checked the words already.</summary>
public static class Values
{
    public static CostMetric? Metric(string? word) => word switch
    {
        "billed" => CostMetric.Billed,
        "effective" => CostMetric.Effective,
        "list" => CostMetric.List,
        "contracted" => CostMetric.Contracted,
        _ => null,
    };

    public static BudgetPeriodKind PeriodKind(string? word) => word switch
    {
        "quarter" => BudgetPeriodKind.Quarter,
        "half-year" => BudgetPeriodKind.HalfYear,
        "year" => BudgetPeriodKind.Year,
        _ => BudgetPeriodKind.Month,
    };

    /// <summary>"36h", "10m", "3d", "45s".</summary>
    public static TimeSpan? Duration(string? text)
    {
        if (text is null) return null;
        int number = int.Parse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture);
        return text[^1] switch
        {
            's' => TimeSpan.FromSeconds(number),
            'm' => TimeSpan.FromMinutes(number),
            'h' => TimeSpan.FromHours(number),
            _ => TimeSpan.FromDays(number),
        };
    }

    /// <summary>"80%" or "0.8" as 0.8.</summary>
    public static decimal? Share(string? text)
    {
        if (text is null) return null;
        bool percent = text.EndsWith('%');
        decimal number = decimal.Parse(text.TrimEnd('%'), NumberStyles.Float, CultureInfo.InvariantCulture);
        return percent ? number / 100m : number;
    }

    /// <summary>"2026-11" (its first day) or "2026-11-15"; false for a day that no calendar has.</summary>
    public static bool TryDay(string text, out DateOnly day)
    {
        if (!BillingPeriod.TryParse(text, out BillingPeriod month))
            return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
        day = month.FirstDay;
        return true;
    }
}
