using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;

namespace CostGuard.Report.Xlsx;

/// <summary>Data bars and trend lines, which Excel keeps in the extension list of a sheet.</summary>
internal static class SheetExtensions
{
    private const string DataBarExtension = "{78C0D931-6437-407d-A8EE-F0AAD7539E65}";
    private const string DataBarLink = "{B025F937-C7B1-47D3-B67F-A62EFF666E3E}";
    private const string SparklineExtension = "{05C60535-1F16-4fd2-B633-F4F36F0B64E0}";

    public static void AddTo(XElement worksheet, SheetCanvas canvas)
    {
        if (canvas.DataBars.Count == 0 && canvas.Sparklines.Count == 0) return;
        XElement list = worksheet.Element(Ooxml.Main + "extLst") ?? new XElement(Ooxml.Main + "extLst");
        if (list.Parent is null) Ooxml.Insert(worksheet, list);
        if (canvas.DataBars.Count > 0)
        {
            // Lower numbers win; ClosedXML counts its own rules from 1.
            int priority = 1 + worksheet.Descendants(Ooxml.Main + "cfRule").Count();
            foreach (DataBarSpec bar in canvas.DataBars)
            {
                Ooxml.Insert(worksheet, Bar(bar, Id(canvas, bar), priority++));
            }

            list.Add(Extension(DataBarExtension, new XElement(Ooxml.X14 + "conditionalFormattings", canvas.DataBars.Select(bar => SolidBar(bar, Id(canvas, bar))))));
        }

        if (canvas.Sparklines.Count > 0)
        {
            list.Add(Extension(SparklineExtension, new XElement(
                Ooxml.X14 + "sparklineGroups", new XAttribute(XNamespace.Xmlns + "xm", Ooxml.ExcelMain), Trend(canvas.Sparklines))));
        }
    }

    // An upper-case GUID made from the place: Excel wants upper case, and the same workbook must have the same bytes.
    private static string Id(SheetCanvas canvas, DataBarSpec bar)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{canvas.Name}!{bar.Range}"));
        return new Guid(hash.AsSpan(0, 16)).ToString("B").ToUpperInvariant();
    }

    private static XElement Extension(string uri, XElement content) => new(
        Ooxml.Main + "ext", new XAttribute("uri", uri), new XAttribute(XNamespace.Xmlns + "x14", Ooxml.X14), content);

    private static XElement Bar(DataBarSpec bar, string id, int priority) => new(
        Ooxml.Main + "conditionalFormatting",
        new XAttribute("sqref", bar.Range),
        new XElement(
            Ooxml.Main + "cfRule",
            new XAttribute("type", "dataBar"),
            new XAttribute("priority", priority),
            new XElement(
                Ooxml.Main + "dataBar",
                new XElement(Ooxml.Main + "cfvo", new XAttribute("type", "num"), new XAttribute("val", "0")),
                new XElement(Ooxml.Main + "cfvo", new XAttribute("type", "num"), new XAttribute("val", Max(bar))),
                new XElement(Ooxml.Main + "color", new XAttribute("rgb", "FF" + bar.Colour))),
            new XElement(Ooxml.Main + "extLst", Extension(DataBarLink, new XElement(Ooxml.X14 + "id", id)))));

    private static XElement SolidBar(DataBarSpec bar, string id) => new(
        Ooxml.X14 + "conditionalFormatting",
        new XAttribute(XNamespace.Xmlns + "xm", Ooxml.ExcelMain),
        new XElement(
            Ooxml.X14 + "cfRule",
            new XAttribute("type", "dataBar"),
            new XAttribute("id", id),
            new XElement(
                Ooxml.X14 + "dataBar",
                new XAttribute("minLength", 0),
                new XAttribute("maxLength", 100),
                new XAttribute("gradient", 0),
                new XElement(Ooxml.X14 + "cfvo", new XAttribute("type", "num"), new XElement(Ooxml.ExcelMain + "f", "0")),
                new XElement(Ooxml.X14 + "cfvo", new XAttribute("type", "num"), new XElement(Ooxml.ExcelMain + "f", Max(bar))),
                new XElement(Ooxml.X14 + "negativeFillColor", new XAttribute("rgb", "FF8F2F00")),
                new XElement(Ooxml.X14 + "axisColor", new XAttribute("rgb", "FF52606D")))),
        new XElement(Ooxml.ExcelMain + "sqref", bar.Range));

    private static XElement Trend(IReadOnlyList<SparklineSpec> sparklines) => new(
        Ooxml.X14 + "sparklineGroup",
        new XAttribute("displayEmptyCellsAs", "gap"),
        new XAttribute("lineWeight", "1.5"),
        new XAttribute("last", 1),
        new XElement(Ooxml.X14 + "colorSeries", new XAttribute("rgb", "FF52606D")),
        new XElement(Ooxml.X14 + "colorNegative", new XAttribute("rgb", "FF8F2F00")),
        new XElement(Ooxml.X14 + "colorAxis", new XAttribute("rgb", "FF52606D")),
        new XElement(Ooxml.X14 + "colorMarkers", new XAttribute("rgb", "FF52606D")),
        new XElement(Ooxml.X14 + "colorFirst", new XAttribute("rgb", "FF52606D")),
        new XElement(Ooxml.X14 + "colorLast", new XAttribute("rgb", "FF1F2933")),
        new XElement(Ooxml.X14 + "colorHigh", new XAttribute("rgb", "FF52606D")),
        new XElement(Ooxml.X14 + "colorLow", new XAttribute("rgb", "FF52606D")),
        new XElement(Ooxml.X14 + "sparklines", sparklines.Select(line => new XElement(
            Ooxml.X14 + "sparkline", new XElement(Ooxml.ExcelMain + "f", line.DataRange), new XElement(Ooxml.ExcelMain + "sqref", line.Cell)))));

    private static string Max(DataBarSpec bar) => bar.Max.ToString(CultureInfo.InvariantCulture);
}
