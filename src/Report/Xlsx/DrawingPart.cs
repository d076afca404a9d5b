using System.Globalization;
using System.Xml.Linq;

namespace CostGuard.Report.Xlsx;

/// <summary>The drawing of a sheet: where its charts stand, with their alternative text.</summary>
internal static class DrawingPart
{
    private static readonly XNamespace Xdr = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing";
    private static readonly XNamespace A = "http://schemas.openxmlformats.org/drawingml/2006/main";
    private static readonly XNamespace C = "http://schemas.openxmlformats.org/drawingml/2006/chart";

    public static XDocument Build(IReadOnlyList<ChartSpec> charts) => Ooxml.Document(new XElement(
        Xdr + "wsDr",
        new XAttribute(XNamespace.Xmlns + "xdr", Xdr),
        new XAttribute(XNamespace.Xmlns + "a", A),
        charts.Select((chart, i) => new XElement(
            Xdr + "twoCellAnchor",
            Corner("from", chart.FromColumn, chart.FromRow),
            Corner("to", chart.ToColumn, chart.ToRow),
            Frame(chart, i + 1),
            new XElement(Xdr + "clientData")))));

    private static XElement Corner(string name, int column, int row) => new(
        Xdr + name,
        new XElement(Xdr + "col", column - 1),
        new XElement(Xdr + "colOff", 0),
        new XElement(Xdr + "row", row - 1),
        new XElement(Xdr + "rowOff", 0));

    private static XElement Frame(ChartSpec chart, int number) => new(
        Xdr + "graphicFrame",
        new XAttribute("macro", ""),
        new XElement(
            Xdr + "nvGraphicFramePr",
            new XElement(
                Xdr + "cNvPr",
                new XAttribute("id", number + 1),
                new XAttribute("name", string.Create(CultureInfo.InvariantCulture, $"Chart {number}")),
                new XAttribute("descr", chart.AltText)),
            new XElement(Xdr + "cNvGraphicFramePr")),
        new XElement(
            Xdr + "xfrm",
            new XElement(A + "off", new XAttribute("x", 0), new XAttribute("y", 0)),
            new XElement(A + "ext", new XAttribute("cx", 0), new XAttribute("cy", 0))),
        new XElement(
            A + "graphic",
            new XElement(
                A + "graphicData",
                new XAttribute("uri", C.NamespaceName),
                new XElement(
                    C + "chart",
                    new XAttribute(XNamespace.Xmlns + "c", C),
                    new XAttribute(XNamespace.Xmlns + "r", Ooxml.Relationship),
                    new XAttribute(Ooxml.Relationship + "id", string.Create(CultureInfo.InvariantCulture, $"rId{number}"))))));
}
