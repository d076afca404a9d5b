using System.Globalization;
using CostGuard.Core.Configuration;
using CostGuard.Core.Values;

namespace CostGuard.Core.Budgets;

/// <summary>Judges one budget. Stale, incomplete or missing data never give a green light: the state is Unknown, with the reason.</summary>
public static class BudgetEvaluator
{
    /// <summary>
    /// The status at the last complete day. Actual counts complete days only; the days after it are in <see cref="BudgetStatus.AfterThrough"/>.
    /// </summary>
    public static BudgetStatus Evaluate(BudgetEvidence evidence)
    {
        DayRange done = Done(evidence);
        decimal? actual = done.Days == 0 ? null : SumOf(evidence.Daily, done);
        decimal later = SumOf(evidence.Daily, new DayRange(done.End, evidence.Days.End));
        if (evidence.Amount.Available is not { } amount || actual is not { } spent) return WithoutPace(evidence, done, actual, later);

        var pace = new BudgetPace(evidence, done, amount, spent);
        BudgetThreshold[] passed = [.. evidence.Budget.Thresholds.Where(threshold => IsPassed(threshold, spent, amount)).OrderBy(threshold => threshold.Limit(amount))];
        (BudgetState state, string reason) = Judge(evidence, done, amount, spent, pace, passed);
        return new BudgetStatus
        {
            Budget = evidence.Budget,
            Days = evidence.Days,
            Through = done.End.AddDays(-1),
            Amount = amount,
            Carry = evidence.Amount.Carry,
            Original = evidence.Amount.Original,
            Actual = spent,
            AfterThrough = later,
            FxVariance = evidence.FxVariance,
            UsedShare = Ratio.Of(spent, amount),
            ElapsedShare = (decimal)done.Days / evidence.Days.Days,
            ExpectedEven = pace.ExpectedEven,
            ExpectedSeasonal = pace.ExpectedSeasonal,
            PaceIndex = pace.PaceIndex,
            AtThisPace = pace.AtThisPace,
            ExhaustedOn = pace.ExhaustedOn,
            BurnRatePerDay = pace.BurnRate,
            RequiredPerDay = pace.RequiredPerDay,
            Ahead = pace.Ahead,
            Passed = passed,
            HasGaps = evidence.Gaps.Count > 0,
            State = state,
            Reason = reason,
        };
    }

    private static (BudgetState State, string Reason) Judge(
        BudgetEvidence evidence, DayRange done, decimal amount, decimal actual, BudgetPace pace, BudgetThreshold[] passed)
    {
        if (CannotTell(evidence, done) is { } why) return (BudgetState.Unknown, why);
        if (actual > amount) return (BudgetState.Over, $"Over the budget since {Day(pace.ExhaustedOn ?? done.End.AddDays(-1))}.");
        if (done.Days == evidence.Days.Days) return (BudgetState.Ok, "The period is over and ended within the budget.");
        if (pace.AtThisPace > amount)
        {
            return (BudgetState.AtRisk, pace.ExhaustedOn is { } day ? $"At this pace the budget is used up on {Day(day)}." : "At this pace the period ends above the budget.");
        }

        // A threshold is an alert of its own. Whoever is past 80 % near the end of the month, and ends within it, is where a good month is.
        string? warning = Warned(evidence.Budget, passed);
        if (warning is null) return (BudgetState.Ok, "Within the budget and not ahead of its pace.");
        return pace.AtThisPace is null ? (BudgetState.AtRisk, warning) : (BudgetState.Ok, $"{warning} At this pace the period ends within it.");
    }

    /// <summary>The sentence of the highest threshold passed that is more than information; null without one.</summary>
    internal static string? Warned(BudgetConfig budget, IReadOnlyList<BudgetThreshold> passed) =>
        passed.LastOrDefault(threshold => threshold.Severity != "info") is not { } last ? null
            : last.Absolute is { } limit
                ? string.Create(CultureInfo.InvariantCulture, $"The threshold of {limit:#,##0.##} {budget.Currency} is passed.")
                : string.Create(CultureInfo.InvariantCulture, $"{last.At * 100m:0.##} % of the budget is used.");

    private static string? CannotTell(BudgetEvidence evidence, DayRange done)
    {
        if (evidence.OtherCurrencies.Count > 0)
        {
            string codes = string.Join(" and ", evidence.OtherCurrencies.Select(currency => currency.Code).Order(StringComparer.Ordinal));
            return $"Cannot compare: {codes} without rate.";
        }

        // A source is named only when it matters: data that reach the end of the period are complete, however old they are.
        if (evidence.Gaps.Count > 0) return string.Join(" ", evidence.Gaps);
        if (done.End >= evidence.Days.End || evidence.Through is not { } through) return null;
        TimeSpan age = evidence.AsOf - new DateTimeOffset(through.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero);
        return age <= evidence.FailAfter ? null : string.Create(
            CultureInfo.InvariantCulture, $"Data are {(long)age.TotalHours} hours old (through {Day(through)}); more than {(long)evidence.FailAfter.TotalHours} hours is too old.");
    }

    private static BudgetStatus WithoutPace(BudgetEvidence evidence, DayRange done, decimal? actual, decimal later) => new()
    {
        Budget = evidence.Budget,
        Days = evidence.Days,
        Through = actual is null ? null : done.End.AddDays(-1),
        Amount = evidence.Amount.Available ?? 0m,
        Carry = evidence.Amount.Carry,
        Original = evidence.Amount.Original,
        HasAmount = evidence.Amount.Amount is not null,
        Actual = actual,
        AfterThrough = later,
        FxVariance = evidence.FxVariance,
        UsedShare = null,
        ElapsedShare = evidence.Days.Days == 0 ? 0m : (decimal)done.Days / evidence.Days.Days,
        ExpectedEven = evidence.Days.Days == 0 ? 0m : (evidence.Amount.Available ?? 0m) * done.Days / evidence.Days.Days,
        ExpectedSeasonal = null,
        PaceIndex = null,
        AtThisPace = null,
        ExhaustedOn = null,
        BurnRatePerDay = null,
        RequiredPerDay = null,
        Passed = [],
        HasGaps = evidence.Gaps.Count > 0,
        State = BudgetState.Unknown,
        Reason = evidence.Amount.Amount is null
            ? evidence.Amount.Missing.Count == 0 ? "The period has no days." : $"No amount for {string.Join(", ", evidence.Amount.Missing)}."
            : evidence.Gaps.Count > 0 ? string.Join(" ", evidence.Gaps)
            : evidence.Through is { } through ? $"No complete day yet: data are through {Day(through)}." : "No data.",
    };

    /// <summary>A threshold counts from zero up: with an amount of 0 any cost passes all of them, and credits pass none.</summary>
    private static bool IsPassed(BudgetThreshold threshold, decimal actual, decimal amount) =>
        threshold.Of == "actual" && actual > 0m && actual >= threshold.Limit(amount);

    private static DayRange Done(BudgetEvidence evidence)
    {
        DateOnly end = evidence.Through is { } through && through >= evidence.Days.Start ? through.AddDays(1) : evidence.Days.Start;
        return new DayRange(evidence.Days.Start, end < evidence.Days.End ? end : evidence.Days.End);
    }

    /// <summary>Cost of the days; a day that is not there costs nothing.</summary>
    internal static decimal SumOf(IReadOnlyDictionary<DateOnly, decimal> daily, DayRange days)
    {
        decimal sum = 0m;
        for (DateOnly day = days.Start; day < days.End; day = day.AddDays(1)) sum += daily.GetValueOrDefault(day);
        return sum;
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
