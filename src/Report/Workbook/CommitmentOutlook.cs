using System.Globalization;
using CostGuard.Core.Commitments;
using CostGuard.Core.Reports;
using CostGuard.Report.Tables;
using CostGuard.Report.Xlsx;

namespace CostGuard.Report.Workbook;

/// <summary>The lower half of Commitments: when they end, and what to commit to. What commitment expiring and commitment propose say of the snapshot.</summary>
internal sealed class CommitmentOutlook(SheetCanvas canvas, CommitmentPart part)
{
    private const string None = "(none)";

    /// <summary>Writes both tables; the last row.</summary>
    public int Write(int row)
    {
        string today = part.Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        Title(row - 1, $"When they end, as of {today}: what their usage of the last 30 days would cost more on demand, and what is still to be paid");
        int last = WriteEnds(row);
        Title(last + 2, $"What to commit to, as of {today}: 90 % of what would have been best in the last 60 days; paid for every hour of the term; a month is 730 hours");
        if (part.NoProposals is { } reason)
        {
            canvas.Put(last + 3, 1, "! " + CommitmentTable.Sentence(reason), Look.Note);
            return last + 3;
        }

        last = WriteProposals(last + 3);
        foreach (string line in part.Proposals.Select(Steps)) canvas.Put(++last, 1, line, Look.Note);
        return last;
    }

    private void Title(int row, string text) => canvas.Put(row, 1, text, new Look(CellKind.Text, Bold: true, Size: 12));

    private int WriteEnds(int row)
    {
        SheetColumn[] columns =
        [
            new("Commitment", new Look(CellKind.Id), 30), new("Provider", Look.Text, 14), new("Service", Look.Text, 30), new("Type", Look.Text, 16),
            new("Starts", new Look(CellKind.Date), 13), new("Ends", new Look(CellKind.Date), 13), new("Days left", new Look(CellKind.Count), 15),
            new("Costs more a month", new Look(CellKind.Money), 15), new("Still to pay", new Look(CellKind.Money), 15), new("Currency", Look.Text, 10), new("End", new Look(CellKind.State), 15),
        ];
        int last = SheetTable.Write(canvas, "tblCommitEnd", row, columns, [.. part.Ends.Select(Cells)]);
        canvas.IdRanges.Add(CellAddress.Range(row + 1, 1, last, columns.Length));
        foreach (string reason in part.Ends.Where(end => end.Reason is not null).Select(end => CommitmentTable.Sentence(end.Reason!)).Distinct()) canvas.Put(++last, 1, "! " + reason, Look.Note);
        return last;
    }

    private object?[] Cells(CommitmentExpiry end)
    {
        int d = end.Scope.Currency.MinorUnits;
        Look money = new(CellKind.Money, d);
        return
        [
            CommitmentsSheet.Name(end.Id), end.Scope.Provider ?? None, end.Scope.Service ?? None, end.Type, end.Start, end.End, end.DaysLeft(part.Today) is { } left ? (long)left : null,
            new Styled(Rounded(end.LostPerMonth, d), money), new Styled(Rounded(end.LockIn, d), money), end.Scope.Currency.Code, CommitmentExpiryTable.State(end, part.Today),
        ];
    }

    private int WriteProposals(int row)
    {
        Look percent = new(CellKind.Percent);
        SheetColumn[] columns =
        [
            new("Service", Look.Text, 30), new("Provider", Look.Text, 14), new("Based on", Look.Text, 30), new("Commit an hour", new Look(CellKind.Money, 3), 16),
            new("Discount", percent, 13), new("Covered now", percent, 13), new("Covered after", percent, 15), new("Saves a month", new Look(CellKind.Money), 15),
            new("If usage falls by 30 %", new Look(CellKind.Change), 15), new("Utilised", percent, 10), new("Pays until a fall of", percent, 15),
            new("Paid after months", new Look(CellKind.Money, 1), 15), new("ESR", percent, 10), new("Currency", Look.Text, 18),
        ];
        return SheetTable.Write(canvas, "tblPropose", row, columns, [.. part.Proposals.Select(Cells)]);
    }

    private static object?[] Cells(PurchaseProposal of)
    {
        bool buys = of.Reason is null;
        int d = of.Scope.Currency.MinorUnits;
        return
        [
            of.Scope.Service ?? None, of.Scope.Provider ?? None, string.Create(CultureInfo.InvariantCulture, $"{(of.IsHourly ? "hours" : "low trust: days")}, {of.Days} days"), buys ? of.Commitment : null,
            CommitmentTable.Share(of.Discount), of.Days == 0 ? null : CommitmentTable.Share(of.Coverage.Before), buys ? CommitmentTable.Share(of.Coverage.After) : null,
            new Styled(buys ? Rounded(of.SavingPerMonth, d) : null, new Look(CellKind.Money, d)), new Styled(buys ? Rounded(of.SavingIfUsageFalls, d) : null, new Look(CellKind.Change, d)),
            CommitmentTable.Share(of.Outcome?.Utilisation), buys ? of.FallToBreakEven : null, of.BreakEvenMonths is { } months ? decimal.Round(months, 1) : null,
            CommitmentTable.Share(of.Outcome?.SavingsRate), of.Scope.Currency.Code,
        ];
    }

    private static string Steps(PurchaseProposal of) => of.Reason is { } reason
        ? $"{of.Scope.Service ?? None}: {CommitmentTable.Sentence(reason)}"
        : $"{of.Scope.Service ?? None}: buy an hour's commitment in steps, {string.Join("; ", of.Ladder.Select(CommitmentProposalTable.Step))}; ask again before each step";

    private static decimal? Rounded(decimal? amount, int decimals) => amount is { } known ? decimal.Round(known, decimals, MidpointRounding.ToEven) : null;
}
