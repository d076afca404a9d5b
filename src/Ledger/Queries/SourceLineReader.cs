using System.Data.Common;
using CostGuard.Core.Errors;
using CostGuard.Core.Focus;
using CostGuard.Core.Normalise;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Ledger.Loads;
using CostGuard.Ledger.Sql;

namespace CostGuard.Ledger.Queries;

/// <summary>Reads single lines of a load, each with its file and row.</summary>
/// <param name="files">The loads' files.</param>
/// <param name="policy">How tags are folded; null: the default.</param>
internal sealed class SourceLineReader(LoadFiles files, Func<RollupPolicy>? policy = null) : ISourceLines
{
    private static readonly string[] Costs = ["BilledCost", "EffectiveCost", "ListCost", "ContractedCost"];

    /// <inheritdoc/>
    public async Task<SourceLines> ReadAsync(Load load, IReadOnlyList<Dimension> columns, IReadOnlyList<CostFilter> filters, int most, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(load);
        QueryPlan plan = Plan(columns, filters);
        string spill = Path.Combine(Path.GetTempPath(), $"costguard-{Guid.NewGuid():n}");
        try
        {
            DuckSession session = await DuckSession.OpenAsync(spill, cancellationToken).ConfigureAwait(false);
            await using (session.ConfigureAwait(false))
            {
                string table = await TableAsync(session, load, plan, cancellationToken).ConfigureAwait(false);
                var totals = new List<CostRow>();
                var parameters = new List<string>();
                await ParquetSql.ReadAsync(session, plan.Totals(table, parameters), parameters, reader => totals.Add(CostAnswer.Read(reader, 0)), cancellationToken).ConfigureAwait(false);
                var lines = new List<SourceLine>();
                parameters.Clear();
                await ParquetSql.ReadAsync(session, plan.Lines(table, most, parameters), parameters, reader => lines.Add(Line(reader, columns.Count)), cancellationToken).ConfigureAwait(false);
                CostAnswer.Sort(totals);
                return new SourceLines(lines, totals);
            }
        }
        finally
        {
            if (Directory.Exists(spill)) Directory.Delete(spill, recursive: true);
        }
    }

    private QueryPlan Plan(IReadOnlyList<Dimension> columns, IReadOnlyList<CostFilter> filters)
    {
        var folding = new TagFolding((policy?.Invoke() ?? RollupPolicy.Default).Tags);
        var plan = new QueryPlan(
            new CostQuery(DayRange.All, columns, filters), [.. columns.Select(column => QueryColumns.Find(column, folding))], [.. filters.Select(filter => (QueryColumns.Find(filter.Dimension, folding), filter.Values))]);
        if (plan.Columns.FirstOrDefault(column => column.Kept == Kept.Allocated) is { } team) throw new CostGuardException(2, QueryErrors.CannotCombine.At($"A line of a load has no '{team.Dimension}'."));
        if (plan.Columns.FirstOrDefault(column => column.IsTag) is { } tag)
            throw new CostGuardException(2, QueryErrors.CannotCombine.At($"Lines carry tags as the file spells them: ask for rawTag:{tag.Dimension.Key} instead of '{tag.Dimension}'."));
        return plan;
    }

    private async Task<string> TableAsync(DuckSession session, Load load, QueryPlan plan, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(files.FolderOf(load))) throw CostQueries.Gone($"Load {load.Id} of source {load.Source}, {load.Period},");
        string asked = plan.Lines("", 0, []);
        HashSet<string> needed = [.. FocusColumns.All.Select(column => column.Name).Where(name => asked.Contains(name, StringComparison.Ordinal)), .. Costs, "BillingCurrency", "ChargePeriodStart"];
        string lines = await files.LocatedSqlAsync(session, load, needed, cancellationToken).ConfigureAwait(false);
        return $"(SELECT *, CAST(ChargePeriodStart AS DATE) AS {QueryColumn.Day}, {ParquetSql.LoadColumns(load)} FROM ({lines}))";
    }

    private static SourceLine Line(DbDataReader reader, int keys)
    {
        CostRow row = CostAnswer.Read(reader, keys);
        return new SourceLine(reader.GetString(keys + 6), row.Rows, row.Keys, row.Currency, row.Costs);
    }
}
