namespace CostGuard.Cli.Composition;

/// <summary>
/// What is told whenever data has come in, by whatever way (a scheduled run, collect, import): closed months that it restates, and months that providers
/// have billed by now. Told once each, however often it is asked. Questions such as 'period status' tell nobody: what they look at came in before.
/// </summary>
public sealed class ArrivalNews(RestatedNotices restated, ProviderFinalNews billed)
{
    /// <summary>Queues what is new; returns how many messages.</summary>
    public async Task<int> QueueAsync(DateTimeOffset asOf, CancellationToken cancellationToken) =>
        await restated.QueueAsync(asOf, cancellationToken).ConfigureAwait(false) + await billed.QueueAsync(asOf, cancellationToken).ConfigureAwait(false);
}
