using System.Globalization;
using System.Text;
using System.Xml.Linq;
using CostGuard.Report.Formats;

namespace CostGuard.Report.Xlsx;

/// <summary>What the file pass adds to one sheet: formulas with their values, tables, charts, bars, and the place of streamed rows.</summary>
internal sealed class SheetPart
{
    private const string RowsMark = "<!--rows-->";

    private SheetPart(XDocument document) => Document = document;

    public XDocument Document { get; }

    /// <summary>Style of each column, a list for every sample row. Empty without streamed rows.</summary>
    public IReadOnlyList<int[]> Styles { get; private set; } = [];

    public static SheetPart Apply(byte[] part, SheetCanvas canvas)
    {
        var sheet = new SheetPart(Ooxml.Parse(part));
        XElement root = sheet.Document.Root!;
        Ooxml.DropPrefix(root);
        Tidy(root);
        WriteFormulas(root, canvas.Formulas);
        if (canvas.Stream is { } stream) sheet.TakeSamples(root, stream);
        if (canvas.IdRanges.Count > 0)
        {
            Ooxml.Insert(root, new XElement(Ooxml.Main + "ignoredErrors", canvas.IdRanges.Select(range => new XElement(
                Ooxml.Main + "ignoredError", new XAttribute("sqref", range), new XAttribute("numberStoredAsText", 1)))));
        }

        SheetExtensions.AddTo(root, canvas);
        return sheet;
    }

    /// <summary>The XML before and after the streamed rows.</summary>
    public (byte[] Head, byte[] Tail) Split()
    {
        string xml = Encoding.UTF8.GetString(Ooxml.Bytes(Document));
        int at = xml.IndexOf(RowsMark, StringComparison.Ordinal);
        return (Encoding.UTF8.GetBytes(xml[..at]), Encoding.UTF8.GetBytes(xml[(at + RowsMark.Length)..]));
    }

    // ClosedXML leaves an empty list of tables, and the columns out of order.
    private static void Tidy(XElement root)
    {
        root.Elements(Ooxml.Main + "tableParts").Where(parts => !parts.HasElements).Remove();
        XElement? columns = root.Element(Ooxml.Main + "cols");
        columns?.ReplaceNodes(columns.Elements().OrderBy(column => (int)column.Attribute("min")!).ToArray());
    }

    private static void WriteFormulas(XElement root, List<FormulaCell> formulas)
    {
        if (formulas.Count == 0) return;
        Dictionary<string, XElement> cells = root.Element(Ooxml.Main + "sheetData")!.Descendants(Ooxml.Main + "c")
            .ToDictionary(cell => cell.Attribute("r")!.Value, StringComparer.Ordinal);
        foreach (FormulaCell formula in formulas)
        {
            XElement cell = cells[CellAddress.Of(formula.Row, formula.Column)];
            cell.RemoveNodes();
            cell.SetAttributeValue("t", formula.Live.Cached is decimal ? null : "str");
            cell.Add(
                new XElement(Ooxml.Main + "f", formula.Live.Formula),
                new XElement(Ooxml.Main + "v", formula.Live.Cached is decimal number ? CellText.Exact(number) : formula.Live.Cached ?? ""));
        }
    }

    private void TakeSamples(XElement root, StreamedRows stream)
    {
        XElement data = root.Element(Ooxml.Main + "sheetData")!;
        var styles = new List<int[]>();
        for (int sample = 0; sample < stream.Samples; sample++)
        {
            string row = (stream.FirstRow + sample).ToString(CultureInfo.InvariantCulture);
            XElement element = data.Elements(Ooxml.Main + "row").Single(candidate => candidate.Attribute("r")!.Value == row);
            styles.Add([.. element.Elements(Ooxml.Main + "c").Select(cell => (int?)cell.Attribute("s") ?? 0)]);
            element.Remove();
        }

        Styles = styles;
        data.Add(new XComment("rows"));
        int lastRow = Math.Max(stream.FirstRow - 1, stream.FirstRow - 1 + stream.Rows);
        root.Element(Ooxml.Main + "dimension")?.SetAttributeValue("ref", CellAddress.Range(1, 1, lastRow, styles[0].Length));
    }
}
