using System.Globalization;
using System.Numerics;
using CostGuard.Core.Values;

namespace CostGuard.Ledger.Sql;

/// <summary>
/// Sums over the source's own cost columns, exact, without the view: decimals in their own scale, DOUBLE as the sum of shortest texts.
/// Values with more than 18 decimals in texts and doubles are left to the caller, who adds them by hand.
/// </summary>
internal sealed class RawSums(FileSql file)
{
    private readonly List<Term> _terms = [.. Enumerable.Range(0, FileSql.Costs.Count).SelectMany(index => Terms(file, index))];

    /// <summary>SQL of the aggregates.</summary>
    public IEnumerable<string> Columns => _terms.Select(term => $"CAST(sum({term.Sql}) AS VARCHAR)");

    /// <summary>Number of columns.</summary>
    public int Count => _terms.Count;

    /// <summary>Adds the sums of a row whose aggregates begin at <paramref name="from"/>.</summary>
    public void AddTo(ExactSum[] sums, object?[] row, int from)
    {
        for (int i = 0; i < _terms.Count; i++)
        {
            if (row[from + i] is not string text) continue;
            Term term = _terms[i];
            sums[term.Cost] += term.Scale < 0
                ? ExactSum.Parse(text)
                : new ExactSum(BigInteger.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture), term.Scale);
        }
    }

    /// <summary>SQL: true where a cost comes from EffectiveCost since it is null; null when it never does.</summary>
    public static string? Defaulted(FileSql file, string cost)
    {
        if (cost is "BilledCost" or "EffectiveCost") return null;
        string source = file.Source(cost);
        if (source == "NULL") return "true";
        return file.SourceType(cost) is null or "VARCHAR" ? $"({ColumnSql.NullIf(source)}) IS NULL" : $"{source} IS NULL";
    }

    private static IEnumerable<Term> Terms(FileSql file, int index)
    {
        string cost = FileSql.Costs[index];
        foreach (Term term in Plain(file, cost, index)) yield return term;
        if (Defaulted(file, cost) is not { } defaulted) yield break;
        foreach (Term term in Plain(file, "EffectiveCost", index)) yield return term with { Sql = $"CASE WHEN {defaulted} THEN {term.Sql} END" };
    }

    private static IEnumerable<Term> Plain(FileSql file, string cost, int index)
    {
        string x = file.Source(cost);
        if (x == "NULL") yield break;
        string type = file.SourceType(cost) ?? "VARCHAR";
        if (type == "DOUBLE")
        {
            yield return new Term(index, $"CASE WHEN cg_fast({x}) THEN cg_ten({x}) END", 10);
            yield return new Term(index, $"CASE WHEN cg_fast({x}) THEN NULL WHEN cg_deep(CAST({x} AS VARCHAR)) THEN NULL ELSE cg_number(CAST({x} AS VARCHAR)) END", -1);
        }
        else if (type.StartsWith("DECIMAL", StringComparison.Ordinal) || ColumnSql.IsInteger(type))
        {
            yield return new Term(index, x, -1);
        }
        else
        {
            string text = $"CAST({x} AS VARCHAR)";
            yield return new Term(index, $"CASE WHEN NOT cg_deep({text}) THEN cg_number({ColumnSql.NullIf(text)}) END", -1);
        }
    }

    /// <summary>One aggregate.</summary>
    /// <param name="Cost">Index of the cost.</param>
    /// <param name="Sql">What is summed.</param>
    /// <param name="Scale">Scale of the integer sum; −1 when the sum is a decimal already.</param>
    private sealed record Term(int Cost, string Sql, int Scale);
}
