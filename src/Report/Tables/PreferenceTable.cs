using CostGuard.Core.Configuration;
using CostGuard.Core.Reports;
using CostGuard.Core.Subscriptions;

namespace CostGuard.Report.Tables;

/// <summary>How each person wants mails.</summary>
public static class PreferenceTable
{
    private static readonly LogColumn<(ReaderPreferences Reader, SubscriptionChoice? Last)>[] Columns =
    [
        new("person", "Person", CellKind.Text, each => each.Reader.Address, OnTerminal: true),
        new("weekly", "Weekly digest", CellKind.Text, each => each.Reader.Weekly.ToString().ToLowerInvariant(), OnTerminal: true),
        new("finance", "Finance report", CellKind.Text, each => Word(each.Reader.Finance), OnTerminal: true),
        new("anomalies", "Unusual cost", CellKind.Text, each => Word(each.Reader.Anomalies), OnTerminal: true),
        new("quietHours", "Quiet hours", CellKind.Text, each => Quiet(each.Reader), OnTerminal: true),
        new("plainText", "Plain text", CellKind.Text, each => each.Reader.PlainText ? "yes" : "no"),
        new("attachments", "Files", CellKind.Text, each => Word(each.Reader.Attachments)),
        new("file", "File", CellKind.Text, each => each.Reader.File, OnTerminal: true),
        new("chosenBy", "Last chosen by", CellKind.Text, each => each.Last?.By),
        new("chosenAt", "Last chosen", CellKind.Instant, each => each.Last?.At),
    ];

    /// <summary>The table of these addresses.</summary>
    public static ReportTable Build(MailPreferences preferences, IReadOnlyList<string> addresses, ReportMeta meta)
    {
        ArgumentNullException.ThrowIfNull(preferences);
        ArgumentNullException.ThrowIfNull(addresses);
        (ReaderPreferences, SubscriptionChoice?)[] rows = [.. addresses.Select(address => (preferences.Of(address), SubscribedMail.All.Keys.Select(mail => preferences.Chosen(address, mail)).MaxBy(choice => choice?.At)))];
        return LogTable.Build("costguard.mail-preferences/1", rows.Length == 0 ? "Nobody has said how they want mails" : "How people want mails", Columns, rows, meta) with
        {
            Footnote = "Budget alerts, restated closed months and failure notices come all the same.",
        };
    }

    private static string Word(bool wanted) => wanted ? "yes" : "never";

    private static string? Quiet(ReaderPreferences reader) => reader.Quiet is not { } quiet
        ? null
        : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{quiet.From:HH:mm} to {quiet.To:HH:mm}{(quiet.Weekends ? ", weekends" : "")}{(reader.TimeZone is { } zone ? $" ({zone})" : "")}");
}
