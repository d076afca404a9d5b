using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using ClosedXML.Excel;

namespace CostGuard.Report.Xlsx;

/// <summary>
/// Turns a small ClosedXML workbook into the final file: adds what ClosedXML lacks, streams large sheets, and writes a zip whose bytes depend on
/// nothing but the content (fixed times, parts in ordinal order, and after them the document properties, which name the hash of the others).
/// </summary>
internal sealed class PackageWriter
{
    private const string CoreProperties = "docProps/core.xml";

    // The oldest time a zip entry can have.
    private static readonly DateTimeOffset ZipTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly SortedDictionary<string, byte[]> _parts = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, (SheetPart Part, StreamedRows Rows)> _streamed = new(StringComparer.Ordinal);
    private int _tables;
    private int _charts;
    private int _drawings;

    private PackageWriter()
    {
    }

    /// <summary>Writes the file.</summary>
    /// <param name="book">What ClosedXML knows of it.</param>
    /// <param name="canvases">Its sheets.</param>
    /// <param name="output">Gets the bytes.</param>
    /// <param name="keyword">Makes, of the hash of everything else in the file, a word that is added to the keywords; null adds none.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task WriteAsync(XLWorkbook book, IReadOnlyList<SheetCanvas> canvases, Stream output, Func<string, string>? keyword, CancellationToken cancellationToken)
    {
        var package = new PackageWriter();
        package.Read(book);
        Dictionary<string, string> paths = package.SheetPaths();
        foreach (SheetCanvas canvas in canvases)
        {
            package.Finish(paths[canvas.Name], canvas);
        }

        StringTable strings = package.CollectTexts(cancellationToken);
        package.Zip(strings, output, keyword, cancellationToken);
        await output.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    private void Read(XLWorkbook book)
    {
        using var draft = new MemoryStream();
        book.SaveAs(draft);
        draft.Position = 0;
        using var zip = new ZipArchive(draft, ZipArchiveMode.Read);
        foreach (ZipArchiveEntry entry in zip.Entries)
        {
            using Stream content = entry.Open();
            using var bytes = new MemoryStream();
            content.CopyTo(bytes);
            _parts[entry.FullName] = bytes.ToArray();
        }

        NameCoreProperties();
        FixTitles();
    }

    // ClosedXML names the rows to repeat without $, which programs may read as relative to the active cell.
    private void FixTitles()
    {
        const string path = "xl/workbook.xml";
        XDocument book = Ooxml.Parse(_parts[path]);
        foreach (XElement name in book.Descendants(Ooxml.Main + "definedName").Where(name => name.Attribute("name")?.Value == "_xlnm.Print_Titles"))
        {
            int rows = name.Value.LastIndexOf('!') + 1;
            name.Value = name.Value[..rows] + string.Join(':', name.Value[rows..].Split(':').Select(row => "$" + row.TrimStart('$')));
        }

        _parts[path] = Ooxml.Bytes(book);
    }

    // The packaging library gives the document properties a random path and relationship ids.
    private void NameCoreProperties()
    {
        string? random = _parts.Keys.FirstOrDefault(part => part.EndsWith(".psmdcp", StringComparison.Ordinal));
        XDocument links = Ooxml.Parse(_parts["_rels/.rels"]);
        XElement[] ordered = [.. links.Root!.Elements().OrderBy(link => link.Attribute("Type")!.Value, StringComparer.Ordinal)];
        for (int i = 0; i < ordered.Length; i++)
        {
            ordered[i].SetAttributeValue("Id", "rId" + (i + 1).ToString(CultureInfo.InvariantCulture));
            if (random is not null && ordered[i].Attribute("Target")!.Value.TrimStart('/') == random) ordered[i].SetAttributeValue("Target", CoreProperties);
        }

        links.Root.ReplaceNodes(ordered);
        _parts["_rels/.rels"] = Ooxml.Bytes(links);
        if (random is null) return;
        _parts[CoreProperties] = _parts[random];
        _parts.Remove(random);
        XDocument types = Ooxml.Parse(_parts["[Content_Types].xml"]);
        types.Root!.Elements().Where(type => type.Attribute("PartName")?.Value == "/" + random || type.Attribute("Extension")?.Value == "psmdcp").Remove();
        _parts["[Content_Types].xml"] = Ooxml.Bytes(types);
        AddType(CoreProperties, "application/vnd.openxmlformats-package.core-properties+xml");
    }

    private Dictionary<string, string> SheetPaths()
    {
        Dictionary<string, string> targets = Ooxml.Parse(_parts["xl/_rels/workbook.xml.rels"]).Root!.Elements()
            .ToDictionary(link => link.Attribute("Id")!.Value, link => link.Attribute("Target")!.Value, StringComparer.Ordinal);
        return Ooxml.Parse(_parts["xl/workbook.xml"]).Root!.Element(Ooxml.Main + "sheets")!.Elements().ToDictionary(
            sheet => sheet.Attribute("name")!.Value,
            sheet => Path(targets[sheet.Attribute(Ooxml.Relationship + "id")!.Value]),
            StringComparer.Ordinal);

        static string Path(string target) => target.StartsWith('/') ? target[1..] : "xl/" + target;
    }

    private void Finish(string path, SheetCanvas canvas)
    {
        SheetPart sheet = SheetPart.Apply(_parts[path], canvas);
        XElement root = sheet.Document.Root!;
        if (canvas.Charts.Count > 0) AddCharts(path, root, canvas.Charts);
        if (canvas.Tables.Count > 0)
        {
            var parts = new XElement(Ooxml.Main + "tableParts", new XAttribute("count", canvas.Tables.Count));
            foreach (TableSpec table in canvas.Tables)
            {
                string number = (++_tables).ToString(CultureInfo.InvariantCulture);
                string part = $"xl/tables/table{number}.xml";
                AddPart(part, TablePart.Build(table, _tables), "application/vnd.openxmlformats-officedocument.spreadsheetml.table+xml");
                string id = Link(path, "table", $"../tables/table{number}.xml", "rIdTable" + number);
                parts.Add(new XElement(Ooxml.Main + "tablePart", new XAttribute(Ooxml.Relationship + "id", id)));
            }

            Ooxml.Insert(root, parts);
        }

        if (canvas.Stream is { } rows) _streamed[path] = (sheet, rows);
        _parts[path] = canvas.Stream is null ? Ooxml.Bytes(sheet.Document) : [];
    }

    private void AddCharts(string path, XElement root, List<ChartSpec> charts)
    {
        string drawing = $"xl/drawings/drawing{(++_drawings).ToString(CultureInfo.InvariantCulture)}.xml";
        AddPart(drawing, DrawingPart.Build(charts), "application/vnd.openxmlformats-officedocument.drawing+xml");
        for (int i = 0; i < charts.Count; i++)
        {
            string number = (++_charts).ToString(CultureInfo.InvariantCulture);
            AddPart($"xl/charts/chart{number}.xml", ChartPart.Build(charts[i]), "application/vnd.openxmlformats-officedocument.drawingml.chart+xml");
            Link(drawing, "chart", $"../charts/chart{number}.xml", "rId" + (i + 1).ToString(CultureInfo.InvariantCulture));
        }

        string id = Link(path, "drawing", "../" + drawing["xl/".Length..], "rIdDrawing");
        Ooxml.Insert(root, new XElement(Ooxml.Main + "drawing", new XAttribute(Ooxml.Relationship + "id", id)));
    }

    private void AddPart(string path, XDocument document, string contentType)
    {
        _parts[path] = Ooxml.Bytes(document);
        AddType(path, contentType);
    }

    private void AddType(string path, string contentType)
    {
        XDocument types = Ooxml.Parse(_parts["[Content_Types].xml"]);
        types.Root!.Add(new XElement(Ooxml.ContentTypes + "Override", new XAttribute("PartName", "/" + path), new XAttribute("ContentType", contentType)));
        _parts["[Content_Types].xml"] = Ooxml.Bytes(types);
    }

    private string Link(string from, string type, string target, string id)
    {
        int slash = from.LastIndexOf('/');
        string path = $"{from[..slash]}/_rels/{from[(slash + 1)..]}.rels";
        XDocument links = _parts.TryGetValue(path, out byte[]? known)
            ? Ooxml.Parse(known)
            : Ooxml.Document(new XElement(Ooxml.PackageRelationships + "Relationships"));
        links.Root!.Add(new XElement(
            Ooxml.PackageRelationships + "Relationship",
            new XAttribute("Id", id),
            new XAttribute("Type", $"{Ooxml.RelationshipBase}/{type}"),
            new XAttribute("Target", target)));
        _parts[path] = Ooxml.Bytes(links);
        return id;
    }

    private StringTable CollectTexts(CancellationToken cancellationToken)
    {
        const string path = "xl/sharedStrings.xml";
        XDocument? known = _parts.TryGetValue(path, out byte[]? part) ? Ooxml.Parse(part) : null;
        var strings = new StringTable(known?.Root!.Elements(Ooxml.Main + "si").Count() ?? 0);
        foreach ((SheetPart sheet, StreamedRows rows) in _streamed.Values)
        {
            WriteRows(new RowWriter(strings, sheet.Styles, null), rows, cancellationToken);
        }

        if (known is null || strings.Added.Count == 0) return strings;
        Ooxml.DropPrefix(known.Root!);
        known.Root!.SetAttributeValue("count", null);
        known.Root!.SetAttributeValue("uniqueCount", null);
        string xml = Encoding.UTF8.GetString(Ooxml.Bytes(known));
        var all = new StringBuilder(xml, 0, xml.LastIndexOf("</", StringComparison.Ordinal), xml.Length + 1_024);
        foreach (string text in strings.Added)
        {
            all.Append("<si><t xml:space=\"preserve\">").Append(SafeText.Xml(text)).Append("</t></si>");
        }

        _parts[path] = Encoding.UTF8.GetBytes(all.Append("</sst>").ToString());
        return strings;
    }

    private static void WriteRows(RowWriter writer, StreamedRows rows, CancellationToken cancellationToken)
    {
        for (int i = 0; i < rows.Rows; i++)
        {
            if (i % 4_096 == 0) cancellationToken.ThrowIfCancellationRequested();
            writer.BeginRow(rows.FirstRow + i);
            rows.WriteRow(writer, i);
            writer.EndRow();
        }

        writer.Flush();
    }

    private void Zip(StringTable strings, Stream output, Func<string, string>? keyword, CancellationToken cancellationToken)
    {
        using var zip = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true);
        using var all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string path in _parts.Keys.Where(path => path != CoreProperties))
        {
            all.AppendData(Encoding.UTF8.GetBytes(path));
            all.AppendData(Write(zip, path, strings, cancellationToken));
        }

