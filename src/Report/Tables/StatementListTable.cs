using System.Globalization;
using CostGuard.Core.Reports;
using CostGuard.Core.Statements;
using CostGuard.Core.Values;

namespace CostGuard.Report.Tables;

/// <summary>A statement in a list.</summary>
/// <param name="Number">Number.</param>
/// <param name="Team">Team id.</param>
/// <param name="Standing">Where it stands.</param>
/// <param name="Totals">What is charged.</param>
/// <param name="DisputeUntil">Last day of disputes; null while it is preliminary.</param>
/// <param name="Answered">What was answered; null for nothing.</param>
public sealed record ListedStatement(string Number, string Team, StatementStanding Standing, IReadOnlyList<StatementTotal> Totals, DateOnly? DisputeUntil, IssuedStatement? Answered)
{
    /// <summary>The statement before a reopening, where it was disputed; null without one.</summary>
    public IssuedStatement? DisputedBefore { get; init; }

    /// <summary>True while nobody has answered this one, so that what was said to the one before still waits.</summary>
    public bool KeepsDispute => DisputedBefore is not null && Answered is null or { Answer: StatementAnswer.None };
}

/// <summary>The statements of a month, and that they add up to the invoices.</summary>
public static class StatementListTable
{
    /// <summary>A row a team and currency, then central and unallocated cost.</summary>
    public static ReportTable Build(BillingPeriod period, IReadOnlyList<ListedStatement> statements, IReadOnlyList<SumCheck> checks, ReportMeta meta)
    {
        ArgumentNullException.ThrowIfNull(statements);
        ArgumentNullException.ThrowIfNull(checks);
        ArgumentNullException.ThrowIfNull(meta);
        return new ReportTable
        {
            Schema = "costguard.statement-list/1",
            Title = statements.Count == 0 ? $"There is no data of {period}" : $"{period}: {Standing(statements)}",
            Columns =
            [
                new("number", "Number", CellKind.Id), new("team", "Team", CellKind.Text), new("state", "State", CellKind.State), new("billedCost", "Billed cost", CellKind.Money),
                new("effectiveCost", "Effective cost", CellKind.Money), new("currency", "Currency", CellKind.Text), new("disputeUntil", "Dispute until", CellKind.Date), new("by", "By", CellKind.Text),
                new("line", "Line", CellKind.Count), new("reason", "Reason", CellKind.Text),
            ],
            Rows = [.. statements.SelectMany(each => Rows(each, meta.Currency)), .. checks.SelectMany(Pseudo)],
            Totals = [.. checks.Select(check => (object?[])[null, "Charged", null, check.Charged, null, check.Currency.Code, null, null, null, null])],
            Meta = meta with { Metric = "BilledCost and EffectiveCost", Currency = CostTable.CurrencyOf([.. checks.Select(check => check.Currency)], meta.Currency) },
            Footnote = SumCheckRows.Sentence(checks),
        };
    }

    /// <summary>"3 of 5 statements accepted, 1 disputed, 1 waiting until 2026-11-25".</summary>
    public static string Standing(IReadOnlyList<ListedStatement> statements)
    {
        ArgumentNullException.ThrowIfNull(statements);
        if (statements.Count == 0) return "no statements";
        if (statements.All(each => each.Standing == StatementStanding.Preliminary)) return string.Join(", ", Kept(statements).Prepend($"{Count(statements.Count)}, preliminary"));
        int accepted = statements.Count(each => each.Standing is StatementStanding.Accepted or StatementStanding.AcceptedBySilence);
        string[] others =
        [
            .. statements.Where(each => each.Standing == StatementStanding.Disputed).Select(each => $"{each.Team} disputed"),
            .. Kept(statements),
            .. Told(statements, StatementStanding.Waiting, "waiting until"), .. Told(statements, StatementStanding.Unanswered, "without an answer since"),
        ];
        return string.Join(", ", others.Prepend(string.Create(CultureInfo.InvariantCulture, $"{accepted} of {Count(statements.Count)} accepted")));
    }

    /// <summary>The word of a standing.</summary>
    public static string Word(StatementStanding standing) => standing switch
    {
        StatementStanding.Preliminary => "! PRELIMINARY",
        StatementStanding.Waiting => "i WAITING",
        StatementStanding.Accepted => "✓ ACCEPTED",
        StatementStanding.AcceptedBySilence => "✓ ACCEPTED BY SILENCE",
        StatementStanding.Disputed => "▲ DISPUTED",
        _ => "? NO ANSWER",
    };

    private static IEnumerable<string> Kept(IReadOnlyList<ListedStatement> statements) =>
        statements.Where(each => each.KeepsDispute).Select(each => $"{each.Team} disputed {each.DisputedBefore!.Number}");

    private static string[] Told(IReadOnlyList<ListedStatement> statements, StatementStanding standing, string words)
    {
        ListedStatement[] such = [.. statements.Where(each => each.Standing == standing)];
        return such.Length == 0 ? [] : [string.Create(CultureInfo.InvariantCulture, $"{such.Length} {words} {StatementTable.Day(such.Max(each => each.DisputeUntil)!.Value)}")];
    }

    private static string Count(int count) => count == 1 ? "1 statement" : string.Create(CultureInfo.InvariantCulture, $"{count} statements");

    private static IEnumerable<object?[]> Rows(ListedStatement each, string company)
    {
        IReadOnlyList<StatementTotal> totals = each.Totals.Count > 0 ? each.Totals : [new StatementTotal(Currency.Parse(company), 0m, 0m)];
        return totals.Select(total => (object?[])
        [
            each.Number, each.Team, Word(each.Standing), total.Billed, total.Effective, total.Currency.Code, each.DisputeUntil, .. each.KeepsDispute ? Answer(each.DisputedBefore, $"{each.DisputedBefore!.Number}: ") : Answer(each.Answered),
        ]);
    }

    // Who, which line and why; of several disputes each line with its reason, since none may hide another.
    private static object?[] Answer(IssuedStatement? answered, string front = "") => answered switch
    {
        null => [null, null, null],
        { Disputes.Count: > 1 } many =>
        [
            string.Join(", ", many.Disputes.Select(each => each.By).Distinct(StringComparer.OrdinalIgnoreCase)), null,
            front + string.Join("; ", many.Disputes.Select(each => string.Create(CultureInfo.InvariantCulture, $"line {each.Line}: {each.Reason} ({each.By})"))),
        ],
        _ => [answered.By, answered.Line is { } line ? (long)line : null, answered.Reason is { } reason ? front + reason : null],
    };

    private static IEnumerable<object?[]> Pseudo(SumCheck check) =>
    [
        [null, TeamId.Central.Value, null, check.Central, null, check.Currency.Code, null, null, null, null],
        [null, TeamId.Unallocated.Value, null, check.Unallocated, null, check.Currency.Code, null, null, null, null],
    ];
}
