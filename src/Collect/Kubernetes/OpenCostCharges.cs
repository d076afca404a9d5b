using System.Globalization;
using System.Text.Json;
using CostGuard.Collect.Focus;
using CostGuard.Core.Errors;
using CostGuard.Core.Values;

namespace CostGuard.Collect.Kubernetes;

/// <summary>
/// Turns days' answers into FOCUS charges, one an allocation. OpenCost knows one cost, so that all four of FOCUS are the same. What nobody uses
/// and volumes that nothing mounts are charges of their own.
/// </summary>
internal sealed class OpenCostCharges(string file)
{
    /// <summary>Columns of the charges. Four that FOCUS asks for are always empty: OpenCost knows nothing of them.</summary>
    public static readonly string[] Columns =
    [
        "BilledCost", "BillingAccountName", "BillingCurrency", "BillingPeriodEnd", "BillingPeriodStart", "ChargeCategory", "ChargeClass", "ChargeDescription", "ChargeFrequency",
        "ChargePeriodEnd", "ChargePeriodStart", "ContractedCost", "EffectiveCost", "InvoiceIssuerName", "ListCost", "PricingQuantity", "PricingUnit", "ProviderName", "PublisherName",
        "ResourceId", "ResourceName", "ResourceType", "ServiceCategory", "ServiceName", "SubAccountId", "SubAccountName", "Tags", "x_Controller", "x_ControllerKind", "x_Namespace", "x_Node",
    ];

    private readonly ChargeText _text = new(Columns)
    {
        ["ChargeCategory"] = "Usage",
        ["ChargeFrequency"] = "Usage-Based",
        ["InvoiceIssuerName"] = "OpenCost",
        ["ProviderName"] = "Kubernetes",
        ["PublisherName"] = "Kubernetes",
        ["ServiceCategory"] = "Compute",
        ["ServiceName"] = "Kubernetes",
    };

    private readonly List<string> _negative = [];

    /// <summary>The charges as FOCUS CSV without a header.</summary>
    public byte[] Read(OpenCostHead head, OpenCostAnswer answer)
    {
        var month = BillingPeriod.Of(head.Day);
        (_text["BillingCurrency"], _text["BillingPeriodStart"], _text["BillingPeriodEnd"]) = (head.Currency, Text(month.FirstDay), Text(month.Next.FirstDay));
        (_text["ChargePeriodStart"], _text["ChargePeriodEnd"]) = (Text(head.Day), Text(head.Day.AddDays(1)));
        foreach (JsonElement allocation in answer.Allocations)
        {
            string name = answer.NameOf(allocation), cost = answer.CostOf(allocation);
            if (cost.StartsWith('-') && cost.AsSpan().ContainsAnyInRange('1', '9')) _negative.Add(name);
            SetNames(head, answer, allocation, name);
            foreach (string column in (string[])["BilledCost", "ContractedCost", "EffectiveCost", "ListCost"]) _text[column] = cost;
            _text.End();
        }

        return _text.Take();
    }

    /// <summary>What is to be told of the file.</summary>
    public IEnumerable<Problem> Problems() => _negative.Count == 0 ? [] :
    [
        OpenCostErrors.NegativeCost.At(FormattableString.Invariant($"{_negative.Count} negative costs, the first of {_negative[0]}. They are kept as they are."), file, null, "BilledCost", Severity.Warning),
    ];

    private void SetNames(OpenCostHead head, OpenCostAnswer answer, JsonElement allocation, string name)
    {
        var place = OpenCostPlace.Of(head, answer, allocation, name);
        (_text["SubAccountId"], _text["SubAccountName"]) = (place.Cluster, place.Cluster);
        _text["x_Namespace"] = place.Value("namespace");
        _text["x_Controller"] = place.Value("controller");
        _text["x_ControllerKind"] = place.Value("controllerKind");
        _text["x_Node"] = head.Aggregate.Contains("node") ? OpenCostAnswer.PropertyOf(allocation, "node") : null;
        (_text["ResourceId"], _text["ResourceName"]) = (place.Id, place.Name);
        (_text["ResourceType"], _text["ChargeDescription"]) = place.Kind switch
        {
            OpenCostPlace.Idle => ("Idle", "Capacity that nobody asked for or used"),
            OpenCostPlace.Unmounted => ("Unmounted volume", "Volumes that nothing mounts"),
            _ => (place.Value("controllerKind") ?? head.Aggregate[^1], "Share of nodes, volumes, network and load balancers"),
        };
        SortedDictionary<string, string> tags = place.Tags();
        _text["Tags"] = tags.Count == 0 ? null : JsonSerializer.Serialize(tags);
    }

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
