using System.Globalization;
using System.Text.Json;
using CostGuard.Collect.Focus;
using CostGuard.Core.Errors;
using CostGuard.Core.Values;

namespace CostGuard.Collect.Aws;

/// <summary>Turns answers of Cost Explorer into FOCUS charges: one for each group, two where a commitment's fee has an unused part.</summary>
internal sealed class CostCharges(string file, string? billingAccount, IReadOnlyDictionary<string, string> accountNames)
{
    /// <summary>Columns of the charges. What an answer was not grouped by is empty in every row.</summary>
    public static readonly string[] Columns =
    [
        "AvailabilityZone", "BilledCost", "BillingAccountId", "BillingAccountName", "BillingCurrency", "BillingPeriodEnd", "BillingPeriodStart", "ChargeCategory", "ChargeClass", "ChargeDescription",
        "ChargeFrequency", "ChargePeriodEnd", "ChargePeriodStart", "EffectiveCost", "InvoiceIssuerName", "PricingCategory", "ProviderName", "PublisherName", "RegionId", "ServiceName", "SkuMeter",
        "SubAccountId", "SubAccountName", "Tags", "x_CostCategories", "x_Estimated", "x_InstanceType", "x_LegalEntity", "x_Operation", "x_PurchaseType", "x_RecordType",
    ];

    private readonly ChargeText _text = new(Columns) { ["ProviderName"] = "AWS", ["PublisherName"] = "AWS", ["InvoiceIssuerName"] = "AWS" };
    private readonly SortedSet<string> _unknownTypes = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _estimated = new(StringComparer.Ordinal);
    private bool _withoutTypes;

    /// <summary>The answer's charges as FOCUS CSV without a header.</summary>
    public byte[] Read(GetCostAndUsageRequest request, GetCostAndUsageResponse answer)
    {
        CostDimension[] dimensions = [.. (request.GroupBy ?? []).Select(group => new CostDimension(group.Type, group.Key))];
        Dictionary<string, string> names = (answer.DimensionValueAttributes ?? []).Where(value => value.Value is not null && value.Attributes?.ContainsKey("description") == true)
            .GroupBy(value => value.Value!, StringComparer.Ordinal).ToDictionary(value => value.Key, value => value.First().Attributes!["description"], StringComparer.Ordinal);
        KeyValuePair<string, string>[] filtered = [.. Filters(request.Filter).Select(filter => KeyValuePair.Create(filter.Key, filter.Values[0]))];
        _withoutTypes |= dimensions.All(dimension => dimension.Key != CostDimension.RecordType) && filtered.All(filter => filter.Key != CostDimension.RecordType);
        foreach (ResultByTime result in answer.ResultsByTime ?? [])
        {
            if (result.Estimated && result.Groups is { Count: > 0 }) _estimated.Add(result.TimePeriod.Start);
            SetPeriod(result);
            foreach (Group group in result.Groups ?? [])
            {
                if (group.Keys.Count != dimensions.Length) throw Unreadable($"a group has {group.Keys.Count} keys, {dimensions.Length} were asked for");
                string?[] values = [.. dimensions.Zip(group.Keys, (dimension, key) => dimension.ValueOf(key))];
                RecordKind kind = SetDimensions(dimensions, values, filtered, names);
                AddCosts(kind, request.Metrics, group.Metrics);
            }
        }

        return _text.Take();
    }

    /// <summary>What is to be told of the file.</summary>
    public IEnumerable<Problem> Problems()
    {
        if (_unknownTypes.Count > 0) yield return CostExplorerErrors.UnknownRecordType.At($"Record types that are not known: {string.Join(", ", _unknownTypes)}.", file, null, "x_RecordType", Severity.Warning);
        if (_withoutTypes) yield return CostExplorerErrors.NoRecordTypes.At("Every charge has the category Usage: record types were not asked for.", file, null, "ChargeCategory", Severity.Warning);
        if (_estimated.Count > 0)
            yield return CostExplorerErrors.Estimated.At(string.Create(CultureInfo.InvariantCulture, $"Not final: {_estimated.Count} periods from {_estimated.Min} are estimated."), file, null, "x_Estimated", Severity.Info);
    }

