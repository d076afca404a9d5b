using CostGuard.Core.Currencies;
using CostGuard.Core.Focus;
using CostGuard.Core.Values;

namespace CostGuard.Report.Workbook;

/// <summary>
/// Lines in the report's currency and metric, each at the rate of its month, exact: as mails, packs and budgets convert. Without a rate there is no answer,
/// which is not zero.
/// </summary>
internal sealed class ReportingAmounts(RateBook rates, Currency currency, CostMetric metric)
{
    public Currency Currency => currency;

    /// <summary>Null for a workbook with one currency, or without rates.</summary>
    public static ReportingAmounts? Of(WorkbookInput input) => input.Rates.Count > 0 && input.Lines.Any(line => line.Currency != input.Currency)
        ? new ReportingAmounts(new RateBook(input.Rates), input.Currency, input.Metric) : null;

    /// <summary>The rate of a line; null without one.</summary>
    public decimal? RateOf(DataLine line) => line.Currency == currency ? 1m : rates.Find(RateKind.Actual, line.Month, line.Currency, currency)?.Rate;

    /// <summary>The exact amount of a line; null without a rate.</summary>
    public decimal? Of(DataLine line) => line.Currency == currency ? line.Costs[metric]
        : rates.Find(RateKind.Actual, line.Month, line.Currency, currency) is { } rate ? RateBook.Convert(line.Costs, rate)[metric] : null;
}
