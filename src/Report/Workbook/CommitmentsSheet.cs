using System.Globalization;
using CostGuard.Core.Commitments;
using CostGuard.Core.Reports;
using CostGuard.Core.Values;
using CostGuard.Report.Tables;
using CostGuard.Report.Xlsx;

namespace CostGuard.Report.Workbook;

/// <summary>Do reservations and savings plans pay? Each commitment of the report month, the sums by provider; below, when they end and what to buy.</summary>
internal sealed class CommitmentsSheet(SheetCanvas canvas, Figures figures, CommitmentPart part)
{
    public const string TableName = "tblCommit";
    private const string None = "(none)";

    // The full id stands to the right of what is printed.
    private const int LastColumn = 15;

    private readonly WorkbookInput _input = figures.Input;
    private readonly CommitmentRow[] _rows = [.. CommitmentRow.All(part.Report.Lines)];

    /// <summary>What all commitments cost in a currency, used and unused each rounded once by provider: what Core adds up, not what the sheet does.</summary>
    public static decimal Cost(CommitmentPart part, Currency currency) => part.Report.Totals.Where(total => total.Currency == currency && total.Kpis is not null)
        .Sum(total => Rounded(total.Sums.Used.Effective, currency) + Rounded(total.Sums.Unused.Effective, currency));

    public void Write()
    {
        SheetFrame.Begin(
            canvas,
            $"Commitments, {SheetFrame.MonthName(_input.Period)}: {Headline()}",
            "EffectiveCost and contracted price of the month's usage · cost = used + unused · effective saving = contracted price of what was used − cost; below zero is a loss · unused money is paid already and is never a saving");
        int last = WriteLines(SheetFrame.HeaderRow);
        last = WriteTotals(last + 3);
        last = new CommitmentOutlook(canvas, part).Write(last + 3);
        SheetFrame.End(canvas, _input, last, LastColumn, SheetFrame.HeaderRow, 1);
    }

    private string Headline()
    {
        string[] words = [.. part.Report.Totals.GroupBy(total => total.Currency).OrderByDescending(group => group.Key == _input.Currency).ThenBy(group => group.Key).Select(Words)];
        return $"{_rows.Length.ToString(CultureInfo.InvariantCulture)} {(_rows.Length == 1 ? "commitment" : "commitments")} {string.Join("; ", words)}";
    }

    private static string Words(IGrouping<Currency, CommitmentTotal> of)
    {
        if (of.Any(total => total.Kpis is null)) return $"in {of.Key}: how much was used cannot be told";
        string unused = $"{HeadlineText.Amount(of.Sum(total => total.Sums.Unused.Effective), of.Key)} of the cost was unused";
        if (of.Any(total => total.Kpis!.NetSaving is null)) return $"in {of.Key}: what they saved cannot be told, {unused}";
        decimal net = of.Sum(total => total.Kpis!.NetSaving!.Value);
        return net >= 0m ? $"saved {HeadlineText.Amount(net, of.Key)}, {unused}" : $"cost {HeadlineText.Amount(-net, of.Key)} more than usage on demand, {unused}";
    }

    private int WriteLines(int row)
    {
        int d = _rows[0].Of.Scope.Currency.MinorUnits;
        bool totals = _rows.Select(each => each.Of.Scope.Currency).Distinct().Count() == 1 && _rows.All(each => each.Used is not null);
        bool saved = totals && _rows.All(each => each.Saving is not null);
        Look money = new(CellKind.Money, d), percent = new(CellKind.Percent);
        decimal used = _rows.Sum(each => each.Used ?? 0m), cost = used + _rows.Sum(each => each.Unused ?? 0m), saving = _rows.Sum(each => each.Saving ?? 0m);
        SheetColumn Sum(string header, Look look, bool isKnown, decimal value) => new(header, look, 15, isKnown ? new Live($"SUBTOTAL(109,{TableName}[{header}])", value) : null);
        SheetColumn[] columns =
        [
            new("Commitment", new Look(CellKind.Id), 30, totals ? "Total" : null),
            new("Provider", Look.Text, 14),
            new("Service", Look.Text, 30),
            new("Type", Look.Text, 16),
            new("Starts", new Look(CellKind.Date), 13),
            new("Ends", new Look(CellKind.Date), 13),
            Sum("Used", money, totals, used),
            Sum("Unused", money, totals, cost - used),
            Sum("Cost", money, totals, cost),
            new("Utilised", percent, 10, totals ? Share("Used", "Cost", used, cost) : null),
            Sum("Contracted price", money, saved, cost + saving),
            Sum("Effective saving", new Look(CellKind.Change, d), saved, saving),
            new("ESR", percent, 10, saved ? Share("Effective saving", "Contracted price", saving, cost + saving) : null),
            new("State", new Look(CellKind.State), 18),
            new("Currency", Look.Text, 11),
            new("Full id", new Look(CellKind.Id), 48),
        ];
        int last = SheetTable.Write(canvas, TableName, row, columns, [.. _rows.Select(Cells)]);
        canvas.IdRanges.Add(CellAddress.Range(row + 1, 1, last, LastColumn + 1));
        canvas.DataBars.Add(new DataBarSpec(CellAddress.Range(row + 1, 10, row + _rows.Length, 10), 1m, "CBD2D9"));
        canvas.Sheet.Range(row + 1, 12, last, 12).AddConditionalFormat().WhenLessThan(0).Font.SetBold().Font.SetFontColor(ClosedXML.Excel.XLColor.FromHtml("#8F2F00"));
        return last;

        static Live Share(string part, string whole, decimal cachedPart, decimal cachedWhole) => new(
            $"IF(SUBTOTAL(109,{TableName}[{whole}])<=0,\"\",SUBTOTAL(109,{TableName}[{part}])/SUBTOTAL(109,{TableName}[{whole}]))", Ratio.Of(cachedPart, cachedWhole));
    }

