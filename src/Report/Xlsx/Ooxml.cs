using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace CostGuard.Report.Xlsx;

/// <summary>Names and reading and writing of the parts of an xlsx file.</summary>
internal static class Ooxml
{
    public const string RelationshipBase = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    public static readonly XNamespace Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    public static readonly XNamespace Relationship = RelationshipBase;
    public static readonly XNamespace PackageRelationships = "http://schemas.openxmlformats.org/package/2006/relationships";
    public static readonly XNamespace ContentTypes = "http://schemas.openxmlformats.org/package/2006/content-types";
    public static readonly XNamespace X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main";
    public static readonly XNamespace ExcelMain = "http://schemas.microsoft.com/office/excel/2006/main";

    // CT_Worksheet of ECMA-376: readers repair a file whose children stand in another order.
    private static readonly string[] WorksheetOrder =
    [
        "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection", "protectedRanges", "scenarios",
        "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells", "phoneticPr", "conditionalFormatting", "dataValidations",
        "hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches",
        "ignoredErrors", "smartTags", "drawing", "legacyDrawing", "legacyDrawingHF", "picture", "oleObjects", "controls", "webPublishItems",
        "tableParts", "extLst",
    ];

    public static XDocument Parse(byte[] part)
    {
        using var stream = new MemoryStream(part);
        using var reader = XmlReader.Create(stream, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
        return XDocument.Load(reader, LoadOptions.PreserveWhitespace);
    }

    public static byte[] Bytes(XDocument part)
    {
        using var stream = new MemoryStream();
        var settings = new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = false, NewLineHandling = NewLineHandling.Entitize };
        using (var writer = XmlWriter.Create(stream, settings))
        {
            part.Save(writer);
        }

        return stream.ToArray();
    }

    public static XDocument Document(XElement root) => new(new XDeclaration("1.0", "utf-8", "yes"), root);

    /// <summary>Puts a child of a worksheet where the schema wants it, after others of its name.</summary>
    public static void Insert(XElement worksheet, XElement child)
    {
        int rank = Array.IndexOf(WorksheetOrder, child.Name.LocalName);
        XElement? before = worksheet.Elements().LastOrDefault(element => Array.IndexOf(WorksheetOrder, element.Name.LocalName) <= rank);
        if (before is null) worksheet.AddFirst(child);
        else before.AddAfterSelf(child);
    }

    /// <summary>Makes the main namespace the default one, so that streamed rows need no prefix.</summary>
    public static void DropPrefix(XElement root)
    {
        root.Attributes().Where(attribute => attribute.IsNamespaceDeclaration && attribute.Value == Main.NamespaceName).Remove();
        root.SetAttributeValue("xmlns", Main.NamespaceName);
    }
}
