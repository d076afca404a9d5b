using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Ledger.State;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace CostGuard.Ledger.Loads;

/// <summary>The store of sealed loads: Parquet in folders, their index in the state database.</summary>
/// <param name="home">The home.</param>
/// <param name="factory">The state database.</param>
/// <param name="readers">Readers of formats that are not Parquet.</param>
/// <param name="time">The clock.</param>
/// <param name="policy">What roll-ups keep; asked at each import, so that a changed configuration counts. Null: the default.</param>
/// <param name="step">Told each step of an import by name; tests throw from it. Null: nobody listens.</param>
public sealed class ParquetLedger(
    HomeFolder home, StateDbFactory factory, IEnumerable<IChargeReader> readers, TimeProvider time, Func<RollupPolicy>? policy = null, Action<string>? step = null) : ILedger
{
    private readonly IChargeReader[] _readers = [.. readers];
    private readonly Action<string> _step = step ?? (_ => { });

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ImportedLoad>> ImportAsync(
        SourceKey source, IReadOnlyList<SourceFile> files, ReadOptions options, IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        await Orphans.CleanAsync(home, factory, cancellationToken).ConfigureAwait(false);
        var meter = new ImportMeter(files, progress);
        string[] sha256 = new string[files.Count];
        for (int i = 0; i < files.Count; i++)
        {
            SourceFile file = files[i];
            sha256[i] = await Disk.Sha256Async(file.Path, bytes => meter.AddBytes(file, bytes), cancellationToken).ConfigureAwait(false);
        }

        string fingerprint = ImportRun.Fingerprint(sha256, options);
        if (await UnchangedAsync(source, fingerprint, cancellationToken).ConfigureAwait(false) is { Count: > 0 } unchanged) return unchanged;

        Load[] current = [.. (await LoadsAsync(currentOnly: true, cancellationToken).ConfigureAwait(false)).Where(load => load.Source == source)];
        SettledFiles settled = SettledFiles.Find(home, current, sha256, options);
        int[] open = [.. Enumerable.Range(0, files.Count).Where(i => !settled.Has(sha256[i]))];
        if (open.Length == 0) return settled.Kept;
        if (open.Length < files.Count)
        {
            IReadOnlyList<ImportedLoad>? changed = await StoreAsync(
                source, [.. open.Select(i => files[i])], [.. open.Select(i => sha256[i])], options, fingerprint, meter, settled, cancellationToken).ConfigureAwait(false);
            if (changed is not null) return [.. settled.Kept, .. changed];
        }

        return (await StoreAsync(source, files, sha256, options, fingerprint, meter, null, cancellationToken).ConfigureAwait(false))!;
    }

    /// <summary>Reads the files and seals their months; null, with nothing stored, when a month turns out to need a settled file as well.</summary>
    private async Task<IReadOnlyList<ImportedLoad>?> StoreAsync(
        SourceKey source, IReadOnlyList<SourceFile> files, IReadOnlyList<string> sha256, ReadOptions options, string fingerprint, ImportMeter meter,
        SettledFiles? settled, CancellationToken cancellationToken)
    {
        Staging staging = Staging.Begin(home, time.GetUtcNow());
        await using (staging.ConfigureAwait(false))
        {
            _step("begun");
            var run = new ImportRun(staging, source, options, _readers, policy?.Invoke() ?? RollupPolicy.Default, _step, meter);
            await run.ReadAsync(files, sha256, cancellationToken).ConfigureAwait(false);
            PeriodDraft[] drafts = [.. run.Findings.Drafts.Values.Where(draft => draft.Rows > 0)];
            if (settled?.Overlaps(drafts.Select(draft => draft.Period)) == true) return null;
            if (drafts.Length == 0) await RefuseEmptyAsync(source, options, cancellationToken).ConfigureAwait(false);
            foreach (PeriodDraft draft in drafts) await run.CompleteAsync(draft, cancellationToken).ConfigureAwait(false);
            await CheckScopesAsync(source, staging, run, drafts, options, cancellationToken).ConfigureAwait(false);
            foreach (PeriodDraft draft in drafts)
            {
                staging.Publish(source, draft.Period);
                _step("renamed");
            }

            return await SealAsync(source, staging, run, drafts, fingerprint, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Load>> LoadsAsync(bool currentOnly, CancellationToken cancellationToken)
    {
        IReadOnlyList<LoadRow> rows = await new StateReads(factory).LoadsAsync(currentOnly, cancellationToken).ConfigureAwait(false);
        return [.. rows.Select(LoadRows.ToLoad)];
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<LoadId>> PruneAsync(DateTimeOffset sealedBefore, bool dryRun, CancellationToken cancellationToken) =>
        Orphans.PruneAsync(home, factory, sealedBefore, dryRun, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CostRow>> DiffAsync(LoadId older, LoadId newer, CancellationToken cancellationToken)
    {
        IReadOnlyList<Load> loads = await LoadsAsync(currentOnly: false, cancellationToken).ConfigureAwait(false);
        Load Find(LoadId id) => loads.FirstOrDefault(load => load.Id == id) ?? throw LedgerRefusals.NotFound(id);
        return await LoadDiff.RunAsync(new LoadFiles(home), Find(older), Find(newer), cancellationToken).ConfigureAwait(false);
    }

    // All loads of that earlier import must still be current: if one of its periods was replaced since, the import has to be done again.
    private async Task<IReadOnlyList<ImportedLoad>> UnchangedAsync(SourceKey source, string fingerprint, CancellationToken cancellationToken)
    {
        await using StateDb state = await factory.OpenAsync(cancellationToken).ConfigureAwait(false);
        List<LoadRow> same = await state.Loads.AsNoTracking()
            .Where(row => row.Source == source.Value && row.Fingerprint == fingerprint)
            .OrderByDescending(row => row.SealedAt).ToListAsync(cancellationToken).ConfigureAwait(false);
        if (same.Count == 0) return [];
        LoadRow[] last = [.. same.Where(row => row.SealedAt == same[0].SealedAt).OrderBy(row => row.Period)];
        return last.All(row => row.IsCurrent) ? [.. last.Select(row => new ImportedLoad(LoadRows.ToLoad(row), true, null))] : [];
    }

    private async Task CheckScopesAsync(
        SourceKey source, Staging staging, ImportRun run, PeriodDraft[] drafts, ReadOptions options, CancellationToken cancellationToken)
    {
        var overlap = new ScopeOverlap(home, source, await LoadsAsync(currentOnly: true, cancellationToken).ConfigureAwait(false));
        foreach (PeriodDraft draft in drafts)
        {
            string daily = Path.Combine(staging.FolderOf(draft.Period), LoadFiles.Daily);
            Problem? found = await overlap.FindAsync(draft, daily, options.CrossChecks ?? new HashSet<string>(), cancellationToken).ConfigureAwait(false);
            if (found is null) continue;
            if (options.CrossChecks is not null) throw new CostGuardException(9, found);
            run.Findings.Problems.Add(found with { Severity = Severity.Warning });
        }
    }

    private async Task RefuseEmptyAsync(SourceKey source, ReadOptions options, CancellationToken cancellationToken)
    {
        Load[] current = [.. (await LoadsAsync(currentOnly: true, cancellationToken).ConfigureAwait(false))
            .Where(load => load.Source == source && (options.Period is not { } period || load.Period == period) && load.Totals.Any(total => total.Rows > 0))
            .OrderBy(load => load.Period)];
        if (current.Length > 0) throw LedgerRefusals.NoRows(source, string.Join(", ", current.Select(load => load.Period)));
    }

    private async Task<IReadOnlyList<ImportedLoad>> SealAsync(
        SourceKey source, Staging staging, ImportRun run, PeriodDraft[] drafts, string fingerprint, CancellationToken cancellationToken)
    {
        var imported = new List<ImportedLoad>();
        await using StateDb state = await factory.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using IDbContextTransaction transaction = await state.Database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        DateTimeOffset now = time.GetUtcNow();
        foreach (PeriodDraft draft in drafts)
        {
            int period = LoadRows.PeriodNumber(draft.Period);
            IQueryable<LoadRow> current = state.Loads.Where(row => row.Source == source.Value && row.Period == period && row.IsCurrent);
            string? replaced = await current.Select(row => row.Id).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
            await current.ExecuteUpdateAsync(row => row.SetProperty(r => r.IsCurrent, false), cancellationToken).ConfigureAwait(false);
            Load load = LoadOf(source, staging, run, draft, now);
            state.Loads.Add(LoadRows.ToRow(load, fingerprint, draft.Daily!.Conflicts));
            imported.Add(new ImportedLoad(load, false, replaced is null ? null : new LoadId(replaced)));
        }

        await state.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        _step("sealing");
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        _step("sealed");
        return imported;
    }

    private static Load LoadOf(SourceKey source, Staging staging, ImportRun run, PeriodDraft draft, DateTimeOffset now) => new()
    {
        Id = staging.LoadOf(draft.Period),
        Source = source,
        Period = draft.Period,
        SealedAt = now,
        IsCurrent = true,
        FocusVersion = draft.FocusVersion,
        Files = draft.Files,
        Totals = draft.Checked,
        Problems = run.ProblemsOf(draft),
        RowsRead = draft.Rows + run.Findings.Refused,
        RowsRejected = run.Findings.Refused,
        DataThrough = draft.Daily!.DataThrough,
        Folder = Staging.Final(source, draft.Period, staging.LoadOf(draft.Period)),
    };
}