        if (!_parts.TryGetValue(CoreProperties, out byte[]? properties)) return;
        all.AppendData(properties);
        if (keyword is not null) _parts[CoreProperties] = WithKeyword(properties, keyword(Convert.ToHexStringLower(all.GetHashAndReset())));
        Write(zip, CoreProperties, strings, cancellationToken);
    }

    // Returns the hash of the part, taken while it is written: a large sheet is never held as a whole.
    private byte[] Write(ZipArchive zip, string path, StringTable strings, CancellationToken cancellationToken)
    {
        bool isStreamed = _streamed.TryGetValue(path, out (SheetPart Part, StreamedRows Rows) streamed);
        // Speed counts for the large sheet, whose markup packs well in any case.
        ZipArchiveEntry entry = zip.CreateEntry(path, isStreamed ? CompressionLevel.Fastest : CompressionLevel.Optimal);
        entry.LastWriteTime = ZipTime;
        entry.ExternalAttributes = 0;
        using Stream content = entry.Open();
        if (!isStreamed)
        {
            content.Write(_parts[path]);
            return SHA256.HashData(_parts[path]);
        }

        using var hash = SHA256.Create();
        using (var both = new CryptoStream(content, hash, CryptoStreamMode.Write, leaveOpen: true))
        {
            (byte[] head, byte[] tail) = streamed.Part.Split();
            both.Write(head);
            WriteRows(new RowWriter(strings, streamed.Part.Styles, both), streamed.Rows, cancellationToken);
            both.Write(tail);
        }

        return hash.Hash!;
    }

    private static byte[] WithKeyword(byte[] properties, string word)
    {
        XDocument document = Ooxml.Parse(properties);
        XElement keywords = document.Root!.Elements().Single(element => element.Name.LocalName == "keywords");
        keywords.Value += word;
        return Ooxml.Bytes(document);
    }
}
