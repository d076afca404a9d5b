using System.Globalization;
using CostGuard.Core.Ports;
using CostGuard.Core.Reports;
using CostGuard.Report.Xlsx;

namespace CostGuard.Report.Workbook;

/// <summary>What am I looking at: purpose, freshness, definitions, rounding, gaps, legend.</summary>
internal sealed class AboutSheet(SheetCanvas canvas, Figures figures)
{
    private readonly WorkbookInput _input = figures.Input;

    public void Write()
    {
        SheetFrame.Begin(canvas, "About this workbook", "For the people who run budgets and close the month. Nothing is hidden: no macro, no external link, no hidden sheet.");
        canvas.Sheet.ShowGridLines = false;
        canvas.Width(1, 26);
        int row = Facts(5);
        row = Sources(row + 2);
        row = Words(row + 2, "Definitions", Definitions());
        row = Words(row + 2, "Known gaps", Gaps());
        row = Legend(row + 2);
        SheetFrame.End(canvas, _input, row, 8, 0, 0);
    }

    private int Facts(int row)
    {
        row = Fact(row, "Company", _input.Company, Look.Text);
        row = Fact(row, "Report month", _input.Period, new Look(CellKind.Month), "Period");
        row = Fact(row, "Status of the month", _input.PeriodStatus, Look.Text, "PeriodStatus");
        row = Fact(row, "Report currency", _input.Currency.Code, Look.Text, "ReportCurrency");
        row = Fact(row, "Cost metric", $"{_input.Metric}Cost (FOCUS) for teams and budgets; BilledCost for reconciliation", Look.Text);
        row = Fact(row, "Data through", _input.DataThrough is { } day ? day : "unknown", new Look(CellKind.Date), "DataThrough");
        row = Fact(row, "Snapshot", _input.Snapshot, new Look(CellKind.Id), "SnapshotId");
        row = Fact(row, "Configuration", _input.ConfigurationHash.Length > 12 ? _input.ConfigurationHash[..12] : _input.ConfigurationHash, new Look(CellKind.Id));
        row = Fact(row, "CostGuard version", _input.Version, new Look(CellKind.Id));
        row = Fact(row, "Data sheet", _input.DataNote, Look.Text);
        row = Fact(row, "Exchange rates", "none used: amounts in another currency are shown apart and never added", Look.Text);
        row = Fact(row, "Rounding", "Each month and currency is rounded once, half to even; its cents are handed to teams and lines by the largest remainder.", Look.Text);
        row = Fact(row, "Exact amounts", "with every digit of the source, in the CSV and JSON reports of the same snapshot", Look.Text);
        return Fact(row, "Filters and rights", _input.Team is not { } team ? "none: the whole company"
            : team.Below.Count == 0 ? $"the cost of {team.Title} only, cut before it was written; accounts and invoices of shared cost are not named"
            : $"the cost of {team.Title} and the teams below it ({string.Join(", ", team.Below)}) only, cut before it was written; accounts and invoices of shared cost are not named", Look.Text);
    }

    private int Fact(int row, string name, object value, Look look, string? cellName = null)
    {
        canvas.Put(row, 1, name, new Look(CellKind.Text, Bold: true));
        canvas.Put(row, 2, value, look);
        if (cellName is not null) canvas.NameCell(cellName, row, 2);
        return row + 1;
    }

    private int Sources(int row)
    {
        canvas.Put(row, 1, "Sources in the months shown", new Look(CellKind.Text, Bold: true, Size: 12));
        SheetColumn[] columns =
        [
            new("Source", Look.Text, 26),
            new("Loads", new Look(CellKind.Count), 14),
            new("Months", Look.Text, 22),
            new("Last sealed", Look.Text, 20),
            new("Usage through", new Look(CellKind.Date), 14),
            new("Rows", new Look(CellKind.Count), 14),
            new("Rows refused", new Look(CellKind.Count), 14),
            new("Ties", Look.Text, 10),
        ];
        return SheetTable.Write(canvas, "tblSource", row + 1, columns, [.. _input.Loads.GroupBy(load => load.Source).OrderBy(group => group.Key).Select(Source)]);
    }

