using System.Text.Json;
using CostGuard.Collect;
using CostGuard.Collect.Azure;
using CostGuard.Core.Close;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Unit.Collect.Azure;
using Xunit;

namespace CostGuard.Unit.Collect;

public sealed class AzureInvoiceSourceTests
{
    private const string Account = "ab12:cd34_2019-05-31";
    private static readonly BillingPeriod October = BillingPeriod.Parse("2026-10");
    private static readonly DateTimeOffset At = new(2026, 11, 9, 8, 0, 0, TimeSpan.Zero);
    private static readonly AzureInvoicePlace Place = new(Account, null, null);

    /// <summary>
    /// Amounts of Microsoft's example of version 2020-05-01: 33.99 billed, 15.46 from prepayment, 2.00 of refunds, 16.53 in total. Refunds are charges of the cost
    /// data, so that 31.99 of it and prepayment of −15.46 make the net of 16.53.
    /// </summary>
    [Fact]
    public void Read_PrepaymentAfterTheSubtotal_IsAPartOfTheNet()
    {
        Invoice invoice = Assert.Single(Read(Json("1383724", billed: "33.99", prepaid: "15.46", refunds: "2.00", subTotal: "33.99", tax: "0.00", total: "16.53")).Invoices);

        Assert.Equal((16.53m, 0m), (invoice.Net, invoice.Tax));
        Assert.Equal(-15.46m, Assert.Single(invoice.Parts).Value);
        var lines = new BilledLines("1383724", "Microsoft", Account, Currency.Usd, null, 31.99m, 4);
        Assert.Equal(0m, Assert.Single(InvoiceMatch.Of(October, [invoice], [lines], [])).Unexplained);
    }

    /// <summary>The same as the API's words have it: the subtotal is what is due before tax. 100.00 − 25.46 = 74.54; 19 % of 100.00 is 19.00.</summary>
    [Fact]
    public void Read_PrepaymentBeforeTheSubtotal_IsTheSame()
    {
        Invoice invoice = Assert.Single(Read(Json("G1", billed: "100.00", prepaid: "25.46", subTotal: "74.54", tax: "19.00", total: "93.54")).Invoices);

        Assert.Equal((74.54m, 19.00m, 93.54m), (invoice.Net, invoice.Tax, invoice.Total));
        Assert.Equal(-25.46m, invoice.Parts[ExplainedReason.Credits]);
        Assert.Equal(("G1", "2026-10", new DateOnly(2026, 11, 8), "USD", "Microsoft", Account), (invoice.Number, invoice.Period.ToString(), invoice.Date, invoice.Currency.Code, invoice.Provider, invoice.BillingAccount));
        Assert.Equal(new InvoiceOrigin { Connection = "acme", Document = "Invoice", Status = "Due", Issuer = "Microsoft", BillingProfile = "P-1", From = new DateOnly(2026, 10, 1), Through = new DateOnly(2026, 10, 31) }, invoice.Origin);
    }

    [Fact]
    public void Read_Amounts_AreExactDecimalsOfTheText()
    {
        // A double has no 12345678901234.57: its shortest text would be …568.
        Invoice invoice = Assert.Single(Read(Json("G1", billed: "12345678901234.57", subTotal: "12345678901234.57", tax: "1e-2", total: "12345678901234.58")).Invoices);

        Assert.Equal((12_345_678_901_234.57m, 0.01m), (invoice.Net, invoice.Tax));
    }

