namespace CostGuard.Collect.Azure;

/// <summary>What an id of Resource Manager says. All in lower case, as the bill's ids are kept: Azure changes their case over time.</summary>
internal static class AzureIds
{
    private const string Providers = "/providers/";

    /// <summary>"/subscriptions/S/…" → "S"; empty for an id of no subscription.</summary>
    public static string Subscription(string id) => id.Split('/') is [_, "subscriptions", var subscription, ..] ? subscription : "";

    /// <summary>".../providers/microsoft.sql/servers/s1/databases/d1" → "microsoft.sql/servers/databases".</summary>
    public static string Type(string id)
    {
        int at = id.LastIndexOf(Providers, StringComparison.Ordinal);
        if (at < 0) return "";
        string[] parts = id[(at + Providers.Length)..].Split('/');
        return string.Join('/', parts.Where((_, i) => i == 0 || i % 2 == 1));
    }

    /// <summary>The resource that a part belongs to: ".../networkinterfaces/n/ipconfigurations/c" → ".../networkinterfaces/n".</summary>
    public static string Owner(string id)
    {
        int at = id.LastIndexOf(Providers, StringComparison.Ordinal);
        string[] parts = at < 0 ? [] : id[(at + Providers.Length)..].Split('/');
        return parts.Length <= 3 ? id : $"{id[..(at + Providers.Length)]}{string.Join('/', parts.Take(3))}";
    }
}
