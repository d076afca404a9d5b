using System.Globalization;
using CostGuard.Core.Reports;
using CostGuard.Core.Statements;
using CostGuard.Core.Values;
using CostGuard.Report.Formats;

namespace CostGuard.Report.Tables;

/// <summary>A team's statement (domain B.7): what it is charged, line by line, and what it needs to judge that.</summary>
public static class StatementTable
{
    /// <summary>Part of the rows with what a team is charged in a currency.</summary>
    public const string TotalPart = "Total";

    internal static readonly string[] Columns = ["line", "part", "item", "billedCost", "effectiveCost", "amount", "poolBilledCost", "poolEffectiveCost", "weight", "share", "detail", "currency", "quantity"];

    /// <summary>The table.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="meta">Facts; metric and currency are the statement's own.</param>
    public static ReportTable Build(Statement statement, ReportMeta meta)
    {
        ArgumentNullException.ThrowIfNull(statement);
        ArgumentNullException.ThrowIfNull(meta);
        StatementHead head = statement.Head;
        string currency = CostTable.CurrencyOf([.. statement.Totals.Select(total => total.Currency)], meta.Currency);
        return new ReportTable
        {
            Schema = "costguard.statement/1",
            Title = $"Statement {head.Number}, {(head.IsFinal ? "final" : "PRELIMINARY")}: {head.Title}, {head.Period}, {Amounts(statement)}",
            Columns =
            [
                new("line", "#", CellKind.Count), new("part", "Part", CellKind.Text), new("item", "Item", CellKind.Text), new("billedCost", "Billed cost", CellKind.Money),
                new("effectiveCost", "Effective cost", CellKind.Money), new("amount", "Amount", CellKind.Money), new("poolBilledCost", "Pool, billed", CellKind.Money),
                new("poolEffectiveCost", "Pool, effective", CellKind.Money), new("weight", "Weight", CellKind.Number), new("share", "Share", CellKind.Percent),
                new("detail", "Detail", CellKind.Text), new("currency", "Currency", CellKind.Text), new("quantity", "Quantity", CellKind.Number),
            ],
            ShortColumns = ["line", "part", "item", "billedCost", "effectiveCost", "amount", "share", "detail", "currency"],
            Rows =
            [
                .. StatementHeadRows.Of(head, statement.Totals), .. Charges(statement, meta.Currency), .. Totals(statement, meta.Currency),
                .. StatementFacts.Of(statement), .. SumCheckRows.Of(statement.Checks), .. StatementHeadRows.Foot(head),
            ],
            Meta = meta with { Metric = "BilledCost and EffectiveCost", Currency = currency },
            Footnote = "Billed cost adds up to the invoices, effective cost is what budgets look at. Lines are whole subunits by the largest remainder.",
        };
    }

    /// <summary>What a statement's table says the team is charged.</summary>
    public static IReadOnlyList<StatementTotal> TotalsOf(ReportTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return [.. table.Rows.Where(row => row[1] is TotalPart).Select(row => new StatementTotal(Currency.Parse((string)row[11]!), (decimal)row[3]!, (decimal)row[4]!))];
    }

    /// <summary>The title of a part.</summary>
    public static string Title(StatementPart part) => part switch
    {
        StatementPart.Direct => "Direct cost",
        StatementPart.Shared => "Shared cost",
        StatementPart.UnusedCommitment => "Unused commitments",
        StatementPart.Credits => "Credits and refunds",
        StatementPart.Tax => "Taxes",
        _ => "Corrections of earlier periods",
    };

    /// <summary>A row without amounts of cost.</summary>
    internal static object?[] Fact(string part, string item, string? detail = null, decimal? amount = null, Currency? currency = null, decimal? share = null, decimal? quantity = null) =>
        [null, part, item, null, null, amount, null, null, null, share, detail, currency?.Code, quantity];

    /// <summary>A row with both costs.</summary>
    internal static object?[] Cost(string part, string item, decimal billed, decimal effective, string currency, string? detail = null) =>
        [null, part, item, billed, effective, null, null, null, null, null, detail, currency, null];

    private static string Amounts(Statement statement) => statement.Totals.Count == 0 ? "nothing is charged"
        : string.Join(" and ", statement.Totals.Select(total => $"{CellText.Shown(total.Billed, CellKind.Money, total.Currency)} {total.Currency}")) + " billed";

    private static IEnumerable<object?[]> Charges(Statement statement, string company)
    {
        long number = 0;
        foreach (StatementPart part in Enum.GetValues<StatementPart>())
        {
            StatementLine[] lines = [.. statement.Lines.Where(line => line.Charge.Part == part).OrderBy(line => line.Charge.Currency).ThenByDescending(line => line.Effective).ThenBy(line => line.Charge.Item, StringComparer.Ordinal)];
            if (lines.Length == 0) yield return Cost(Title(part), "None", 0m, 0m, statement.Totals.Count > 0 ? statement.Totals[0].Currency.Code : company);
            foreach (StatementLine line in lines)
            {
                PoolShare? pool = line.Charge.Pool is { } name ? statement.Pools.GetValueOrDefault((name, line.Charge.Currency)) : null;
                yield return
                [
                    ++number, Title(part), line.Charge.Item, line.Billed, line.Effective, null, pool?.Billed, pool?.Effective, pool?.Weight, pool?.Share,
                    pool is null ? null : $"Pool {pool.Pool}, by {pool.Method}", line.Charge.Currency.Code, null,
                ];
            }
        }
    }

    private static IEnumerable<object?[]> Totals(Statement statement, string company)
    {
        if (statement.Totals.Count == 0) yield return Cost(TotalPart, "Charged", 0m, 0m, company);
        foreach (StatementTotal total in statement.Totals)
            yield return Cost(TotalPart, "Charged", total.Billed, total.Effective, total.Currency.Code, "Billed cost is what is charged");
    }

    /// <summary>Number of lines that may be disputed.</summary>
    public static int LinesOf(ReportTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return (int)table.Rows.Select(row => row[0]).OfType<long>().DefaultIfEmpty(0).Max();
    }

    internal static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