    /// <summary>Microsoft's example of version 2024-04-01 adds up by no rule: 33.99 − 25.46 + 1 is not 7.53, and neither is 33.99 + 1.</summary>
    [Theory]
    [InlineData("33.99", "25.46", "33.99", "1", "7.53", "contradicts itself")]
    [InlineData("33.99", "0", null, null, null, "costguard invoice add G1 --period 2026-10 --date 2026-11-08 --currency USD")]
    public void Read_CannotBeRead_IsToldAndLeftOut(string billed, string prepaid, string? subTotal, string? tax, string? total, string words)
    {
        FetchedInvoices fetched = Read(Json("G1", billed, prepaid, "0", subTotal, tax, total), Json("G2", "1.00", subTotal: "1.00", tax: "0", total: "1.00"));

        Assert.Equal("G2", Assert.Single(fetched.Invoices).Number);
        Problem note = Assert.Single(fetched.Notes);
        Assert.Equal(("CG2716", Severity.Error), (note.Code, note.Severity));
        Assert.Contains(words, note.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_BilledAgain_TakesTheNewOneAlone()
    {
        FetchedInvoices fetched = Read(
            Json("G1", "10.00", subTotal: "10.00", tax: "0", total: "10.00", more: ""","status":"Void","billedDocumentId":"/x/invoices/G3" """),
            Json("C2", "10.00", subTotal: "10.00", tax: "0", total: "10.00", more: ""","documentType":"CreditNote","creditForDocumentId":"/x/invoices/G1" """),
            Json("G3", "9.00", subTotal: "9.00", tax: "0", total: "9.00", more: ""","rebillDetails":{"invoiceDocumentId":"/x/invoices/G1","creditNoteDocumentId":"/x/invoices/C2"} """),
            Json("V4", "9.00", subTotal: "9.00", tax: "0", total: "9.00", more: ""","documentType":"VoidNote" """),
            Json("T5", "9.00", subTotal: "9.00", tax: "0", total: "9.00", more: ""","documentType":"TaxReceipt" """));

        Invoice only = Assert.Single(fetched.Invoices);
        Assert.Equal(("G3", "G1", 9m), (only.Number, only.Origin!.Replaces, only.Net));
        Assert.Equal(["G1"], fetched.Voided);
        Assert.Equal(
            ["G1 is void, billed again as G3, and was left out.", "C2 takes back the void invoice G1 and was left out with it.", "V4 is no invoice but VoidNote and was left out.", "T5 is no invoice but TaxReceipt and was left out."],
            fetched.Notes.Select(note => note.Message));
    }

    [Theory]
    [InlineData("50.00", "9.50", "59.50")]
    [InlineData("-50.00", "-9.50", "-59.50")]
    public void Read_CreditNoteOfItsOwn_GivesMoneyBack(string net, string tax, string total)
    {
        Invoice note = Assert.Single(Read(Json("C1", net, subTotal: net, tax: tax, total: total, more: ""","documentType":"CreditNote" """)).Invoices);

        Assert.Equal((-50m, -9.5m), (note.Net, note.Tax));
    }

    [Fact]
    public void Read_PeriodAcrossMonths_CountsWhereItBegins()
    {
        string json = Json("M1", "1.00", subTotal: "1.00", tax: "0", total: "1.00").Replace("2026-10-01", "2026-10-19", StringComparison.Ordinal).Replace("2026-10-31", "2026-11-18", StringComparison.Ordinal);

        FetchedInvoices fetched = Read(json);
        Assert.Equal(October, Assert.Single(fetched.Invoices).Period);
        Assert.Equal(Severity.Info, Assert.Single(fetched.Notes).Severity);
        Assert.Empty(AzureInvoiceSource.Read([Parsed(json)], Place, October.Next, "acme", "ann", At).Invoices);
    }

    [Fact]
    public void Read_TwoCurrenciesInOne_IsLeftOut()
    {
        string json = Json("G1", "1.00", subTotal: "1.00", tax: "0", total: "1.00");
        int tax = json.IndexOf("taxAmount", StringComparison.Ordinal);

        FetchedInvoices fetched = Read(json[..tax] + json[tax..].Replace("USD", "EUR", StringComparison.Ordinal));
        Assert.Empty(fetched.Invoices);
        Assert.Equal(Severity.Error, Assert.Single(fetched.Notes).Severity);
    }

    [Fact]
    public async Task FetchAsync_PagesAndThrottling_AllInvoicesComeOnce()
    {
        AzureFake? azure = null;
        int calls = 0;
        using AzureFake server = azure = new AzureFake((_, url, _) => ++calls == 1
            ? new AzureAnswer(429, "{}", new Dictionary<string, string> { ["Retry-After"] = "7" })
            : url.EndsWith("&$skiptoken=2", StringComparison.Ordinal)
                ? new AzureAnswer(200, $$"""{"value":[{{Json("G2", "2.00", subTotal: "2.00", tax: "0", total: "2.00")}}]}""")
                : new AzureAnswer(200, $$"""{"value":[{{Json("G1", "1.00", subTotal: "1.00", tax: "0", total: "1.00")}}],"nextLink":"{{azure!.Address}}next?api-version=2024-04-01&$skiptoken=2"}"""));
        var clock = new HurriedClock();

        FetchedInvoices fetched = await new AzureInvoiceSource(new PlainSecrets(), clock, new EndpointBreakers(clock)).FetchAsync(
            azure.Connection(("billingAccount", Account)), October, "ann", At, TestContext.Current.CancellationToken);

        Assert.Equal(["G1", "G2"], fetched.Invoices.Select(invoice => invoice.Number));
        Assert.Equal($"/providers/Microsoft.Billing/billingAccounts/{Account}/invoices?api-version=2024-04-01&periodStartDate=2026-10-01&periodEndDate=2026-11-30", azure.Calls[0].Url);
        Assert.Contains(clock.Waits, wait => wait >= TimeSpan.FromSeconds(7) && wait < TimeSpan.FromSeconds(9));
    }

    [Theory]
    [InlineData(403, 4, "CG2732")]
    [InlineData(400, 2, "CG2733")]
    [InlineData(404, 2, "CG2733")]
    public async Task FetchAsync_Refused_SaysWhatItMeans(int status, int exit, string code)
    {
        using var azure = new AzureFake((_, _, _) => new AzureAnswer(status, """{"error":{"code":"X","message":"words"}}"""));

        CostGuardException refusal = await Assert.ThrowsAsync<CostGuardException>(() => FetchAsync(azure.Connection(("billingAccount", Account))));
        Assert.Equal((exit, code), (refusal.ExitCode, refusal.Problem.Code));
    }

    [Fact]
    public async Task FetchAsync_NextPageElsewhereOrAgain_IsRefused()
    {
        AzureFake? azure = null;
        string next = "https://other.example/x";
        using AzureFake server = azure = new AzureFake((_, _, _) => new AzureAnswer(200, $$"""{"value":[],"nextLink":"{{next}}"}"""));
        Assert.Equal("CG2734", (await Assert.ThrowsAsync<CostGuardException>(() => FetchAsync(azure.Connection(("billingAccount", Account))))).Problem.Code);

        next = azure.Address + "again";
        Assert.Equal("CG2734", (await Assert.ThrowsAsync<CostGuardException>(() => FetchAsync(azure.Connection(("billingAccount", Account))))).Problem.Code);
        Assert.Equal(3, azure.Calls.Count);
    }

    /// <summary>An enrollment's silence is told, and no billing account is asked back with those that are seen.</summary>
    [Fact]
    public async Task FetchAsync_EnrollmentOrNoAccount_IsToldLoudly()
    {
        using var azure = new AzureFake((_, url, _) => new AzureAnswer(200, url.Contains("/invoices", StringComparison.Ordinal) ? """{"value":[]}""" : """{"value":[{"name":"7898901"}]}"""));

        Problem note = Assert.Single((await FetchAsync(azure.Connection(("billingAccount", "7898901")))).Notes);
        Assert.Equal(("CG2733", Severity.Error), (note.Code, note.Severity));
        CostGuardException refusal = await Assert.ThrowsAsync<CostGuardException>(() => FetchAsync(azure.Connection(("scope", "subscriptions"))));
        Assert.Equal("CG2716", refusal.Problem.Code);
        Assert.Contains("sees 7898901", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("billingAccount", "/providers/Microsoft.Billing/billingAccounts/A-1/billingProfiles/P-1", "billingAccounts/A-1/billingProfiles/P-1/invoices")]
    [InlineData("scope", "providers/Microsoft.Billing/billingAccounts/A-1", "billingAccounts/A-1/invoices")]
    [InlineData("scope", "subscriptions/sub-b", "billingAccounts/default/billingSubscriptions/sub-b/invoices")]
    public void Place_Setting_IsAnAddress(string setting, string value, string path) =>
        Assert.EndsWith(path, Assert.Single(AzureInvoicePlace.Of(new Connection { Name = "acme", Provider = "azure", Source = new Dictionary<string, string> { [setting] = value } })).Path, StringComparison.Ordinal);

    [Fact]
    public void Place_NameWithAQuery_IsRefused() =>
        Assert.Throws<CostGuardException>(() => AzureInvoicePlace.Of(new Connection { Name = "acme", Provider = "azure", Source = new Dictionary<string, string> { ["billingAccount"] = "A?x=1" } }));

    private static Task<FetchedInvoices> FetchAsync(Connection connection)
    {
        var clock = new HurriedClock();
        return new AzureInvoiceSource(new PlainSecrets(), clock, new EndpointBreakers(clock)).FetchAsync(connection, October, "ann", At, TestContext.Current.CancellationToken);
    }

    private static FetchedInvoices Read(params string[] all) => AzureInvoiceSource.Read([.. all.Select(Parsed)], Place, October, "acme", "ann", At);

    private static JsonElement Parsed(string json) => JsonDocument.Parse(json).RootElement;

    private static string Json(string name, string billed, string prepaid = "0", string refunds = "0", string? subTotal = null, string? tax = null, string? total = null, string more = "")
    {
        string Amount(string field, string? value) => value is null ? "" : $$""" ,"{{field}}":{"currency":"USD","value":{{value}}} """;
        string status = more.Contains("status", StringComparison.Ordinal) ? "" : """ ,"status":"Due" """;
        return $$"""{"name":"{{name}}","properties":{"invoiceDate":"2026-11-08T17:32:28Z","invoicePeriodStartDate":"2026-10-01T00:00:00Z","invoicePeriodEndDate":"2026-10-31T00:00:00Z","billingProfileId":"/providers/Microsoft.Billing/billingAccounts/{{Account}}/billingProfiles/P-1" """
            + Amount("billedAmount", billed) + Amount("azurePrepaymentApplied", prepaid) + Amount("creditAmount", refunds) + Amount("subTotal", subTotal) + Amount("taxAmount", tax) + Amount("totalAmount", total) + status + more + "}}";
    }
}
