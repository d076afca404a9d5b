using System.Globalization;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Core.Forecasts.Completeness;

/// <summary>What a day that is not complete will probably have cost. It is shown beside the forecast, and nothing is judged by it.</summary>
/// <param name="Scope">Team, service, or null for "no value", as the forecast's parts.</param>
/// <param name="Day">The day.</param>
/// <param name="Known">What the data have of it, exact.</param>
/// <param name="Estimate">known ÷ c(k), or a model's value when under half is known; whole minor units.</param>
/// <param name="IsModel">True for a model's value.</param>
public sealed record NowcastDay(string? Scope, DateOnly Day, decimal Known, decimal Estimate, bool IsModel);

/// <summary>Estimates incomplete days from what each source has of them (domain D.3).</summary>
internal sealed class Nowcasts(IReadOnlyList<SourceState> sources, ForecastQuestion question, DayRange days)
{
    // A source belongs to a scope when it had cost of it in the two weeks before.
    private const int UsualDays = 14;

    private readonly Dictionary<string, SourceState> _sources = sources.ToDictionary(state => state.Source.Value, StringComparer.Ordinal);

    /// <summary>The question that <see cref="Of"/> needs the answer to.</summary>
    public CostQuery Query => new(
        new DayRange(days.Start.AddDays(-UsualDays), days.End), [question.By, new("source"), new("day"), new("chargeCategory")], question.Filters, ByBillingPeriod: false);

    /// <summary>Days after the complete ones of which some source has data; empty when there are none.</summary>
    public static DayRange Incomplete(IReadOnlyList<SourceState> sources, DateOnly next, DateTimeOffset asOf)
    {
        if (sources.Count == 0) return new DayRange(next, next);
        DateOnly end = sources.Max(state => state.DataThrough).AddDays(1), tomorrow = DateOnly.FromDateTime(asOf.UtcDateTime).AddDays(1);
        if (end > tomorrow) end = tomorrow;
        return new DayRange(next, end > next ? end : next);
    }

    /// <summary>The incomplete days of one scope.</summary>
    /// <param name="scope">Name of the part.</param>
    /// <param name="rows">Its rows of the answer.</param>
    /// <param name="model">What the scope's forecast expects of a day.</param>
    public IEnumerable<NowcastDay> Of(string? scope, IReadOnlyList<CostRow> rows, Func<DateOnly, double> model)
    {
        string[] own = [.. rows.Select(row => row.Keys[1] ?? "").Distinct(StringComparer.Ordinal).Where(_sources.ContainsKey)];
        ILookup<(string, DateOnly), CostRow> byDay = rows.ToLookup(row => (row.Keys[1] ?? "", DateOnly.ParseExact(row.Keys[2] ?? "", "yyyy-MM-dd", CultureInfo.InvariantCulture)));
        for (DateOnly day = days.Start; day < days.End; day = day.AddDays(1))
        {
            decimal known = 0m;
            decimal? estimate = 0m;
            foreach (string source in own)
            {
                CostRow[] all = [.. byDay[(source, day)]];
                decimal usage = all.Where(row => row.Keys[3] == "Usage").Sum(Cost), other = all.Where(row => row.Keys[3] != "Usage").Sum(Cost);
                known += usage + other;
                // Purchases, credits and tax are there or not: a part of them says nothing about the rest.
                estimate += _sources[source].Nowcast(day, usage) + other;
            }

            yield return new NowcastDay(scope, day, known, decimal.Round(estimate ?? (decimal)model(day), question.Currency.MinorUnits, MidpointRounding.ToEven), estimate is null);
        }
    }

    private decimal Cost(CostRow row)
    {
        if (row.Currency == question.Currency) return row.Costs[question.Metric];
        var month = BillingPeriod.Of(DateOnly.ParseExact(row.Keys[2] ?? "", "yyyy-MM-dd", CultureInfo.InvariantCulture));
        return row.Costs[question.Metric] * (question.Rates.Find(Currencies.RateKind.Actual, month, row.Currency, question.Currency)?.Rate ?? 0m);
    }
}
