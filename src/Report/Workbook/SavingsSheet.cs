using System.Globalization;
using CostGuard.Core.Actions;
using CostGuard.Core.Reports;
using CostGuard.Core.Savings;
using CostGuard.Core.Savings.Verification;
using CostGuard.Core.Values;
using CostGuard.Report.Tables;
using CostGuard.Report.Xlsx;

namespace CostGuard.Report.Workbook;

/// <summary>What could be saved, and did it show on the bill? From finding to bill in sums, the most worthwhile findings, and every action.</summary>
internal sealed class SavingsSheet(SheetCanvas canvas, Figures figures, SavingPart part)
{
    // More are one row: nobody decides about the five hundredth.
    private const int RowsMax = 500;
    private const string Findings = "tblSaving", Actions = "tblAction", Sums = "tblSavingSum";
    private const int LastColumn = 19;

    // What comes after is for the screen: on paper it would make everything too small to read.
    private const int PrintedColumns = 14;

    private readonly WorkbookInput _input = figures.Input;
    private readonly IReadOnlyList<SavingRow> _rows = SavingRow.All(part, RowsMax);
    private readonly IReadOnlyList<ActionRow> _actions = ActionRow.All(part);

    /// <summary>Found, agreed and verified in the report currency, as the sheet adds it up.</summary>
    public static string CheckFormula => $"{Found("ReportCurrency")}+{Acted("Promised a month", ActionRow.Agreed, "ReportCurrency")}+{Acted("Verified on the bill", ActionRow.Measured, "ReportCurrency")}";

    /// <summary>The same as Core says it, each rounded once.</summary>
    public static decimal Check(SavingPart part, Currency currency) => part.Progress.Where(each => each.Currency == currency)
        .Sum(each => Rounded(each.Open.Amount, currency) + Rounded(each.Accepted.Amount, currency) + Rounded(each.Verified ?? 0m, currency));

    public void Write()
    {
        string looked = part.Judged is { } judged ? string.Create(CultureInfo.InvariantCulture, $" · {judged:#,0} resources looked at") : "";
        string metrics = part.MetricsThrough is { } day ? string.Create(CultureInfo.InvariantCulture, $", metrics through {day:yyyy-MM-dd}") : "";
        SheetFrame.Begin(
            canvas,
            $"Savings: {Headline()}",
            $"A month of 730 hours at the price that is paid{looked}{metrics} · hours that a commitment pays for save nothing at once · alternatives of one resource are never added · as of {part.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}, whatever the report month");
        int last = WriteSums(SheetFrame.HeaderRow);
        last = WriteFindings(last + 3);
        last = WriteActions(last + 3);
        SheetFrame.End(canvas, _input, last, PrintedColumns, 3, 0);
    }

    private string Headline()
    {
        string[] words = [.. part.Progress.OrderByDescending(each => each.Currency == _input.Currency).Select(each => string.Join(
            ", ",
            [
                $"{HeadlineText.Amount(each.Open.Amount, each.Currency)} a month found and open",
                .. each.Accepted.Count > 0 ? [$"{HeadlineText.Amount(each.Accepted.Amount, each.Currency)} agreed"] : Array.Empty<string>(),
                .. each.Done.Count > 0 ? [$"{HeadlineText.Amount(each.Done.Amount, each.Currency)} done"] : Array.Empty<string>(),
                .. each.Verified is { } verified ? [$"{HeadlineText.Amount(verified, each.Currency)} of it verified on the bill"] : Array.Empty<string>(),
            ]))];
        return words.Length == 0 ? "nothing was found that could be saved" : string.Join("; ", words);
    }

    private int WriteSums(int row)
    {
        SheetColumn[] columns = [new("From finding to bill", Look.Text, 58), new("A month", new Look(CellKind.Money), 15), new("Number", new Look(CellKind.Count), 15), new("Of what", Look.Text, 15), new("Currency", Look.Text, 15)];
        return SheetTable.Write(canvas, Sums, row, columns, [.. part.Progress.OrderByDescending(each => each.Currency == _input.Currency).SelectMany(Steps)]);
    }

