using CostGuard.Core.Actions;
using CostGuard.Report.Workbook;
using Xunit;

namespace CostGuard.Unit.Report.Workbook;

public sealed class SavingsSheetTests
{
    // Found: 280.325 and twice 10.005 are 300.335, 300.34 half-even. Agreed: 50 and 20.50. Done: 600 promised, 631.14 on the bill (domain H-7: 105.2 %). Snoozed: 30.
    [Fact]
    public async Task Write_Sums_LeadFromFindingToBill()
    {
        SheetReader sheet = await Sheet(WorkbookPartSamples.Savings);

        Assert.Equal("Savings: 300 USD a month found and open, 70.5 USD agreed, 600 USD done, 631 USD of it verified on the bill", sheet["A1"]);
        Assert.Equal(["300.34", "70.5", "600", "600", "631.14", "1.0519", "30"], sheet.Column('B', 6, 12));
        Assert.Equal(["3", "2", "1", "1", "1", "", "1"], sheet.Column('C', 6, 12));
        Assert.Equal("SUMIFS(tblSaving[Saves a month],tblSaving[State],\"open\",tblSaving[Currency],tblSavingSum[[#This Row],[Currency]])", sheet.Formula("B6"));
        Assert.Contains("300 resources looked at, metrics through 2026-11-14", sheet["A3"], StringComparison.Ordinal);
    }

    // Half cents are handed out, so that what is open adds up to 300.34; the snoozed disk is out of sight.
    [Fact]
    public async Task Write_Findings_TheMostWorthwhileFirst()
    {
        SheetReader sheet = await Sheet(WorkbookPartSamples.Savings);

        Assert.Equal(["i-idle does nothing", "vol-taken does nothing", "vol-1 does nothing", "vol-2 does nothing", "bucket-x does nothing", ""], sheet.Column('A', 16, 21));
        Assert.Equal(["280.33", "50", "10.01", "10", "0"], sheet.Column('B', 16, 20));
        Assert.Equal(["open", "accepted", "open", "open", "open"], sheet.Column('G', 16, 20));
        // At once, in the end, cost a month; then team, action, owner and due day, 30 November as a serial number.
        Assert.Equal(["50", "50", "60", "USD", "accepted", "Payments", "A-1", "li@acme.test", "46356"], sheet.Row(17, 'K')[2..]);
        Assert.Equal("arn:aws:ec2:eu-central-1:012345678901:instance/i-idle", sheet["S16"]);
        Assert.Equal("", sheet["F20"]);
    }

    [Fact]
    public async Task Write_Actions_OpenFirstByDueDay()
    {
        SheetReader sheet = await Sheet(WorkbookPartSamples.Savings);

        Assert.Equal(["=cmd", "Take the disk down", "Do not buy the second cluster", "Stop the test fleet"], sheet.Column('A', 24, 27));
        Assert.Equal(["! LATE", "OPEN", "OPEN", "✓ DONE"], sheet.Column('G', 24, 27));
        Assert.Equal(["agreed", "agreed", "", "done, measured"], sheet.Column('N', 24, 27));
        Assert.Equal(["600", "631.14", "600", "660", "USD"], sheet.Row(27, 'F')[1..]);
        Assert.Equal(["46307", "verified"], sheet.Row(27, 'M')[11..]);
    }

    [Fact]
    public void Check_IsWhatCoreAddsUp() => Assert.Equal(300.34m + 70.50m + 631.14m, SavingsSheetFigures.Check());

    [Fact]
    public async Task Write_MoreThanFiveHundred_AreOneRowThatKeepsTheSum()
    {
        SavingLine one = WorkbookPartSamples.Savings.Findings[0];
        SheetReader sheet = await Sheet(WorkbookPartSamples.Savings with { Findings = [.. Enumerable.Repeat(one, 502)], Actions = [] });

        // 502 × 10.005.
        Assert.Equal("5022.51", sheet["B6"]);
        Assert.Equal("All other (2): costguard recommend list", sheet["A516"]);
        Assert.Equal(["(none)", ""], sheet.Column('A', 520, 521));
    }

    [Fact]
    public async Task Only_Team_LeavesNothingOfOthers()
    {
        Assert.Equal(6, WorkbookPartSamples.Savings.Only(new HashSet<string>(["payments"])).Findings.Count);
        SheetReader sheet = await Sheet(WorkbookPartSamples.Savings.Only(new HashSet<string>(["web"])));

        Assert.Equal("Savings: nothing was found that could be saved", sheet["A1"]);
        Assert.DoesNotContain("resources looked at", sheet["A3"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_NoInventory_LeavesTheSheetOut() => Assert.Null(await SheetReader.OfAsync(WorkbookSamples.Input() with { Savings = null }, "Savings"));

    private static async Task<SheetReader> Sheet(SavingPart part) => (await SheetReader.OfAsync(WorkbookSamples.Input() with { Savings = part }, "Savings"))!;

    /// <summary>The sums that the check holds the sheet against.</summary>
    private static class SavingsSheetFigures
    {
        public static decimal Check()
        {
            SavingsProgress progress = Assert.Single(WorkbookPartSamples.Savings.Progress);
            return decimal.Round(progress.Open.Amount, 2) + progress.Accepted.Amount + progress.Verified!.Value;
        }
    }
}
