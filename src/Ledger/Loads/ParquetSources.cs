using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Ledger.Rollup;
using CostGuard.Ledger.Sql;

namespace CostGuard.Ledger.Loads;

/// <summary>Takes Parquet files into an import as they are: linked, inspected, and described by a recipe.</summary>
internal sealed class ParquetSources(Staging staging, DuckSession duck, ReadOptions options, ImportFindings findings, RollupTables rollups)
{
    /// <summary>Takes one file into the draft of each period it has.</summary>
    public async Task TakeAsync(SourceFile file, int number, string sha256, CancellationToken cancellationToken)
    {
        string linked = Path.Combine(staging.Folder, FormattableString.Invariant($"{number:d4}.parquet"));
        string rounded = Path.Combine(staging.Folder, FormattableString.Invariant($"{number:d4}.rounded.parquet"));
        Disk.LinkOrCopy(file.Path, linked);
        var sql = new FileSql(await SchemaReader.ReadAsync(duck, linked, file.Name, options.Assume, null, cancellationToken).ConfigureAwait(false));
        InspectedFile inspected = rollups.Read(linked, sql, options.Period, cancellationToken)
            ?? await new FileInspector(duck, options).InspectAsync(sql, linked, file.Name, rounded, cancellationToken).ConfigureAwait(false);
        findings.Refused += inspected.Refused;
        findings.Problems.AddRange(inspected.Problems);
        findings.Cancelled.AddRange(inspected.Cancelled);
        ILookup<BillingPeriod, FileTotal> periods = inspected.Totals.ToLookup(total => total.Period);
        foreach (IGrouping<BillingPeriod, FileTotal> period in periods)
        {
            PeriodDraft draft = findings.DraftOf(period.Key);
            draft.Lines.Add(Place(file, number, linked, inspected, period.Key, periods.Count > 1));
            draft.Files.Add(new LoadFile(file.Name, sha256, new FileInfo(linked).Length, period.Sum(total => total.Rows)) { Version = file.Version });
            if (string.CompareOrdinal(inspected.Sql.Schema.Mapping.Version, draft.FocusVersion) > 0) draft.FocusVersion = inspected.Sql.Schema.Mapping.Version;
            foreach (FileTotal total in period) draft.Add(total.Currency, total.Rows, total.Raw, total.Residual);
        }

        File.Delete(linked);
        File.Delete(rounded);
    }

    private LineFile Place(SourceFile file, int number, string linked, InspectedFile inspected, BillingPeriod period, bool otherPeriods)
    {
        string name = FormattableString.Invariant($"{number:d4}.parquet");
        string lines = Path.Combine(staging.FolderOf(period), "lines");
        Directory.CreateDirectory(lines);
        string target = Path.Combine(lines, name);
        Disk.LinkOrCopy(linked, target);
        string? rounded = null;
        if (inspected.Rounded is { } made)
        {
            // Beside the lines, not among them: other programs read lines/*.parquet as charges.
            rounded = Path.Combine(staging.FolderOf(period), "rounded-" + name);
            Disk.LinkOrCopy(made, rounded);
        }

        var recipe = new FileRecipe
        {
            Path = "lines/" + name,
            Name = file.Name,
            Bytes = new FileInfo(target).Length,
            ModifiedTicks = File.GetLastWriteTimeUtc(target).Ticks,
            OtherPeriods = otherPeriods,
            RefusedRows = inspected.Refused > 0,
            Basis = inspected.Sql.Schema.Report?.Basis,
            Rounded = rounded is null ? null : "rounded-" + name,
        };
        return new LineFile(recipe, target, rounded, inspected.Sql, inspected.AllFast);
    }
}