    private static object?[] Source(IGrouping<Core.Values.SourceKey, Load> loads) =>
    [
        loads.Key.Value,
        loads.LongCount(),
        $"{loads.Min(load => load.Period)} to {loads.Max(load => load.Period)}",
        loads.Max(load => load.SealedAt).UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture),
        loads.Max(load => load.DataThrough),
        loads.Sum(load => load.RowsRead),
        loads.Sum(load => load.RowsRejected),
        loads.SelectMany(load => load.Totals).All(total => total.Ties) ? "yes" : "NO",
    ];

    private int Words(int row, string title, IEnumerable<(string Word, string Meaning)> words)
    {
        canvas.Put(row, 1, title, new Look(CellKind.Text, Bold: true, Size: 12));
        foreach ((string word, string meaning) in words)
        {
            row++;
            canvas.Put(row, 1, word, new Look(CellKind.Text, Bold: true));
            canvas.Put(row, 2, meaning, Look.Text);
        }

        return row;
    }

    private static IEnumerable<(string, string)> Definitions() =>
    [
        ("Billed cost", "what the invoice says: cash"),
        ("Effective cost", "accrual: commitments and upfront fees spread over the usage that they cover"),
        ("Budget", "amount that a team may spend in the month"),
        ("Actual", "cost that counts against the budget; credits and tax are left out where the budget says so"),
        ("Over / (under) budget", "actual − budget; brackets mean under"),
        ("At this pace", "what the month ends at if the days so far go on; a pace, not a forecast"),
        ("Ties", "an invoice's net amount less billed cost less what is explained is 0.00; WITHIN: it may be rounding, and wants a written reason"),
        ("Unallocated", "cost that no rule gave to a team; always shown, never hidden"),
        ("Central", "cost that is kept central on purpose, such as commitment purchases and unscoped credits"),
        ("Restated", "a provider changed a month after the fact; the newer load replaces the older one, which is kept"),
        ("ESTIMATE", "the month can still change; it is not closed"),
    ];

    private IEnumerable<(string, string)> Gaps() =>
    [
        .. Invoices(),
        ("Forecast", "where the month ends by the forecast of budget check and forecast show; with too little history, or cost in a currency without rate, at this pace"),
        .. figures.Currencies.Where(currency => currency != _input.Currency).Select(currency => (currency.Code, "billed in this currency, too: listed in Data, By Service, By Account and Reconciliation, not in budgets")),
        .. _input.Warnings.Select((warning, i) => ($"Note {(i + 1).ToString(CultureInfo.InvariantCulture)}", warning)),
    ];

    private IEnumerable<(string, string)> Invoices()
    {
        if (_input.Team is not null) yield break;
        if (!figures.Invoices.AreRecorded)
            yield return ("Invoices", $"no invoices yet for {SheetFrame.MonthName(_input.Period)}: billed cost is not compared with invoices here");
        else if (!figures.Invoices.IsLive)
            yield return ("Invoices", "Data has not the number of each invoice, or has numbers that SUMIFS takes for one another: billed cost by invoice is a control total, written on Invoices and tied to Data as a whole");
    }

    private int Legend(int row)
    {
        canvas.Put(row, 1, "Legend", new Look(CellKind.Text, Bold: true, Size: 12));
        (string, string, Look)[] entries =
        [
            ("▲ OVER", "above the budget", Look.State("▲")),
            ("! AT RISK", "within the budget, but it is expected to end above", Look.State("!")),
            ("✓ OK", "within the budget, and expected to end within it", Look.State("✓")),
            ("? UNKNOWN", "cannot tell: data stale, incomplete or missing; never green", Look.State("?")),
            ("i REVIEW", "cost that belongs to nobody yet", Look.State("i")),
            ("Input", "blue on pale yellow", new Look(CellKind.Text, Colour: "#0B5CAD", Fill: "#FFF4D6")),
            ("Formula", "black", Look.Text),
            ("From another sheet", "green", new Look(CellKind.Text, Colour: Look.FromSheet)),
            ("Note", "grey", Look.Note),
        ];
        foreach ((string text, string meaning, Look look) in entries)
        {
            row++;
            canvas.Put(row, 1, text, look);
            canvas.Put(row, 2, meaning, Look.Text);
        }

        return row;
    }
}
