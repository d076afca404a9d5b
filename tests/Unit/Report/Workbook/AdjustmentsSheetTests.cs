using ClosedXML.Excel;
using CostGuard.Core.Close;
using CostGuard.Report.Workbook;
using Xunit;

namespace CostGuard.Unit.Report.Workbook;

public sealed class AdjustmentsSheetTests
{
    [Fact]
    public async Task Write_WhoWhenWhyAndWhoSigned()
    {
        WorkbookInput input = InvoiceSamples.Input(InvoiceSamples.Both(118_502.77m), [InvoiceSamples.Explained(ExplainedReason.Fx, 100m)]);
        input = input with { Close = input.Close! with { Approval = "reconciled by fin@acme.example, closed by cfo@acme.example" } };
        IReadOnlyDictionary<string, string> row = Assert.Single((await WrittenSheet.OfAsync(input, "Adjustments")).Table("tblAdj"));

        // 2026-11-04 is day 46330 of Excel.
        Assert.Equal(("46330", "cfo@acme.example", "fx", "Other explained", "100", "USD"), (row["Date"], row["Who"], row["Reason"], row["Column"], row["Amount"], row["Currency"]));
        Assert.Equal((InvoiceSamples.Aws, "see the letter of 2026-11-05", "reconciled by fin@acme.example, closed by cfo@acme.example", "7"), (row["Invoice"], row["Why"], row["Approval"], row["Explanation"]));
        IReadOnlyDictionary<string, string> invoice = (await WrittenSheet.OfAsync(input, "Reconciliation")).Table("tblRecon")[0];
        Assert.Equal(("100", "0", "TIES"), (invoice["Other explained"], invoice["Difference"], invoice["Result"]));
    }

    [Fact]
    public async Task Write_Nothing_SaysNone() =>
        Assert.Equal("(none)", Assert.Single((await WrittenSheet.OfAsync(InvoiceSamples.Input(InvoiceSamples.Both()), "Adjustments")).Table("tblAdj"))["Date"]);

    [Fact]
    public async Task Write_InputCells_AreValidated()
    {
        using var file = new MemoryStream();
        await FinanceWorkbook.WriteAsync(InvoiceSamples.Input(InvoiceSamples.Both(), [InvoiceSamples.Explained(ExplainedReason.Rounding, 0.1m, InvoiceSamples.Azure)]), file, TestContext.Current.CancellationToken);
        file.Position = 0;
        using var book = new XLWorkbook(file);

        IXLDataValidation[] rules = [.. book.Worksheet("Adjustments").DataValidations];
        Assert.Equal([XLAllowedValues.Date, XLAllowedValues.List, XLAllowedValues.Decimal], rules.Select(rule => rule.AllowedValues).Order().OrderBy(kind => kind == XLAllowedValues.Date ? 0 : kind == XLAllowedValues.List ? 1 : 2));
        Assert.Contains(rules, rule => rule.Value == "\"tax,credits,support,marketplace,refunds,prior-period,fx,rounding\"");
    }
}
