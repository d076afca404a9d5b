using System.Globalization;
using System.Text.Json;
using CostGuard.Core.Values;

namespace CostGuard.Collect.Azure;

/// <summary>An invoice of Azure's billing API as its JSON has it; amounts are the exact decimals of the text.</summary>
internal sealed class BillingInvoice(JsonElement json)
{
    private readonly JsonElement _properties = json.TryGetProperty("properties", out JsonElement properties) ? properties : default;

    /// <summary>Invoice number.</summary>
    public string? Number => Text(json, "name");

    /// <summary>"Invoice", "CreditNote", "VoidNote", "TaxReceipt", …; older answers have none.</summary>
    public string Document => Text(_properties, "documentType") ?? "Invoice";

    /// <summary>"Due", "OverDue", "Paid", "Void", "Locked", ….</summary>
    public string? Status => Text(_properties, "status");

    /// <summary>Name of the billing profile.</summary>
    public string? Profile => Last("billingProfileId");

    /// <summary>Number of the invoice that was billed after this one was made void.</summary>
    public string? BilledAgainAs => Last("billedDocumentId");

    /// <summary>Number of the void invoice that a credit note takes back.</summary>
    public string? CreditFor => Last("creditForDocumentId");

    /// <summary>Number of the void invoice that this one was billed in place of.</summary>
    public string? Replaces => Property("rebillDetails") is { ValueKind: JsonValueKind.Object } rebill && Text(rebill, "invoiceDocumentId") is { } id ? id.Split('/')[^1] : null;

    public DateOnly? Date => Day("invoiceDate");

    public DateOnly? From => Day("invoicePeriodStartDate");

    public DateOnly? Through => Day("invoicePeriodEndDate");

    /// <summary>The charges, before prepayment, credits and tax.</summary>
    public decimal? Billed => Amount("billedAmount");

    public decimal? SubTotal => Amount("subTotal");

    public decimal? Tax => Amount("taxAmount");

    /// <summary>What was due when it was made.</summary>
    public decimal? Total => Amount("totalAmount");

    /// <summary>Refunds of returns and cancellations.</summary>
    public decimal Refunds => Amount("creditAmount") ?? 0m;

    /// <summary>Paid from prepayment and free credits, which the cost data knows nothing of.</summary>
    public decimal Prepaid => (Amount("azurePrepaymentApplied") ?? 0m) + (Amount("freeAzureCreditApplied") ?? 0m);

    /// <summary>The currency of all amounts; null when there is none, or several.</summary>
    public Currency? Currency
    {
        get
        {
            string[] codes = [.. ((string[])["billedAmount", "subTotal", "taxAmount", "totalAmount", "creditAmount", "azurePrepaymentApplied", "freeAzureCreditApplied"])
                .Select(name => Property(name) is { ValueKind: JsonValueKind.Object } amount ? Text(amount, "currency") : null).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase)];
            return codes.Length == 1 && Core.Values.Currency.TryParse(codes[0], out Currency currency) ? currency : null;
        }
    }

    private decimal? Amount(string name)
    {
        if (Property(name) is not { ValueKind: JsonValueKind.Object } amount || !amount.TryGetProperty("value", out JsonElement value) || value.ValueKind != JsonValueKind.Number) return null;
        return decimal.TryParse(value.GetRawText(), NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number) ? number : null;
    }

    private DateOnly? Day(string name) =>
        Text(_properties, name) is { } text && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset at) ? DateOnly.FromDateTime(at.UtcDateTime) : null;

    private string? Last(string name) => Text(_properties, name) is { } id ? id.TrimEnd('/').Split('/')[^1] : null;

    private JsonElement? Property(string name) => _properties.ValueKind == JsonValueKind.Object && _properties.TryGetProperty(name, out JsonElement value) ? value : null;

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;
}
