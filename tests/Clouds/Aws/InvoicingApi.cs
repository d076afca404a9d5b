using System.Text.Json.Nodes;
using CostGuard.Clouds.Billing;
using CostGuard.Clouds.Faults;

namespace CostGuard.Clouds.Aws;

/// <summary>AWS Invoicing: an invoice for each InvoiceId of the file, issued on the third of the next month, and a receipt for each, as AWS lists them.</summary>
internal sealed class InvoicingApi(CloudSwitches switches, Func<IReadOnlyList<Charge>> charges)
{
    public JsonObject Answer(string operation, JsonObject request)
    {
        if (operation != "ListInvoiceSummaries") throw new AwsFault("UnknownOperationException", operation);
        if (request["Selector"]?["ResourceType"]?.GetValue<string>() != "ACCOUNT_ID") throw new AwsFault("ValidationException", "Selector");
        string account = request["Selector"]!["Value"]!.GetValue<string>();
        JsonNode month = request["Filter"]?["BillingPeriod"] ?? throw new AwsFault("ValidationException", "Filter");
        var first = new DateOnly(month["Year"]!.GetValue<int>(), month["Month"]!.GetValue<int>(), 1);
        IGrouping<(string Id, string Currency), Charge>[] invoices =
        [
            .. charges().Where(charge => charge["BillingAccountId"] == account && charge["InvoiceId"].Length > 0 && charge.BillingMonth == first)
                .GroupBy(charge => (charge["InvoiceId"], charge.Currency)).OrderBy(group => group.Key.Item1, StringComparer.Ordinal),
        ];
        JsonObject[] all = [.. invoices.Select(invoice => Invoice(invoice, account, first)), .. invoices.Select(invoice => Receipt(invoice.Key.Id, account, first))];
        Pages pages = Pages.Of(request, "NextToken", switches, all.Length);
        return pages.Token(new JsonObject { ["InvoiceSummaries"] = new JsonArray([.. all.Skip(pages.From).Take(pages.Count).Select(each => (JsonNode)each)]) });
    }

    private static JsonObject Invoice(IGrouping<(string Id, string Currency), Charge> invoice, string account, DateOnly first)
    {
        string net = Sum(invoice.Where(charge => charge["ChargeCategory"] != "Tax")), total = Sum(invoice);
        JsonObject summary = Document(invoice.Key.Id, "INVOICE", account, first);
        summary["BaseCurrencyAmount"] = new JsonObject { ["TotalAmount"] = total, ["TotalAmountBeforeTax"] = net, ["CurrencyCode"] = invoice.Key.Currency };
        return summary;
    }

    private static JsonObject Receipt(string id, string account, DateOnly first) => Document("R-" + id, "PAYMENT_RECEIPT", account, first);

    private static JsonObject Document(string id, string type, string account, DateOnly first) => new()
    {
        ["AccountId"] = account,
        ["InvoiceId"] = id,
        ["IssuedDate"] = new DateTimeOffset(first.AddMonths(1).AddDays(2).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero).ToUnixTimeSeconds(),
        ["BillingPeriod"] = new JsonObject { ["Month"] = first.Month, ["Year"] = first.Year },
        ["InvoiceType"] = type,
    };

    private static string Sum(IEnumerable<Charge> charges) => Amounts.Write(charges.Aggregate((Int128)0, (sum, charge) => sum + charge.Billed), 2);
}
