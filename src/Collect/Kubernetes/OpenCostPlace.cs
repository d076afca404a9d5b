using System.Text.Json;

namespace CostGuard.Collect.Kubernetes;

/// <summary>What an allocation is of: its cluster, its id in bills and inventories alike, its tags.</summary>
internal sealed class OpenCostPlace
{
    public const string Idle = "__idle__", Unmounted = "__unmounted__";

    private const string None = "__unallocated__";

    private readonly OpenCostHead _head;
    private readonly JsonElement _allocation;
    private readonly string[] _parts;

    private OpenCostPlace(OpenCostHead head, JsonElement allocation, string[] parts, string cluster)
    {
        (_head, _allocation, _parts, Cluster) = (head, allocation, parts, cluster);
        Kind = parts.Contains(Idle) ? Idle : parts.Contains(Unmounted) ? Unmounted : null;

        // The cluster first, under the name that is shown, so that equal workloads of two clusters are two resources.
        string[] rest = [.. parts.Where((part, i) => !(parts.Length == head.Aggregate.Count && head.Aggregate[i] == "cluster") && part != cluster)];
        Id = string.Join('/', [cluster, .. rest]);
        Name = rest.Length > 0 ? rest[^1] : cluster;
    }

    /// <summary>The connection's name of the cluster, else OpenCost's.</summary>
    public string Cluster { get; }

    /// <summary>"prod-eu/shop/deployment/web".</summary>
    public string Id { get; }

    /// <summary>Its last part.</summary>
    public string Name { get; }

    /// <summary>What nobody uses or mounts; null for a workload.</summary>
    public string? Kind { get; }

    /// <summary>True for one workload: not what is idle, and not what has no controller and is many.</summary>
    public bool IsWorkload => Kind is null && !_parts.Contains(None);

    /// <exception cref="Core.Errors.CostGuardException">Exit code 2: nobody names the cluster.</exception>
    public static OpenCostPlace Of(OpenCostHead head, OpenCostAnswer answer, JsonElement allocation, string name) => new(
        head, allocation, PartsOf(head, name), head.Cluster ?? OpenCostAnswer.PropertyOf(allocation, "cluster")
            ?? throw answer.Unreadable($"{name} names no cluster: aggregate by cluster, or name it in the connection with 'cluster'"));

    /// <summary>The value of something that was grouped by; null of anything else, and of what is no workload.</summary>
    public string? Value(string group) => Kind is null ? Grouped(group) : null;

    /// <summary>Labels, and Kubernetes' own names under k8s:, so that no label can take their place.</summary>
    public SortedDictionary<string, string> Tags()
    {
        var tags = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (Kind is null)
        {
            foreach ((string key, string value) in OpenCostAnswer.LabelsOf(_allocation, "namespaceLabels")) tags[key] = value;
            foreach ((string key, string value) in OpenCostAnswer.LabelsOf(_allocation, "labels")) tags[key] = value;
        }

        foreach (string group in _head.Aggregate.Where(group => group != "cluster"))
        {
            string? label = OpenCostSettings.LabelOf(group);
            string? value = Kind is not null ? null : label is null ? Grouped(group) : Labelled(group, label);
            if (value is not null) tags[label ?? $"k8s:{group}"] = value;
        }

        if (Kind is not null) tags["k8s:namespace"] = Kind;
        return tags;
    }

    // A property counts only where it was grouped by: of others an answer has what happens to be common to a group, which changes from day to day.
    private string? Grouped(string group)
    {
        int at = IndexOf(group);
        if (at < 0) return null;
        string? part = _parts.Length == _head.Aggregate.Count ? _parts[at] : OpenCostAnswer.PropertyOf(_allocation, group);
        return part is null or "" or None ? null : part;
    }

    // "team=web", or __unallocated__ where there is no such label. The key may stand as Prometheus writes it: app_kubernetes_io_name.
    private string? Labelled(string group, string label)
    {
        if (_parts.Length != _head.Aggregate.Count || _parts[IndexOf(group)] is not { } part || part == None) return null;
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

    private int IndexOf(string group) => _head.Aggregate.TakeWhile(one => one != group).Count() is var at && at < _head.Aggregate.Count ? at : -1;
}
