using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Ledger.Rollup;
using CostGuard.Ledger.Sql;

namespace CostGuard.Ledger.Loads;

/// <summary>One import from the files to complete, synced folders. Nothing of it is visible yet.</summary>
internal sealed class ImportRun(
    Staging staging, SourceKey source, ReadOptions options, IReadOnlyList<IChargeReader> readers, RollupPolicy policy, Action<string> step, ImportMeter meter)
{
    private readonly ImportFindings _findings = new();
    private readonly RollupTables _rollups = new(policy, step);

    /// <summary>What the files have.</summary>
    public ImportFindings Findings => _findings;

    /// <summary>SHA-256 over checksums and options: two imports with the same one have the same loads.</summary>
    public static string Fingerprint(IEnumerable<string> sha256, ReadOptions options)
    {
        string text = string.Join("\n", sha256.Order(StringComparer.Ordinal)
            .Append(options.Period?.ToString() ?? "all")
            .Concat(options.Assume.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}")));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>Reads all files into drafts and refuses when too many rows break the rules.</summary>
    public async Task ReadAsync(IReadOnlyList<SourceFile> files, IReadOnlyList<string> sha256, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(staging.Spill);
        DuckSession duck = await DuckSession.OpenAsync(staging.Spill, cancellationToken).ConfigureAwait(false);
        await using (duck.ConfigureAwait(false))
        {
            var parquet = new ParquetSources(staging, duck, options, _findings, _rollups);
            var read = new ReaderSources(staging, duck, options, _findings);
            IReadOnlyDictionary<SourceFile, IChargeReader> chosen = await ReadersAsync(files, cancellationToken).ConfigureAwait(false);
            for (int i = 0; i < files.Count; i++)
            {
                if (files[i].IsParquet && await GcpParquet.FindAsync(duck, files[i], cancellationToken).ConfigureAwait(false) is { } export)
                {
                    SourceFile rows = await export.WriteAsync(duck, Path.Combine(staging.Folder, FormattableString.Invariant($"{i + 1:d4}.jsonl.gz")), cancellationToken).ConfigureAwait(false);
                    await read.TakeAsync(GcpReader(files[i]), rows, i + 1, sha256[i], meter.AddRows, cancellationToken).ConfigureAwait(false);
                    File.Delete(rows.Path);
                }
                else if (files[i].IsParquet) await parquet.TakeAsync(files[i], i + 1, sha256[i], cancellationToken).ConfigureAwait(false);
                else await read.TakeAsync(chosen[files[i]], files[i], i + 1, sha256[i], meter.AddRows, cancellationToken).ConfigureAwait(false);
                meter.Done(files[i]);
            }

            if (_findings.Refused > options.RejectedRowsMax)
                throw LedgerRefusals.TooManyRejected(source, _findings.Refused, options.RejectedRowsMax, _findings.Problems);
            _findings.CheckCancelled(source);
            step("read");
        }
    }

    /// <summary>Makes roll-up and recipe of a draft, checks its totals, and writes everything through to the disk.</summary>
    public async Task CompleteAsync(PeriodDraft draft, CancellationToken cancellationToken)
    {
        string folder = staging.FolderOf(draft.Period), daily = Path.Combine(folder, LoadFiles.Daily);
        DuckSession duck = await DuckSession.OpenAsync(staging.Spill, cancellationToken).ConfigureAwait(false);
        await using (duck.ConfigureAwait(false))
        {
            long badTexts = 0;
            if (draft.Lines.Any(line => line.Sql.Schema.Report is not null)) await duck.AllowWideViewsAsync(cancellationToken).ConfigureAwait(false);
            RollupTable? table = _rollups.Take(draft.Period, draft.Lines, cancellationToken);
            IReadOnlyDictionary<string, long> conflicts = await DailyBuilder.WriteAsync(
                duck, draft.Period, draft.Lines, policy, table, daily, count => badTexts = count, cancellationToken).ConfigureAwait(false);
            step("daily");
            draft.Daily = await DailyBuilder.ReadAsync(duck, daily, conflicts, badTexts, cancellationToken).ConfigureAwait(false);
        }

        draft.Check(source);
        step("checked");
        var recipe = new LoadRecipe
        {
            Period = draft.Period.ToString(),
            Assume = options.Assume,
            Files = [.. draft.Lines.Select(line => line.Recipe)],
            Policy = policy.Hash,
        };
        await File.WriteAllTextAsync(Path.Combine(folder, LoadRecipe.FileName), JsonSerializer.Serialize(recipe), cancellationToken).ConfigureAwait(false);
        Disk.SyncTree(folder);
        step("synced");
    }

    /// <summary>Warnings about tags beside the problems of the files.</summary>
    public IReadOnlyList<Problem> ProblemsOf(PeriodDraft draft)
    {
        var problems = new List<Problem>([.. options.Notes, .. _findings.Problems]);
        foreach ((string key, long rows) in draft.Daily!.Conflicts)
        {
            problems.Add(LedgerErrors.TagConflicts.At(
                FormattableString.Invariant($"{rows} rows have several spellings of the tag '{key}' with different values."), column: key, severity: Severity.Warning));
        }

        if (draft.Daily.BadTagTexts > 0)
        {
            problems.Add(LedgerErrors.BadTags.At(
                FormattableString.Invariant($"{draft.Daily.BadTagTexts} distinct tag texts cannot be read."), column: "Tags", severity: Severity.Warning));
        }

        return problems;
    }

    // Readers whose files explain each other see all of them before the first is read.
    private async Task<IReadOnlyDictionary<SourceFile, IChargeReader>> ReadersAsync(IEnumerable<SourceFile> files, CancellationToken cancellationToken)
    {
        var chosen = new Dictionary<SourceFile, IChargeReader>();
        foreach (IGrouping<IChargeReader, SourceFile> group in files.Where(file => !file.IsParquet).Distinct().GroupBy(ReaderOf))
        {
            IChargeReader reader = group.Key is IFileSetReader set ? await set.KnowAsync([.. group], cancellationToken).ConfigureAwait(false) : group.Key;
            foreach (SourceFile file in group) chosen.Add(file, reader);
        }

        return chosen;
    }

    private IChargeReader GcpReader(SourceFile file) => readers.FirstOrDefault(reader => reader.Key == GcpParquet.ReaderKey) ?? throw LedgerRefusals.NoReader(file);

    private IChargeReader ReaderOf(SourceFile file) => readers.FirstOrDefault(reader => reader.CanRead(file)) ?? throw LedgerRefusals.NoReader(file);
}
