using CostGuard.Core.Configuration;
using CostGuard.Core.Currencies;
using CostGuard.Core.Forecasts;
using CostGuard.Core.Statements;
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

    /// <summary>What the month is to charge of closed ones, which changed afterwards: known, and in no forecast.</summary>
    public decimal Prior { get; init; }

    /// <summary>What is posted: the estimate and <see cref="Prior"/>.</summary>
    public decimal Accrued => Estimate + Prior;

    /// <summary>Forecasts of teams by cost centre, in order; those without one last. Ranges of teams are added up: wide enough when all teams are off in the same direction.</summary>
    /// <param name="teams">A forecast a team.</param>
    /// <param name="configuration">Teams and their cost centres.</param>
    /// <param name="fallback">Cost centre of teams without one; null for none.</param>
    /// <param name="corrections">What the month is to charge of closed ones, in the forecast's currency.</param>
    public static IReadOnlyList<AccruedCentre> Of(
        IReadOnlyList<ScopeForecast> teams, CostGuardConfiguration configuration, string? fallback, IReadOnlyList<LateCorrection> corrections)
    {
        ArgumentNullException.ThrowIfNull(teams);
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(corrections);
        string? CentreOf(string team) => configuration.Teams.FirstOrDefault(each => each.Id.Value == team)?.CostCentre ?? fallback;
        var own = teams.ToLookup(team => team.Scope ?? TeamId.Unallocated.Value, team => team.Months[0], StringComparer.Ordinal);
        return [.. own.Select(team => team.Key).Union(corrections.Select(each => each.Team))
            .GroupBy(CentreOf)
            .OrderBy(group => group.Key is null).ThenBy(group => group.Key, StringComparer.Ordinal)
            .Select(group =>
            {
                MonthForecast[] months = [.. group.SelectMany(team => own[team])];
                return new AccruedCentre(
                    group.Key, [.. group.Order(StringComparer.Ordinal)], months.Sum(each => each.Actual), months.Sum(Whole), Range(months, interval => interval.Low), Range(months, interval => interval.High))
                {
                    Prior = corrections.Where(each => group.Contains(each.Team)).Sum(each => each.Billed),
                };
            })];
    }

    /// <summary>Corrections in the currency of an accrual, at the locked rates of their months.</summary>
    /// <param name="corrections">Corrections in their own currencies.</param>
    /// <param name="rates">The rates.</param>
    /// <param name="currency">Currency of the accrual.</param>
    /// <exception cref="Errors.CostGuardException">CG2501, exit code 5: there is no rate.</exception>
    public static IReadOnlyList<LateCorrection> Convert(IReadOnlyList<LateCorrection> corrections, RateBook rates, Currency currency)
    {
        ArgumentNullException.ThrowIfNull(corrections);
        ArgumentNullException.ThrowIfNull(rates);
        return [.. corrections.Select(each => (Of: each, rates.Need(RateKind.Actual, each.Month, each.Currency, currency).Rate))
            .GroupBy(each => (each.Of.Month, each.Of.Team, each.Of.Settles))
            .Select(group => new LateCorrection(group.Key.Month, group.Key.Team, currency, group.Sum(each => each.Of.Billed * each.Rate), group.Sum(each => each.Of.Effective * each.Rate)) { Settles = group.Key.Settles })];
    }

    // Without a forecast of its own a team has what is there, which has no range.
    private static decimal Whole(MonthForecast month) => month.Forecast ?? month.Actual;

    private static decimal? Range(IEnumerable<MonthForecast> months, Func<ForecastInterval, decimal> end) =>
        months.Any(month => month.Inner is not null) ? months.Sum(month => month.Inner is { } inner ? end(inner) : Whole(month)) : null;
}
