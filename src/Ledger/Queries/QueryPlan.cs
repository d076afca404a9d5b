using System.Globalization;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Ledger.Snapshots;
using CostGuard.Ledger.Sql;

namespace CostGuard.Ledger.Queries;

/// <summary>Which rows a question may touch and what it asks of them; turns into one SELECT over any table that has the columns.</summary>
internal sealed class QueryPlan
{
    private static readonly string[] Costs = ["BilledCost", "EffectiveCost", "ListCost", "ContractedCost"];

    private readonly CostQuery _query;

    public QueryPlan(CostQuery query, IReadOnlyList<QueryColumn> by, IReadOnlyList<(QueryColumn Column, IReadOnlyList<string?> Values)> filters)
    {
        (_query, By, Filters) = (query, by, filters);
        Columns = [.. by.Concat(filters.Select(filter => filter.Column))];
    }

    public IReadOnlyList<QueryColumn> By { get; }

    public IReadOnlyList<(QueryColumn Column, IReadOnlyList<string?> Values)> Filters { get; }

    /// <summary>Grouping and filtering columns.</summary>
    public IReadOnlyList<QueryColumn> Columns { get; }

    /// <summary>The charge days that are asked for; null when billing months, or all days, are.</summary>
    public DayRange? ChargeDays => _query.ByBillingPeriod || _query.Days == DayRange.All ? null : _query.Days;

    public bool NeedsAllocation => Columns.Any(column => column.Kept == Kept.Allocated);

    public bool NeedsLines => Columns.Any(column => column.Kept == Kept.Lines);

    public bool NeedsRollupColumns => Columns.Any(column => column.Kept == Kept.LinesOrRollup);

    /// <summary>True when source or billing month must be known for each row.</summary>
    public bool NeedsLoad => Columns.Any(column => column.Name is QueryColumn.Source or QueryColumn.Period);

    /// <summary>True for a roll-up that has all columns of the question; without days it can only tell billing months.</summary>
    public bool IsAnsweredBy(TeamRollUp rollUp) =>
        (_query.ByBillingPeriod || rollUp.Columns.Contains(QueryColumn.Day)) && Columns.All(column => rollUp.Columns.Contains(column.Name));

    /// <summary>True for loads that may have rows of the answer: billing months that are asked for, or any load when charge days are.</summary>
    public bool MayHold(Load load) =>
        !_query.ByBillingPeriod || (load.Period.FirstDay < _query.Days.End && load.Period.Next.FirstDay > _query.Days.Start);

    /// <summary>The grouping columns as SQL, then the currency, the four sums as text and the rows.</summary>
    /// <param name="table">FROM clause.</param>
    /// <param name="rows">SQL of the number of line items.</param>
    /// <param name="parameters">Gets the values of filters, in order of $1, $2, ….</param>
    /// <param name="tagsApart">True when folded tags are judged later from the raw text, which comes as one more column.</param>
    /// <param name="more">Further sums, at the very end.</param>
    public string Select(string table, string rows, List<string> parameters, bool tagsApart = false, params string[] more)
    {
        IEnumerable<string> keys = By.Select(column => tagsApart && column.IsTag ? "CAST(NULL AS VARCHAR)" : Expression(column, parameters));
        IEnumerable<string> sums = Costs.Select(cost => $"CAST(sum({cost}) AS VARCHAR)");
        string select = string.Join(", ", [.. keys, "BillingCurrency", .. sums, rows, .. tagsApart ? ["Tags"] : Array.Empty<string>(), .. more]);
        string where = string.Join(" AND ", [.. Period(), .. Filters.Where(filter => !(tagsApart && filter.Column.IsTag)).Select(filter => Condition(filter, parameters))]);
        return $"SELECT {select} FROM {table}{(where.Length > 0 ? $" WHERE {where}" : "")} GROUP BY ALL";
    }

    /// <summary>Currency, the four sums as text and the number of all rows.</summary>
    public string Totals(string table, List<string> parameters) =>
        $"SELECT BillingCurrency, {string.Join(", ", Costs.Select(cost => $"CAST(sum({cost}) AS VARCHAR)"))}, count(*) FROM {table}{Where(parameters)} GROUP BY ALL";

    /// <summary>Single rows, the largest first: the columns, currency, costs as text, row and file.</summary>
    public string Lines(string table, int most, List<string> parameters)
    {
        string keys = string.Concat(By.Select(column => $"CAST({Expression(column, parameters)} AS VARCHAR), "));
        return $"SELECT {keys}BillingCurrency, {string.Join(", ", Costs.Select(cost => $"CAST({cost} AS VARCHAR)"))}, {LinesSql.Row}, {LinesSql.File} FROM {table}{Where(parameters)} "
            + $"ORDER BY abs(BilledCost) DESC, abs(EffectiveCost) DESC, {LinesSql.File}, {LinesSql.Row} LIMIT {most.ToString(CultureInfo.InvariantCulture)}";
    }

    private string Where(List<string> parameters) =>
        Filters.Count == 0 ? "" : $" WHERE {string.Join(" AND ", Filters.Select(filter => Condition(filter, parameters)))}";

    /// <summary>Conditions on days; an allocated roll-up holds all months, so that it needs them for billing months as well.</summary>
    private IEnumerable<string> Period()
    {
        if (_query.Days == DayRange.All) yield break;
        if (!_query.ByBillingPeriod)
        {
            yield return $"{QueryColumn.Day} >= {SqlText.Day(_query.Days.Start)} AND {QueryColumn.Day} < {SqlText.Day(_query.Days.End)}";
        }
        else if (NeedsAllocation)
        {
            DateOnly first = BillingPeriod.Of(_query.Days.Start).FirstDay;
            yield return $"{QueryColumn.Period} >= {SqlText.Day(first)} AND {QueryColumn.Period} < {SqlText.Day(_query.Days.End)}";
        }
    }

    private string Condition((QueryColumn Column, IReadOnlyList<string?> Values) filter, List<string> parameters)
    {
        string expression = Expression(filter.Column, parameters);
        string[] given = [.. filter.Values.OfType<string>().Select(value => Parameter(value, parameters))];
        string[] any = [.. given.Length > 0 ? [$"{expression} IN ({string.Join(", ", given)})"] : Array.Empty<string>(), .. filter.Values.Contains(null) ? [$"{expression} IS NULL"] : Array.Empty<string>()];
        return any.Length == 0 ? "false" : $"({string.Join(" OR ", any)})";
    }

    /// <summary>A raw tag is looked up by JSON pointer, so that any key can be asked for, with dots, blanks and quotes.</summary>
    private string Expression(QueryColumn column, List<string> parameters)
    {
        if (!column.IsRawTag) return column.Text(_query.ByBillingPeriod);
        string pointer = "/" + column.TagKey!.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
        return $"CASE WHEN json_valid(Tags) THEN json_extract_string(Tags, {Parameter(pointer, parameters)}) END";
    }

    private static string Parameter(string value, List<string> parameters)
    {
        parameters.Add(value);
        return "$" + parameters.Count.ToString(CultureInfo.InvariantCulture);
    }
}
