using CostGuard.Core.Currencies;
using CostGuard.Core.Focus;
using CostGuard.Core.Values;

namespace CostGuard.Report.Workbook;

/// <summary>Sums over the rounded lines: what the workbook's formulas give, computed here for their cached values.</summary>
internal sealed class Figures
{
    private readonly Dictionary<(string Team, BillingPeriod Month), decimal> _teams = [], _others = [];
    private readonly Dictionary<(string Team, BillingPeriod Month, string Category), decimal> _categories = [];
    private readonly Dictionary<(BillingPeriod Month, Currency Currency, CostMetric Metric), decimal> _months = [];

    private readonly HashSet<string> _halves = new(StringComparer.Ordinal);
    private readonly SortedSet<(BillingPeriod Month, Currency Currency)> _unrated = [];
    private readonly RateBook _rates;

    public Figures(WorkbookInput input)
    {
        Input = input;
        Metrics = MetricsOf(input);
        Rounded = input.Rounded ?? RoundedLines.Of(input);
        _rates = new RateBook(input.Rates);
        for (int i = 0; i < input.Lines.Count; i++)
        {
            DataLine line = input.Lines[i];
            foreach (CostMetric metric in Metrics)
            {
                Add(_months, (line.Month, line.Currency, metric), Rounded.Amount(i, metric));
            }

            if (IsHalf(line))
            {
                _halves.Add(line.Team);
                _unrated.Add((line.Month, line.Currency));
            }

            if (Reporting(i) is not { } amount) continue;
            Add(_teams, (line.Team, line.Month), amount);
            if (line.Currency != input.Currency) Add(_others, (line.Team, line.Month), amount);
            if (line.ChargeCategory is "Credit" or "Tax") Add(_categories, (line.Team, line.Month, line.ChargeCategory), amount);
        }

        Currencies = [.. input.Lines.Select(line => line.Currency).Distinct().Order()];
        Converted = [.. Currencies.Where(currency => currency != input.Currency && (RateOf(currency, input.Period) ?? RateOf(currency, input.Period.Previous)) is not null)];
        Apart = [.. input.Lines.Where(line => line.Currency != input.Currency && line.Month.CompareTo(input.Period.Previous) >= 0 && RateOf(line.Currency, line.Month) is null).Select(line => line.Currency).Distinct().Order()];
        Invoices = new InvoiceRows(input, Rounded);
    }

    /// <summary>Other currencies that are converted at the rate of the month; cost in any other is shown apart.</summary>
    public IReadOnlyList<Currency> Converted { get; }

    /// <summary>Currencies with cost in the report month or the one before that has no rate: where these two are compared they are converted in neither.</summary>
    public IReadOnlyList<Currency> Apart { get; }

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

