using System.Globalization;
using ClosedXML.Excel;
using CostGuard.Core.Configuration;
using CostGuard.Core.Reports;
using CostGuard.Core.Values;
using CostGuard.Report.Xlsx;

namespace CostGuard.Report.Workbook;

/// <summary>What all sheets have: title, way back, note, print set-up, header and footer.</summary>
internal static class SheetFrame
{
    public const string Summary = "Summary";
    public const string Budget = "Budget v Actual";
    public const string Bridge = "Bridge";
    public const string Service = "By Service";
    public const string Account = "By Account";
    public const string Allocation = "Allocation";
    public const string Commitments = "Commitments";
    public const string Anomalies = "Anomalies";
    public const string Savings = "Savings";
    public const string Adjustments = "Adjustments";
    public const string Invoices = "Invoices";
    public const string Reconciliation = "Reconciliation";
    public const string Checks = "Checks";
    public const string Journal = "Journal";
    public const string Data = "Data";
    public const string Fx = "FX";
    public const string About = "About";

    public const int HeaderRow = 5;

    // Small, so that snapshot and file name stand side by side on A4.
    private const double FooterFont = 7;

    // Excel's limit of each header or footer.
    private const int HeaderCharsMax = 80;

    public static string MonthName(BillingPeriod month) => month.FirstDay.ToString("MMM yyyy", CultureInfo.InvariantCulture);

    public static string Through(WorkbookInput input) => input.DataThrough?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "unknown";

    public static void Begin(SheetCanvas canvas, string title, string note)
    {
        canvas.Put(1, 1, title, new Look(CellKind.Text, Bold: true, Size: 16));
        if (canvas.Name != Summary) canvas.PutLink(2, 1, "← Summary", Summary, "A1");
        canvas.Put(3, 1, note, Look.Note);
    }

    public static void End(SheetCanvas canvas, WorkbookInput input, int lastRow, int lastColumn, int frozenRows, int frozenColumns)
    {
        IXLWorksheet sheet = canvas.Sheet;
        if (frozenRows > 0) sheet.SheetView.Freeze(frozenRows, frozenColumns);
        sheet.SheetView.ZoomScale = canvas.Name == Data ? 90 : 100;
        IXLPageSetup page = sheet.PageSetup;
        page.PaperSize = input.Paper == PaperSize.Letter ? XLPaperSize.LetterPaper : XLPaperSize.A4Paper;
        page.PageOrientation = XLPageOrientation.Landscape;
        page.FitToPages(1, 0);
        // Centimetres 1.0 and 1.5, in inches.
        page.Margins.SetLeft(0.39).SetRight(0.39).SetTop(0.75).SetBottom(0.59).SetHeader(0.3).SetFooter(0.3);
        if (frozenRows > 0) page.SetRowsToRepeatAtTop(1, frozenRows);
        if (canvas.Name != Data) page.PrintAreas.Add(1, 1, lastRow, lastColumn);
        // Else a small sheet, enlarged to the page, lets its header and footer texts run into each other.
        page.ScaleHFWithDocument = false;
        page.Header.Left.AddText(Header(input.Company));
        page.Header.Center.AddText(Header($"{canvas.Name}, {MonthName(input.Period)}"));
        page.Header.Right.AddText(input.IsEstimate ? "ESTIMATE" : "FINAL");
        page.Footer.Left.AddText(Header($"Snapshot {input.Snapshot} · data through {Through(input)}")).SetFontSize(FooterFont);
        page.Footer.Center.AddText(Header(input.FileName)).SetFontSize(FooterFont);
        page.Footer.Right.AddText("Page &P of &N").SetFontSize(FooterFont);
        sheet.Cell(1, 1).SetActive();
    }

    // An ampersand begins a code in headers.
    private static string Header(string text) => (text.Length > HeaderCharsMax ? text[..HeaderCharsMax] : text).Replace("&", "&&", StringComparison.Ordinal);
}
