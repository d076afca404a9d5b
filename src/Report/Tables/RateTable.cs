using System.Globalization;
using CostGuard.Core.Currencies;
using CostGuard.Core.Reports;

namespace CostGuard.Report.Tables;

/// <summary>Exchange rates as configured, the newest month first.</summary>
public static class RateTable
{
    /// <summary>The table of rates.</summary>
    public static ReportTable Build(IReadOnlyList<ExchangeRate> rates, ReportMeta meta) => new()
    {
        Schema = "costguard.rates/1",
        Title = rates.Count == 0
            ? "There are no exchange rates"
            : string.Create(CultureInfo.InvariantCulture, $"{rates.Count} exchange {(rates.Count == 1 ? "rate" : "rates")}, through {rates.Max(rate => rate.Month)}"),
        Columns =
        [
            new("month", "Month", CellKind.Month),
            new("from", "From", CellKind.Text),
            new("to", "To", CellKind.Text),
            new("rate", "Rate", CellKind.Number),
            new("kind", "For", CellKind.Text),
            new("source", "Source", CellKind.Text),
        ],
        Rows = [.. rates.OrderByDescending(rate => rate.Month).ThenBy(rate => rate.Kind).ThenBy(rate => rate.From).ThenBy(rate => rate.To).Select(rate => (object?[])
        [
            rate.Month, rate.From.Code, rate.To.Code, rate.Rate, rate.Kind == RateKind.Budget ? "budget" : "actual", rate.Source,
        ])],
        Meta = meta,
        Footnote = rates.Count == 0 ? "Rates are the files rates/actual/*.csv and rates/budget/*.csv: month,from,to,rate,source." : "One unit of From is Rate units of To.",
    };
}