    private IEnumerable<object?[]> Steps(SavingsProgress of)
    {
        Look money = new(CellKind.Money, of.Currency.MinorUnits);
        string own = SheetTable.ThisRow(Sums, "Currency");
        decimal Sum(string kind, Func<ActionRow, decimal?> amount) => _actions.Where(row => row.CountsAs == kind && row.Line.Of.Expected?.Currency == of.Currency).Sum(row => amount(row) ?? 0m);
        object?[] Step(string name, object? amount, int? number, string what) => [name, amount is Styled ? amount : new Styled(amount, money), number is { } count ? (long)count : null, what, of.Currency.Code];
        decimal measured = Sum(ActionRow.Measured, row => row.Promised), verified = Sum(ActionRow.Measured, row => row.Verified);
        yield return Step("Found, waits for a decision", new Live(Found(own), _rows.Where(row => row.State == SavingRow.Open && row.Currency == of.Currency).Sum(row => row.Saves)), of.Open.Count, "resources");
        yield return Step("Agreed, not done yet: promised", new Live(Acted("Promised a month", ActionRow.Agreed, own), Sum(ActionRow.Agreed, row => row.Promised)), of.Accepted.Count, "actions");
        yield return Step(
            "Done in the last 12 months: promised",
            new Live($"{Acted("Promised a month", ActionRow.Done, own)}+{Acted("Promised a month", ActionRow.Measured, own)}", Sum(ActionRow.Done, row => row.Promised) + measured), of.Done.Count, "actions");
        yield return Step("  of these the bill can tell already: promised", new Live(Acted("Promised a month", ActionRow.Measured, own), measured), of.Measured.Count, "actions");
        yield return Step("  Verified on the bill", new Live(Acted("Verified on the bill", ActionRow.Measured, own), verified), of.Measured.Count, "actions");
        yield return Step(
            "  Verified ÷ promised",
            new Styled(new Live($"IF({Acted("Promised a month", ActionRow.Measured, own)}<=0,\"\",{Acted("Verified on the bill", ActionRow.Measured, own)}/{Acted("Promised a month", ActionRow.Measured, own)})", Ratio.Of(verified, measured)), new Look(CellKind.Percent)),
            null, "");
        yield return Step("Out of sight: rejected or snoozed", Rounded(of.Hidden.Amount, of.Currency), of.Hidden.Count, "findings");
    }

    private int WriteFindings(int row)
    {
        Title(row - 1, "What could be saved, the most worthwhile first: one row a resource, the best that can be done to it");
        Look money = new(CellKind.Money, figures.Decimals);
        SheetColumn[] columns =
        [
            new("What", Look.Text, 58), new("Saves a month", money, 15), new("At once", money, 15), new("In the end", money, 15), new("Costs a month", money, 15), new("Currency", Look.Text, 11),
            new("State", Look.Text, 15), new("Team", Look.Text, 18), new("Action", new Look(CellKind.Id), 9), new("Owner", Look.Text, 26), new("Due", new Look(CellKind.Date), 13),
            new("Risk", Look.Text, 13), new("Sure", Look.Text, 14), new("Effort", Look.Text, 16), new("Priority", new Look(CellKind.Count), 9), new("Rules", Look.Text, 16),
            new("Account", new Look(CellKind.Id), 18), new("Region", Look.Text, 15), new("Resource", new Look(CellKind.Id), 48),
        ];
        int last = SheetTable.Write(canvas, Findings, row, columns, [.. _rows.Select(Cells)]);
        canvas.IdRanges.Add(CellAddress.Range(row + 1, 16, last, LastColumn));
        return last;
    }

