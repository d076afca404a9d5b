using System.Runtime.CompilerServices;
using Azure;
using Azure.Identity;
using CostGuard.Collect.Azure;
using CostGuard.Collect.Exports;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;

namespace CostGuard.Collect;

/// <summary>
/// Cost exports in Azure storage: FOCUS, or actual and amortised. Settings: <c>export</c> (https://ACCOUNT.blob.core.windows.net/CONTAINER/PREFIX).
/// Least rights: Storage Blob Data Reader on the container.
/// </summary>
internal sealed class AzureExportSource(ISecrets secrets, TimeProvider clock, EndpointBreakers breakers) : ICostSource
{
    public string Key => "azure-export";

    public string Provider => "azure";

    public bool Reads(Connection connection) => connection.Source.ContainsKey("export");

    public CallEstimate Estimate(CollectRequest request) => new(0, 0, "listing and blobs of a container, fractions of a cent");

    public async IAsyncEnumerable<CollectUnit> CollectAsync(CollectRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using IObjectStore store = new BlobStores(secrets, clock, breakers).Open(request.Connection);
        await using IAsyncEnumerator<CollectUnit> units = new StoredExport(store, request).CollectAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await NextAsync(units, store, request.Connection, cancellationToken)) yield return units.Current;
    }

    // The SDK has retried what can be retried: what still fails is told as what it is, and nothing of this unit is stored.
    private static async Task<bool> NextAsync(IAsyncEnumerator<CollectUnit> units, IObjectStore store, Connection connection, CancellationToken cancellationToken)
    {
        try
        {
            return await units.MoveNextAsync();
        }
        catch (RequestFailedException refused)
        {
            bool denied = refused.Status is 401 or 403;
            throw new CostGuardException(
                denied ? 4 : 1,
                (denied ? CollectErrors.Denied : CollectErrors.Unreachable).At($"{store.Place}: {refused.ErrorCode ?? refused.Status.ToString(System.Globalization.CultureInfo.InvariantCulture)}: {FirstLine(refused)}", Where(connection)),
                inner: refused);
        }
        catch (System.Xml.XmlException unreadable)
        {
            // The SDK's own, where a gateway on the way answers for the store.
            throw new CostGuardException(1, CollectErrors.Unreachable.At($"{store.Place}: an answer that is not the store's: {FirstLine(unreadable)}", Where(connection)), inner: unreadable);
        }
        catch (TaskCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw new CostGuardException(1, CollectErrors.Unreachable.At($"{store.Place}: no answer in time", Where(connection)), inner: late);
        }
        catch (AuthenticationFailedException refused)
        {
            throw new CostGuardException(4, CollectErrors.SignIn.At($"{store.Place}: {FirstLine(refused)}", Where(connection)), inner: refused);
        }
    }

    private static string FirstLine(Exception exception) => exception.Message.Split('\n')[0].Trim();

    private static string Where(Connection connection) => $"connections/{connection.Name}.yaml";
}
