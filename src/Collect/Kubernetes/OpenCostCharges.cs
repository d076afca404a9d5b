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

    private const string Idle = "__idle__", Unmounted = "__unmounted__", None = "__unallocated__";

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
        string[] parts = PartsOf(head, name);
        string cluster = head.Cluster ?? OpenCostAnswer.PropertyOf(allocation, "cluster")
            ?? throw answer.Unreadable($"{name} names no cluster: aggregate by cluster, or name it in the connection with 'cluster'");
        string? kind = parts.Contains(Idle) ? Idle : parts.Contains(Unmounted) ? Unmounted : null;
        string? Value(string group) => kind is null ? Grouped(head, allocation, parts, group) : null;
        (_text["SubAccountId"], _text["SubAccountName"]) = (cluster, cluster);
        _text["x_Namespace"] = Value("namespace");
        _text["x_Controller"] = Value("controller");
        _text["x_ControllerKind"] = Value("controllerKind");
        _text["x_Node"] = head.Aggregate.Contains("node") ? OpenCostAnswer.PropertyOf(allocation, "node") : null;

        // The cluster first, under the name that is shown, so that equal workloads of two clusters are two resources.
        string[] rest = [.. parts.Where((part, i) => !(parts.Length == head.Aggregate.Count && head.Aggregate[i] == "cluster") && part != cluster)];
        _text["ResourceId"] = string.Join('/', [cluster, .. rest]);
        _text["ResourceName"] = rest.Length > 0 ? rest[^1] : cluster;
        (_text["ResourceType"], _text["ChargeDescription"]) = kind switch
        {
            Idle => ("Idle", "Capacity that nobody asked for or used"),
            Unmounted => ("Unmounted volume", "Volumes that nothing mounts"),
            _ => (Value("controllerKind") ?? head.Aggregate[^1], "Share of nodes, volumes, network and load balancers"),
        };
        _text["Tags"] = TagsOf(head, allocation, parts, kind);
    }

    // Kubernetes' own names come under k8s:, so that no label can take their place.
    private static string? TagsOf(OpenCostHead head, JsonElement allocation, string[] parts, string? kind)
    {
        var tags = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (kind is null)
        {
            foreach ((string key, string value) in OpenCostAnswer.LabelsOf(allocation, "namespaceLabels")) tags[key] = value;
            foreach ((string key, string value) in OpenCostAnswer.LabelsOf(allocation, "labels")) tags[key] = value;
        }

        foreach (string group in head.Aggregate.Where(group => group != "cluster"))
        {
            string? label = OpenCostSettings.LabelOf(group);
            string? value = kind is not null ? null : label is null ? Grouped(head, allocation, parts, group) : Labelled(head, parts, group, label);
            if (value is not null) tags[label ?? $"k8s:{group}"] = value;
        }

        if (kind is not null) tags["k8s:namespace"] = kind;
        return tags.Count == 0 ? null : JsonSerializer.Serialize(tags);
    }

    // A property counts only where it was grouped by: of others an answer has what happens to be common to a group, which changes from day to day.
    private static string? Grouped(OpenCostHead head, JsonElement allocation, string[] parts, string group)
    {
        int at = IndexOf(head, group);
        if (at < 0) return null;
        string? part = parts.Length == head.Aggregate.Count ? parts[at] : OpenCostAnswer.PropertyOf(allocation, group);
        return part is null or "" or None ? null : part;
    }

    // "team=web", or __unallocated__ where there is no such label. The key may stand as Prometheus writes it: app_kubernetes_io_name.
    private static string? Labelled(OpenCostHead head, string[] parts, string group, string label)
    {
        if (parts.Length != head.Aggregate.Count || parts[IndexOf(head, group)] is not { } part || part == None) return null;
        string? key = ((string[])[label, Sanitised(label)]).FirstOrDefault(key => part.StartsWith(key + "=", StringComparison.Ordinal));
        return key is null ? part : part[(key.Length + 1)..];
    }

    // A label's own key may hold the '/' that stands between the parts.
    private static string[] PartsOf(OpenCostHead head, string name)
    {
        foreach (string label in head.Aggregate.Select(OpenCostSettings.LabelOf).OfType<string>().Where(label => label.Contains('/', StringComparison.Ordinal)))
            name = name.Replace(label + "=", Sanitised(label) + "=", StringComparison.Ordinal);
        return name.Split('/');
    }

    private static string Sanitised(string label) => string.Concat(label.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '_'));

    private static int IndexOf(OpenCostHead head, string group) => head.Aggregate.TakeWhile(one => one != group).Count() is var at && at < head.Aggregate.Count ? at : -1;

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
