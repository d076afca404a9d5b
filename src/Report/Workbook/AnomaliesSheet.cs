using System.Globalization;
using CostGuard.Core.Anomalies;
using CostGuard.Core.Reports;
using CostGuard.Report.Tables;
using CostGuard.Report.Xlsx;

namespace CostGuard.Report.Workbook;

/// <summary>What was odd in the report month, and who explained it? Every anomaly with a day in the month, decided or not: what anomaly list --all says.</summary>
internal sealed class AnomaliesSheet(SheetCanvas canvas, Figures figures, AnomalyPart part)
{
    public const string TableName = "tblAnom";
    private const string Elsewhere = "Left elsewhere";

    private readonly WorkbookInput _input = figures.Input;
    private readonly PageLinks _links = new(figures.Input);
    private readonly bool _moved = part.Lines.Any(line => line.Of.MovedFrom is not null && !line.HideFrom);

    /// <summary>What the impacts in a currency come to, each rounded half-even.</summary>
    public static decimal Impact(AnomalyPart part, Core.Values.Currency currency) =>
        part.Lines.Where(line => line.Of.Scope.Currency == currency).Sum(line => Rounded(line, Net(line)));

    public void Write()
    {
        AnomalyLine[] sorted = AnomalyTable.Sorted(part.Lines, line => line.Of);
        string days = part.Judged is { } judged ? string.Create(CultureInfo.InvariantCulture, $"judged from {judged.Start:yyyy-MM-dd} to {judged.End.AddDays(-1):yyyy-MM-dd}, also after the month's end") : "no data to judge";
        SheetFrame.Begin(
            canvas,
            $"Anomalies, {SheetFrame.MonthName(_input.Period)}: {Lower(AnomalyTable.Title([.. sorted.Select(line => line.Of)]))}",
            $"{_input.Metric} cost of usage on the unusual days, against what such days usually cost · {days}{(_moved ? " · Left elsewhere: what cost that moved here was before" : "")} · the whole story: costguard anomaly show ID");
        SheetColumn[] columns = Columns();
        int last = SheetTable.Write(canvas, TableName, SheetFrame.HeaderRow, columns, [.. sorted.Select(Cells)]);
        canvas.IdRanges.Add(CellAddress.Range(SheetFrame.HeaderRow + 1, 1, last, columns.Length));
        Mark(last);
        SheetFrame.End(canvas, _input, last, columns.Length, SheetFrame.HeaderRow, 0);
    }

    private SheetColumn[] Columns()
    {
        bool one = part.Lines.Select(line => line.Of.Scope.Currency).Distinct().Count() == 1;
        Look money = new(CellKind.Money, figures.Decimals), change = new(CellKind.Change, figures.Decimals);
        SheetColumn Amount(string header, Look look, Func<AnomalyLine, decimal> value) =>
            new(header, look, 15, one ? new Live($"SUBTOTAL(109,{TableName}[{header}])", part.Lines.Sum(value)) : null);
        return
        [
            new("Since", new Look(CellKind.Date), 12, one ? "Total" : null),
            new("Last day", new Look(CellKind.Date), 12),
            new("Days", new Look(CellKind.Count), 7),
            new("Team", Look.Text, 18),
            new("Scope", Look.Text, SheetColumn.WidthFor(part.Lines.Select(Scope), 30)),
            Amount("Expected", money, line => line.Of.Expected),
            Amount("Actual", money, Actual),
            .. _moved ? [Amount(Elsewhere, change, Moved)] : Array.Empty<SheetColumn>(),
            Amount("Impact", change, line => Rounded(line, Net(line))),
            new("Impact %", new Look(CellKind.PercentChange), 11),
            new("Status", new Look(CellKind.State), 18),
            new("Severity", Look.Text, 10),
            new("Who", Look.Text, SheetColumn.WidthFor(part.Lines.Select(line => line.Of.Note?.Who), 14)),
            new("Note", Look.Text, SheetColumn.WidthFor(part.Lines.Select(Note), 24)),
            new("Currency", Look.Text, 10),
            new("Id", new Look(CellKind.Id), 11),
        ];
    }

    private object?[] Cells(AnomalyLine line)
    {
        Anomaly of = line.Of;
        int d = of.Scope.Currency.MinorUnits;
        Look money = new(CellKind.Money, d), change = new(CellKind.Change, d);
        string impact = $"ROUND({This("Actual")}-{This("Expected")}{(_moved ? "+" + This(Elsewhere) : "")},{d})";
        decimal over = Actual(line) - of.Expected;
        return
        [
            of.Event.Start, of.Event.Last, (long)of.Event.Days.Count, line.Team, Scope(line),
            new Styled(of.Expected, money), new Styled(Actual(line), money),
            .. _moved ? [new Styled(Moved(line), change)] : Array.Empty<object?>(),
            new Styled(new Live(impact, Rounded(line, Net(line))), change),
            new Live($"IF({This("Expected")}<=0,\"\",ROUND({This("Actual")}-{This("Expected")},{d})/{This("Expected")})", of.Expected <= 0m ? null : over / of.Expected),
            AnomalyTable.State(of), of.Severity.ToString().ToUpperInvariant(), of.Note?.Who, Note(line), of.Scope.Currency.Code, new Styled(of.Id, new Look(CellKind.Id), _links.Anomaly(of.Id)),
        ];
    }

    // What waits for a person and costs more stands out.
    private void Mark(int last)
    {
        if (part.Lines.Count == 0) return;
        int column = _moved ? 9 : 8;
        canvas.Sheet.Range(SheetFrame.HeaderRow + 1, column, last, column).AddConditionalFormat().WhenGreaterThan(0)
            .Font.SetBold().Font.SetFontColor(ClosedXML.Excel.XLColor.FromHtml("#8F2F00"));
    }

    /// <summary>Impact plus expected, so that the impact is what every other surface says, to the cent.</summary>
    private static decimal Actual(AnomalyLine line) => Rounded(line, line.Of.Impact) + line.Of.Expected;

    private static decimal Moved(AnomalyLine line) => Rounded(line, Net(line)) - Rounded(line, line.Of.Impact);

    private static decimal Net(AnomalyLine line) => AnomalyTable.ImpactFor(line.Of, line.HideFrom);

    private static decimal Rounded(AnomalyLine line, decimal amount) => decimal.Round(amount, line.Of.Scope.Currency.MinorUnits, MidpointRounding.ToEven);

    private static string Scope(AnomalyLine line) => AnomalyTable.WhatFor(line.Of, line.HideAccount, line.HideFrom);

    private static string? Note(AnomalyLine line) => line.Of.Note is not { Until: { } until } note
        ? line.Of.Note?.Text
        : string.Create(CultureInfo.InvariantCulture, $"{note.Text}{(note.Text is null ? "" : " · ")}expected until {until:yyyy-MM-dd}");

    private static string This(string column) => SheetTable.ThisRow(TableName, column);

    private static string Lower(string sentence) => char.ToLowerInvariant(sentence[0]) + sentence[1..];
}
