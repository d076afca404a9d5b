using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;

namespace CostGuard.Collect.Azure;

/// <summary>Where invoices are asked for: a billing account, one of its profiles, or a subscription that is billed by itself.</summary>
/// <param name="Account">Name of the billing account; null of a subscription.</param>
/// <param name="Profile">Name of the billing profile; null for all of the account.</param>
/// <param name="Subscription">Id of the subscription; null of an account.</param>
internal sealed record AzureInvoicePlace(string? Account, string? Profile, string? Subscription)
{
    private const string Accounts = "providers/Microsoft.Billing/billingAccounts/", Profiles = "billingProfiles";

    /// <summary>Address below Resource Manager, without a slash at its ends.</summary>
    public string Path => Subscription is not null ? $"{Accounts}default/billingSubscriptions/{Subscription}/invoices"
        : Profile is not null ? $"{Accounts}{Account}/{Profiles}/{Profile}/invoices"
        : $"{Accounts}{Account}/invoices";

    /// <summary>True of an enrollment: its billing account is a number.</summary>
    public bool IsEnrollment => Account is not null && Account.All(char.IsAsciiDigit);

    /// <summary>
    /// The places of a connection: <c>billingAccount</c> and <c>billingProfile</c>, else its scope where that is a billing account or one or more subscriptions;
    /// none where neither says it.
    /// </summary>
    /// <exception cref="CostGuardException">Exit code 2: a name that cannot be one.</exception>
    public static IReadOnlyList<AzureInvoicePlace> Of(Connection connection)
    {
        string where = $"connections/{connection.Name}.yaml";
        string? profile = connection.Source.GetValueOrDefault("billingProfile");
        if (connection.Source.GetValueOrDefault("billingAccount") is { } account) return [Billing(account, profile, where)];
        if (!connection.Source.TryGetValue("scope", out string? scope)) return [];
        IReadOnlyList<AzureScope> scopes = AzureScope.Parse(scope, where);
        if (scopes[0].BillingAccount is not null) return [Billing(scopes[0].Path, profile, where)];
        return scopes.All(one => one.Subscription is not null) ? [.. scopes.Select(one => new AzureInvoicePlace(null, null, Checked(one.Subscription!, where)))] : [];
    }

    private static AzureInvoicePlace Billing(string text, string? profile, string where)
    {
        string path = text.Trim('/');
        if (path.StartsWith(Accounts, StringComparison.OrdinalIgnoreCase)) path = path[Accounts.Length..];
        string[] parts = path.Split('/');
        string? inPath = parts.Length > 2 && parts[1].Equals(Profiles, StringComparison.OrdinalIgnoreCase) ? parts[2] : null;
        return new AzureInvoicePlace(Checked(parts[0], where), (profile ?? inPath) is { } named ? Checked(named.TrimEnd('/').Split('/')[^1], where) : null, null);
    }

    private static string Checked(string name, string where) => name.Length > 0 && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or ':' or '.')
        ? name
        : throw new CostGuardException(2, CloseErrors.CannotFetch.At($"'{name}' is no name of a billing account, profile or subscription.", where));
}
