using System.Globalization;
using System.Text;
using System.Text.Json;
using CostGuard.Core.Errors;
using CostGuard.Core.Focus.Azure;
using CostGuard.Core.Values;

namespace CostGuard.Collect.Azure;

/// <summary>
/// Turns answers into FOCUS charges, as CSV. A group has one row in the actual costs and one in the amortised: they are two measures of one charge and
/// become one, whose BilledCost is the actual and whose EffectiveCost the amortised cost. What the other answer does not have costs nothing there: a
/// purchase is not in the amortised, the share of a purchase is 0 in the actual costs.
/// </summary>
internal sealed class AzureQueryCharges(AzureQueryHead head, string file)
{
    private readonly Dictionary<string, string> _effective = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _unknownTypes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string?> _cells = AzureQueryColumns.Texts.ToDictionary(name => name, _ => (string?)null, StringComparer.Ordinal);
    private readonly StringBuilder _csv = new();
    private bool _withoutTypes;

    /// <summary>The charges of one answer. Those of an amortised one wait for the actual costs, which come after it.</summary>
    public byte[] Read(string type, byte[] answer)
    {
        using var table = new AzureQueryTable(answer, file);
        foreach (JsonElement row in table.Rows.EnumerateArray())
        {
            string line = LineOf(table, row), cost = table.CostOf(row);
            if (type == AzureQuery.Amortized)
            {
                if (!_effective.TryAdd(line, cost)) Add(line, "0", cost);
            }
            else if (!head.Amortized) Add(line, cost, cost);
            else Add(line, cost, _effective.Remove(line, out string? effective) ? effective : "0");
        }

        return Take();
    }

    /// <summary>The amortised costs that nothing is billed for on their day.</summary>
    public byte[] Rest()
    {
        foreach ((string line, string cost) in _effective.OrderBy(pair => pair.Key, StringComparer.Ordinal)) Add(line, "0", cost);
        _effective.Clear();
        return Take();
    }

    /// <summary>What is to be told of the file.</summary>
    public IEnumerable<Problem> Problems()
    {
        if (_unknownTypes.Count > 0) yield return AzureQueryErrors.UnknownChargeType.At($"Charge types that are not known: {string.Join(", ", _unknownTypes)}.", file, null, "x_ChargeType", Severity.Warning);
        if (_withoutTypes) yield return AzureQueryErrors.NoChargeTypes.At("Every charge has the category Usage: charge types were not asked for.", file, null, "ChargeCategory", Severity.Warning);
    }

    // All cells but the costs: the same in both answers for the same group.
    private string LineOf(AzureQueryTable table, JsonElement row)
    {
        foreach (string name in AzureQueryColumns.Texts) _cells[name] = null;
        (_cells["SubAccountId"], _cells["SubAccountName"], _cells["BillingAccountId"]) = (head.Subscription, head.SubscriptionName, head.BillingAccount);
        (_cells["ProviderName"], _cells["InvoiceIssuerName"], _cells["PublisherName"]) = ("Microsoft", "Microsoft", "Microsoft");
        foreach ((string name, int index) in table.Columns)
        {
            if (AzureQueryColumns.FocusOf(name) is { } column && table.Text(row, index) is { } value) _cells[column] = AzureQueryColumns.ValueOf(column, value);
        }

        _cells["BillingCurrency"] = table.CurrencyOf(row);
        SetPeriod(table.PeriodOf(row));
        SetKind(table.Columns.ContainsKey("ChargeType"));
        if (head.TagKey is { } key && table.Columns.TryGetValue("TagValue", out int tag) && table.Text(row, tag) is { } tagged)
            _cells["Tags"] = JsonSerializer.Serialize(new Dictionary<string, string> { [key] = tagged });
        return string.Join(',', AzureQueryColumns.Texts.Select(name => Quoted(_cells[name])));
    }

    private void SetPeriod((DateOnly Start, DateOnly End) period)
    {
        var month = BillingPeriod.Of(period.Start);
        (_cells["BillingPeriodStart"], _cells["BillingPeriodEnd"]) = (Text(month.FirstDay), Text(month.Next.FirstDay));
        (_cells["ChargePeriodStart"], _cells["ChargePeriodEnd"]) = (Text(period.Start), Text(period.End));
    }

    // The same words as for exports.
    private void SetKind(bool asked)
    {
        _withoutTypes |= !asked;
        AzureChargeKind kind = AzureChargeKind.Of(Bytes("x_ChargeType"), Bytes("x_PricingModel"), Bytes("CommitmentDiscountId"));
        if (kind.Type == AzureChargeType.Unknown) _unknownTypes.Add(_cells["x_ChargeType"]!);
        _cells["ChargeCategory"] = Text(AzureWords.Category(kind));
        _cells["ChargeClass"] = Text(AzureWords.Class(kind));
        _cells["PricingCategory"] = Text(AzureWords.Pricing(kind));
        if (_cells["CommitmentDiscountId"] is not null) _cells["CommitmentDiscountStatus"] = Text(AzureWords.Status(kind));
        if (_cells["RegionId"] is { } location) (_cells["RegionId"], _cells["RegionName"]) = AzureRegions.Find(location) is { } region ? (region.Id, region.Name) : (null, null);
    }

    private void Add(string line, string billed, string effective) => _csv.Append(line).Append(',').Append(billed).Append(',').Append(effective).Append('\n');

    private byte[] Take()
    {
        byte[] bytes = Encoding.UTF8.GetBytes(_csv.ToString());
        _csv.Clear();
        return bytes;
    }

    private byte[] Bytes(string column) => Encoding.UTF8.GetBytes(_cells[column] ?? "");

    private static string? Text(ReadOnlySpan<byte> word) => word.IsEmpty ? null : Encoding.UTF8.GetString(word);

    private static string Quoted(string? cell) => cell is null ? "" : cell.AsSpan().IndexOfAny(",\"\r\n") < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
