using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using CostGuard.Cli.Configuration;
using CostGuard.Core.Close;
using CostGuard.Core.Configuration;
using CostGuard.Core.Values;
using CostGuard.Ledger.State;
using CostGuard.Report.Mails;

namespace CostGuard.Cli.Composition;

/// <summary>
/// The configuration that a month was closed with, kept beside the data (data/closed/MONTH-vN): budgets that are deleted, added, renamed or for other periods
/// than months, teams, cost centres, rules and accounts change the months that are open, and no closed one.
/// </summary>
public sealed class ClosedConfigurations(HomeFolder home, CostGuardConfiguration configuration, MailSettings settings)
{
    private const string JournalFile = "journal.yaml", LinksFile = "links.json";

    private readonly ConcurrentDictionary<(BillingPeriod Month, int Version), CostGuardConfiguration> _known = new();

    /// <summary>Today's configuration for an open month. For a closed one its own company, teams, rules, budgets, rates, drivers and accounts; readers, connections and schedules are today's.</summary>
    public CostGuardConfiguration Of(BillingPeriod? month) =>
        configuration.Closed.FirstOrDefault(closing => closing.Period == month) is { } closing ? Of(closing) : configuration;

    /// <summary>The same for a month that is being closed.</summary>
    public CostGuardConfiguration Of(Closing closing) => _known.GetOrAdd((closing.Period, closing.Version), _ =>
    {
        IReadOnlyList<Closing> closed = [.. configuration.Closed.Where(each => each.Period != closing.Period), closing];
        CostGuardConfiguration today = configuration with { Closed = closed };
        if (Kept(closing) is not { } folder || ConfigurationReader.Read(folder).Configuration is not { } then) return today;
        CostGuardConfiguration merged = today with
        {
            Company = then.Company,
            Teams = then.Teams,
            Allocation = then.Allocation,
            Budgets = then.Budgets,
            Rates = ClosedMonths.WithLockedRates(then, closed).Rates,
            Drivers = then.Drivers,
            // A month that was closed before its own files were kept has no accounts of its own.
            Journal = Directory.Exists(FolderOf(closing)) ? then.Journal : today.Journal,
            ClosedLinks = Links(folder.Combine(LinksFile)),
        };
        return merged with { MoneyHash = MoneyHash.Of(merged) };
    });

    /// <summary>Keeps today's configuration for a month that is about to be closed. Whole or not there; what an attempt left that came to nothing is replaced.</summary>
    public async Task KeepAsync(Closing closing, CancellationToken cancellationToken)
    {
        string target = FolderOf(closing), half = target + ".tmp";
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        await using FileLock held = await FileLock.WaitAsync(Path.Combine(Path.GetDirectoryName(target)!, "lock"), cancellationToken).ConfigureAwait(false);
        foreach (string left in (string[])[half, target])
        {
            if (Directory.Exists(left)) Directory.Delete(left, recursive: true);
        }

        ArchivingSnapshotStore.CopyConfiguration(home, half);
        if (File.Exists(home.Combine("reports", JournalFile)))
        {
            Directory.CreateDirectory(Path.Combine(half, "reports"));
            File.Copy(home.Combine("reports", JournalFile), Path.Combine(half, "reports", JournalFile));
        }

        await File.WriteAllBytesAsync(Path.Combine(half, LinksFile), JsonSerializer.SerializeToUtf8Bytes(settings.Links(configuration)), cancellationToken).ConfigureAwait(false);
        Directory.Move(half, target);
    }

    private static PublishedLinks? Links(string file) => File.Exists(file) ? JsonSerializer.Deserialize<PublishedLinks>(File.ReadAllBytes(file)) : null;

    // A month that was closed before this was kept has the files that its snapshot was made with.
    private HomeFolder? Kept(Closing closing) => Directory.Exists(FolderOf(closing)) ? new HomeFolder(FolderOf(closing))
        : closing.Snapshot is { } id ? ArchivingSnapshotStore.Kept(home, id)
        : null;

    private string FolderOf(Closing closing) => home.Combine("data", "closed", string.Create(CultureInfo.InvariantCulture, $"{closing.Period}-v{closing.Version}"));
}
