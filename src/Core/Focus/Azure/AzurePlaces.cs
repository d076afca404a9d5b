using System.Text;

namespace CostGuard.Core.Focus.Azure;

/// <summary>Service, resource and region of the current row. Azure changes the case of ids over time, so that they are kept in lower case.</summary>
internal sealed class AzurePlaces(AzureHeader header, AzureRowCells cells)
{
    private const int KnownMax = 65_536;

    private readonly IReadOnlyList<int> _consumed = header.Find(AzureNames.Consumed), _type = header.Find("resourcetype"), _resource = header.Find(AzureNames.Resource), _name = header.Find("resourcename");
    private readonly IReadOnlyList<int> _category = header.Find("metercategory"), _fallback = header.Find("publishername", "metersubcategory", "metercategory"), _location = header.Find("resourcelocation", "location");
    private readonly Dictionary<string, AzureService?> _services = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (byte[] Id, byte[] Name)> _regions = new(StringComparer.Ordinal);

    /// <summary>The service by provider and resource type, else the meter's category; without a provider the publisher's name.</summary>
    public ReadOnlySpan<byte> ServiceName => Service() is { } service ? service.NameText
        : cells.First(cells.First(_consumed).IsEmpty ? _fallback : _category) is { IsEmpty: false } text ? text : cells.First(_consumed);

    public ReadOnlySpan<byte> ServiceCategory => Service() is { } service ? service.CategoryText : "Other"u8;

    public ReadOnlySpan<byte> ResourceId => Lower(cells.First(_resource));

    public ReadOnlySpan<byte> ResourceName
    {
        get
        {
            ReadOnlySpan<byte> name = cells.First(_name);
            if (!name.IsEmpty) return name;
            ReadOnlySpan<byte> id = cells.First(_resource).TrimEnd((byte)'/');
            return id[(id.LastIndexOf((byte)'/') + 1)..];
        }
    }

    public ReadOnlySpan<byte> ResourceType => Encoding.UTF8.GetBytes(Type());

    public ReadOnlySpan<byte> RegionId => Region().Id;

    public ReadOnlySpan<byte> RegionName => Region().Name;

    public static ReadOnlySpan<byte> Lower(ReadOnlySpan<byte> text) => text.IndexOfAnyInRange((byte)'A', (byte)'Z') < 0 && !text.ContainsAnyExceptInRange((byte)0, (byte)127)
        ? text : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(text).ToLowerInvariant());

    private AzureService? Service()
    {
        string consumed = Encoding.UTF8.GetString(cells.First(_consumed)), type = Type(), key = $"{consumed}+{type}";
        if (_services.TryGetValue(key, out AzureService? service)) return service;
        if (_services.Count == KnownMax) _services.Clear();
        _services.Add(key, service = AzureServices.Find(consumed, type));
        return service;
    }

    // .../providers/Microsoft.Sql/servers/s1/databases/d1 is a microsoft.sql/servers/databases.
    private string Type()
    {
        ReadOnlySpan<byte> given = cells.First(_type);
        if (!given.IsEmpty) return Encoding.UTF8.GetString(given).ToLowerInvariant();
        string id = Encoding.UTF8.GetString(cells.First(_resource)).ToLowerInvariant();
        int at = id.LastIndexOf("/providers/", StringComparison.Ordinal);
        if (at < 0) return "";
        string[] parts = id[(at + "/providers/".Length)..].Split('/');
        return string.Join('/', parts.Where((_, i) => i == 0 || i % 2 == 1));
    }

    private (byte[] Id, byte[] Name) Region()
    {
        string location = Encoding.UTF8.GetString(cells.First(_location));
        if (_regions.TryGetValue(location, out (byte[] Id, byte[] Name) region)) return region;
        (string Id, string? Name) found = AzureRegions.Find(location) ?? ("", null);
        _regions.Add(location, region = (Encoding.UTF8.GetBytes(found.Id), Encoding.UTF8.GetBytes(found.Name ?? "")));
        return region;
    }
}
