using CostGuard.Core.Configuration;
using CostGuard.Core.Values;
using CostGuard.Report.Workbook;
using CostGuard.Unit.Core;
using Xunit;

namespace CostGuard.Unit.Report.Workbook;

public sealed class InvoicesSheetTests
{
    [Fact]
    public async Task Write_OneRowAnInvoiceAndCurrency_WithExactAndWrittenAmounts()
    {
        IReadOnlyList<IReadOnlyDictionary<string, string>> rows = (await WrittenSheet.OfAsync(InvoiceSamples.Input(InvoiceSamples.Both()), "Invoices")).Table("tblInv");

        Assert.Equal(2, rows.Count);
        // 2026-11-03 is day 46329 of Excel.
        Assert.Equal(("1234567890", "AWS", "46329", "USD", "118402.77", "0", "118402.77"), (rows[0]["Invoice"], rows[0]["Provider"], rows[0]["Date"], rows[0]["Currency"], rows[0]["Net"], rows[0]["Tax"], rows[0]["Total"]));
        Assert.Equal(("10", "118402.77", "fin@acme.example"), (rows[0]["Lines of data"], rows[0]["Billed written"], rows[0]["Recorded by"]));
        Assert.StartsWith("118402.77", rows[0]["Billed exact"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_InvoiceThatNobodyRecorded_IsListedWithoutAmounts()
    {
        IReadOnlyList<IReadOnlyDictionary<string, string>> rows = (await WrittenSheet.OfAsync(InvoiceSamples.Input([InvoiceSamples.Both()[0]]), "Invoices")).Table("tblInv");

        Assert.Equal((InvoiceSamples.Azure, "", "41286.15"), (rows[1]["Invoice"], rows[1]["Net"], rows[1]["Billed written"]));
    }

    // The column is there only where somebody matched something; the invoice ties by its charges, whatever number they carry in Data.
    [Fact]
    public async Task Write_MatchedCharges_SayWhoPutThemThere()
    {
        WorkbookInput input = InvoiceSamples.Input([InvoiceSamples.Both()[0], InvoiceSamples.Both()[1] with { Number = "G9" }], matchTo: "G9");

        IReadOnlyDictionary<string, string> row = (await WrittenSheet.OfAsync(input, "Invoices")).Table("tblInv").Single(each => each["Invoice"] == "G9");
        Assert.Equal(("41286.15", "41286.15"), (row["Net"], row["Billed written"]));
        Assert.StartsWith("fin@acme.example 2026-11-10: billed anew (charges c", row["Matched by"], StringComparison.Ordinal);
        Assert.EndsWith($", {InvoiceSamples.Azure} in the data)", row["Matched by"], StringComparison.Ordinal);
        Assert.Equal(("0", "TIES"), ((await WrittenSheet.OfAsync(input, "Reconciliation")).Table("tblRecon").Single(each => each["Invoice"] == "G9") is var tied ? (tied["Difference"], tied["Result"]) : default));
        Assert.DoesNotContain("Matched by", (await WrittenSheet.OfAsync(InvoiceSamples.Input(InvoiceSamples.Both()), "Invoices")).Table("tblInv")[0].Keys);
    }

    // A team sees its own part of an invoice, and nothing of the invoice itself.
    [Fact]
    public async Task Write_Team_OwnLinesOnly()
    {
        TeamConfig payments = new() { Id = new TeamId("payments"), Title = "Payments", Owner = "lead@acme.example", EffectiveFrom = BillingPeriod.Month(2025, 1) };
        WorkbookInput input = TeamInputBuilder.Cut(InvoiceSamples.Input(InvoiceSamples.Both()), payments.Id, [payments], SomeConfiguration.Of() with { Teams = [payments] });
        WrittenSheet sheet = await WrittenSheet.OfAsync(input, "Invoices");

        Assert.Null(input.Close);
        IReadOnlyList<IReadOnlyDictionary<string, string>> rows = sheet.Table("tblInv");
        Assert.Equal([("1234567890", "30977.45", "30977.45", "TIES"), ("G012345678", "12006.75", "12006.75", "TIES")], rows.Select(row => (row["Invoice"], row["Billed written"], row["In Data"], row["Result"])));
        foreach (string other in (string[])["Invoices", "Reconciliation", "Checks", "About", "Summary"])
        {
            WrittenSheet written = await WrittenSheet.OfAsync(input, other);
            Assert.DoesNotContain(Enumerable.Range(1, 120).SelectMany(row => Enumerable.Range('A', 20).Select(column => written[$"{(char)column}{row}"])), value => value is "118402.77" or "41286.15" or "163198.24");
        }
    }
}
