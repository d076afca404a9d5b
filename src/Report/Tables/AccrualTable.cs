using CostGuard.Core.Close;
using CostGuard.Core.Forecasts;
using CostGuard.Core.Reports;
using CostGuard.Core.Values;

namespace CostGuard.Report.Tables;

/// <summary>What the running month will have cost, by cost centre: the estimate that is accrued before the invoices are there.</summary>
public static class AccrualTable
{
    /// <summary>A row a cost centre; the total has the range of the company, which is narrower than those of its parts together.</summary>
    /// <param name="period">The running month.</param>
    /// <param name="centres">The cost centres.</param>
    /// <param name="total">The month of the company.</param>
    /// <param name="meta">Head.</param>
    public static ReportTable Build(BillingPeriod period, IReadOnlyList<AccruedCentre> centres, MonthForecast total, ReportMeta meta)
    {
        ArgumentNullException.ThrowIfNull(centres);
        ArgumentNullException.ThrowIfNull(total);
        return new ReportTable
        {
            Schema = "costguard.accrual/1",
            Title = $"Accrual of {period} by cost centre, an estimate",
            Columns =
            [
                new("costCentre", "Cost centre", CellKind.Id), new("teams", "Teams", CellKind.Text), new("actual", "Actual so far", CellKind.Money), new("toCome", "Forecast of days left", CellKind.Money),
                new("estimate", "Estimate", CellKind.Money), new("low", "80 % from", CellKind.Money), new("high", "80 % to", CellKind.Money),
                new("prior", "Of closed months", CellKind.Money), new("accrued", "Accrued", CellKind.Money),
            ],
            Rows = [.. centres.Select(each => (object?[])[each.CostCentre ?? "(none)", string.Join(", ", each.Teams), each.Actual, each.ToCome, each.Estimate, each.Low, each.High, each.Prior, each.Accrued])],
            Totals = [["Total", null, centres.Sum(each => each.Actual), centres.Sum(each => each.ToCome), centres.Sum(each => each.Estimate), total.Inner?.Low, total.Inner?.High, centres.Sum(each => each.Prior), centres.Sum(each => each.Accrued)]],
            Meta = meta,
            Footnote = $"Ranges of cost centres are those of their teams added up; the total's is the company's own. Of closed months: what providers changed in them and {period} is to charge, which no forecast has. Post it: costguard period journal {period} --accrual",
        };
    }
}
