using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CostGuard.Core.Allocate;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Ledger.State;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CostGuard.Ledger.Snapshots;

/// <summary>
/// Snapshots in the state database, their allocated roll-ups in the home's data/snapshots. Several processes may ask for the same snapshot at
/// once: one makes it, the others wait. The twenty newest and all pinned ones keep their roll-up.
/// </summary>
public sealed class SnapshotStore(
    HomeFolder home, ILedger ledger, ILoadContent content, StateDbFactory database, TimeProvider clock, ILogger<SnapshotStore> log) : ISnapshotStore
{
    private const int RollupsKept = 20;
    private static readonly TimeSpan OrphansKept = TimeSpan.FromDays(1);

    /// <inheritdoc/>
    public async Task<Snapshot> CurrentAsync(CostGuardConfiguration configuration, CancellationToken cancellationToken)
    {
        IReadOnlyList<FrozenMonth> closed = await new StateReads(database).ClosedAsync(cancellationToken).ConfigureAwait(false);
        IReadOnlyList<Load> all = await CountedAsync(configuration, currentOnly: closed.Count == 0, cancellationToken).ConfigureAwait(false);
        Snapshot snapshot = await AllocatedAsync(configuration, FrozenMonth.Choose(all, closed), closed, cancellationToken).ConfigureAwait(false);
        await StoreAsync(snapshot, cancellationToken).ConfigureAwait(false);
        return snapshot;
    }

    /// <inheritdoc/>
    public async Task<Snapshot?> BeforeAsync(CostGuardConfiguration configuration, DateTimeOffset? sealedUntil, CancellationToken cancellationToken)
    {
        Load[] then = EarlierLoads.Of(await CountedAsync(configuration, currentOnly: false, cancellationToken).ConfigureAwait(false), sealedUntil);

        // Not stored: nobody saw these figures, so no list of snapshots shows them. The roll-up is swept with other orphans.
        return then.Length == 0 ? null : await AllocatedAsync(configuration, then, [], cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<Snapshot?> FindAsync(string id, CancellationToken cancellationToken)
    {
        string start = id.Trim().ToLowerInvariant();
        if (start.Length == 0 || !start.All(char.IsAsciiHexDigitLower)) return null;
        await using StateDb state = await database.OpenAsync(cancellationToken).ConfigureAwait(false);
        SnapshotRow[] rows = await state.Snapshots.AsNoTracking().Where(row => EF.Functions.Like(row.Id, start + "%")).Take(2)
            .ToArrayAsync(cancellationToken).ConfigureAwait(false);
        return rows.Length == 1 ? (await SnapshotsAsync(rows, cancellationToken).ConfigureAwait(false))[0] : null;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Snapshot>> ListAsync(int limit, CancellationToken cancellationToken)
    {
        await using StateDb state = await database.OpenAsync(cancellationToken).ConfigureAwait(false);
        SnapshotRow[] rows = await state.Snapshots.AsNoTracking().OrderByDescending(row => row.CreatedAt).ThenBy(row => row.Id).Take(limit)
            .ToArrayAsync(cancellationToken).ConfigureAwait(false);
        return await SnapshotsAsync(rows, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<MovedCost>> PlanAsync(
        CostGuardConfiguration current, CostGuardConfiguration proposed, CancellationToken cancellationToken)
    {
        RuleBook before = RuleBook.Compile(current);
        RuleBook after = RuleBook.Compile(proposed);
        // Nothing moves in a closed month.
        var closed = (await new StateReads(database).ClosedAsync(cancellationToken).ConfigureAwait(false)).Select(month => month.Period).ToHashSet();
        IReadOnlyList<Load> loads = [.. (await CountedAsync(proposed, currentOnly: true, cancellationToken).ConfigureAwait(false)).Where(load => !closed.Contains(load.Period))];
        if (loads.Count == 0) return [];
        RollupShape shape = AllocationPlan.ShapeOf(before, after);
        // Folding is part of the roll-up itself: what other aliases would do shows after they are in force.
        List<DailyFile> files = await DailyAsync(loads, shape, proposed.Company.Tags, cancellationToken).ConfigureAwait(false);
        return await AllocationPlan.CompareAsync(before, after, shape, files, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<TagCoverage>> CoverageAsync(
        Snapshot snapshot, CostGuardConfiguration configuration, IReadOnlyList<string> tagKeys, DayRange months, CancellationToken cancellationToken)
    {
        Load[] loads = [.. snapshot.Loads.Where(load => months.Contains(load.Period.FirstDay))];
        return TagCoverageReader.ReadAsync(content, loads, configuration.Company.Tags, tagKeys, cancellationToken);
    }

    /// <summary>First 12 hex digits of SHA-256 over the sorted load ids and the configuration's hash.</summary>
    internal static SnapshotId IdOf(IReadOnlyList<Load> loads, string configurationHash, params IReadOnlyList<FrozenMonth> closed)
    {
        string text = string.Join('\n', loads.Select(load => load.Id.Value).Order(StringComparer.Ordinal).Append(configurationHash)
            .Concat(closed.OrderBy(month => month.Period).Select(month => $"closed {month.Period} {month.Snapshot}")));
        return new SnapshotId(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..12]);
    }

    // A cross-check gives the same bill a second time: it is compared, never added.
    private async Task<IReadOnlyList<Load>> CountedAsync(CostGuardConfiguration configuration, bool currentOnly, CancellationToken cancellationToken)
    {
        IReadOnlySet<string> compared = configuration.CrossChecks;
        return InOrder([.. (await ledger.LoadsAsync(currentOnly, cancellationToken).ConfigureAwait(false)).Where(load => !compared.Contains(load.Source.Value))]);
    }

    private static IReadOnlyList<Load> InOrder(IReadOnlyList<Load> loads) => [.. loads.OrderBy(load => load.Source).ThenBy(load => load.Period)];

    private string PathOf(SnapshotId id) => Path.Combine(home.Snapshots, id.Value, AllocatedFile.Name);

    private async Task<Snapshot> AllocatedAsync(
        CostGuardConfiguration configuration, IReadOnlyList<Load> chosen, IReadOnlyList<FrozenMonth> closed, CancellationToken cancellationToken)
    {
        IReadOnlyList<Load> loads = InOrder(chosen);
        var snapshot = new Snapshot(IdOf(loads, configuration.MoneyHash, closed), loads, configuration.MoneyHash, DataThrough.Of(loads));
        string path = PathOf(snapshot.Id);
        if (!File.Exists(path)) await AllocateAsync(RuleBook.Compile(configuration), snapshot, closed, path, cancellationToken).ConfigureAwait(false);
        return snapshot;
    }

    private async Task AllocateAsync(RuleBook book, Snapshot snapshot, IReadOnlyList<FrozenMonth> closed, string path, CancellationToken cancellationToken)
    {
        // A closed month keeps the teams that it was closed with: its rows are copied, not made again by today's rules.
        FrozenMonth? lost = closed.FirstOrDefault(month => !File.Exists(PathOf(month.Snapshot)));
        if (lost is not null) throw new CostGuardException(8, CloseErrors.PinGone.At($"{lost.Period} is closed with snapshot {lost.Snapshot}, whose roll-up is not there any more."));
        var frozen = closed.Select(month => month.Period).ToHashSet();
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await using FileLock held = await FileLock.WaitAsync(path + ".lock", cancellationToken).ConfigureAwait(false);
        if (File.Exists(path)) return;
        List<DailyFile> files = await DailyAsync(
            [.. snapshot.Loads.Where(load => !frozen.Contains(load.Period))], book.Shape, book.Configuration.Company.Tags, cancellationToken).ConfigureAwait(false);
        string[] kept = [.. closed.Select(month => month.Rows(PathOf(month.Snapshot)))];
        Dictionary<Currency, ExactCosts> expected = snapshot.Loads.SelectMany(load => load.Totals).GroupBy(total => total.Currency)
            .ToDictionary(group => group.Key, group => group.Aggregate(default(ExactCosts), (sum, total) => sum + total.Stored));
        foreach (Problem warning in await AllocatedFile.WriteAsync(book, files, kept, expected, path, cancellationToken).ConfigureAwait(false))
            log.LogWarning("{Problem}", warning);
    }

    private async Task<List<DailyFile>> DailyAsync(
        IReadOnlyList<Load> loads, RollupShape shape, TagConfig tags, CancellationToken cancellationToken)
    {
        var files = new List<DailyFile>();
        foreach (Load load in loads)
            files.Add(new DailyFile(load.Source, load.Period, await content.DailyAsync(load, shape, tags, cancellationToken).ConfigureAwait(false)));
        return files;
    }

    private async Task StoreAsync(Snapshot snapshot, CancellationToken cancellationToken)
    {
        if (await new StateReads(database).KnowsAsync(snapshot.Id, cancellationToken).ConfigureAwait(false)) return;
        await using StateDb state = await database.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var transaction = await state.Database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        if (await state.Snapshots.AnyAsync(row => row.Id == snapshot.Id.Value, cancellationToken).ConfigureAwait(false)) return;
        state.Snapshots.Add(new SnapshotRow
        {
            Id = snapshot.Id.Value,
            CreatedAt = clock.GetUtcNow(),
            LoadIdsJson = JsonSerializer.Serialize(snapshot.Loads.Select(load => load.Id.Value).Order(StringComparer.Ordinal)),
            ConfigurationHash = snapshot.ConfigurationHash,
            DataThrough = snapshot.DataThrough?.DayNumber,
        });
        await state.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        await PruneAsync(state, cancellationToken).ConfigureAwait(false);
    }

    private async Task PruneAsync(StateDb state, CancellationToken cancellationToken)
    {
        HashSet<string> kept = [.. await state.Snapshots.OrderByDescending(row => row.CreatedAt).Take(RollupsKept).Select(row => row.Id)
            .ToArrayAsync(cancellationToken).ConfigureAwait(false)];
        kept.UnionWith(await state.Pins.Select(pin => pin.SnapshotId).ToArrayAsync(cancellationToken).ConfigureAwait(false));
        string[] old = await state.Snapshots.Select(row => row.Id).ToArrayAsync(cancellationToken).ConfigureAwait(false);
        foreach (string id in old.Where(id => !kept.Contains(id) && Directory.Exists(Path.Combine(home.Snapshots, id))).Concat(Orphans(old)))
        {
            try
            {
                Directory.Delete(Path.Combine(home.Snapshots, id), recursive: true);
            }
            catch (IOException error)
            {
                // Another process reads it; the next new snapshot tries again.
                log.LogDebug(error, "The roll-up of snapshot {Id} is in use and stays.", id);
            }
        }
    }

    /// <summary>Roll-ups of no stored snapshot, older than anything that still uses them.</summary>
    private IEnumerable<string> Orphans(string[] stored) => Directory.Exists(home.Snapshots)
        ? Directory.GetDirectories(home.Snapshots)
            .Where(folder => !stored.Contains(Path.GetFileName(folder)) && Directory.GetLastWriteTimeUtc(folder) < clock.GetUtcNow().UtcDateTime - OrphansKept)
            .Select(folder => Path.GetFileName(folder))
        : [];

    private async Task<IReadOnlyList<Snapshot>> SnapshotsAsync(SnapshotRow[] rows, CancellationToken cancellationToken)
    {
        Dictionary<string, Load> loads = (await ledger.LoadsAsync(currentOnly: false, cancellationToken).ConfigureAwait(false))
            .ToDictionary(load => load.Id.Value, StringComparer.Ordinal);
        return [.. rows.Select(row => new Snapshot(
            new SnapshotId(row.Id),
            InOrder([.. JsonSerializer.Deserialize<string[]>(row.LoadIdsJson)!.Select(loads.GetValueOrDefault).OfType<Load>()]),
            row.ConfigurationHash,
            row.DataThrough is { } day ? DateOnly.FromDayNumber(day) : null))];
    }
}
