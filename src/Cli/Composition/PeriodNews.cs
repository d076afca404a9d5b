using System.Globalization;
using System.Text.Json.Nodes;
using CostGuard.Core.Alerts;
using CostGuard.Core.Close;
using CostGuard.Core.Configuration;
using CostGuard.Core.Ports;
using CostGuard.Core.Runs;
using CostGuard.Core.Values;
using CostGuard.Report.Hooks;
using CostGuard.Report.Mails;
using CostGuard.Report.Tables;

namespace CostGuard.Cli.Composition;

/// <summary>
/// Tells endpoints what became of months and reports. Each event has one id that is made of what happened: told again after a crash, it is the same message.
/// </summary>
public sealed class PeriodNews(IOutbox outbox, MailSettings settings, CostGuardConfiguration configuration)
{
    private static readonly SnapshotId NoData = new("no-data");

    /// <summary>Queues what a month has become; returns how many messages are new.</summary>
    /// <param name="type">One of the types "period.…".</param>
    /// <param name="closing">The month as it stands now.</param>
    /// <param name="by">Who did it; null for nobody in particular.</param>
    /// <param name="asOf">When, UTC.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task<int> PeriodAsync(string type, Closing closing, string? by, DateTimeOffset asOf, CancellationToken cancellationToken) =>
        QueueAsync(OfPeriod(type, closing, by, asOf), cancellationToken);

    /// <summary>The same messages, for who queues them together with the month's change.</summary>
    /// <param name="type">One of the types "period.…".</param>
    /// <param name="closing">The month as it stands after the change.</param>
    /// <param name="by">Who does it.</param>
    /// <param name="asOf">When, UTC.</param>
    public IReadOnlyList<OutboxMessage> OfPeriod(string type, Closing closing, string? by, DateTimeOffset asOf)
    {
        ArgumentNullException.ThrowIfNull(closing);
        string word = (CloseTable.Word(closing) ?? "PROVIDER-FINAL").TrimStart('✓', '!', ' ');
        string line = type switch
        {
            WebhookEvents.PeriodFinal => $"{closing.Period}: providers have billed, no line is without an invoice",
            WebhookEvents.PeriodReconciled => $"{closing.Period} is reconciled by {by}",
            WebhookEvents.PeriodClosed => $"{closing.Period} is closed by {by}, version {Invariant(closing.Version)}",
            _ => $"{closing.Period} is open again: {closing.Reason}",
        };
        var data = new JsonObject
        {
            ["period"] = closing.Period.ToString(),
            ["state"] = word,
            ["version"] = closing.Version,
            ["by"] = by,
            ["reason"] = closing.State == ClosingState.Reopened ? closing.Reason : null,
        };
        return Messages(type, asOf, line, data, $"{type}|{closing.Period}|{Invariant(closing.Version)}|{Invariant(closing.Revision)}", closing.Snapshot ?? NoData);
    }

    /// <summary>Queues that reports are finished, an event each; returns how many messages are new.</summary>
    public async Task<int> ReportsAsync(BillingPeriod period, SnapshotId snapshot, IEnumerable<(FinishedReport File, string Sha256)> files, DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        int queued = 0;
        foreach ((FinishedReport file, string hash) in files)
        {
            var data = new JsonObject
            {
                ["period"] = period.ToString(),
                ["file"] = Path.GetRelativePath(configuration.Home.Path, file.Path).Replace('\\', '/'),
                ["sha256"] = hash,
            };
            queued += await QueueAsync(Messages(WebhookEvents.ReportPublished, asOf, $"{file.Name} is finished", data, $"{file.Name}|{hash}", snapshot), cancellationToken).ConfigureAwait(false);
        }

        return queued;
    }

    /// <summary>Queues that a provider changed a closed month; returns how many messages are new.</summary>
    public Task<int> RestatedAsync(Core.Close.Restatement each, DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(each);
        var data = new JsonObject
        {
            ["period"] = each.Period.ToString(),
            ["source"] = each.Source.Value,
            ["currency"] = each.Currency.Code,
            ["atClose"] = each.AtClose.ToString(),
            ["now"] = each.Now.ToString(),
            ["difference"] = each.Difference.ToString(),
            ["proposed"] = each.Proposed.ToString(),
            ["toBook"] = each.Rest.ToString(),
            ["charged"] = new JsonArray([.. each.Charged.Select(part => (JsonNode)new JsonObject { ["period"] = part.In.ToString(), ["version"] = part.Version, ["amount"] = part.Amount.ToString() })]),
        };
        string line = $"{each.Period} is closed, and {each.Source} changed it by {RestatementWords.Of(each)}";
        return QueueAsync(Messages(WebhookEvents.DataRestated, asOf, line, data, $"{each.Period}|{each.Source}|{each.Currency}|{each.Closed}|{each.Current}", NoData), cancellationToken);
    }

    private IReadOnlyList<OutboxMessage> Messages(string type, DateTimeOffset asOf, string line, JsonObject data, string notice, SnapshotId snapshot)
    {
        data["company"] = configuration.Company.Company;
        data["snapshot"] = snapshot == NoData ? null : snapshot.Value;
        return HookWriter.News(configuration.Webhooks, new HookEvent(type, asOf, [line], [], data, settings.Pages), notice, snapshot);
    }

    private async Task<int> QueueAsync(IReadOnlyList<OutboxMessage> messages, CancellationToken cancellationToken)
    {
        int queued = 0;
        foreach (OutboxMessage message in messages)
        {
            if (await outbox.EnqueueAsync(message, cancellationToken).ConfigureAwait(false)) queued++;
        }

        return queued;
    }

    private static string Invariant(int number) => number.ToString(CultureInfo.InvariantCulture);
}