    private static object?[] Cells(SavingRow row)
    {
        Look money = new(CellKind.Money, row.Currency?.MinorUnits ?? 2);
        Styled Money(decimal? amount) => new(amount is { } known ? decimal.Round(known, money.Decimals, MidpointRounding.ToEven) : null, money);
        if (row.Line is not { } line || row.Lead is not { } lead)
            return [string.Create(CultureInfo.InvariantCulture, $"All other ({row.Others}): costguard recommend list"), Money(row.Saves), null, null, null, row.Currency?.Code, row.State, .. new object?[12]];
        Finding first = lead.Finding;
        bool alone = row.Plan.Findings.Count == 1;
        return
        [
            string.Join("; ", row.Plan.Findings.Select(RecommendTable.Named)), Money(row.Saves), Money(alone ? first.Saving.Immediate : null), Money(alone ? first.Saving.Full : null), Money(line.Of.Of.Case.Bill?.Monthly),
            row.Currency?.Code ?? "", row.State, line.Team, lead.Action?.Id.ToString(), lead.Action?.Owner, lead.Action?.Due, first.Risk.ToString().ToLowerInvariant(), first.Confidence.ToString().ToLowerInvariant(),
            first.Effort.ToString().ToLowerInvariant(), (long)first.Priority(0m), string.Join(", ", row.Plan.Findings.Select(finding => finding.Rule)), first.Resource.Account, first.Resource.Region, first.Resource.Id,
        ];
    }

    private int WriteActions(int row)
    {
        Title(row - 1, "What was agreed: promised, and verified on the bill by what the resources would have cost otherwise");
        Look money = new(CellKind.Money, figures.Decimals);
        SheetColumn[] columns =
        [
            new("What", Look.Text, 58), new("Promised a month", money, 15), new("Verified on the bill", money, 15), new("At least (80 %)", money, 15), new("At most (80 %)", money, 15), new("Currency", Look.Text, 11),
            new("State", new Look(CellKind.State), 15), new("Team", Look.Text, 18), new("Action", new Look(CellKind.Id), 9), new("Owner", Look.Text, 26), new("Due", new Look(CellKind.Date), 13),
            new("Done on", new Look(CellKind.Date), 13), new("On the bill", Look.Text, 14), new("Counts as", Look.Text, 16),
        ];
        return SheetTable.Write(canvas, Actions, row, columns, [.. _actions.Select(Cells)]);
    }

    private object?[] Cells(ActionRow row)
    {
        ActionItem of = row.Line.Of;
        Look money = new(CellKind.Money, of.Expected?.Currency.MinorUnits ?? 2);
        Styled Money(decimal? amount) => new(amount is { } known ? decimal.Round(known, money.Decimals, MidpointRounding.ToEven) : null, money);
        return
        [
            of.Title, Money(row.Promised), Money(row.Verified), Money(of.Proof?.Low), Money(of.Proof?.High), of.Expected?.Currency.Code ?? "", State(of), row.Line.Team, of.Id.ToString(), of.Owner, of.Due,
            of.DoneOn, Bill(of), row.CountsAs,
        ];
    }

    private string State(ActionItem of) => of.IsOverdueOn(part.Day) ? "! LATE" : of.State switch
    {
        ActionState.Done => "✓ DONE",
        ActionState.InProgress => "IN PROGRESS",
        var other => other.ToString().ToUpperInvariant(),
    };

    private static string Bill(ActionItem of) => of.Proof?.State switch
    {
        null when of.IsProvable => "not asked yet",
        null => "",
        SavingState.NotRealised => "not realised",
        { } state => state.ToString().ToLowerInvariant(),
    };

    private void Title(int row, string text) => canvas.Put(row, 1, text, new Look(CellKind.Text, Bold: true, Size: 12));

    private static string Found(string currency) => $"SUMIFS({Findings}[Saves a month],{Findings}[State],\"{SavingRow.Open}\",{Findings}[Currency],{currency})";

    private static string Acted(string column, string kind, string currency) => $"SUMIFS({Actions}[{column}],{Actions}[Counts as],\"{kind}\",{Actions}[Currency],{currency})";

    private static decimal Rounded(decimal amount, Currency currency) => decimal.Round(amount, currency.MinorUnits, MidpointRounding.ToEven);
}
