using System.Globalization;
using System.Text.Json.Nodes;
using CostGuard.Clouds.Billing;
using CostGuard.Clouds.Faults;
using Microsoft.AspNetCore.Http;

namespace CostGuard.Clouds.Azure;

/// <summary>
/// Azure's billing API: an invoice for each InvoiceId of the file, dated the eighth of the next month, with 19 % tax that the cost data does not have, and a tax
/// receipt. One that was billed again comes as the void invoice, the credit note that takes it back, and the new invoice.
/// </summary>
internal sealed class BillingApi(CloudSwitches switches, IReadOnlyList<Charge> charges)
{
    private const string Accounts = "/providers/Microsoft.Billing/billingAccounts", Invoices = "/invoices";

    public JsonObject Answer(HttpRequest request)
    {
        string path = request.Path.Value ?? "";
        if (path.Equals(Accounts, StringComparison.OrdinalIgnoreCase)) return Names();
        if (!path.EndsWith(Invoices, StringComparison.OrdinalIgnoreCase)) throw new AzureFault(404, "NotFound", path);
        if (request.Query["api-version"].ToString() != "2024-04-01") throw new AzureFault(400, "InvalidApiVersionParameter", "The api-version is not served here.");
        string[] place = path[(Accounts.Length + 1)..^Invoices.Length].Split('/');
        Charge[] own = [.. charges.Where(charge => charge["InvoiceId"].Length > 0 && IsIn(place, charge))];
        if (own.Length == 0) throw new AzureFault(404, "BillingAccountNotFound", $"{string.Join('/', place)} was not found.");
        DateOnly first = Day(request, "periodStartDate"), last = Day(request, "periodEndDate");
        JsonObject[] all =
        [
            .. own.GroupBy(charge => (Id: charge["InvoiceId"], charge.Currency, charge.BillingMonth)).Where(group => group.Key.BillingMonth <= last && group.Key.BillingMonth.AddMonths(1) > first)
                .OrderBy(group => group.Key.Id, StringComparer.Ordinal).SelectMany(group => Documents(string.Join('/', place), group.Key.Id, group.Key.Currency, group.Key.BillingMonth, group)),
        ];
        int from = int.TryParse(request.Query["$skiptoken"], NumberStyles.None, CultureInfo.InvariantCulture, out int token) ? token : 0;
        var answer = new JsonObject { ["value"] = new JsonArray([.. all.Skip(from).Take(switches.PageSize).Select(each => (JsonNode)each)]) };
        if (from + switches.PageSize < all.Length)
            answer["nextLink"] = string.Create(CultureInfo.InvariantCulture, $"{request.Scheme}://{request.Host}{path}?api-version=2024-04-01&periodStartDate={first:yyyy-MM-dd}&periodEndDate={last:yyyy-MM-dd}&$skiptoken={from + switches.PageSize}");
        return answer;
    }

    private JsonObject Names() => new()
    {
        ["value"] = new JsonArray([.. charges.Select(charge => Last(charge["BillingAccountId"])).Where(name => name.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(name => (JsonNode)new JsonObject { ["name"] = name })]),
    };

    private static bool IsIn(string[] place, Charge charge) =>
        place is ["default", "billingSubscriptions", var subscription] ? charge["SubAccountId"] == subscription
        : Last(charge["BillingAccountId"]).Equals(place[^1], StringComparison.OrdinalIgnoreCase);

    private IEnumerable<JsonObject> Documents(string place, string id, string currency, DateOnly month, IEnumerable<Charge> lines)
    {
        decimal billed = decimal.Parse(Amounts.Write(lines.Aggregate((Int128)0, (sum, charge) => sum + charge.Billed), 2), CultureInfo.InvariantCulture);
        string whole = $"{Accounts}/{place}{Invoices}/";
        if (!switches.Rebilled.Contains(id)) yield return Document(whole, id, "Invoice", "Due", currency, month, billed);
        else
        {
            yield return With(Document(whole, id, "Invoice", "Void", currency, month, billed), "billedDocumentId", whole + id + "-R");
            yield return With(Document(whole, "CN-" + id, "CreditNote", "Due", currency, month, billed), "creditForDocumentId", whole + id);
            yield return With(Document(whole, id + "-R", "Invoice", "Due", currency, month, billed), "rebillDetails", new JsonObject { ["creditNoteDocumentId"] = whole + "CN-" + id, ["invoiceDocumentId"] = whole + id });
        }

        yield return Document(whole, "TR-" + id, "TaxReceipt", "Paid", currency, month, billed);
    }

    private JsonObject Document(string whole, string id, string kind, string status, string currency, DateOnly month, decimal billed)
    {
        decimal tax = decimal.Round(billed * 0.19m, 2, MidpointRounding.ToEven), prepaid = Math.Min(switches.Prepaid, billed);
        JsonObject Amount(decimal value) => new() { ["currency"] = currency, ["value"] = JsonNode.Parse(value.ToString(CultureInfo.InvariantCulture)) };
        string Instant(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd}T00:00:00Z");
        return new JsonObject
        {
            ["name"] = id,
            ["type"] = "Microsoft.Billing/billingAccounts/invoices",
            ["id"] = whole + id,
            ["properties"] = new JsonObject
            {
                ["documentType"] = kind,
                ["status"] = status,
                ["invoiceDate"] = Instant(month.AddMonths(1).AddDays(7)),
                ["invoicePeriodStartDate"] = Instant(month),
                ["invoicePeriodEndDate"] = Instant(month.AddMonths(1).AddDays(-1)),
                ["billingProfileId"] = $"{whole[..^(Invoices.Length + 1)]}/billingProfiles/main",
                ["billedAmount"] = Amount(billed),
                ["azurePrepaymentApplied"] = Amount(prepaid),
                ["creditAmount"] = Amount(0m),
                ["freeAzureCreditApplied"] = Amount(0m),
                ["subTotal"] = Amount(billed - prepaid),
                ["taxAmount"] = Amount(tax),
                ["totalAmount"] = Amount(billed - prepaid + tax),
                ["amountDue"] = Amount(billed - prepaid + tax),
            },
        };
    }

    private static JsonObject With(JsonObject document, string name, JsonNode value)
    {
        document["properties"]!.AsObject()[name] = value;
        return document;
    }

    private static string Last(string id) => id.TrimEnd('/').Split('/')[^1];

    private static DateOnly Day(HttpRequest request, string name) =>
        DateOnly.TryParseExact(request.Query[name], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) ? day : throw new AzureFault(400, "BadRequest", $"{name} is no day.");
}
