using ClosedXML.Excel;

namespace CostGuard.Report.Xlsx;

/// <summary>An empty workbook in the house style, with document properties that depend on the content only.</summary>
internal static class WorkbookShell
{
    public static XLWorkbook Create(string title, string subject, string keywords, DateOnly? asOf)
    {
        var book = new XLWorkbook();
        book.Style.Font.FontName = "Calibri";
        book.Style.Font.FontSize = 11;
        book.Style.Font.FontColor = XLColor.FromHtml(Look.Ink);
        // The table style takes its colours from the theme.
        book.Theme.Accent1 = XLColor.FromHtml(Look.Ink);
        DateTime stamp = (asOf ?? new DateOnly(1980, 1, 1)).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        book.Properties.Title = SafeText.Clean(title);
        book.Properties.Subject = SafeText.Clean(subject);
        book.Properties.Author = "CostGuard";
        book.Properties.LastModifiedBy = "CostGuard";
        book.Properties.Keywords = SafeText.Clean(keywords);
        book.Properties.Created = stamp;
        book.Properties.Modified = stamp;
        book.CalculateMode = XLCalculateMode.Auto;
        book.FullCalculationOnLoad = true;
        return book;
    }
}
