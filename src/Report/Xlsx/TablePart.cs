using System.Xml.Linq;

namespace CostGuard.Report.Xlsx;

/// <summary>The part of an Excel table.</summary>
internal static class TablePart
{
    public static XDocument Build(TableSpec table, int id)
    {
        XNamespace main = Ooxml.Main;
        return Ooxml.Document(new XElement(
            main + "table",
            new XAttribute("id", id),
            new XAttribute("name", table.Name),
            new XAttribute("displayName", table.Name),
            new XAttribute("ref", table.Range),
            table.HasTotal ? new XAttribute("totalsRowCount", 1) : new XAttribute("totalsRowShown", 0),
            new XElement(main + "autoFilter", new XAttribute("ref", table.RangeWithoutTotal)),
            new XElement(
                main + "tableColumns",
                new XAttribute("count", table.Columns.Count),
                table.Columns.Select((column, i) => Column(column, i + 1))),
            new XElement(
                main + "tableStyleInfo",
                new XAttribute("name", "TableStyleMedium2"),
                new XAttribute("showFirstColumn", 0),
                new XAttribute("showLastColumn", 0),
                new XAttribute("showRowStripes", 0),
                new XAttribute("showColumnStripes", 0))));
    }

    private static XElement Column(TableColumn column, int id)
    {
        XNamespace main = Ooxml.Main;
        var element = new XElement(main + "tableColumn", new XAttribute("id", id), new XAttribute("name", column.Name));
        if (column.TotalLabel is not null) element.Add(new XAttribute("totalsRowLabel", column.TotalLabel));
        bool isSum = column.TotalFormula?.StartsWith("SUBTOTAL(109,", StringComparison.Ordinal) == true
            && column.TotalFormula.IndexOf(')', StringComparison.Ordinal) == column.TotalFormula.Length - 1;
        if (column.TotalFormula is not null) element.Add(new XAttribute("totalsRowFunction", isSum ? "sum" : "custom"));
        if (column.Formula is not null) element.Add(new XElement(main + "calculatedColumnFormula", column.Formula));
        if (column.TotalFormula is not null && !isSum) element.Add(new XElement(main + "totalsRowFormula", column.TotalFormula));
        return element;
    }
}
