using CostGuard.Core.Configuration;

namespace CostGuard.Core.Subscriptions;

/// <summary>How each person wants mails: their file, and over it what they chose in a mail or by command.</summary>
/// <param name="files">notifications/preferences.</param>
/// <param name="choices">Choices of the state database.</param>
public sealed class MailPreferences(IReadOnlyList<ReaderPreferences> files, IReadOnlyList<SubscriptionChoice> choices)
{
    // Longer than any weekend with its nights.
    private const int HeldDaysMax = 5;

    /// <summary>What holds for an address; the defaults when it said nothing.</summary>
    public ReaderPreferences Of(string address)
    {
        ReaderPreferences found = files.FirstOrDefault(file => Same(file.Address, address)) ?? new ReaderPreferences { Address = address };
        return found with
        {
            Weekly = Choice(address, SubscribedMail.Weekly) switch
            {
                SubscriptionChoice.Never => DigestPace.Never,
                SubscriptionChoice.Monthly => DigestPace.Monthly,
                null => found.Weekly,
                _ => DigestPace.Weekly,
            },
            Finance = Wanted(address, SubscribedMail.Finance) ?? found.Finance,
            Anomalies = Wanted(address, SubscribedMail.Anomalies) ?? found.Anomalies,
        };
    }

    /// <summary>Every address that said something, each once, in order.</summary>
    public IReadOnlyList<string> Addresses =>
        [.. files.Select(file => file.Address).Concat(choices.Select(choice => choice.Address)).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase)];

    /// <summary>The newest choice about a mail; null when only the file speaks.</summary>
    public SubscriptionChoice? Chosen(string address, string mail) => choices.FirstOrDefault(choice => choice.Mail == mail && Same(choice.Address, address));

    /// <summary>Whether an address is to get a mail of a kind that is made at a moment; always true for mails that come with a duty.</summary>
    /// <param name="address">The reader.</param>
    /// <param name="mail">Kind of mail.</param>
    /// <param name="asOf">When it is made, UTC.</param>
    /// <param name="zone">IANA zone in which a month begins, for who named none.</param>
    /// <param name="before">When the address last got one of this kind before, UTC; null: never.</param>
    public bool Wants(string address, string mail, DateTimeOffset asOf, string zone, DateTimeOffset? before = null)
    {
        ReaderPreferences reader = Of(address);
        return mail switch
        {
            SubscribedMail.Weekly => reader.Weekly switch
            {
                DigestPace.Never => false,
                // The first one of the month that goes out, whichever week that is: a first one may have been withheld.
                DigestPace.Monthly => before is not { } last || !IsSameMonth(Local(asOf, reader.TimeZone ?? zone), Local(last, reader.TimeZone ?? zone)),
                _ => true,
            },
            SubscribedMail.Finance => reader.Finance,
            SubscribedMail.Anomalies => reader.Anomalies,
            _ => true,
        };
    }

    /// <summary>When the quiet hours of an address end, UTC; null when it may be written to now.</summary>
    public DateTimeOffset? HeldUntil(string address, DateTimeOffset asOf, string zone)
    {
        ReaderPreferences reader = Of(address);
        if (reader.Quiet is not { } quiet || !quiet.Hold(Local(asOf, reader.TimeZone ?? zone))) return null;
        var minute = new DateTimeOffset(asOf.UtcTicks - (asOf.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
        DateTimeOffset end = minute.AddDays(HeldDaysMax);
        for (DateTimeOffset at = minute.AddMinutes(1); at < end; at = at.AddMinutes(1))
        {
            if (!quiet.Hold(Local(at, reader.TimeZone ?? zone))) return at;
        }

        return end;
    }

    private static bool IsSameMonth(DateTimeOffset one, DateTimeOffset other) => (one.Year, one.Month) == (other.Year, other.Month);

    private bool? Wanted(string address, string mail) => Choice(address, mail) is { } choice ? choice != SubscriptionChoice.Never : null;

    private string? Choice(string address, string mail) => Chosen(address, mail)?.Choice;

    private static DateTimeOffset Local(DateTimeOffset at, string zone) => TimeZoneInfo.ConvertTime(at, TimeZoneInfo.FindSystemTimeZoneById(zone));

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
