using Azure.Core;
using Azure.Identity;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;

namespace CostGuard.Collect.Azure;

/// <summary>
/// Credentials of a connection: a client secret where <c>auth</c> names one, a managed identity by its client id, else what the platform offers
/// (workload identity, managed identity, Azure CLI), in the cloud that <c>cloud</c> names.
/// </summary>
internal sealed class AzureSignIn(ISecrets secrets)
{
    /// <summary>Settings of <c>auth</c> that Azure connections have.</summary>
    public static readonly IReadOnlyList<string> Settings = ["tenantId", "clientId", "clientSecret", "managedIdentity", "authority", "connectionString"];

    /// <summary>The credential that tokens are asked with.</summary>
    public TokenCredential CredentialOf(Connection connection)
    {
        Uri named = Text(connection, "authority") is { } text ? SettingAddress.Of(text, "auth.authority", connection) : AzureCloud.Of(connection).Authority, authority = PlainLoopback.Addressed(named);
        string? tenant = Text(connection, "tenantId"), client = Text(connection, "clientId");
        if (Text(connection, "clientSecret") is { } secret)
        {
            if (tenant is null || client is null)
                throw new CostGuardException(2, ConnectionErrors.SettingMissing.At($"Connection '{connection.Name}' has auth.clientSecret without auth.tenantId and auth.clientId.", $"connections/{connection.Name}.yaml"));
            // A stand-in for the authority in tests or in a closed network is not in Microsoft's list of known ones.
            var options = new ClientSecretCredentialOptions { AuthorityHost = authority, DisableInstanceDiscovery = Text(connection, "authority") is not null };
            if (PlainLoopback.TransportFor(named) is { } transport) options.Transport = transport;
            return new ClientSecretCredential(tenant, client, secret, options);
        }

        if (Text(connection, "managedIdentity") is { } identity)
            return new ManagedIdentityCredential(identity == "system" ? ManagedIdentityId.SystemAssigned : ManagedIdentityId.FromUserAssignedClientId(identity));
        return new DefaultAzureCredential(new DefaultAzureCredentialOptions
        {
            AuthorityHost = authority,
            TenantId = tenant,
            ExcludeInteractiveBrowserCredential = true,
            ExcludeVisualStudioCredential = true,
            ExcludeVisualStudioCodeCredential = true,
        });
    }

    /// <summary>A setting of <c>auth</c>; null when it is not there.</summary>
    public string? Text(Connection connection, string setting) =>
        connection.Auth.TryGetValue(setting, out AuthValue? value) && secrets.Reveal(value) is { Length: > 0 } text ? text : null;
}
