using CostGuard.Core.Close;
using CostGuard.Core.Statements;
using CostGuard.Core.Values;
using Xunit;

namespace CostGuard.Unit.Core.Statements;

public sealed class InvoicedAmountTests
{
    private static readonly BillingPeriod October = BillingPeriod.Parse("2026-10");

    /// <summary>96.675 of lines and 3.355 of support are 100.03: rounded each by itself they would be 96.68 + 3.36 = 100.04.</summary>
    [Fact]
    public void Of_TwoHalvesOfACent_StayTheInvoice()
    {
        var amount = InvoicedAmount.Of(Statement(net: 100.03m, tax: 0m, billed: 96.675m, new ExplainedItem(ExplainedReason.Support, 3.355m, "support plan", null, null)));

        Assert.Equal((96.67m, 3.36m), (amount.Charged, amount.Explained));
        Assert.Equal(100.03m, amount.Charged + amount.Explained);
    }

    /// <summary>An invoice of 100 and 19 of tax, whose tax stands in the lines: all of it is charged.</summary>
    [Fact]
    public void Of_TaxInTheLines_IsCharged()
    {
        var amount = InvoicedAmount.Of(Statement(net: 100m, tax: 19m, billed: 119m, new ExplainedItem(ExplainedReason.Tax, -19m, "tax lines", null, null)));

        Assert.Equal((119m, 0m, 0m), (amount.Charged, amount.Explained, amount.TaxNotCharged));
    }

    /// <summary>1,058 billed on an invoice of 965 + 53: everybody is charged what the data says, and the invoices are 40 less.</summary>
    [Fact]
    public void Of_TaxThatContradictsTheInvoice_IsChargedAndNotHidden()
    {
        var amount = InvoicedAmount.Of(Statement(net: 965m, tax: 53m, billed: 1_058m, new ExplainedItem(ExplainedReason.Tax, -53m, "the invoice's tax", null, null)));

        Assert.Equal((1_058m, 1_018m, 0m, 0m), (amount.Charged, amount.Invoice, amount.Explained, amount.TaxNotCharged));
    }

    private static InvoiceStatement Statement(decimal net, decimal tax, decimal billed, params ExplainedItem[] items) => new()
    {
        Number = "A-1",
        Invoice = new Invoice { Number = "A-1", Currency = Currency.Usd, Period = October, Date = October.Next.FirstDay, Net = net, Tax = tax, By = "fin@acme.test", At = October.End },
        Period = October,
        Provider = "AWS",
        Currency = Currency.Usd,
        Billed = billed,
        Rows = 2,
        Items = items,
    };
}
