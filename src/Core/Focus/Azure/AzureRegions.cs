namespace CostGuard.Core.Focus.Azure;

/// <summary>Regions by the many names that exports have for them.</summary>
public static class AzureRegions
{
    private static readonly Dictionary<string, (string Id, string Name)> ByName = Read();

    /// <summary>Id and name of a region; of an unknown one the text in lower case without blanks, and no name. Null for "Unassigned" and the like.</summary>
    public static (string Id, string? Name)? Find(string location)
    {
        ArgumentNullException.ThrowIfNull(location);
        string folded = location.Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant();
        if (folded is "" or "unassigned" or "unknown" or "n/a") return null;
        return ByName.TryGetValue(folded, out (string Id, string Name) known) ? known : (folded, null);
    }

    private static Dictionary<string, (string Id, string Name)> Read()
    {
        var regions = new Dictionary<string, (string Id, string Name)>(StringComparer.Ordinal);
        foreach (string line in AzureRegionTable.Text.Split('\n'))
        {
            string[] parts = line.Trim().Split('|');
            regions[parts[0]] = (parts[0], parts[1]);
            foreach (string other in parts[2].Split(';', StringSplitOptions.RemoveEmptyEntries)) regions.TryAdd(other, (parts[0], parts[1]));
        }

        return regions;
    }
}
