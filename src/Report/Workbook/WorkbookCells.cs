using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace CostGuard.Report.Workbook;

/// <summary>A cell whose content differs.</summary>
/// <param name="Sheet">Name of the sheet.</param>
/// <param name="Cell">"F14"; null for a whole sheet that only one of the files has.</param>
/// <param name="InFile">What the file has: a value, or a formula with its equals sign; null for nothing.</param>
/// <param name="Ours">What CostGuard wrote.</param>
public sealed record ChangedCell(string Sheet, string? Cell, string? InFile, string? Ours);

/// <summary>
/// Compares two workbooks cell by cell. A program that only saves a file again changes how texts and numbers are kept, not what they are: texts are compared
/// as texts, numbers as numbers, formulas without their spaces. A number that became a text is changed: no sum counts it.
/// </summary>
public static class WorkbookCells
{
    // Programs keep 15 to 17 digits of a number: a cent in ten thousand millions is far above this.
    private const double Noise = 1e-14;

    /// <summary>The cells whose content differs, in the order of our sheets; and the formulas that are the same but show another result.</summary>
    public static (IReadOnlyList<ChangedCell> Changed, IReadOnlyList<ChangedCell> Following) Compare(Stream file, Stream ours)
    {
        using SpreadsheetDocument theirs = SpreadsheetDocument.Open(file, isEditable: false);
        using SpreadsheetDocument own = SpreadsheetDocument.Open(ours, isEditable: false);
        Dictionary<string, WorksheetPart> theirSheets = Sheets(theirs);
        Dictionary<string, WorksheetPart> ownSheets = Sheets(own);
        string[] theirTexts = Texts(theirs), ownTexts = Texts(own);
        var changed = new List<ChangedCell>();
        var following = new List<ChangedCell>();
        foreach (string sheet in ownSheets.Keys.Concat(theirSheets.Keys.Where(name => !ownSheets.ContainsKey(name))))
        {
            if (!theirSheets.TryGetValue(sheet, out WorksheetPart? their) || !ownSheets.TryGetValue(sheet, out WorksheetPart? mine))
            {
                changed.Add(new ChangedCell(sheet, null, theirSheets.ContainsKey(sheet) ? "the sheet" : null, ownSheets.ContainsKey(sheet) ? "the sheet" : null));
                continue;
            }

            Dictionary<string, Content> theirCells = Cells(their, theirTexts);
            foreach ((string cell, Content content) in Cells(mine, ownTexts))
            {
                theirCells.Remove(cell, out Content? other);
                if (other is null || !Same(content, other)) changed.Add(new ChangedCell(sheet, cell, other?.ToString(), content.ToString()));
                else if (content.Formula is not null && !SameValue(content, other)) following.Add(new ChangedCell(sheet, cell, other.Value, content.Value));
            }

            changed.AddRange(theirCells.Select(cell => new ChangedCell(sheet, cell.Key, cell.Value.ToString(), null)));
        }

        return (changed, following);
    }

    private static bool Same(Content one, Content other) =>
        one.Formula is null && other.Formula is null ? SameValue(one, other) : string.Equals(Bare(one.Formula), Bare(other.Formula), StringComparison.OrdinalIgnoreCase);

    private static bool SameValue(Content one, Content other) => one.IsText == other.IsText && (one.Value == other.Value
        || (!one.IsText
            && double.TryParse(one.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double left)
            && double.TryParse(other.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double right) && Math.Abs(left - right) <= Noise * Math.Max(Math.Abs(left), Math.Abs(right))));

    private static string? Bare(string? formula) => formula?.Replace(" ", "", StringComparison.Ordinal);

    private static Dictionary<string, WorksheetPart> Sheets(SpreadsheetDocument book)
    {
        var sheets = new Dictionary<string, WorksheetPart>(StringComparer.Ordinal);
        foreach (Sheet sheet in book.WorkbookPart?.Workbook.Sheets?.Elements<Sheet>() ?? [])
        {
            if (sheet.Id?.Value is { } id && book.WorkbookPart!.GetPartById(id) is WorksheetPart part) sheets[sheet.Name?.Value ?? ""] = part;
        }

        return sheets;
    }

    private static string[] Texts(SpreadsheetDocument book) =>
        book.WorkbookPart?.SharedStringTablePart is { } part ? [.. part.SharedStringTable.Elements<SharedStringItem>().Select(item => item.InnerText)] : [];

    private static Dictionary<string, Content> Cells(WorksheetPart part, string[] texts)
    {
        var cells = new Dictionary<string, Content>(StringComparer.Ordinal);
        using OpenXmlReader reader = OpenXmlReader.Create(part);
        while (reader.Read())
        {
            if (reader.ElementType != typeof(Cell) || !reader.IsStartElement) continue;
            var cell = (Cell)reader.LoadCurrentElement()!;
            if (Of(cell, texts) is { } content && cell.CellReference?.Value is { } address) cells[address] = content;
        }

        return cells;
    }

    private static Content? Of(Cell cell, string[] texts)
    {
        string value = cell.CellValue?.InnerText ?? "";
        if (cell.DataType?.Value == CellValues.SharedString)
            value = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int index) && index < texts.Length ? texts[index] : "";
        else if (cell.DataType?.Value == CellValues.InlineString)
            value = cell.InlineString?.InnerText ?? "";
        string? formula = cell.CellFormula?.Text is { Length: > 0 } text ? text : null;
        // What shows nothing is neither.
        bool isText = value.Length > 0 && cell.DataType?.Value is { } type && (type == CellValues.SharedString || type == CellValues.InlineString || type == CellValues.String);
        return formula is null && value.Length == 0 ? null : new Content(value, formula, isText);
    }

    private sealed record Content(string Value, string? Formula, bool IsText)
    {
        public override string ToString() => Formula is null ? Value : "=" + Formula;
    }
}
