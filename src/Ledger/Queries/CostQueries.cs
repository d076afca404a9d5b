using CostGuard.Core.Errors;
using CostGuard.Core.Normalise;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Ledger.Loads;
using CostGuard.Ledger.Snapshots;
using CostGuard.Ledger.Sql;

namespace CostGuard.Ledger.Queries;

/// <summary>
/// Answers questions about cost from the smallest files that know the answer: the allocated roll-up for teams, the daily roll-ups for their
/// dimensions, the lines for everything else. One in-memory DuckDB, opened at the first question, answers one question at a time; other
/// processes read the same files at the same time.
/// </summary>
/// <param name="home">The home.</param>
/// <param name="policy">What roll-ups keep and how tags are folded, asked at each question; null: the default.</param>
public sealed class CostQueries(HomeFolder home, Func<RollupPolicy>? policy = null) : ICostQueries, IQuantityQueries, IAsyncDisposable
{
    private readonly LoadFiles _files = new(home);
    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly string _spill = Path.Combine(Path.GetTempPath(), $"costguard-{Guid.NewGuid():n}");
    private DuckSession? _session;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CostRow>> QueryAsync(Snapshot snapshot, CostQuery query, CancellationToken cancellationToken)
    {
        RollupPolicy rules = policy?.Invoke() ?? RollupPolicy.Default;
        var folding = new TagFolding(rules.Tags);
        QueryPlan plan = Plan(query, folding);
        Load[] loads = [.. snapshot.Loads.Where(plan.MayHold)];
        if (loads.Length == 0) return [];

        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            _session ??= await DuckSession.OpenAsync(_spill, cancellationToken).ConfigureAwait(false);
            List<CostRow> rows = plan.NeedsAllocation
                ? await AllocatedAsync(snapshot, plan, cancellationToken).ConfigureAwait(false)
                : IsInRollup(plan, rules)
                    ? await DailyAsync(loads, plan, rules, cancellationToken).ConfigureAwait(false)
                    : await new LineQuestion(_session, _files, folding).AskAsync(loads, plan, cancellationToken).ConfigureAwait(false);
            CostAnswer.Sort(rows);
            return rows;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<QuantityRow>> QuantitiesAsync(Snapshot snapshot, CostQuery query, CancellationToken cancellationToken)
    {
        var folding = new TagFolding((policy?.Invoke() ?? RollupPolicy.Default).Tags);
        QueryPlan plan = Plan(query, folding);
        if (plan.NeedsAllocation) throw new CostGuardException(2, QueryErrors.CannotCombine.At("Lines do not say whose they are."));
        Load[] loads = [.. snapshot.Loads.Where(plan.MayHold)];
        if (loads.Length == 0) return [];

        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            _session ??= await DuckSession.OpenAsync(_spill, cancellationToken).ConfigureAwait(false);
            return await new LineQuestion(_session, _files, folding).QuantitiesAsync(loads, plan, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_session is not null) await _session.DisposeAsync().ConfigureAwait(false);
        _session = null;
        if (Directory.Exists(_spill)) Directory.Delete(_spill, recursive: true);
        _one.Dispose();
    }

    internal static CostGuardException Gone(string what) => new(8, QueryErrors.DataGone.At($"{what} is not there any more."));

    private static QueryPlan Plan(CostQuery query, TagFolding folding) => new(
        query,
        [.. query.By.Select(dimension => QueryColumns.Find(dimension, folding))],
        [.. query.Filters.Select(filter => (QueryColumns.Find(filter.Dimension, folding), filter.Values))]);

    private static bool IsInRollup(QueryPlan plan, RollupPolicy rules) => plan.Columns.All(column => column.Kept switch
    {
        Kept.Everywhere => true,
        Kept.LinesOrRollup when column.IsTag => rules.Shape.TagKeys.Contains(column.TagKey!, StringComparer.Ordinal),
        Kept.LinesOrRollup => column.Name == "SkuId" ? rules.Shape.Skus : rules.Shape.Resources,
        _ => false,
    });

    private Task<List<CostRow>> AllocatedAsync(Snapshot snapshot, QueryPlan plan, CancellationToken cancellationToken)
    {
        QueryColumn[] apart = [.. plan.Columns.Where(column => column.Kept is Kept.Lines or Kept.LinesOrRollup)];
        if (apart.Length > 0) throw new CostGuardException(2, QueryErrors.CannotCombine.At($"'{apart[0].Dimension}' is not known for each team."));
        string folder = Path.Combine(home.Snapshots, snapshot.Id.Value);
        string? rollUp = TeamRollUp.All.Where(plan.IsAnsweredBy).Select(each => Path.Combine(folder, each.Name)).FirstOrDefault(File.Exists);
        string path = rollUp ?? Path.Combine(folder, AllocatedFile.Name);
        return File.Exists(path) ? AskAsync(plan, ParquetSql.Files([path]), cancellationToken) : throw Gone($"The allocated roll-up of snapshot {snapshot.Id}");
    }

    private async Task<List<CostRow>> DailyAsync(Load[] loads, QueryPlan plan, RollupPolicy rules, CancellationToken cancellationToken)
    {
        var paths = new List<string>(loads.Length);
        foreach (Load load in loads)
        {
            if (!File.Exists(_files.DailyPath(load))) throw Gone($"Load {load.Id} of source {load.Source}, {load.Period},");
            paths.Add(plan.NeedsRollupColumns ? await _files.EnsureDailyAsync(load, rules, cancellationToken).ConfigureAwait(false) : _files.DailyPath(load));
        }

        string table = plan.NeedsLoad
            ? $"({string.Join(" UNION ALL BY NAME ", loads.Select((load, i) => $"SELECT *, {ParquetSql.LoadColumns(load)} FROM {ParquetSql.Files([paths[i]])}"))})"
            : ParquetSql.Files(paths);
        return await AskAsync(plan, table, cancellationToken).ConfigureAwait(false);
    }

    private async Task<List<CostRow>> AskAsync(QueryPlan plan, string table, CancellationToken cancellationToken)
    {
        var parameters = new List<string>();
        string sql = plan.Select(table, "CAST(sum(x_Rows) AS BIGINT)", parameters);
        var rows = new List<CostRow>();
        await ParquetSql.ReadAsync(_session!, sql, parameters, reader => rows.Add(CostAnswer.Read(reader, plan.By.Count)), cancellationToken).ConfigureAwait(false);
        return rows;
    }
}
