using System.Globalization;
using System.Xml.Linq;
using CostGuard.Report.Formats;

namespace CostGuard.Report.Xlsx;

/// <summary>The part of a native chart: zero-based, one value axis, title on top, series named at their end or in one line below.</summary>
internal static class ChartPart
{
    private const int CategoryAxis = 111111111;
    private const int ValueAxis = 222222222;

    // The display unit is cut to thousands on axes only: "#,##0,"k"".
    private const string AxisFormat = "#,##0,\"k\";-#,##0,\"k\";0";

    private static readonly XNamespace C = "http://schemas.openxmlformats.org/drawingml/2006/chart";
    private static readonly XNamespace A = "http://schemas.openxmlformats.org/drawingml/2006/main";

    public static XDocument Build(ChartSpec chart)
    {
        bool isBars = chart.Kind == ChartKind.Bars;
        bool isWaterfall = chart.Kind == ChartKind.Waterfall;
        bool isColumns = isWaterfall || chart.Kind == ChartKind.Columns;
        XElement plot = isBars || isColumns ? Bars(chart) : Lines(chart);
        XElement names = isBars ? NameAxis("l", "maxMin") : chart.Kind == ChartKind.Lines ? DayAxis() : NameAxis("b", "minMax");
        return Ooxml.Document(new XElement(
            C + "chartSpace",
            new XAttribute(XNamespace.Xmlns + "c", C),
            new XAttribute(XNamespace.Xmlns + "a", A),
            Value("roundedCorners", "0"),
            new XElement(
                C + "chart",
                Title(chart.Title),
                Value("autoTitleDeleted", "0"),
                new XElement(C + "plotArea", new XElement(C + "layout"), plot, names, Amounts(chart, isBars)),
                isWaterfall ? null : new XElement(C + "legend", Value("legendPos", "b"), Value("overlay", "0"), TextStyle(900)),
                Value("plotVisOnly", "1"),
                Value("dispBlanksAs", "gap")),
            new XElement(C + "spPr", Solid("FFFFFF"), new XElement(A + "ln", new XAttribute("w", 9525), Solid("CBD2D9"))),
            TextStyle(1000)));
    }

    private static XElement Lines(ChartSpec chart) => new(
        C + "lineChart",
        Value("grouping", "standard"),
        Value("varyColors", "0"),
        chart.Series.Select((series, i) => new XElement(
            C + "ser",
            Head(series, i),
            new XElement(C + "spPr", Line(series, series.Dashed ? 19050 : 31750)),
            new XElement(C + "marker", Value("symbol", "none")),
            new XElement(C + "cat", chart.Kind == ChartKind.Lines ? DayReference(chart) : NameReference(chart)),
            Values(series),
            Value("smooth", "0"))),
        Value("marker", "1"),
        Value("axId", CategoryAxis),
        Value("axId", ValueAxis));

    private static XElement Bars(ChartSpec chart) => new(
        C + "barChart",
        Value("barDir", chart.Kind == ChartKind.Bars ? "bar" : "col"),
        Value("grouping", chart.Kind == ChartKind.Bars ? "clustered" : "stacked"),
        Value("varyColors", "0"),
        chart.Series.Select((series, i) => new XElement(
            C + "ser",
            Head(series, i),
            series.IsHidden
                ? new XElement(C + "spPr", new XElement(A + "noFill"), new XElement(A + "ln", new XElement(A + "noFill")))
                : new XElement(C + "spPr", series.OutlineOnly ? new XElement(A + "noFill") : Solid(series.Colour), Line(series, 15875)),
            Value("invertIfNegative", "0"),
            new XElement(C + "cat", NameReference(chart)),
            Values(series))),
        Value("gapWidth", "60"),
        Value("overlap", chart.Kind == ChartKind.Bars ? "80" : "100"),
        Value("axId", CategoryAxis),
        Value("axId", ValueAxis));

    private static object[] Head(ChartSeries series, int index) =>
    [
        Value("idx", index),
        Value("order", index),
        new XElement(C + "tx", new XElement(C + "strRef", new XElement(C + "f", series.NameCell), Points("strCache", null, [series.Name]))),
    ];

    private static XElement NameReference(ChartSpec chart) =>
        new(C + "strRef", new XElement(C + "f", chart.CategoryRange), Points("strCache", null, chart.Names));

    private static XElement DayReference(ChartSpec chart) => new(
        C + "numRef",
        new XElement(C + "f", chart.CategoryRange),
        Points("numCache", "d mmm", [.. chart.Days.Select(day => CellAddress.Serial(day).ToString(CultureInfo.InvariantCulture))]));

    private static XElement Values(ChartSeries series) => new(
        C + "val",
        new XElement(
            C + "numRef",
            new XElement(C + "f", series.ValueRange),
            Points("numCache", "General", [.. series.Values.Select(value => value is { } number ? CellText.Exact(number) : null)])));

