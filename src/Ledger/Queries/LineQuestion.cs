using System.Data.Common;
using System.Globalization;
using CostGuard.Core.Focus;
using CostGuard.Core.Normalise;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Ledger.Loads;
using CostGuard.Ledger.Sql;

namespace CostGuard.Ledger.Queries;

/// <summary>
/// Answers from the lines. Raw tags are looked up in SQL; folded tags are judged here, once for each distinct raw text, since folding is Core's.
/// </summary>
internal sealed class LineQuestion(DuckSession session, LoadFiles files, TagFolding folding)
{
    // Quantities are null together: a group with a gap has no quantity. Consumption is counted in bytes and seconds, hence more room before the point.
    private static readonly string[] Quantities =
    [
        "CASE WHEN count(*) = count(PricingQuantity) THEN CAST(sum(PricingQuantity) AS VARCHAR) END",
        "CASE WHEN count(*) = count(ConsumedQuantity) THEN CAST(sum(CAST(ConsumedQuantity AS DECIMAL(38,9))) AS VARCHAR) END",
    ];

    public async Task<List<CostRow>> AskAsync(IReadOnlyList<Load> loads, QueryPlan plan, CancellationToken cancellationToken)
    {
        var groups = new Groups(new RowKeys(plan, folding));
        await ReadAsync(loads, plan, [], groups.Add, cancellationToken).ConfigureAwait(false);
        return groups.Rows();
    }

    /// <summary>The groups with quantities, a group of several loads or of several raw texts of a folded tag in several parts.</summary>
    public async Task<List<QuantityRow>> QuantitiesAsync(IReadOnlyList<Load> loads, QueryPlan plan, CancellationToken cancellationToken)
    {
        var keys = new RowKeys(plan, folding);
        int first = plan.By.Count + (keys.HasFolded ? 7 : 6);
        var rows = new List<QuantityRow>();
        void Add(DbDataReader reader)
        {
            if (keys.Of(reader) is { } own) rows.Add(new QuantityRow(CostAnswer.Read(reader, plan.By.Count) with { Keys = own }, Quantity(reader, first), Quantity(reader, first + 1)));
        }

        await session.AllowWideViewsAsync(cancellationToken).ConfigureAwait(false);
        await ReadAsync(loads, plan, Quantities, Add, cancellationToken).ConfigureAwait(false);
        return rows;
    }

