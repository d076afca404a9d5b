using System.Runtime.CompilerServices;
using Azure;
using Azure.Core;
using CostGuard.Collect.Exports;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;

namespace CostGuard.Collect.Azure;

/// <summary>From the identity to the container: identity, list, manifest, read, columns, age, months, invoices, too much. Tells a missing role from a firewall, which answer alike.</summary>
internal sealed class AzureExportDoctor(ISecrets secrets, TimeProvider clock, ExportDoctor export) : IConnectionDoctor
{
    public string Key => "azure-export";

    public async IAsyncEnumerable<CheckResult> ExamineAsync(Connection connection, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        CheckResult identity = await IdentityAsync(connection, cancellationToken);
        yield return identity;
        if (identity.State == CheckState.Failed)
        {
            foreach (string link in ExportDoctor.Links) yield return new CheckResult(link, CheckState.Skipped, "skipped");
            yield return new CheckResult("too much", CheckState.Skipped, "skipped");
            yield break;
        }

        using BlobStore store = new BlobStores(secrets, clock, new EndpointBreakers(clock)).Open(connection);
        int seen = 0;
        await foreach (CheckResult result in export.ExamineAsync(store, connection, (name, failure) => Told(name, failure, store.Place), cancellationToken))
        {
            seen++;
            yield return result;
        }

        foreach (string link in ExportDoctor.Links.Skip(seen)) yield return new CheckResult(link, CheckState.Skipped, "skipped");
        // A key of the account is told under "identity": it has no roles that could be looked at, and reads no invoices.
        if (new AzureSignIn(secrets).Text(connection, "connectionString") is not null) yield break;
        var access = new AzureAccess(secrets, clock, new EndpointBreakers(clock));
        if (await new AzureInvoiceCheck(access, clock).ExamineAsync(connection, cancellationToken) is { } invoices) yield return invoices;
        yield return await new AzureExcess(access).ExamineAsync(connection, cancellationToken);
    }

    private async Task<CheckResult> IdentityAsync(Connection connection, CancellationToken cancellationToken)
    {
        var signIn = new AzureSignIn(secrets);
        CheckResult? key = null;
        CheckResult token = await AzureIdentityCheck.ExamineAsync(async () =>
        {
            if (signIn.Text(connection, "connectionString") is not null)
            {
                key = new CheckResult("identity", CheckState.Warning, "a connection string with the account's key") { Cause = "it may do everything in the account and does not expire", Fix = "give a managed or federated identity Storage Blob Data Reader on the container" };
                return default;
            }

            return await signIn.CredentialOf(connection).GetTokenAsync(new TokenRequestContext(["https://storage.azure.com/.default"]), cancellationToken);
        });
        return key ?? token;
    }

    private static CheckResult? Told(string name, Exception failure, string place)
    {
        if (failure is not RequestFailedException refused) return null;
        var result = new CheckResult(name, CheckState.Failed, $"{refused.Status} {refused.ErrorCode} on {place}") { Code = refused.Status is 401 or 403 ? CollectErrors.Denied.Code : CollectErrors.Unreachable.Code };
        return refused.ErrorCode switch
        {
            "AuthorizationPermissionMismatch" => result with { Cause = "the identity has no role that reads blobs here", Not = "the network rules, which let the call through", Fix = "assign Storage Blob Data Reader on the container" },
            "AuthorizationFailure" => result with { Cause = "the network rules of the storage account refuse this address", Not = "a missing role: that would be AuthorizationPermissionMismatch", Fix = "az storage account network-rule add, or a private endpoint" },
            "AuthenticationFailed" => result with { Cause = "the key or token is not valid for this account", Fix = "renew it" },
            "ContainerNotFound" => result with { Cause = "there is no such container", Fix = "correct 'export' in the connection's file" },
            _ when refused.Status == 0 => result with { Cause = "the account's name cannot be resolved or reached from here", Fix = "correct 'export', check network and private DNS" },
            _ => result with { Cause = refused.Message.Split('\n')[0].Trim(), Fix = "run it again later" },
        };
    }
}
