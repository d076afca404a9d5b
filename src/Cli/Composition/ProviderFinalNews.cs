using CostGuard.Core.Alerts;
using CostGuard.Core.Close;
using CostGuard.Core.Configuration;
using CostGuard.Core.Ports;
using CostGuard.Core.Runs;
using CostGuard.Core.Values;

namespace CostGuard.Cli.Composition;

/// <summary>Tells endpoints, once a month, that its providers have billed it: what 'period list' calls PROVIDER-FINAL.</summary>
public sealed class ProviderFinalNews(ISnapshotStore snapshots, UninvoicedLines lines, ILedger ledger, ICloseStore store, PeriodNews news, CostGuardConfiguration configuration)
{
    // Invoices come within weeks; older months that nobody closes are no news.
    private const int MonthsBack = 2;

    /// <summary>Queues what is new of the last months, or of the month that is reconciled now; returns how many messages.</summary>
    public async Task<int> QueueAsync(DateTimeOffset asOf, CancellationToken cancellationToken, BillingPeriod? reconciled = null)
    {
        // The question reads every line of the months, so it is asked only when somebody wants to know.
        if (!configuration.Webhooks.Any(endpoint => endpoint.Wants(WebhookEvents.PeriodFinal, null))) return 0;
        IReadOnlyList<Closing> closings = (await store.ReadAsync(cancellationToken).ConfigureAwait(false)).Closings;
        BillingPeriod running = BillingPeriod.Of(asOf);
        BillingPeriod[] months = [.. (reconciled is { } one ? [one] : Enumerable.Range(1, MonthsBack).Select(back => running.AddMonths(-back))).Where(month => closings.All(closing => closing.Period != month))];
        if (months.Length == 0) return 0;
        Snapshot snapshot = await snapshots.CurrentAsync(configuration, cancellationToken).ConfigureAwait(false);
        IReadOnlySet<string> compared = configuration.CrossChecks;
        Load[] loads = [.. (await ledger.LoadsAsync(false, cancellationToken).ConfigureAwait(false)).Where(load => months.Contains(load.Period) && !compared.Contains(load.Source.Value))];
        if (loads.Length == 0) return 0;
        var open = await lines.ByMonthAsync(snapshot, DayRange.Of(months.Min(), months.Max()), cancellationToken).ConfigureAwait(false);
        int queued = 0;
        foreach (var month in PeriodStanding.Of(loads, open, asOf).GroupBy(standing => standing.Period).Where(month => month.All(standing => standing.State == PeriodState.ProviderFinal)))
            queued += await news.PeriodAsync(WebhookEvents.PeriodFinal, new Closing { Period = month.Key, State = ClosingState.Open }, null, asOf, cancellationToken).ConfigureAwait(false);
        return queued;
    }
}
