using CostGuard.Core.Configuration;
using CostGuard.Core.Currencies;
using CostGuard.Core.Focus;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Report.Mails;

/// <summary>The data that a mail is compared with, to name what the providers changed since.</summary>
/// <param name="Snapshot">The earlier loads under today's configuration, so that only the data differs.</param>
/// <param name="MailedAt">When the last such mail was queued, UTC; null when there was none and each load is compared with the one before it.</param>
public sealed record EarlierData(Snapshot Snapshot, DateTimeOffset? MailedAt);

/// <summary>What the providers changed in one month of a team, counted as its budget counts. Unrounded.</summary>
/// <param name="Month">The billing month.</param>
/// <param name="Days">Days compared.</param>
/// <param name="Change">Now − then.</param>
public sealed record RestatedMonth(BillingPeriod Month, DayRange Days, decimal Change);

/// <summary>Restated cost of a team since an earlier moment.</summary>
/// <param name="MailedAt">When the last mail was queued, UTC; null: compared with the loads before.</param>
/// <param name="Months">Months that changed, oldest first; empty when none did.</param>
public sealed record RestatedDays(DateTimeOffset? MailedAt, IReadOnlyList<RestatedMonth> Months)
{
    private static readonly Dimension[] By = [new("month"), new("chargeCategory")];

    /// <summary>Compares the days that both have, at today's rates. A day after the end of the earlier data is new, not restated.</summary>
    internal static async Task<RestatedDays?> ReadAsync(
        ConvertedQueries queries, Snapshot now, EarlierData? earlier, IReadOnlyList<string?> teams, BudgetConfig? budget, Currency currency, CostMetric metric, CancellationToken cancellationToken)
    {
        if (earlier?.Snapshot.DataThrough is not { } last) return null;
        var days = new DayRange(DateOnly.MinValue, last.AddDays(1));
        var known = new KnownDays(earlier.Snapshot.Loads, days.End);
        var query = new CostQuery(days, known.Ask(By), [new CostFilter(new Dimension("team"), teams)], ByBillingPeriod: false);
        Dictionary<BillingPeriod, decimal> before = Sums(known.Of(await queries.QueryAsync(earlier.Snapshot, query, cancellationToken).ConfigureAwait(false)), budget, currency, metric);
        Dictionary<BillingPeriod, decimal> after = Sums(known.Of(await queries.QueryAsync(now, query, cancellationToken).ConfigureAwait(false)), budget, currency, metric);
        return new RestatedDays(earlier.MailedAt,
            [.. before.Keys.Union(after.Keys).Order()
                .Select(month => new RestatedMonth(month, known.In(month).Intersect(days), after.GetValueOrDefault(month) - before.GetValueOrDefault(month)))
                .Where(month => new Money(month.Change, currency).Rounded().Amount != 0)]);
    }

    private static Dictionary<BillingPeriod, decimal> Sums(IEnumerable<CostRow> rows, BudgetConfig? budget, Currency currency, CostMetric metric) =>
        rows.Where(row => row.Currency == currency && row.Keys[0] is not null && WeekOfTeam.Counts(row.Keys[1], budget))
            .GroupBy(row => BillingPeriod.Parse(row.Keys[0]![..7]))
            .ToDictionary(month => month.Key, month => month.Sum(row => row.Costs[metric]));
}