    private object?[] Cells(CommitmentRow row)
    {
        CommitmentLine of = row.Of;
        int d = of.Scope.Currency.MinorUnits;
        Look money = new(CellKind.Money, d);
        CommitmentExpiry? end = part.Ends.FirstOrDefault(each => each.Id == of.Id && each.Scope.Currency == of.Scope.Currency);
        bool known = row.Used is not null, saved = row.Saving is not null;
        return
        [
            Name(of.Id), of.Scope.Provider ?? None, of.Scope.Service ?? None, of.Type, end?.Start, end?.End,
            new Styled(row.Used, money), new Styled(row.Unused, money),
            new Styled(known ? new Live($"ROUND({This("Used")}+{This("Unused")},{d})", row.Cost) : null, money),
            known ? new Live($"IF({This("Cost")}<=0,\"\",{This("Used")}/{This("Cost")})", Ratio.Of(row.Used, row.Cost)) : null,
            new Styled(saved ? row.Cost + row.Saving : null, money),
            new Styled(saved ? new Live($"ROUND({This("Contracted price")}-{This("Cost")},{d})", row.Saving) : null, new Look(CellKind.Change, d)),
            saved ? new Live($"IF({This("Contracted price")}<=0,\"\",{This("Effective saving")}/{This("Contracted price")})", Ratio.Of(row.Saving, row.Cost + row.Saving)) : null,
            CommitmentTable.State(of), of.Scope.Currency.Code, of.Id,
        ];
    }

    private int WriteTotals(int row)
    {
        canvas.Put(row - 1, 1, "By provider, with the usage on demand that commitments could have paid for", new Look(CellKind.Text, Bold: true, Size: 12));
        Look money = new(CellKind.Money, figures.Decimals), percent = new(CellKind.Percent);
        SheetColumn[] columns =
        [
            new("Provider", Look.Text, 30), new("Currency", Look.Text, 14), new("State", new Look(CellKind.State), 30), new("On demand in all", money, 16),
            new("Coverage", percent, 13), new("ESR, on demand too", percent, 13), new("Used", money, 15), new("Unused", money, 15), new("Cost", money, 15), new("Utilised", percent, 10),
            new("Contracted price", money, 15), new("Effective saving", new Look(CellKind.Change, figures.Decimals), 15), new("ESR on list", percent, 10),
        ];
        int last = SheetTable.Write(canvas, "tblCommitSum", row, columns, [.. part.Report.Totals.Select(Cells)]);
        foreach (string reason in part.Report.Reasons.Select(CommitmentTable.Sentence)) canvas.Put(++last, 1, "! " + reason, Look.Note);
        return last;
    }

    private object?[] Cells(CommitmentTotal total)
    {
        int d = total.Currency.MinorUnits;
        Look money = new(CellKind.Money, d);
        CommitmentRow[] own = [.. _rows.Where(row => row.Of.Scope.Provider == total.Provider && row.Of.Scope.Currency == total.Currency)];
        bool live = Criteria.IsSafe(total.Provider ?? None);
        // Provider and currency are columns of both tables.
        Styled Sum(string column, decimal? value, CellKind kind = CellKind.Money) => new(
            value is null || !live ? value : new Live(
                $"SUMIFS({TableName}[{column}],{TableName}[Provider],{SheetTable.ThisRow("tblCommitSum", "Provider")},{TableName}[Currency],{SheetTable.ThisRow("tblCommitSum", "Currency")})", value),
            new Look(kind, d));
        bool known = total.Kpis is not null && own.All(row => row.Used is not null), saved = known && total.Kpis?.NetSaving is not null && own.All(row => row.Saving is not null);
        decimal? used = known ? own.Sum(row => row.Used) : null, cost = known ? own.Sum(row => row.Cost) : null, saving = saved ? own.Sum(row => row.Saving) : null;
        return
        [
            total.Provider ?? None, total.Currency.Code, CommitmentTable.State(total),
            new Styled(total.Kpis?.OnDemandEquivalent is { } all ? Rounded(all, total.Currency) : null, money),
            CommitmentTable.Share(total.Kpis?.Coverage), CommitmentTable.Share(total.Kpis?.SavingsRate),
            Sum("Used", used), Sum("Unused", cost - used), Sum("Cost", cost), CommitmentTable.Share(total.Kpis?.Utilisation),
            Sum("Contracted price", cost + saving), Sum("Effective saving", saving, CellKind.Change), CommitmentTable.Share(total.Kpis?.SavingsRateOnList),
        ];
    }

    /// <summary>An id without the path before its own name: "acme-compute-1".</summary>
    public static string Name(string id) => id[(id.LastIndexOfAny([':', '/']) + 1)..] is { Length: > 0 } name ? name : id;

    private static string This(string column) => SheetTable.ThisRow(TableName, column);

    private static decimal Rounded(decimal amount, Currency currency) => decimal.Round(amount, currency.MinorUnits, MidpointRounding.ToEven);
}
