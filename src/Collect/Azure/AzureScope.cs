using CostGuard.Core.Errors;

namespace CostGuard.Collect.Azure;

/// <summary>What costs are asked of at once.</summary>
/// <param name="Path">"subscriptions/ID", "providers/Microsoft.Billing/billingAccounts/ID", …, without a slash at its ends.</param>
/// <param name="Subscription">Id, where it is one subscription or lies in one; null for wider ones.</param>
/// <param name="Name">Name of the subscription where it is known.</param>
internal sealed record AzureScope(string Path, string? Subscription, string? Name)
{
    /// <summary>Every subscription that the identity sees.</summary>
    public const string All = "subscriptions";

    private const string Groups = "providers/Microsoft.Management/managementGroups/";
    private const string Billing = "providers/Microsoft.Billing/billingAccounts/";

    /// <summary>True where the subscriptions in it have to be listed first: one whose offer has no costs must not take the others with it.</summary>
    public bool IsListed => Path == All || Group is not null;

    /// <summary>Id of the management group; null when it is none.</summary>
    public string? Group => Path.StartsWith(Groups, StringComparison.OrdinalIgnoreCase) ? Path[Groups.Length..] : null;

    /// <summary>Id of the billing account; null when it is none.</summary>
    public string? BillingAccount => Path.StartsWith(Billing, StringComparison.OrdinalIgnoreCase) ? Path[Billing.Length..].Split('/')[0] : null;

    /// <summary>Part of a file's name, the same for ever.</summary>
    public string FileName => string.Concat((Subscription is { } id && Path.Length == All.Length + 1 + id.Length ? id : Path).Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.' ? letter : '_'));

    /// <summary>One subscription.</summary>
    public static AzureScope Of(string subscription, string? name) => new($"{All}/{subscription}", subscription, name);

    /// <summary>Reads a setting: one or more, with commas between.</summary>
    /// <exception cref="CostGuardException">Exit code 2: none, or of an unknown kind.</exception>
    public static IReadOnlyList<AzureScope> Parse(string text, string place)
    {
        AzureScope[] scopes = [.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(one => One(one.Trim('/'), place))];
        if (scopes.Length == 0) throw Bad("scope is empty.", place);
        if (scopes.Length > 1 && scopes.Any(scope => scope.Subscription is null)) throw Bad("scope: only subscriptions can stand in a list; others hold each other and would count twice.", place);
        if (scopes.Select(scope => scope.Path.ToUpperInvariant()).Distinct().Count() < scopes.Length) throw Bad("scope names a subscription twice.", place);
        return scopes;
    }

    private static AzureScope One(string path, string place)
    {
        string[] parts = path.Split('/');
        if (path == All) return new AzureScope(path, null, null);
        if (parts.Any(part => part.Length == 0 || part.AsSpan().IndexOfAny("?#%\\") >= 0)) throw Bad($"scope '{path}' is no scope.", place);
        if (parts[0] == All) return new AzureScope(path, parts[1], null);
        var scope = new AzureScope(path, null, null);
        return scope.Group is not null || scope.BillingAccount is not null ? scope : throw Bad($"scope '{path}' is of no kind that is known.", place);
    }

    private static CostGuardException Bad(string message, string place) => new(2, AzureQueryErrors.BadSetting.At(message, place));
}
