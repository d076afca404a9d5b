using System.Globalization;
using System.IO.Compression;
using System.Xml.Linq;

namespace CostGuard.Golden;

/// <summary>A workbook as it lies on disk: the values its cells were saved with, read without the library that wrote them.</summary>
internal sealed class WorkbookFile
{
    private static readonly XNamespace Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static readonly XNamespace Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private readonly Dictionary<string, Dictionary<(int Row, string Column), string>> _sheets = new(StringComparer.Ordinal);

    public WorkbookFile(string path)
    {
        using ZipArchive zip = ZipFile.OpenRead(path);
        string[] shared = zip.GetEntry("xl/sharedStrings.xml") is null ? []
            : [.. Load(zip, "xl/sharedStrings.xml").Descendants(Main + "si").Select(si => string.Concat(si.Descendants(Main + "t").Select(t => t.Value)))];
        Dictionary<string, string> targets = Load(zip, "xl/_rels/workbook.xml.rels").Root!.Elements().ToDictionary(each => each.Attribute("Id")!.Value, each => each.Attribute("Target")!.Value);
        foreach (XElement sheet in Load(zip, "xl/workbook.xml").Descendants(Main + "sheet"))
        {
            string target = targets[sheet.Attribute(Relations + "id")!.Value];
            _sheets[sheet.Attribute("name")!.Value] = Load(zip, target.StartsWith('/') ? target[1..] : $"xl/{target}").Descendants(Main + "c")
                .Select(cell => (At: Split(cell.Attribute("r")!.Value), Text: Text(cell, shared))).Where(cell => cell.Text is not null).ToDictionary(cell => cell.At, cell => cell.Text!);
        }
    }

    /// <summary>The number under a header, in the first row below it whose cell under another header says something; null when there is none.</summary>
    public decimal? Number(string sheet, string keyHeader, string key, string header)
    {
        Dictionary<(int Row, string Column), string> cells = _sheets[sheet];
        foreach ((int row, string column) in cells.Where(cell => cell.Value == keyHeader).Select(cell => cell.Key).OrderBy(at => at.Row))
        {
            string? under = cells.Where(cell => cell.Key.Row == row && cell.Value == header).Select(cell => cell.Key.Column).FirstOrDefault();
            int? found = cells.Where(cell => cell.Key.Row > row && cell.Key.Column == column && cell.Value == key).Select(cell => (int?)cell.Key.Row).Min();
            if (under is not null && found is { } at && cells.TryGetValue((at, under), out string? text)) return Parse(text);
        }

        return null;
    }

    /// <summary>The sum of a column of a table over the rows that have these values.</summary>
    public decimal Sum(string sheet, string header, params (string Header, string Value)[] where)
    {
        Dictionary<(int Row, string Column), string> cells = _sheets[sheet];
        int top = cells.Where(cell => cell.Value == header).Min(cell => cell.Key.Row);
        string ColumnOf(string name) => cells.First(cell => cell.Key.Row == top && cell.Value == name).Key.Column;
        string sum = ColumnOf(header);
        (string Column, string Value)[] keys = [.. where.Select(each => (ColumnOf(each.Header), each.Value))];
        return cells.Where(cell => cell.Key.Row > top && cell.Key.Column == sum && keys.All(key => cells.GetValueOrDefault((cell.Key.Row, key.Column)) == key.Value)).Sum(cell => Parse(cell.Value));
    }

    private static decimal Parse(string text) => decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    private static (int Row, string Column) Split(string address)
    {
        string column = address.TrimEnd("0123456789".ToCharArray());
        return (int.Parse(address[column.Length..], CultureInfo.InvariantCulture), column);
    }

    private static string? Text(XElement cell, string[] shared) => (string?)cell.Attribute("t") switch
    {
        "s" => cell.Element(Main + "v") is { } index ? shared[int.Parse(index.Value, CultureInfo.InvariantCulture)] : null,
        "inlineStr" => string.Concat(cell.Descendants(Main + "t").Select(t => t.Value)),
        _ => cell.Element(Main + "v")?.Value,
    };

    private static XDocument Load(ZipArchive zip, string name)
    {
        using Stream stream = zip.GetEntry(name)!.Open();
        return XDocument.Load(stream);
    }
}
