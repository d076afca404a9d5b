using System.Globalization;
using CostGuard.Core.Reports;
using CostGuard.Report.Xlsx;

namespace CostGuard.Report.Workbook;

/// <summary>What am I looking at: purpose, freshness, definitions, rounding, gaps, legend.</summary>
internal sealed class AboutSheet(SheetCanvas canvas, Figures figures)
{
    private const int Columns = 11;

    private readonly WorkbookInput _input = figures.Input;

    public void Write()
    {
        SheetFrame.Begin(canvas, "About this workbook", "For the people who run budgets and close the month. Nothing is hidden: no macro, no external link, no hidden sheet.");
        canvas.Sheet.ShowGridLines = false;
        canvas.Width(1, 26);
        // A date that does not fit is shown as ####; sentences run over the columns beside.
        for (int c = 2; c <= Columns; c++) canvas.Width(c, 14);
        int row = new AboutFacts(canvas, figures).Write(5);
        if (_input.Team is null) row = new AboutSources(canvas, figures).Write(row + 2);
        row = Words(row + 2, "Definitions", Definitions());
        row = Words(row + 2, "Known gaps", Gaps());
        row = Legend(row + 2);
        SheetFrame.End(canvas, _input, row, Columns, 0, 0);
        canvas.Sheet.PageSetup.FitToPages(1, 1);
    }

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
        ("Lines", "resources, tags and quantities are not in Data: costguard cost show and statement show have them; lines are sums, so each names its source and month and not a row of a file"),
        .. figures.Currencies.Where(currency => currency != _input.Currency).Select(currency => (currency.Code, $"billed in this currency, too: listed in Data and Reconciliation as billed, {(figures.Converted.Contains(currency) ? "and in all figures of the report's currency at the rate of the month" : "in no figure of the report's currency, since there is no rate")}")),
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
