using System.Globalization;
using CostGuard.Core.Commitments;
using CostGuard.Core.Errors;
using CostGuard.Core.Values;
using CostGuard.Report.Workbook;
using Xunit;

namespace CostGuard.Unit.Report.Workbook;

public sealed class CommitmentsSheetTests
{
    // Used 70, 20.005 and 20.005 are 110.01: the cent goes to the first of the two halves. Saved: 100 − 80 and twice 33.335 − 20.01, 46.65 in all.
    [Fact]
    public async Task Write_HalfCents_FootToTheTotalsOfTheBill()
    {
        SheetReader sheet = await Sheet(WorkbookPartSamples.Commitments);

        Assert.Equal(["sp-1", "resv-eur", "ri-2", "ri-3"], sheet.Column('A', 6, 9));
        Assert.Equal(WorkbookPartSamples.Plan, sheet["P6"]);
        Assert.Equal(["70", "12", "20.01", "20"], sheet.Column('G', 6, 9));
        Assert.Equal(["10", "3", "0.01", "0"], sheet.Column('H', 6, 9));
        Assert.Equal(["80", "15", "20.02", "20"], sheet.Column('I', 6, 9));
        Assert.Equal(["100", "10", "33.35", "33.32"], sheet.Column('K', 6, 9));
        Assert.Equal(["20", "-5", "13.33", "13.32"], sheet.Column('L', 6, 9));
        Assert.Equal("ROUND(tblCommit[[#This Row],[Contracted price]]-tblCommit[[#This Row],[Cost]],2)", sheet.Formula("L6"));
        Assert.Equal((0.875, 0.2), (Number(sheet["J6"]), Number(sheet["M6"])));
    }

    // USD: 166.67 contracted and 60 on demand are 226.67; covered 73.5 %; ESR 1 − (120.02 + 60) ÷ 226.67.
    [Fact]
    public async Task Write_ByProvider_IsLiveAndSaysCoverage()
    {
        SheetReader sheet = await Sheet(WorkbookPartSamples.Commitments);

        Assert.Equal(["AWS", "USD", "✓ OK", "226.67"], sheet.Row(13, 'D'));
        Assert.Equal((166.67 / 226.67, 1 - (180.02 / 226.67)), (Number(sheet["E13"]), Number(sheet["F13"])), Near);
        Assert.Equal(["110.01", "10.01", "120.02"], sheet.Row(13, 'I')[6..]);
        Assert.Equal(["166.67", "46.65"], sheet.Row(13, 'L')[10..]);
        Assert.Equal(["12", "3", "15"], sheet.Row(14, 'I')[6..]);
        Assert.StartsWith("SUMIFS(tblCommit[Used],tblCommit[Provider],tblCommitSum[[#This Row],[Provider]]", sheet.Formula("G13"), StringComparison.Ordinal);
        Assert.Equal(
            "Commitments, Nov 2026: 4 commitments saved 46.6 USD, 10 USD of the cost was unused; cost 5 EUR more than usage on demand, 3 EUR of the cost was unused", sheet["A1"]);
    }

    [Fact]
    public async Task Write_EndsAndProposals_AreWhatTheCommandsSay()
    {
        SheetReader sheet = await Sheet(WorkbookPartSamples.Commitments);
        int end = sheet.Find('A', "Commitment") is 5 ? 18 : 0;

        // 5 December 2025 and 2026 as Excel's serial numbers, also beside the commitment itself.
        Assert.Equal(["sp-1", "AWS", "Amazon EC2", "Savings Plan", "45996", "46361", "20", "25.56", "56", "USD", "! WITHIN 30 DAYS"], sheet.Row(end, 'K'));
        Assert.Equal(["45996", "46361"], sheet.Row(6, 'F')[4..]);
        Assert.Equal(["ri-2", "", "", "", "13.3", "", "? UNKNOWN"], ((string[])["A", "E", "F", "G", "H", "I", "K"]).Select(column => sheet[$"{column}{end + 1}"]));
        Assert.Equal("! CG1463 The end of ri-2 is not on the bill.", sheet[$"A{end + 2}"]);

        int buy = sheet.Find('A', "Service") + 1;
        Assert.Equal(["Amazon EC2", "AWS", "hours, 60 days", "0.72", "0.3", "0.5", "0.8", "150.13", "-12.34", "0.95", "0.25", "8.4", "0.3", "USD"], sheet.Row(buy, 'N'));
        Assert.Equal(["Amazon RDS", "AWS", "hours, 3 days", "", "", "0", "", "", ""], sheet.Row(buy + 1, 'I'));
        Assert.Equal("Amazon EC2: buy an hour's commitment in steps, 2026-12-01 0.180; ask again before each step", sheet[$"A{buy + 2}"]);
        Assert.Equal("Amazon RDS: CG1464 Amazon RDS: 3 days with data.", sheet[$"A{buy + 3}"]);
    }

    [Fact]
    public async Task Write_StatusMissing_LeavesAmountsEmptyAndSaysWhy()
    {
        CommitmentPart part = WorkbookPartSamples.Commitments;
        CommitmentLine[] lines = [part.Report.Lines[0] with { Kpis = null, Waste = null, Reason = CommitmentErrors.StatusMissing.At("x") }];
        CommitmentTotal[] totals = [part.Report.Totals[0] with { Kpis = null }];
        SheetReader sheet = await Sheet(part with { Report = new CommitmentReport(lines, totals, [CommitmentErrors.StatusMissing.At("x")]), Proposals = [], NoProposals = CommitmentErrors.NoneOnTheBill.At("y") });

        Assert.Equal(["", "", "", "", "", "", "", "? UNKNOWN"], sheet.Row(6, 'N')[6..]);
        Assert.Equal("Commitments, Nov 2026: 1 commitment in USD: how much was used cannot be told", sheet["A1"]);
        Assert.Contains("! CG1461 x", sheet.Column('A', 1, 30));
        Assert.Contains("! CG1460 y", sheet.Column('A', 1, 30));
    }

    [Fact]
    public async Task Write_OneCurrency_HasATotalRow()
    {
        CommitmentPart part = WorkbookPartSamples.Commitments;
        var report = new CommitmentReport([.. part.Report.Lines.Where(line => line.Scope.Currency == Currency.Usd)], [part.Report.Totals[0]], []);
        SheetReader sheet = await Sheet(part with { Report = report });

        Assert.Equal(["Total", "110.01", "10.01", "120.02", "166.67", "46.65"], ((string[])["A9", "G9", "H9", "I9", "K9", "L9"]).Select(cell => sheet[cell]));
        Assert.Equal((110.01 / 120.02, 46.65 / 166.67), (Number(sheet["J9"]), Number(sheet["M9"])), Near);
    }

    [Fact]
    public async Task Write_NoCommitments_LeavesTheSheetOut() =>
        Assert.Null(await SheetReader.OfAsync(WorkbookSamples.Input() with { Commitments = null }, "Commitments"));

    private static bool Near((double, double) left, (double, double) right) => Math.Abs(left.Item1 - right.Item1) < 1e-5 && Math.Abs(left.Item2 - right.Item2) < 1e-5;

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static async Task<SheetReader> Sheet(CommitmentPart part) => (await SheetReader.OfAsync(WorkbookSamples.Input() with { Commitments = part }, "Commitments"))!;
}
