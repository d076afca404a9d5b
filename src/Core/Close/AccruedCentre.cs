using CostGuard.Core.Configuration;
using CostGuard.Core.Forecasts;
using CostGuard.Core.Values;

namespace CostGuard.Core.Close;

/// <summary>What a cost centre will have cost in the running month: what is there, and the forecast of the days left. Exact; currency is that of the forecast.</summary>
/// <param name="CostCentre">Cost centre; null where teams have none and the books name none.</param>
/// <param name="Teams">Its teams, by id.</param>
/// <param name="Actual">Billed cost so far.</param>
/// <param name="Estimate">Actual and forecast together: what is accrued.</param>
/// <param name="Low">Lower end of the 80 % range; null without one.</param>
/// <param name="High">Upper end of the 80 % range; null without one.</param>
public sealed record AccruedCentre(string? CostCentre, IReadOnlyList<string> Teams, decimal Actual, decimal Estimate, decimal? Low, decimal? High)
{
    /// <summary>Forecast of the days left.</summary>
    public decimal ToCome => Estimate - Actual;

    /// <summary>Forecasts of teams by cost centre, in order; those without one last. Ranges of teams are added up: wide enough when all teams are off in the same direction.</summary>
    /// <param name="teams">A forecast a team.</param>
    /// <param name="configuration">Teams and their cost centres.</param>
    /// <param name="fallback">Cost centre of teams without one; null for none.</param>
    public static IReadOnlyList<AccruedCentre> Of(IReadOnlyList<ScopeForecast> teams, CostGuardConfiguration configuration, string? fallback)
    {
        ArgumentNullException.ThrowIfNull(teams);
        ArgumentNullException.ThrowIfNull(configuration);
        return [.. teams.Select(team => (Team: team.Scope ?? TeamId.Unallocated.Value, Month: team.Months[0]))
            .GroupBy(each => configuration.Teams.FirstOrDefault(team => team.Id.Value == each.Team)?.CostCentre ?? fallback)
            .OrderBy(group => group.Key is null).ThenBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new AccruedCentre(
                group.Key,
                [.. group.Select(each => each.Team).Order(StringComparer.Ordinal)],
                group.Sum(each => each.Month.Actual),
                group.Sum(each => Whole(each.Month)),
                Range(group.Select(each => each.Month), interval => interval.Low),
                Range(group.Select(each => each.Month), interval => interval.High)))];
    }

    // Without a forecast of its own a team has what is there, which has no range.
    private static decimal Whole(MonthForecast month) => month.Forecast ?? month.Actual;

    private static decimal? Range(IEnumerable<MonthForecast> months, Func<ForecastInterval, decimal> end) =>
        months.Any(month => month.Inner is not null) ? months.Sum(month => month.Inner is { } inner ? end(inner) : Whole(month)) : null;
}
