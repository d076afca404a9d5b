using CostGuard.Core.Configuration;
using CostGuard.Core.Ports;
using CostGuard.Core.Subscriptions;
using CostGuard.Report.Mails;

namespace CostGuard.Cli.Composition;

/// <summary>
/// Turns a mail for several readers into what each of them wants: who left it is left out, who wants it otherwise or has a link of their own gets
/// a mail of their own, the others share one.
/// </summary>
public sealed class PersonalMails(ISubscriptionStore store, IOutbox outbox, CostGuardConfiguration configuration, MailSettings settings, TimeProvider clock)
{
    private const int MessagesSearched = 10_000;

    /// <summary>What holds for each address now.</summary>
    public async Task<MailPreferences> PreferencesAsync(CancellationToken cancellationToken) =>
        new(configuration.Preferences, await store.ListAsync(cancellationToken).ConfigureAwait(false));

    /// <summary>The mails that go out of one draft; none when everybody left it. A draft for nobody stays, so that it can be looked at.</summary>
    public async Task<IReadOnlyList<MailDraft>> OfAsync(MailDraft draft, DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        if (draft.To.Count == 0) return [draft];
        MailPreferences preferences = await PreferencesAsync(cancellationToken).ConfigureAwait(false);
        // A team's day is its own; quiet hours hold when it goes out, which may be long after it was due.
        string zone = configuration.Teams.FirstOrDefault(team => team.Id.Value == draft.About)?.TimeZone ?? configuration.Company.TimeZone;
        DateTimeOffset now = clock.GetUtcNow();
        IReadOnlyList<OutboxMessage> before = draft.To.Any(address => preferences.Of(address).Weekly == DigestPace.Monthly)
            ? await outbox.ListAsync(MessagesSearched, cancellationToken).ConfigureAwait(false)
            : [];
        // Of the same team: another one's may be due at another hour. What is due at the same moment is this round, begun before.
        string[] about = draft.About.Split('+');
        DateTimeOffset? Before(string address) => before.Where(message => message.Kind == draft.Kind && message.QueuedAt < asOf && message.To.Contains(address, StringComparer.OrdinalIgnoreCase) && MailRoom.AboutOf(message.Key).Intersect(about, StringComparer.Ordinal).Any())
            .Select(message => (DateTimeOffset?)message.QueuedAt).Max();
        string[] readers = [.. draft.To.Where(address => preferences.Wants(address, draft.Kind, asOf, zone, Before(address)))];
        bool linked = draft.MayUnsubscribe && settings.PublicUrl is not null;
        string[] apart = [.. readers.Where(address => linked || IsOwn(preferences.Of(address)))];
        string[] together = [.. readers.Except(apart)];
        var mails = new List<MailDraft>();
        if (together.Length > 0) mails.Add(draft with { To = together });
        foreach (string address in apart)
        {
            MailDraft own = PersonalParts.As(draft, preferences.Of(address)) with { To = [address], NotBefore = preferences.HeldUntil(address, now, zone) };
            // Whose mail it is stands in its key already when there is one reader.
            if (draft.To.Count > 1) own = own with { About = $"{address.ToLowerInvariant()}+{draft.About}", Shared = draft.Key };
            mails.Add(linked ? PersonalParts.WithUnsubscribe(own, await LinkAsync(address, draft.Kind, cancellationToken).ConfigureAwait(false)) : own);
        }

        return mails;
    }

    private async Task<Uri> LinkAsync(string address, string mail, CancellationToken cancellationToken)
    {
        byte[] key = await store.KeyAsync(cancellationToken).ConfigureAwait(false);
        return new Uri($"{settings.PublicUrl!.AbsoluteUri.TrimEnd('/')}/unsubscribe/{UnsubscribeToken.Of(key, address, mail)}");
    }

    private static bool IsOwn(ReaderPreferences reader) => reader.PlainText || !reader.Attachments || reader.Quiet is not null;
}
