using System.Text.Json;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Ledger.Rollup;
using CostGuard.Ledger.Sql;

namespace CostGuard.Ledger.Loads;

/// <summary>
/// Reads sealed loads. For the queries: <see cref="LinesSqlAsync"/> is a SELECT of all FOCUS columns over a load's lines (raw Tags as JSON text), the same
/// for loads from CSV and from Parquet; <see cref="EnsureDailyAsync"/> is the path of a roll-up with the wanted tag keys. Run the SQL in a <see cref="DuckSession"/>.
/// </summary>
public sealed class LoadFiles(HomeFolder home)
{
    /// <summary>The roll-up that every load has.</summary>
    public const string Daily = "daily.parquet";

    /// <summary>Full path of a load's folder.</summary>
    public string FolderOf(Load load) => Path.Combine(home.Loads, load.Folder);

    /// <summary>Full path of the roll-up made at import: day and dimensions, x_Tag_team.</summary>
    public string DailyPath(Load load) => Path.Combine(FolderOf(load), Daily);

    /// <summary>SELECT of the load's lines in canonical FOCUS columns: costs DECIMAL(38,18), times TIMESTAMP (UTC), the rest VARCHAR.</summary>
    /// <param name="duck">Session to read schemas with.</param>
    /// <param name="load">A sealed load.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <param name="only">The columns that are wanted; null for all.</param>
    /// <exception cref="Core.Errors.CostGuardException">Exit code 6: a linked file was changed in place.</exception>
    public async Task<string> LinesSqlAsync(DuckSession duck, Load load, CancellationToken cancellationToken, IReadOnlySet<string>? only = null)
    {
        (_, IReadOnlyList<LineFile> files) = await OpenAsync(duck, load, cancellationToken).ConfigureAwait(false);
        return LinesSql.Of(load.Period, files, only);
    }

    /// <summary>SELECT of some columns of the load's lines, with the file and row of each.</summary>
    internal async Task<string> LocatedSqlAsync(DuckSession duck, Load load, IReadOnlySet<string> only, CancellationToken cancellationToken)
    {
        (_, IReadOnlyList<LineFile> files) = await OpenAsync(duck, load, cancellationToken).ConfigureAwait(false);
        return LinesSql.Located(load.Period, files, only);
    }

    /// <summary>Path of a roll-up under the policy; made from the lines when it is not there yet. Safe with several processes.</summary>
    public async Task<string> EnsureDailyAsync(Load load, RollupPolicy policy, CancellationToken cancellationToken)
    {
        LoadRecipe recipe = await RecipeAsync(load, cancellationToken).ConfigureAwait(false);
        if (recipe.Policy == policy.Hash) return DailyPath(load);
        string target = Path.Combine(FolderOf(load), $"daily.{policy.Hash}.parquet");
        if (File.Exists(target)) return target;

        string scratch = Path.Combine(home.Data, "tmp", Guid.NewGuid().ToString("n"));
        Directory.CreateDirectory(scratch);
        try
        {
            DuckSession duck = await DuckSession.OpenAsync(Path.Combine(scratch, "spill"), cancellationToken).ConfigureAwait(false);
            await using (duck.ConfigureAwait(false))
            {
                (_, IReadOnlyList<LineFile> files) = await OpenAsync(duck, load, cancellationToken).ConfigureAwait(false);
                string made = Path.Combine(scratch, Daily);
                await DailyBuilder.WriteAsync(
                    duck, load.Period, files, policy, RollupTables.Of(policy, files, cancellationToken), made, _ => { }, cancellationToken).ConfigureAwait(false);
                await CheckAsync(duck, load, made, cancellationToken).ConfigureAwait(false);
                File.Move(made, target, overwrite: true);
            }
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }

        return target;
    }

    private static async Task CheckAsync(DuckSession duck, Load load, string path, CancellationToken cancellationToken)
    {
        DailyResult made = await DailyBuilder.ReadAsync(duck, path, new Dictionary<string, long>(), 0, cancellationToken).ConfigureAwait(false);
        foreach (ControlTotal total in load.Totals)
        {
            (long rows, ExactSum[] sums) = made.Stored.GetValueOrDefault(total.Currency, (0, new ExactSum[4]));
            var stored = new ExactCosts(sums[0], sums[1], sums[2], sums[3]);
            if (rows != total.Rows || stored != total.Stored) throw LedgerRefusals.DoesNotTie(load.Source, load.Period, total with { Stored = stored });
        }
    }

    private async Task<LoadRecipe> RecipeAsync(Load load, CancellationToken cancellationToken)
    {
        string text = await File.ReadAllTextAsync(Path.Combine(FolderOf(load), LoadRecipe.FileName), cancellationToken).ConfigureAwait(false);
        return JsonSerializer.Deserialize<LoadRecipe>(text) ?? throw new InvalidOperationException($"The recipe of load {load.Id} is empty.");
    }

    private async Task<(LoadRecipe Recipe, IReadOnlyList<LineFile> Files)> OpenAsync(DuckSession duck, Load load, CancellationToken cancellationToken)
    {
        LoadRecipe recipe = await RecipeAsync(load, cancellationToken).ConfigureAwait(false);
        var files = new List<LineFile>();
        foreach (FileRecipe file in recipe.Files)
        {
            var info = new FileInfo(Path.Combine(FolderOf(load), file.Path));
            if (!info.Exists || info.Length != file.Bytes || info.LastWriteTimeUtc.Ticks != file.ModifiedTicks) throw LedgerRefusals.Tampered(load.Id, file.Name);
            FileSchema schema = await SchemaReader.ReadAsync(duck, info.FullName, file.Name, recipe.Assume, file.Basis, cancellationToken).ConfigureAwait(false);
            string? rounded = file.Rounded is null ? null : Path.Combine(FolderOf(load), file.Rounded);
            files.Add(new LineFile(file, info.FullName, rounded, new FileSql(schema), AllFast: false));
        }

        return (recipe, files);
    }
}