    // Quantities only divide costs: past the 28th digit they may be rounded.
    private static decimal? Quantity(DbDataReader reader, int column) =>
        CostAnswer.Text(reader, column) is { } text ? decimal.Parse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) : null;

    /// <summary>
    /// Asks load by load, and only for the columns of the question: memory and planning depend on one load's files, however many months there are.
    /// </summary>
    private async Task ReadAsync(IReadOnlyList<Load> loads, QueryPlan plan, string[] more, Action<DbDataReader> read, CancellationToken cancellationToken)
    {
        bool folded = plan.Columns.Any(column => column.IsTag);
        HashSet<string> columns = Needed(plan, folded, more);
        if (plan.ChargeDays is { } days) loads = await TouchedAsync(loads, days, cancellationToken).ConfigureAwait(false);
        foreach (Load load in loads)
        {
            if (!File.Exists(files.DailyPath(load))) throw CostQueries.Gone($"Load {load.Id} of source {load.Source}, {load.Period},");
            string lines = await files.LinesSqlAsync(session, load, cancellationToken, columns).ConfigureAwait(false);
            string table = $"(SELECT * REPLACE (upper(BillingCurrency) AS BillingCurrency), CAST(ChargePeriodStart AS DATE) AS {QueryColumn.Day}, "
                + $"{ParquetSql.LoadColumns(load)} FROM ({lines}))";
            var parameters = new List<string>();
            string sql = plan.Select(table, "count(*)", parameters, folded, more);
            await ParquetSql.ReadAsync(session, sql, parameters, read, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The loads with a charge on one of the days, as their roll-ups say: a charge may be billed in any later month, so that no month tells.</summary>
    private async Task<IReadOnlyList<Load>> TouchedAsync(IReadOnlyList<Load> loads, DayRange days, CancellationToken cancellationToken)
    {
        string[] each = [.. loads.Select((load, i) => File.Exists(files.DailyPath(load))
            ? string.Create(CultureInfo.InvariantCulture, $"SELECT {i} AS i, min({QueryColumn.Day}) AS first, max({QueryColumn.Day}) AS last FROM {ParquetSql.Files([files.DailyPath(load)])}")
            : throw CostQueries.Gone($"Load {load.Id} of source {load.Source}, {load.Period},"))];
        if (each.Length == 0) return loads;
        var touched = new List<Load>();
        string sql = $"SELECT i FROM ({string.Join(" UNION ALL ", each)}) WHERE first < {SqlText.Day(days.End)} AND last >= {SqlText.Day(days.Start)} ORDER BY i";
        await ParquetSql.ReadAsync(session, sql, [], reader => touched.Add(loads[reader.GetInt32(0)]), cancellationToken).ConfigureAwait(false);
        return touched;
    }

    private static HashSet<string> Needed(QueryPlan plan, bool folded, string[] more)
    {
        string asked = plan.Select("", "count(*)", [], folded, more);
        return [.. FocusColumns.All.Select(column => column.Name).Where(name => asked.Contains(name, StringComparison.Ordinal)), "BillingCurrency", "ChargePeriodStart"];
    }

    /// <summary>Keys of a row; folded tags, which come as raw text at the end, are judged here.</summary>
    private sealed class RowKeys(QueryPlan plan, TagFolding folding)
    {
        private readonly string[] _keys = [.. plan.Columns.Where(column => column.IsTag).Select(column => column.TagKey!).Distinct(StringComparer.Ordinal)];
        private readonly Dictionary<string, string?[]> _byText = new(StringComparer.Ordinal);

        public int Count => plan.By.Count;

        public bool HasFolded => _keys.Length > 0;

        /// <summary>The keys, or null for a row that a filter leaves out.</summary>
        public string?[]? Of(DbDataReader reader)
        {
            string?[] tags = HasFolded ? Fold(CostAnswer.Text(reader, Count + 6) ?? "") : [];
            string? TagOf(QueryColumn column) => tags[Array.IndexOf(_keys, column.TagKey)];
            if (plan.Filters.Any(filter => filter.Column.IsTag && !filter.Values.Contains(TagOf(filter.Column), StringComparer.Ordinal))) return null;

            var keys = new string?[Count];
            for (int i = 0; i < keys.Length; i++) keys[i] = plan.By[i].IsTag ? TagOf(plan.By[i]) : CostAnswer.Text(reader, i);
            return keys;
        }

        private string?[] Fold(string text)
        {
            if (_byText.TryGetValue(text, out string?[]? known)) return known;
            var values = new string?[_keys.Length];
            folding.Look(text, _keys, values, new bool[_keys.Length]);
            return _byText[text] = values;
        }
    }

    /// <summary>Adds the groups of all loads up; groups of raw tag texts become groups of folded values.</summary>
    private sealed class Groups(RowKeys rowKeys)
    {
        private readonly Dictionary<GroupKey, Sums> _groups = [];

        public void Add(DbDataReader reader)
        {
            if (rowKeys.Of(reader) is not { } keys) return;
            var key = new GroupKey(keys, Currency.Parse(reader.GetString(rowKeys.Count)));
            if (!_groups.TryGetValue(key, out Sums? sums)) _groups[key] = sums = new Sums();
            sums.Add(CostAnswer.ReadCosts(reader, rowKeys.Count + 1), reader.GetInt64(rowKeys.Count + 5));
        }

        public List<CostRow> Rows() => [.. _groups.Select(group => new CostRow(group.Key.Keys, group.Key.Currency, group.Value.Costs, group.Value.Count))];
    }

    private sealed class Sums
    {
        private ExactSum _billed, _effective, _list, _contracted;

        public long Count { get; private set; }

        public Costs Costs => new(CostAnswer.Exact(_billed), CostAnswer.Exact(_effective), CostAnswer.Exact(_list), CostAnswer.Exact(_contracted));

        public void Add(Costs costs, long count)
        {
            _billed += ExactSum.Of(costs.Billed);
            _effective += ExactSum.Of(costs.Effective);
            _list += ExactSum.Of(costs.List);
            _contracted += ExactSum.Of(costs.Contracted);
            Count += count;
        }
    }

    private readonly record struct GroupKey(string?[] Keys, Currency Currency)
    {
        public bool Equals(GroupKey other) => Currency == other.Currency && Keys.AsSpan().SequenceEqual(other.Keys);

        public override int GetHashCode()
        {
            var hash = new HashCode();
            hash.Add(Currency);
            foreach (string? key in Keys) hash.Add(key, StringComparer.Ordinal);
            return hash.ToHashCode();
        }
    }
}
