using System.Runtime.CompilerServices;
using Amazon.Runtime;
using CostGuard.Collect.Exports;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;

namespace CostGuard.Collect.Aws;

/// <summary>Units of an export in a store that is read through the S3 SDK, its failures told as what they are.</summary>
internal static class S3Units
{
    /// <summary>The units of <see cref="StoredExport"/>.</summary>
    /// <exception cref="CostGuardException">The SDK has retried what can be retried; nothing of the unit is stored.</exception>
    public static async IAsyncEnumerable<CollectUnit> CollectAsync(
        IObjectStore store, CollectRequest request, [EnumeratorCancellation] CancellationToken cancellationToken, Action<IEnumerable<ExportObject>, Connection>? check = null)
    {
        await using IAsyncEnumerator<CollectUnit> units = new StoredExport(store, request, check).CollectAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await NextAsync(units, store, $"connections/{request.Connection.Name}.yaml", cancellationToken)) yield return units.Current;
    }

    private static async Task<bool> NextAsync(IAsyncEnumerator<CollectUnit> units, IObjectStore store, string where, CancellationToken cancellationToken)
    {
        try
        {
            return await units.MoveNextAsync();
        }
        catch (AmazonServiceException refused)
        {
            bool denied = refused.StatusCode is System.Net.HttpStatusCode.Forbidden or System.Net.HttpStatusCode.Unauthorized;
            throw new CostGuardException(
                denied ? 4 : 1,
                (denied ? CollectErrors.Denied : CollectErrors.Unreachable).At($"{store.Place}: {refused.ErrorCode}: {refused.Message}", where),
                inner: refused);
        }
        catch (AmazonClientException away)
        {
            throw new CostGuardException(1, CollectErrors.Unreachable.At($"{store.Place}: {away.Message}", where), inner: away);
        }
        catch (HttpRequestException nowhere)
        {
            // The SDK lets it through as it is.
            throw new CostGuardException(1, CollectErrors.NoAddress.At($"{store.Place}: {nowhere.Message}", where), inner: nowhere);
        }
        catch (System.Xml.XmlException unreadable)
        {
            throw new CostGuardException(1, CollectErrors.Unreachable.At($"{store.Place}: an answer that is not the store's: {unreadable.Message}", where), inner: unreadable);
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw new CostGuardException(1, CollectErrors.Unreachable.At($"{store.Place}: no answer in time", where), inner: late);
        }
    }
}