    private static IEnumerable<DimensionValues> Filters(Expression? filter)
    {
        if (filter?.Dimensions is { Values.Count: > 0 } dimensions) yield return dimensions;
        foreach (DimensionValues other in (filter?.And ?? []).SelectMany(Filters)) yield return other;
    }

    private void SetPeriod(ResultByTime result)
    {
        if (!DateOnly.TryParseExact(result.TimePeriod.Start, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day))
            throw Unreadable($"a period starts at '{result.TimePeriod.Start}'");
        var month = BillingPeriod.Of(day);
        _text["BillingPeriodStart"] = Text(month.FirstDay);
        _text["BillingPeriodEnd"] = Text(month.Next.FirstDay);
        _text["ChargePeriodStart"] = result.TimePeriod.Start;
        _text["ChargePeriodEnd"] = result.TimePeriod.End;
        _text["x_Estimated"] = result.Estimated ? "true" : "false";
    }

    private RecordKind SetDimensions(CostDimension[] dimensions, string?[] values, KeyValuePair<string, string>[] filtered, Dictionary<string, string> names)
    {
        string? recordType = null;
        _text["Tags"] = Json("TAG", dimensions, values);
        _text["x_CostCategories"] = Json("COST_CATEGORY", dimensions, values);
        _text["BillingAccountId"] = billingAccount;
        foreach ((CostDimension dimension, string? value) in dimensions.Zip(values).Concat(filtered.Select(filter => (new CostDimension("DIMENSION", filter.Key), (string?)filter.Value))))
        {
            if (dimension.Key == CostDimension.RecordType) recordType = value;
            else if (dimension.Column is { } column) _text[column] = value is null ? null : dimension.ValueOf(value);
        }

        string? account = _text["SubAccountId"];
        _text["SubAccountName"] = account is null ? null : names.GetValueOrDefault(account) ?? accountNames.GetValueOrDefault(account);
        if (recordType is not null && !RecordKind.Knows(recordType)) _unknownTypes.Add(recordType);
        RecordKind kind = recordType is null ? RecordKind.Usage : RecordKind.Of(recordType);
        _text["x_RecordType"] = recordType is null ? null : kind.Name;
        return kind;
    }

    private void AddCosts(RecordKind kind, IReadOnlyList<string> metrics, IReadOnlyDictionary<string, MetricValue> costs)
    {
        MetricValue Cost(string metric) => costs.GetValueOrDefault(metric) ?? throw Unreadable($"{metric} was asked for and a group has none");
        MetricValue billed = Cost(metrics[0]);
        MetricValue effective = Cost(metrics[^1]);

        // Where there is nothing, the unit may be N/A.
        if (billed.Unit == "N/A" && IsZero(billed.Amount) && IsZero(effective.Amount)) return;
        _text["BillingCurrency"] = billed.Unit == "N/A" ? effective.Unit : billed.Unit;
        bool split = kind.IsCommitmentFee && metrics.Count > 1;
        Add(kind.Category, kind.Frequency, kind.Pricing, billed.Amount, split ? "0" : effective.Amount, kind.IsCommitmentFee ? "Commitment fee" : null);
        if (split && !IsZero(effective.Amount)) Add("Usage", "Usage-Based", "Committed", "0", effective.Amount, "Commitment, not used");
    }

    private void Add(string category, string frequency, string pricing, string billed, string effective, string? description)
    {
        _text["ChargeCategory"] = category;
        _text["ChargeFrequency"] = frequency.Length == 0 ? null : frequency;
        _text["PricingCategory"] = pricing.Length == 0 ? null : pricing;
        _text["ChargeDescription"] = description;
        _text["BilledCost"] = billed;
        _text["EffectiveCost"] = effective;
        _text.End();
    }

    private static bool IsZero(string amount) => !amount.AsSpan().ContainsAnyInRange('1', '9');

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    // Null where no key of the kind has a value.
    private static string? Json(string type, CostDimension[] dimensions, string?[] values)
    {
        var pairs = dimensions.Zip(values).Where(pair => pair.First.Type == type && pair.Second is not null).ToDictionary(pair => pair.First.Key, pair => pair.Second!, StringComparer.Ordinal);
        return pairs.Count == 0 ? null : JsonSerializer.Serialize(pairs, AwsJsonText.Options);
    }

    private CostGuardException Unreadable(string why) => new(2, CostExplorerErrors.Unreadable.At($"{file} cannot be read: {why}.", file));
}