    /// <summary>A sum over Data in the report's metric and currency, as formulas write it.</summary>
    /// <param name="criteria">",tblCost[Month],Period" and more.</param>
    /// <param name="compared">True leaves out currencies that are converted in neither of two months.</param>
    public string Sum(string criteria, bool compared = false) => Rounded.AreConverted
        ? $"SUMIFS(tblCost[{DataSheet.InReportCurrency}]{criteria}{(compared ? string.Concat(Apart.Select(currency => $",tblCost[Currency],\"<>{currency.Code}\"")) : "")})"
        : $"SUMIFS(tblCost[{Header(Input.Metric)}]{criteria},tblCost[Currency],ReportCurrency)";

    /// <summary>True for a month that is still an estimate.</summary>
    public bool IsEstimate(BillingPeriod month) => month == Input.Period && Input.IsEstimate;

    /// <summary>Header of a month's column: "Nov 2026", or "Nov 2026 (est.)".</summary>
    public string MonthHeader(BillingPeriod month) => SheetFrame.MonthName(month) + (IsEstimate(month) ? " (est.)" : "");

    /// <summary>A team's cost in the report's currency, other currencies at the rates of the month as far as there are some.</summary>
    public decimal Team(string team, BillingPeriod month) => _teams.GetValueOrDefault((team, month));

    /// <summary>What of it is billed in other currencies.</summary>
    public decimal FromOthers(WorkbookTeam team, BillingPeriod month) => _others.GetValueOrDefault((team.Label, month));

    /// <summary>Exact cost of the report month by team, in the report's currency as far as there are rates.</summary>
    public Dictionary<string, decimal> Exact()
    {
        Dictionary<string, string> keys = Input.Teams.ToDictionary(team => team.Label, team => team.Key, StringComparer.Ordinal);
        return Input.Lines.Where(line => line.Month == Input.Period).GroupBy(line => keys.GetValueOrDefault(line.Team, line.Team), StringComparer.Ordinal)
            .ToDictionary(team => team.Key, team => team.Sum(line => line.Costs[Input.Metric] * (RateOf(line.Currency, line.Month)?.Rate ?? 0m)), StringComparer.Ordinal);
    }

    /// <summary>False where a team's month cannot be held against the one before: nothing was loaded of that, or cost has a rate in one of both only.</summary>
    public bool IsComparable(WorkbookTeam team) => Input.HasPrior && !_halves.Contains(team.Label);

    /// <summary>Why some months are not compared, for a note; empty where all are.</summary>
    public string NotCompared => !Input.HasPrior ? $" · no change: there is no data of {Input.Period.Previous}"
        : _unrated.Count == 0 ? "" : $" · no change for teams with cost that has no rate in one of the months, nor in total: {string.Join(", ", _unrated.Select(each => $"{Formats.CellText.Shown(Amount(each.Currency, each.Month), Core.Reports.CellKind.Money, each.Currency)} {each.Currency} in {SheetFrame.MonthName(each.Month)}"))}";

    /// <summary>Credits and tax that do not count against the team's budget.</summary>
    public decimal LeftOut(WorkbookTeam team, BillingPeriod month) =>
        (team.CreditsCounted ? 0m : _categories.GetValueOrDefault((team.Label, month, "Credit")))
        + (team.TaxCounted ? 0m : _categories.GetValueOrDefault((team.Label, month, "Tax")));

    /// <summary>Cost of a month in the report's currency.</summary>
    /// <param name="month">The month.</param>
    /// <param name="compared">True leaves out currencies that are converted in neither of two months.</param>
    public decimal Total(BillingPeriod month, bool compared = false) => Enumerable.Range(0, Input.Lines.Count)
        .Where(i => Input.Lines[i].Month == month && !(compared && Apart.Contains(Input.Lines[i].Currency))).Sum(i => Reporting(i) ?? 0m);

    /// <summary>The rate that a currency is taken at; null without one.</summary>
    public ExchangeRate? RateOf(Currency currency, BillingPeriod month) => _rates.Find(RateKind.Actual, month, currency, Input.Currency);

    /// <summary>A line in the report's currency and metric, in cents; null without a rate.</summary>
    public decimal? Reporting(int line) => Rounded.AreConverted
        ? Rounded.Reporting(line) is { } units ? units / RoundedLines.Scale(Decimals) : null
        : Input.Lines[line].Currency == Input.Currency ? Rounded.Amount(line, Input.Metric) : null;

    /// <summary>The currency that a line is shown in where months are compared: its own where it has no rate, or where it is converted in neither of two months.</summary>
    public Currency ShownIn(DataLine line, bool compared = true) => line.Currency == Input.Currency || RateOf(line.Currency, line.Month) is null
        || (compared && Apart.Contains(line.Currency) && line.Month.CompareTo(Input.Period.Previous) >= 0) ? line.Currency : Input.Currency;

    /// <summary>What is not in the report's currency for want of a rate, in a sentence; empty where all is.</summary>
    /// <param name="compared">True for a currency that is converted in neither of two months.</param>
    public string NotIn(bool compared = false)
    {
        Currency[] missing = [.. Currencies.Where(currency => currency != Input.Currency && (compared ? Apart.Contains(currency) : Amount(currency, Input.Period) != 0m && RateOf(currency, Input.Period) is null))];
        return missing.Length == 0 ? "" : $" · not in it, for want of a rate{(compared ? " in one of the months" : "")}: {string.Join(", ", missing.Select(Words))}";

        string Words(Currency currency) => compared
            ? $"{Formats.CellText.Shown(Amount(currency, Input.Period.Previous), Core.Reports.CellKind.Money, currency)} {currency} in {SheetFrame.MonthName(Input.Period.Previous)} and {Shown(currency)}" : Shown(currency);
    }

    private string Shown(Currency currency) => $"{Formats.CellText.Shown(Amount(currency, Input.Period), Core.Reports.CellKind.Money, currency)} {currency} in {SheetFrame.MonthName(Input.Period)}";

    private decimal Amount(Currency currency, BillingPeriod month) => Month(month, currency, Input.Metric);

    public decimal Month(BillingPeriod month, Currency currency, CostMetric metric) => _months.GetValueOrDefault((month, currency, metric));

    /// <summary>Sums by a key of the line, the currency that it is shown in, and its month, in the report's metric.</summary>
    /// <param name="key">The key of a line and the currency that it is shown in.</param>
    /// <param name="compared">True shows a currency that is converted in neither of two months as it is.</param>
    public Dictionary<TKey, decimal[]> ByMonth<TKey>(Func<DataLine, Currency, TKey> key, bool compared = true)
        where TKey : notnull
    {
        var sums = new Dictionary<TKey, decimal[]>();
        BillingPeriod first = Input.MonthsShown[0];
        for (int i = 0; i < Input.Lines.Count; i++)
        {
            DataLine line = Input.Lines[i];
            Currency shown = ShownIn(line, compared);
            TKey group = key(line, shown);
            if (!sums.TryGetValue(group, out decimal[]? months)) sums[group] = months = new decimal[WorkbookInput.Months];
            months[line.Month.MonthsSince(first)] += shown == Input.Currency ? Reporting(i)!.Value : Rounded.Amount(i, Input.Metric);
        }

        return sums;
    }

    // Converted in one of the two months: what has no rate in both is missing from both.
    private bool IsHalf(DataLine line) => line.Costs[Input.Metric] != 0m && (line.Month == Input.Period || line.Month == Input.Period.Previous)
        && RateOf(line.Currency, line.Month) is null && RateOf(line.Currency, line.Month == Input.Period ? Input.Period.Previous : Input.Period) is not null;

    private static void Add<TKey>(Dictionary<TKey, decimal> sums, TKey key, decimal amount)
        where TKey : notnull => sums[key] = sums.GetValueOrDefault(key) + amount;
}
