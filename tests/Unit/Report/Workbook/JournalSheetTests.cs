using CostGuard.Report.Tables;
using CostGuard.Report.Workbook;
using Xunit;

namespace CostGuard.Unit.Report.Workbook;

public sealed class JournalSheetTests
{
    [Fact]
    public async Task Write_October_BalancesAndPostsWhatWasBilled()
    {
        WrittenSheet sheet = await WrittenSheet.OfAsync(InvoiceSamples.Input(InvoiceSamples.Both(), journal: InvoiceSamples.Accounts), "Journal");

        IReadOnlyList<IReadOnlyDictionary<string, string>> lines = sheet.Table("tblJrnl");
        // Five teams and one line against them, in each currency.
        Assert.Equal(12, lines.Count);
        Assert.Equal(("2000", "118402.77", "0"), (lines[11]["Account"], lines[11]["Credit"], lines[11]["Debit"]));
        Assert.Equal(
            [("EUR", "41286.15", "41286.15", "41286.15", "0", "TIES"), ("USD", "118402.77", "118402.77", "118402.77", "0", "TIES")],
            sheet.Table("tblJrnlTotal").Select(row => (row["Total"], row["Total debit"], row["Total credit"], row["Billed in Data"], row["Absolute"], row["Result"])));
    }

    [Fact]
    public async Task Write_ColumnsOfTheBooks_AsPeriodJournalPrintsThem()
    {
        WorkbookInput input = InvoiceSamples.Input(InvoiceSamples.Both(), journal: InvoiceSamples.Accounts with { Columns = ["account", "debit", "credit", "currency"] });
        WrittenSheet sheet = await WrittenSheet.OfAsync(input, "Journal");

        string[] printed = [.. input.Close!.JournalLines.Select(line => string.Join('|', input.Close.Journal!.Columns.Select(column => string.Create(
            System.Globalization.CultureInfo.InvariantCulture, $"{(JournalTable.Cell(line, column, input.Period) is decimal amount ? amount / 1.0000000000m : JournalTable.Cell(line, column, input.Period))}"))))];
        Assert.Equal(printed.Select(line => line.Split('|').Length), sheet.Table("tblJrnl").Select(row => row.Count));
        Assert.Equal(["Account", "Debit", "Credit", "Currency"], sheet.Table("tblJrnl")[0].Keys);
        Assert.Equal(printed.Select(line => line.Split('|')[0]), sheet.Table("tblJrnl").Select(row => row["Account"]));
    }

    // Without both sides nothing can be checked, and nothing claims to be.
    [Fact]
    public async Task Write_ColumnsWithoutSides_HaveNoCheck()
    {
        WorkbookInput input = InvoiceSamples.Input(InvoiceSamples.Both(), journal: InvoiceSamples.Accounts with { Columns = ["account", "debit", "text"] });

        Assert.DoesNotContain((await WrittenSheet.OfAsync(input, "Checks")).Table("tblCheck"), row => row["Check"] == "Journal");
    }

    [Fact]
    public async Task Write_NoJournalFile_NoSheet() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => WrittenSheet.OfAsync(InvoiceSamples.Input(InvoiceSamples.Both()), "Journal"));
}
