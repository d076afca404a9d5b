using CostGuard.Core.Currencies;
using CostGuard.Core.Focus;
using CostGuard.Core.Values;

namespace CostGuard.Report.Workbook;

/// <summary>Sums over the rounded lines: what the workbook's formulas give, computed here for their cached values.</summary>
internal sealed class Figures
{
    private readonly Dictionary<(string Team, BillingPeriod Month, Currency Currency), decimal> _teams = [];
    private readonly Dictionary<(string Team, BillingPeriod Month, Currency Currency, string Category), decimal> _categories = [];
    private readonly Dictionary<(BillingPeriod Month, Currency Currency, CostMetric Metric), decimal> _months = [];

    private readonly RateBook _rates;

    public Figures(WorkbookInput input)
    {
        Input = input;
        Metrics = MetricsOf(input);
        Rounded = input.Rounded ?? new RoundedLines(input.Lines, Metrics, input.Metric);
        for (int i = 0; i < input.Lines.Count; i++)
        {
            DataLine line = input.Lines[i];
            decimal amount = Rounded.Amount(i, input.Metric);
            Add(_teams, (line.Team, line.Month, line.Currency), amount);
            if (line.ChargeCategory is "Credit" or "Tax") Add(_categories, (line.Team, line.Month, line.Currency, line.ChargeCategory), amount);
            foreach (CostMetric metric in Metrics)
            {
                Add(_months, (line.Month, line.Currency, metric), Rounded.Amount(i, metric));
            }
        }

        Currencies = [.. input.Lines.Select(line => line.Currency).Distinct().Order()];
        _rates = new RateBook(input.Rates);
        Converted = [.. Currencies.Where(currency => currency != input.Currency && (RateOf(currency, input.Period) ?? RateOf(currency, input.Period.Previous)) is not null)];
        Invoices = new InvoiceRows(input, Rounded);
    }

    /// <summary>Other currencies that budgets count, at the rate of the month; cost in any other is shown apart.</summary>
    public IReadOnlyList<Currency> Converted { get; }

    public WorkbookInput Input { get; }

    public RoundedLines Rounded { get; }

    /// <summary>Metrics with a column in Data.</summary>
    public IReadOnlyList<CostMetric> Metrics { get; }

    public IReadOnlyList<Currency> Currencies { get; }

    /// <summary>Invoices of the report month beside Data.</summary>
    public InvoiceRows Invoices { get; }

    /// <summary>What Checks says over all: everything but an invoice is refused before it is written when it does not tie.</summary>
    public string Verdict => Invoices.Tie ? "PASS" : "FAIL";

    public int Decimals => Input.Currency.MinorUnits;

    public static IReadOnlyList<CostMetric> MetricsOf(WorkbookInput input) => [.. new[] { CostMetric.Billed, CostMetric.Effective, input.Metric }.Distinct()];

    /// <summary>Header of the metric's column in Data.</summary>
    public static string Header(CostMetric metric) => $"{metric} cost";

    /// <summary>The report metric's column of Data, as formulas name it.</summary>
    public string Column => $"tblCost[{Header(Input.Metric)}]";

    /// <summary>True for a month that is still an estimate.</summary>
    public bool IsEstimate(BillingPeriod month) => month == Input.Period && Input.IsEstimate;

    /// <summary>Header of a month's column: "Nov 2026", or "Nov 2026 (est.)".</summary>
    public string MonthHeader(BillingPeriod month) => SheetFrame.MonthName(month) + (IsEstimate(month) ? " (est.)" : "");

    public decimal Team(string team, BillingPeriod month) => _teams.GetValueOrDefault((team, month, Input.Currency));

    /// <summary>Credits and tax that do not count against the team's budget.</summary>
    public decimal LeftOut(WorkbookTeam team, BillingPeriod month) => LeftOut(team, month, Input.Currency);

    private decimal LeftOut(WorkbookTeam team, BillingPeriod month, Currency currency) =>
        (team.CreditsCounted ? 0m : _categories.GetValueOrDefault((team.Label, month, currency, "Credit")))
        + (team.TaxCounted ? 0m : _categories.GetValueOrDefault((team.Label, month, currency, "Tax")));

    /// <summary>The rate that budgets take a currency at; null without one.</summary>
    public ExchangeRate? RateOf(Currency currency, BillingPeriod month) => _rates.Find(RateKind.Actual, month, currency, Input.Currency);

    /// <summary>What a team has in other currencies, as its budget counts it; each currency is rounded once, as Excel rounds.</summary>
    public decimal FromOthers(WorkbookTeam team, BillingPeriod month) => Converted.Sum(currency => RateOf(currency, month) is not { } rate ? 0m
        : decimal.Round((_teams.GetValueOrDefault((team.Label, month, currency)) - LeftOut(team, month, currency)) * rate.Rate, Decimals, MidpointRounding.AwayFromZero));

    public decimal Month(BillingPeriod month, Currency currency, CostMetric metric) => _months.GetValueOrDefault((month, currency, metric));

    /// <summary>Sums by a key of the line and its month, in the report's metric.</summary>
    public Dictionary<TKey, decimal[]> ByMonth<TKey>(Func<DataLine, TKey> key)
        where TKey : notnull
    {
        var sums = new Dictionary<TKey, decimal[]>();
        BillingPeriod first = Input.MonthsShown[0];
        for (int i = 0; i < Input.Lines.Count; i++)
        {
            DataLine line = Input.Lines[i];
            TKey group = key(line);
            if (!sums.TryGetValue(group, out decimal[]? months)) sums[group] = months = new decimal[WorkbookInput.Months];
            months[line.Month.MonthsSince(first)] += Rounded.Amount(i, Input.Metric);
        }

        return sums;
    }

    private static void Add<TKey>(Dictionary<TKey, decimal> sums, TKey key, decimal amount)
        where TKey : notnull => sums[key] = sums.GetValueOrDefault(key) + amount;
}
