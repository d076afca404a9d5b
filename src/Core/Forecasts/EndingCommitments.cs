using System.Globalization;
using CostGuard.Core.Commitments;
using CostGuard.Core.Currencies;
using CostGuard.Core.Focus;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Core.Forecasts;

/// <summary>What commitments do to a forecast (domain D.2, G.5).</summary>
/// <param name="Ends">From the day after the last one: contracted − effective cost of a day, of which the unused part is saved.</param>
/// <param name="Unknown">Ids that paid for cost of the last 30 days and whose end, or price without them, the bill does not tell.</param>
public sealed record CommitmentOutlook(IReadOnlyList<PlannedChange> Ends, IReadOnlyList<string> Unknown)
{
    /// <summary>No commitment pays for anything.</summary>
    public static CommitmentOutlook None { get; } = new([], []);
}

/// <summary>What commitments paid for in the last 30 days, and when they end.</summary>
/// <param name="Paid">Usage by scope, commitment, status and category.</param>
/// <param name="Expiries">Those whose purchase is on the bill.</param>
/// <param name="Next">The first day that is not known.</param>
internal sealed record EndingCommitments(IReadOnlyList<CostRow> Paid, IReadOnlyList<CommitmentExpiry> Expiries, DateOnly Next)
{
    private const int Days = 30;

    /// <summary>Reads both.</summary>
    /// <param name="queries">Answers questions about cost.</param>
    /// <param name="commitments">Knows the ends.</param>
    /// <param name="snapshot">The data.</param>
    /// <param name="scope">First key of the rows.</param>
    /// <param name="filters">Decide whose cost it is.</param>
    /// <param name="next">The first day that is not known.</param>
    /// <param name="cancellationToken">Stops the questions.</param>
    public static async Task<EndingCommitments> ReadAsync(
        ICostQueries queries, CommitmentService commitments, Snapshot snapshot, Dimension scope, IReadOnlyList<CostFilter> filters, DateOnly next, CancellationToken cancellationToken)
    {
        // The category is where it is in the rows of a forecast, so that the same rows can be chosen.
        Dimension[] by = [scope, new("commitmentDiscountId"), new("commitmentDiscountStatus"), new("chargeCategory")];
        IReadOnlyList<CostRow> rows = await queries.QueryAsync(
            snapshot, new CostQuery(new DayRange(next.AddDays(-Days), next), by, filters, ByBillingPeriod: false), cancellationToken).ConfigureAwait(false);
        CostRow[] paid = [.. rows.Where(row => !string.IsNullOrEmpty(row.Keys[1]) && row.Keys[3] == "Usage")];
        HashSet<string> ids = [.. paid.Select(row => row.Keys[1]!)];
        return new EndingCommitments(paid, ids.Count == 0 ? [] : await commitments.EndsAsync(snapshot, ids, cancellationToken).ConfigureAwait(false), next);
    }

    /// <summary>The ends before a day, for the rows that count. Only effective cost holds what a commitment costs a day.</summary>
    public CommitmentOutlook Of(ForecastQuestion question, Func<CostRow, bool> counts, DateOnly end)
    {
        if (question.Metric is CostMetric.List or CostMetric.Contracted) return CommitmentOutlook.None;
        var ends = new List<PlannedChange>();
        var unknown = new List<string>();
        foreach (IGrouping<(string, Currency), CostRow> group in Paid.Where(counts).GroupBy(row => (row.Keys[1]!, row.Currency)).OrderBy(group => group.Key.Item1, StringComparer.Ordinal))
        {
            (string id, Currency currency) = group.Key;
            // Cost without a rate is not in the forecast either.
            decimal? rate = currency == question.Currency ? 1m : question.Rates.Find(RateKind.Actual, BillingPeriod.Of(Next.AddDays(-1)), currency, question.Currency)?.Rate;
            if (rate is null) continue;
            CommitmentExpiry? expiry = Expiries.FirstOrDefault(each => each.Id == id && each.Scope.Currency == currency);
            if (expiry?.End is not { } over || expiry.LostPerMonth is null || question.Metric != CostMetric.Effective) unknown.Add(id);
            else if (over >= Next && over < end)
                ends.Add(new PlannedChange(over, PerDay(group) * rate.Value, IsPerDay: true, string.Create(CultureInfo.InvariantCulture, $"commitment {id} ends on {over:yyyy-MM-dd}")));
        }

        return new CommitmentOutlook(ends, unknown);
    }

    // Without it its usage costs what the contract says, and nothing is left unused.
    private static decimal PerDay(IEnumerable<CostRow> rows) =>
        rows.Sum(row => (row.Keys[2] == "Unused" ? 0m : row.Costs.Contracted) - row.Costs.Effective) / Days;
}