    private static XElement Points(string cache, string? format, IReadOnlyList<string?> values) => new(
        C + cache,
        format is null ? null : new XElement(C + "formatCode", format),
        Value("ptCount", values.Count),
        values.Select((value, i) => value is null ? null : new XElement(C + "pt", new XAttribute("idx", i), new XElement(C + "v", value))));

    private static XElement DayAxis() => new(
        C + "dateAx",
        Value("axId", CategoryAxis),
        new XElement(C + "scaling", Value("orientation", "minMax")),
        Value("delete", "0"),
        Value("axPos", "b"),
        new XElement(C + "numFmt", new XAttribute("formatCode", "d mmm"), new XAttribute("sourceLinked", 0)),
        AxisTail("low", ValueAxis),
        Value("auto", "0"),
        Value("lblOffset", "100"),
        Value("baseTimeUnit", "days"),
        Value("majorUnit", "5"),
        Value("majorTimeUnit", "days"));

    private static XElement NameAxis(string position, string orientation) => new(
        C + "catAx",
        Value("axId", CategoryAxis),
        new XElement(C + "scaling", Value("orientation", orientation)),
        Value("delete", "0"),
        Value("axPos", position),
        new XElement(C + "numFmt", new XAttribute("formatCode", "General"), new XAttribute("sourceLinked", 0)),
        AxisTail("low", ValueAxis),
        Value("auto", "1"),
        Value("lblAlgn", "ctr"),
        Value("lblOffset", "100"),
        Value("noMultiLvlLbl", "0"));

    private static XElement Amounts(ChartSpec chart, bool isBars)
    {
        decimal largest = chart.Series.SelectMany(series => series.Values).Max(value => Math.Abs(value ?? 0m));
        return new XElement(
            C + "valAx",
            Value("axId", ValueAxis),
            // A bar's length is its amount only from zero on; programs begin elsewhere where few bars are alike.
            new XElement(C + "scaling", Value("orientation", "minMax"), (isBars || chart.Kind == ChartKind.Shares) && chart.Series.All(series => series.Values.All(value => value is null or >= 0m)) ? Value("min", "0") : null),
            Value("delete", "0"),
            Value("axPos", isBars ? "b" : "l"),
            new XElement(C + "majorGridlines", new XElement(C + "spPr", new XElement(A + "ln", new XAttribute("w", 6350), Solid("E4E7EB")))),
            new XElement(C + "numFmt", new XAttribute("formatCode", chart.Kind == ChartKind.Shares ? "0.0%" : largest < 10_000m ? "#,##0" : AxisFormat), new XAttribute("sourceLinked", 0)),
            AxisTail(isBars ? "nextTo" : "low", CategoryAxis, isBars ? "max" : "autoZero"),
            Value("crossBetween", chart.Kind is ChartKind.Lines ? "midCat" : "between"));
    }

    private static object[] AxisTail(string labels, int crosses, string where = "autoZero") =>
    [
        Value("majorTickMark", "none"),
        Value("minorTickMark", "none"),
        Value("tickLblPos", labels),
        new XElement(C + "spPr", new XElement(A + "ln", new XAttribute("w", 9525), Solid("8D99A6"))),
        TextStyle(900),
        Value("crossAx", crosses),
        Value("crosses", where),
    ];

    private static XElement Title(string text) => new(
        C + "title",
        new XElement(
            C + "tx",
            new XElement(
                C + "rich",
                new XElement(A + "bodyPr"),
                new XElement(A + "p", new XElement(A + "pPr", RunStyle("defRPr", 1100)), new XElement(A + "r", RunStyle("rPr", 1100), new XElement(A + "t", text))))),
        Value("overlay", "0"));

    private static XElement RunStyle(string name, int size) =>
        new(A + name, name == "rPr" ? new XAttribute("lang", "en-GB") : null, new XAttribute("sz", size), new XAttribute("b", 1), Solid("1F2933"));

    private static XElement TextStyle(int size) => new(
        C + "txPr",
        new XElement(A + "bodyPr"),
        new XElement(A + "p", new XElement(A + "pPr", new XElement(A + "defRPr", new XAttribute("sz", size), Solid("1F2933"))), new XElement(A + "endParaRPr", new XAttribute("lang", "en-GB"))));

    private static XElement Line(ChartSeries series, int width) => new(
        A + "ln",
        new XAttribute("w", width),
        Solid(series.Colour),
        series.Dashed ? new XElement(A + "prstDash", new XAttribute("val", "dash")) : null);

    private static XElement Solid(string colour) => new(A + "solidFill", new XElement(A + "srgbClr", new XAttribute("val", colour)));

    private static XElement Value(string name, object value) => new(C + name, new XAttribute("val", value));
}
