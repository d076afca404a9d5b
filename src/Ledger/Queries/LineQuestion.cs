using System.Data.Common;
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
    /// <summary>
    /// Asks load by load, and only for the columns of the question: memory and planning depend on one load's files, however many months there are.
    /// </summary>
    public async Task<List<CostRow>> AskAsync(IReadOnlyList<Load> loads, QueryPlan plan, CancellationToken cancellationToken)
    {
        bool folded = plan.Columns.Any(column => column.IsTag);
        HashSet<string> columns = Needed(plan, folded);
        var groups = new Groups(plan, folding, folded);
        foreach (Load load in loads)
        {
            if (!File.Exists(files.DailyPath(load))) throw CostQueries.Gone($"Load {load.Id} of source {load.Source}, {load.Period},");
            string lines = await files.LinesSqlAsync(session, load, cancellationToken, columns).ConfigureAwait(false);
            string table = $"(SELECT * REPLACE (upper(BillingCurrency) AS BillingCurrency), CAST(ChargePeriodStart AS DATE) AS {QueryColumn.Day}, "
                + $"{ParquetSql.LoadColumns(load)} FROM ({lines}))";
            var parameters = new List<string>();
            string sql = plan.Select(table, "count(*)", parameters, folded);
            await ParquetSql.ReadAsync(session, sql, parameters, groups.Add, cancellationToken).ConfigureAwait(false);
        }

        return groups.Rows();
    }

    private static HashSet<string> Needed(QueryPlan plan, bool folded)
    {
        string asked = plan.Select("", "count(*)", [], folded);
        return [.. FocusColumns.All.Select(column => column.Name).Where(name => asked.Contains(name, StringComparison.Ordinal)), "BillingCurrency", "ChargePeriodStart"];
    }

    /// <summary>Adds the groups of all loads up; groups of raw tag texts become groups of folded values.</summary>
    private sealed class Groups(QueryPlan plan, TagFolding folding, bool folded)
    {
        private readonly string[] _keys = [.. plan.Columns.Where(column => column.IsTag).Select(column => column.TagKey!).Distinct(StringComparer.Ordinal)];
        private readonly Dictionary<string, string?[]> _byText = new(StringComparer.Ordinal);
        private readonly Dictionary<GroupKey, Sums> _groups = [];

        public void Add(DbDataReader reader)
        {
            int count = plan.By.Count;
            string?[] tags = folded ? Fold(CostAnswer.Text(reader, count + 6) ?? "") : [];
            string? TagOf(QueryColumn column) => tags[Array.IndexOf(_keys, column.TagKey)];
            if (plan.Filters.Any(filter => filter.Column.IsTag && !filter.Values.Contains(TagOf(filter.Column), StringComparer.Ordinal))) return;

            var keys = new string?[count];
            for (int i = 0; i < count; i++) keys[i] = plan.By[i].IsTag ? TagOf(plan.By[i]) : CostAnswer.Text(reader, i);
            var key = new GroupKey(keys, Currency.Parse(reader.GetString(count)));
            if (!_groups.TryGetValue(key, out Sums? sums)) _groups[key] = sums = new Sums();
            sums.Add(CostAnswer.ReadCosts(reader, count + 1), reader.GetInt64(count + 5));
        }

        public List<CostRow> Rows() => [.. _groups.Select(group => new CostRow(group.Key.Keys, group.Key.Currency, group.Value.Costs, group.Value.Count))];

        private string?[] Fold(string text)
        {
            if (_byText.TryGetValue(text, out string?[]? known)) return known;
            var values = new string?[_keys.Length];
            folding.Look(text, _keys, values, new bool[_keys.Length]);
            return _byText[text] = values;
        }
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
