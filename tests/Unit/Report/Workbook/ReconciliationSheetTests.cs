using CostGuard.Core.Close;
using CostGuard.Core.Values;
using CostGuard.Report.Workbook;
using Xunit;

namespace CostGuard.Unit.Report.Workbook;

public sealed class ReconciliationSheetTests
{
    private const string Sheet = "Reconciliation";

    // ux 2.6: AWS 118,402.77 and Azure EUR 41,286.15, each the sum of five teams: 0.00.
    [Fact]
    public async Task Write_OctoberOfTheSpecification_TiesByLiveFormulas()
    {
        WrittenSheet sheet = await WrittenSheet.OfAsync(InvoiceSamples.Input(InvoiceSamples.Both()), Sheet);

        IReadOnlyDictionary<string, string> aws = sheet.Table("tblRecon")[0];
        Assert.Equal(("1234567890", "118402.77", "118402.77", "0", "0", "TIES"), (aws["Invoice"], aws["Invoice net"], aws["CostGuard billed"], aws["Explained"], aws["Difference"], aws["Result"]));
        IReadOnlyDictionary<string, string> azure = sheet.Table("tblRecon")[1];
        Assert.Equal(("EUR", "41286.15", "41286.15", "0", "TIES"), (azure["Currency"], azure["Invoice net"], azure["CostGuard billed"], azure["Difference"], azure["Result"]));
        Assert.Equal("SUMIFS(tblCost[Billed cost],tblCost[Invoice],tblRecon[[#This Row],[Invoice]],tblCost[Month],Period,tblCost[Currency],tblRecon[[#This Row],[Currency]])", sheet.Formula("F12"));
        Assert.Equal(("TIES", "0"), (sheet["B5"], sheet["B6"]));
    }

    // ux 0.2: 41,286.15 EUR at 1.0850 is 44,795.47 USD, and with AWS 163,198.24 USD.
    [Fact]
    public async Task Write_TwoCurrencies_AddsThemUpAtTheRateOfTheMonth()
    {
        WrittenSheet sheet = await WrittenSheet.OfAsync(InvoiceSamples.Input(InvoiceSamples.Both()), Sheet);

        Assert.Equal(["118402.77", "44795.47"], sheet.Table("tblReconTotal").Select(row => row["Net converted"]));
        Assert.Contains(Enumerable.Range(12, 12), row => sheet[$"A{row}"] == "Total USD" && sheet[$"G{row}"] == "163198.24" && sheet[$"H{row}"] == "163198.24");
    }

    [Fact]
    public async Task Write_NoRate_AddsNothingUp()
    {
        WrittenSheet sheet = await WrittenSheet.OfAsync(InvoiceSamples.Input(InvoiceSamples.Both()) with { Rates = [] }, Sheet);

        Assert.Equal("", sheet.Table("tblReconTotal")[1]["Net converted"]);
        Assert.DoesNotContain(Enumerable.Range(12, 12), row => sheet[$"A{row}"] == "Total USD");
    }

    [Fact]
    public async Task Write_NoInvoice_SaysSoAndNeverTies()
    {
        WorkbookInput input = InvoiceSamples.Input([]);
        WrittenSheet sheet = await WrittenSheet.OfAsync(input, Sheet);

        Assert.Equal(("no invoices yet", ""), (sheet["B5"], sheet["B6"]));
        Assert.Equal("no invoices yet", (await WrittenSheet.OfAsync(input, "Summary"))["B4"]);
        Assert.DoesNotContain((await WrittenSheet.OfAsync(input, "Checks")).Table("tblCheck"), row => row["Check"] == "Invoices");
    }

    // A missing account: 8,214.91 of AWS is not in the data.
    [Fact]
    public async Task Write_MissingLines_ShowTheirExactAmount()
    {
        DataLine[] lines = [.. InvoiceSamples.Lines().Where(line => line.Team != "Web" || line.Provider != "AWS")];
        WorkbookInput input = InvoiceSamples.Input(InvoiceSamples.Both(), lines: lines);
        WrittenSheet sheet = await WrittenSheet.OfAsync(input, Sheet);

        IReadOnlyDictionary<string, string> aws = sheet.Table("tblRecon")[0];
        Assert.Equal(("110187.86", "8214.91", "CHECK"), (aws["CostGuard billed"], aws["Difference"], aws["Result"]));
        Assert.Equal(("CHECK", "8214.91"), (sheet["B5"], sheet["B6"]));
        WrittenSheet summary = await WrittenSheet.OfAsync(input, "Summary");
        Assert.Equal(("NO", "8214.91", "FAIL"), (summary["B4"], summary["D4"], summary["A6"]));
        WrittenSheet checks = await WrittenSheet.OfAsync(input, "Checks");
        Assert.Equal("FAIL", checks["B5"]);
        Assert.Equal(("8214.91", "FAIL"), (checks.Table("tblCheck").Single(row => row["Check"] == "Invoices")["Value"], checks.Table("tblCheck").Single(row => row["Check"] == "Invoices")["Result"]));
    }

    // Net 118,402.77 + 250.00 support that the data lacks, as a person wrote; 0.40 is left, which may be rounding: it wants a reason.
    [Fact]
    public async Task Write_Explained_StandsInItsColumn()
    {
        WorkbookInput input = InvoiceSamples.Input(InvoiceSamples.Both(118_653.17m), [InvoiceSamples.Explained(ExplainedReason.Support, 250m)]);
        IReadOnlyDictionary<string, string> aws = (await WrittenSheet.OfAsync(input, Sheet)).Table("tblRecon")[0];

        Assert.Equal(("250", "250", "0.4", "1", "WITHIN"), (aws["Support"], aws["Explained"], aws["Difference"], aws["Rounding at most"], aws["Result"]));
    }

