using CostGuard.Collect;
using CostGuard.Collect.Aws;
using CostGuard.Core.Close;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using Xunit;

namespace CostGuard.Unit.Collect;

public sealed class AwsInvoiceSourceTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 5, 8, 0, 0, TimeSpan.Zero);

    /// <summary>1793750400 is 2026-11-04 00:00 UTC: 20,761 days of 86,400 s.</summary>
    [Fact]
    public void Read_Invoice_AsTheProviderStatesIt()
    {
        FetchedInvoices fetched = AwsInvoiceSource.Read([Summary("INV-1", "INVOICE", "118402.77", "140899.30")], "acme", "ann@acme.example", At);

        Invoice invoice = Assert.Single(fetched.Invoices);
        Assert.Equal(("INV-1", "2026-10", "USD", new DateOnly(2026, 11, 4)), (invoice.Number, invoice.Period.ToString(), invoice.Currency.Code, invoice.Date));
        Assert.Equal((118402.77m, 22496.53m, 140899.30m), (invoice.Net, invoice.Tax, invoice.Total));
        Assert.Equal(("AWS", "111122223333", "ann@acme.example"), (invoice.Provider, invoice.BillingAccount, invoice.By));
        Assert.Empty(fetched.Notes);
    }

    [Theory]
    [InlineData("50.00", "59.50")]
    [InlineData("-50.00", "-59.50")]
    public void Read_CreditMemo_GivesMoneyBack(string net, string total)
    {
        Invoice memo = Assert.Single(AwsInvoiceSource.Read([Summary("CM-1", "CREDIT_MEMO", net, total)], "acme", "ann", At).Invoices);

        Assert.Equal((-50m, -9.5m), (memo.Net, memo.Tax));
    }

    [Theory]
    [InlineData("19.00")]
    [InlineData("-19.00")]
    public void Read_CreditMemoOfTaxAlone_GivesTaxBack(string total)
    {
        Invoice memo = Assert.Single(AwsInvoiceSource.Read([Summary("CM-2", "CREDIT_MEMO", "0.00", total)], "acme", "ann", At).Invoices);

        Assert.Equal((0m, -19m), (memo.Net, memo.Tax));
    }

    [Fact]
    public void Read_ReceiptAndCancelled_AreNamedAndLeftOut()
    {
        FetchedInvoices fetched = AwsInvoiceSource.Read([Summary("R-1", "PAYMENT_RECEIPT", null, null), Summary("INV-2", "INVOICE", "1", "1") with { TaxAuthorityStatus = "CANCELLED" }], "acme", "ann", At);

        Assert.Empty(fetched.Invoices);
        Assert.Equal(["R-1 is no invoice but PAYMENT_RECEIPT and was left out.", "INV-2 is cancelled and was left out."], fetched.Notes.Select(note => note.Message));
    }

    [Theory]
    [InlineData(null, "1")]
    [InlineData("1", "1,5")]
    public void Read_AmountMissing_Refused(string? net, string? total)
    {
        CostGuardException refused = Assert.Throws<CostGuardException>(() => AwsInvoiceSource.Read([Summary("INV-3", "INVOICE", net, total)], "acme", "ann", At));
        Assert.Equal((2, "CG2716"), (refused.ExitCode, refused.Problem.Code));
        Assert.Contains("INV-3", refused.Message, StringComparison.Ordinal);
    }

    private static InvoiceSummary Summary(string id, string type, string? net, string? total) => new()
    {
        AccountId = "111122223333",
        InvoiceId = id,
        InvoiceType = type,
        IssuedDate = 1793750400,
        BillingPeriod = new InvoiceMonth(10, 2026),
        BaseCurrencyAmount = new InvoiceCurrencyAmount { TotalAmountBeforeTax = net, TotalAmount = total, CurrencyCode = "USD" },
    };
}
