using CostGuard.Core.Currencies;
using CostGuard.Core.Forecasts.Completeness;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Core.Forecasts;

/// <summary>The histories of all scopes of a question, the small ones put together.</summary>
internal sealed class ForecastScopes
{
    private const int SizeDays = 90;

    private readonly HashSet<DateOnly> _missing;

    private ForecastScopes(
        ScopeHistory total, IReadOnlyList<(string? Scope, ScopeHistory History)> parts, ForecastRows read, IReadOnlyList<Currency> otherCurrencies)
    {
        (Total, Parts, Known, Sources, OtherCurrencies) = (total, parts, read.Known, read.Sources, otherCurrencies);
        DayRange known = read.Known;
        Recent = known.Start < read.RecentFrom ? new DayRange(read.RecentFrom < known.End ? read.RecentFrom : known.End, known.End) : known;
        _missing = [];
        for (DateOnly day = known.Start; day < known.End; day = day.AddDays(1))
        {
            if (!total.Has(day)) _missing.Add(day);
        }
    }

    public ScopeHistory Total { get; }

    public IReadOnlyList<(string? Scope, ScopeHistory History)> Parts { get; }

    /// <summary>Days with complete data; empty without data.</summary>
    public DayRange Known { get; }

    /// <summary>Those that daily methods learn from: the same for every number of months, so that the first ones don't depend on it.</summary>
    public DayRange Recent { get; }

    /// <summary>How far each source may be believed.</summary>
    public IReadOnlyList<SourceState> Sources { get; }

    public IReadOnlyList<Currency> OtherCurrencies { get; }

    /// <summary>The series that methods learn from; null when nothing was spent.</summary>
    public DailySeries? SeriesOf(ScopeHistory history) => history.Series(Recent, _missing);

    /// <summary>How its months differ, where more is known than methods learn from.</summary>
    public YearSeason SeasonOf(ScopeHistory history) =>
        Recent.Start > Known.Start && history.Series(Known, _missing) is { } years ? YearSeason.Of(years) : YearSeason.None;

    public static ForecastScopes Read(ForecastRows read, ForecastQuestion question)
    {
        var total = new ScopeHistory();
        var byScope = new Dictionary<string, (string? Scope, ScopeHistory History)>(StringComparer.Ordinal);
        var others = new SortedSet<Currency>();
        foreach (CostRow row in read.Rows)
        {
            if (Rate(row, question) is not { } rate)
            {
                if (row.Costs[question.Metric] != 0m) others.Add(row.Currency);
                continue;
            }

            string? scope = row.Keys[0];
            if (!byScope.TryGetValue(scope ?? "", out (string? Scope, ScopeHistory History) part)) byScope[scope ?? ""] = part = (scope, new ScopeHistory());
            part.History.Add(row, question.Metric, rate);
            total.Add(row, question.Metric, rate);
        }

        AddUnusual(read.Unusual, question, total, byScope);
        var recent = new DayRange(read.Known.End.AddDays(-SizeDays), read.Known.End);
        (string? Scope, ScopeHistory History)[] sorted = [.. byScope.Values
            .OrderByDescending(part => Math.Abs(part.History.Actual(recent))).ThenBy(part => part.Scope, StringComparer.Ordinal)];
        return new ForecastScopes(total, Together(sorted, question.ScopesMax), read, [.. others]);
    }

    /// <summary>
    /// What a whole team shows of a day counts instead of what its services show of it, except for services themselves. The total is all of it,
    /// where the question lets it in.
    /// </summary>
    private static void AddUnusual(
        IReadOnlyList<UnusualCost> unusual, ForecastQuestion question, ScopeHistory total, Dictionary<string, (string? Scope, ScopeHistory History)> byScope)
    {
        UnusualCost[] asked = [.. unusual.Where(each => IsAsked(each, question))];
        HashSet<(string, Currency, DateOnly)> whole = [.. asked.Where(each => each.IsTeam).Select(each => (each.Team, each.Currency, each.Day))];
        bool byService = question.By.Name == "service";
        foreach (UnusualCost each in asked)
        {
            // Rows may be a choice of teams.
            if (!byService && !byScope.ContainsKey(each.Team)) continue;
            if (Rate(each.Currency, BillingPeriod.Of(each.Day), question) is not { } rate) continue;
            bool counts = each.IsTeam || !whole.Contains((each.Team, each.Currency, each.Day));
            if (counts) total.AddUnusual(each.Day, each.Excess * rate);
            string? scope = byService ? each.Service : each.Team;
            if ((byService ? !each.IsTeam : counts) && byScope.TryGetValue(scope ?? "", out (string? Scope, ScopeHistory History) part)) part.History.AddUnusual(each.Day, each.Excess * rate);
        }
    }

    private static bool IsAsked(UnusualCost cost, ForecastQuestion question) => question.Filters.All(filter => filter.Dimension.Name switch
    {
        "team" => filter.Values.Contains(cost.Team),
        "service" => !cost.IsTeam && filter.Values.Contains(cost.Service),
        _ => false,
    });

    private static decimal? Rate(CostRow row, ForecastQuestion question) => row.Currency == question.Currency ? 1m : Rate(row.Currency, ScopeHistory.MonthOf(row), question);

    private static decimal? Rate(Currency currency, BillingPeriod month, ForecastQuestion question) => currency == question.Currency
        ? 1m
        : question.Rates.Find(RateKind.Actual, month, currency, question.Currency)?.Rate;

    private static (string? Scope, ScopeHistory History)[] Together((string? Scope, ScopeHistory History)[] sorted, int max)
    {
        if (max == 0) return [];
        if (sorted.Length <= max) return sorted;
        var others = new ScopeHistory();
        foreach ((_, ScopeHistory history) in sorted[max..]) others.Add(history);
        return [.. sorted[..max], (ForecastReport.Others, others)];
    }
}