    // Tax in the data is no part of the net: 21.00 of tax lines are taken out.
    [Fact]
    public async Task Write_TaxLines_AreTakenOut()
    {
        DataLine[] lines = [.. InvoiceSamples.Lines(), WorkbookSamples.Line(InvoiceSamples.October, "Web", "AWS", "000000000042", "Tax", "Tax", 21m) with { Invoice = InvoiceSamples.Aws }];
        Invoice[] taxed = [InvoiceSamples.Both()[0] with { Tax = 21m }, InvoiceSamples.Both()[1]];
        IReadOnlyDictionary<string, string> aws = (await WrittenSheet.OfAsync(InvoiceSamples.Input(taxed, lines: lines), Sheet)).Table("tblRecon")[0];

        Assert.Equal(("118423.77", "-21", "0", "TIES"), (aws["CostGuard billed"], aws["Tax"], aws["Difference"], aws["Result"]));
    }

    // The invoice says 6.00 of tax, the data 21.00: 15.00 more than was invoiced.
    [Fact]
    public async Task Write_TaxThatContradictsTheInvoice_DoesNotTie()
    {
        DataLine[] lines = [.. InvoiceSamples.Lines(), WorkbookSamples.Line(InvoiceSamples.October, "Web", "AWS", "000000000042", "Tax", "Tax", 21m) with { Invoice = InvoiceSamples.Aws }];
        Invoice[] taxed = [InvoiceSamples.Both()[0] with { Tax = 6m }, InvoiceSamples.Both()[1]];
        WrittenSheet sheet = await WrittenSheet.OfAsync(InvoiceSamples.Input(taxed, lines: lines), Sheet);

        IReadOnlyDictionary<string, string> aws = sheet.Table("tblRecon")[0];
        Assert.Equal(("118423.77", "-6", "-15", "CHECK"), (aws["CostGuard billed"], aws["Tax"], aws["Difference"], aws["Result"]));
        Assert.Equal(("CHECK", "15"), (sheet["B5"], sheet["B6"]));
    }

    // +50.00 and −50.00 on an invoice that nobody recorded are 0.00, and tie with nothing.
    [Fact]
    public async Task Write_UnrecordedInvoiceOfZero_DoesNotTie()
    {
        DataLine[] lines = [.. InvoiceSamples.Lines(), Odd(50m), Odd(-50m)];
        WorkbookInput input = InvoiceSamples.Input(InvoiceSamples.Both(), lines: lines);
        WrittenSheet sheet = await WrittenSheet.OfAsync(input, Sheet);

        Assert.Equal("NO INVOICE", sheet.Table("tblRecon").Single(row => row["Invoice"] == "X-9")["Result"]);
        Assert.Equal(("CHECK", "0"), (sheet["B5"], sheet["B6"]));
        Assert.Equal("NO", (await WrittenSheet.OfAsync(input, "Summary"))["B4"]);
        Assert.Equal(("1", "FAIL"), (await WrittenSheet.OfAsync(input, "Checks")).Table("tblCheck").Where(row => row["Check"] == "Recorded").Select(row => (row["Value"], row["Result"])).Single());

        static DataLine Odd(decimal amount) => WorkbookSamples.Line(InvoiceSamples.October, "Web", "AWS", "000000000042", "Amazon EC2", "Usage", amount) with { Invoice = "X-9" };
    }

    // Some programs take 0012 for 12, and rolled-up data has no numbers: the sums are written, and tied to Data as a whole.
    [Theory]
    [InlineData("0012", "12")]
    [InlineData("INV*", "INV-2")]
    [InlineData(null, null)]
    public async Task Write_NumbersThatDataCannotAnswer_AreControlTotalsTiedAsAWhole(string? aws, string? azure)
    {
        IReadOnlyList<DataLine> named = InvoiceSamples.Lines(aws ?? InvoiceSamples.Aws, azure ?? InvoiceSamples.Azure);
        Invoice[] invoices = [InvoiceSamples.InvoiceOf(aws ?? InvoiceSamples.Aws, Currency.Usd, 118_402.77m, "AWS"), InvoiceSamples.InvoiceOf(azure ?? InvoiceSamples.Azure, Currency.Eur, 41_286.15m, "Microsoft")];
        WorkbookInput input = InvoiceSamples.Input(invoices, lines: named);
        if (aws is null) input = input with { Lines = [.. named.Select(line => line with { Invoice = null })] };
        WrittenSheet sheet = await WrittenSheet.OfAsync(input, Sheet);

        Assert.Contains("tblInv[Billed written]", sheet.Formula("F12"), StringComparison.Ordinal);
        Assert.All(sheet.Table("tblRecon"), row => Assert.Equal(("0", "TIES"), (row["Difference"], row["Result"])));
        Assert.Equal(["118402.77", "41286.15"], sheet.Table("tblTie").Where(row => row["What"] == "Data = billed on all invoices").Select(row => row["In this workbook"]).OrderDescending(StringComparer.Ordinal).Reverse());
        WrittenSheet about = await WrittenSheet.OfAsync(input, "About");
        Assert.Contains(Enumerable.Range(1, 80), row => about[$"B{row}"].Contains("control total", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Write_Result_IsWhatInvoiceShowSays()
    {
        WorkbookInput input = InvoiceSamples.Input(InvoiceSamples.Both(118_402.78m));
        IReadOnlyList<IReadOnlyDictionary<string, string>> rows = (await WrittenSheet.OfAsync(input, Sheet)).Table("tblRecon");

        Assert.Equal(input.Close!.Statements.Select(each => each.Unexplained), rows.Select(row => decimal.Parse(row["Difference"], System.Globalization.CultureInfo.InvariantCulture)));
    }
}
