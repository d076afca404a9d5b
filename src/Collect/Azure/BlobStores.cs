using Azure.Storage.Blobs;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;

namespace CostGuard.Collect.Azure;

/// <summary>Opens the container that a connection's <c>export</c> names.</summary>
internal sealed class BlobStores(ISecrets secrets, TimeProvider clock, EndpointBreakers breakers)
{
    /// <summary>The container; nothing is called yet.</summary>
    public BlobStore Open(Connection connection)
    {
        var signIn = new AzureSignIn(secrets);
        string export = connection.Source["export"];
        if (!Uri.TryCreate(export, UriKind.Absolute, out Uri? place) || place.Scheme is not ("https" or "http") || place.UserInfo.Length > 0)
            throw Wrong(connection, "export is not of the form https://ACCOUNT.blob.core.windows.net/CONTAINER/PREFIX.");
        var address = new BlobUriBuilder(place);
        if (address.BlobContainerName.Length == 0) throw Wrong(connection, $"export names no container of {place.Host}.");
        string prefix = address.BlobName;
        address.BlobName = "";
        var options = new BlobClientOptions { RetryPolicy = new AzureWaits(clock, _ => Task.CompletedTask, breakers.Of(place)) };
        BlobContainerClient container = signIn.Text(connection, "connectionString") is { } text
            ? new BlobContainerClient(text, address.BlobContainerName, options)
            : new BlobContainerClient(address.ToUri(), signIn.CredentialOf(connection), options);
        return new BlobStore(container, prefix);
    }

    private static CostGuardException Wrong(Connection connection, string what) =>
        new(2, ConnectionErrors.SettingMissing.At($"Connection '{connection.Name}': {what}", $"connections/{connection.Name}.yaml"));
}
