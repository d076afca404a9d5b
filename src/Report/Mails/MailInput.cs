using CostGuard.Core.Actions;
using CostGuard.Core.Anomalies;
using CostGuard.Core.Budgets;
using CostGuard.Core.Configuration;
using CostGuard.Core.Ports;

namespace CostGuard.Report.Mails;

/// <summary>What a mail is made from. Same input, same mail.</summary>
/// <param name="Snapshot">Where the figures come from.</param>
/// <param name="Configuration">Teams, company, recipients.</param>
/// <param name="Budgets">Judged budgets of the period, of all teams.</param>
/// <param name="AsOf">The moment it is made for.</param>
/// <param name="Settings">What the process knows.</param>
public sealed record MailInput(
    Snapshot Snapshot, CostGuardConfiguration Configuration, IReadOnlyList<BudgetStatus> Budgets, DateTimeOffset AsOf, MailSettings Settings)
{
    /// <summary>What the schedule says about data that it waited for in vain; null otherwise. With it nothing is shown as fine.</summary>
    public string? StaleBanner { get; init; }

    /// <summary>The data the last mail of a kind was made from; null when there is nothing to compare with.</summary>
    public EarlierData? Earlier { get; init; }

    /// <summary>The close of the month that is reported; null for mails that do not tell of it.</summary>
    public FinanceClosing? Closing { get; init; }

    /// <summary>Files that go with the finance report beside the workbook.</summary>
    public IReadOnlyList<MailPart> Files { get; init; } = [];

    /// <summary>Anomalies of the last weeks, of all teams.</summary>
    public IReadOnlyList<Anomaly> Unusual { get; init; } = [];

    /// <summary>What was found to save, decided and agreed; null when nobody asked.</summary>
    public SavingsOverview? Savings { get; init; }

    /// <summary>Age of the data: from the end of its last complete day (UTC). Null without data.</summary>
    public TimeSpan? DataAge => Snapshot.DataThrough is { } day
        ? AsOf - new DateTimeOffset(day.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero)
        : null;
}

/// <summary>Process settings that mails show.</summary>
/// <param name="Version">Version of CostGuard, for the footer.</param>
/// <param name="PublicUrl">Address under which readers reach this service, to leave a mail; null: they answer the mail instead.</param>
/// <param name="ReplyTo">A person's address for answers; null leaves it out.</param>
public sealed record MailSettings(string Version, Uri? PublicUrl, string? ReplyTo)
{
    /// <summary>Address of pages about teams and anomalies; null, where nothing serves any, leaves links to them out and names the command instead.</summary>
    public Uri? Pages { get; init; }

    /// <summary>Where files that are published now lead: to the pages, and to whom mails are answered, or else the first reader of the finance report.</summary>
    public PublishedLinks Links(CostGuardConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return new PublishedLinks(Pages, ReplyTo ?? (configuration.FinanceTo is [var reader, ..] ? reader : null));
    }
}
