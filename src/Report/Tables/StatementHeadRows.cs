using System.Globalization;
using CostGuard.Core.Statements;
using CostGuard.Report.Formats;

namespace CostGuard.Report.Tables;

/// <summary>Head and foot of a statement, as rows of its table.</summary>
internal static class StatementHeadRows
{
    private const string Head = "Statement", Sign = "Sign-off";

    /// <summary>The rows above the figures.</summary>
    public static IEnumerable<object?[]> Of(StatementHead head, IReadOnlyList<StatementTotal> totals)
    {
        yield return StatementTable.Fact(Head, "Number", string.Create(CultureInfo.InvariantCulture, $"{head.Number}, version {head.Version}, {(head.IsFinal ? "final: the month is closed" : "preliminary: the month is open")}"));
        yield return StatementTable.Fact(Head, "Company", head.Company);
        yield return StatementTable.Fact(Head, "Team", $"{head.Title} ({head.Team}){(head.CostCentre is { } centre ? $", cost centre {centre}" : "")}");
        yield return StatementTable.Fact(Head, "Period", $"{head.Period} (billing month)");
        yield return StatementTable.Fact(Head, "Metric", "BilledCost, which adds up to the invoices; EffectiveCost beside it, which budgets look at");
        yield return StatementTable.Fact(Head, "Currency", totals.Count == 0 ? "none" : string.Join(", ", totals.Select(total => total.Currency.Code)) + ", as billed; never added");
        foreach (var rate in head.Rates)
            yield return StatementTable.Fact(Head, "Exchange rate", $"1 {rate.From} = {CellText.Exact(rate.Rate)} {rate.To}, {rate.Month}, {rate.Source}");
        if (head.Rates.Count == 0) yield return StatementTable.Fact(Head, "Exchange rate", "none used");
        yield return StatementTable.Fact(Head, "Made", CellText.Shown(head.At, Core.Reports.CellKind.Instant, null));
        yield return StatementTable.Fact(Head, "Data through", head.DataThrough is { } day ? StatementTable.Day(day) : "unknown");
        yield return StatementTable.Fact(Head, "Snapshot", head.Snapshot.Value);
        yield return StatementTable.Fact(Head, "Rule set", head.RuleSet);
    }

    /// <summary>The rows below them.</summary>
    public static IEnumerable<object?[]> Foot(StatementHead head)
    {
        yield return StatementTable.Fact(Sign, "Owner", head.Owner ?? "the team is configured no longer");
        yield return StatementTable.Fact(Sign, "Dispute until", head.DisputeUntil is { } day
            ? $"{StatementTable.Day(day)} (UTC); {(head.SilenceAccepts ? "silence until then accepts it" : "silence does not accept it")}"
            : "when the month is closed");
        yield return StatementTable.Fact(Sign, "Status", head.DisputeUntil is null ? "Preliminary: nothing to sign yet" : $"Handed out; how it stands: costguard statement list --period {head.Period}");
        yield return StatementTable.Fact(Sign, "Accept or dispute", $"costguard statement accept {head.Team} --period {head.Period} --by WHO, or: costguard statement dispute {head.Team} --period {head.Period} --line N --reason TEXT --by WHO");
        yield return StatementTable.Fact(Sign, "Change the allocation", "Rules are allocation/*.yaml and teams/*.yaml; costguard plan shows what a change moves. Closed months keep theirs.");
        yield return StatementTable.Fact(Sign, "Contact", head.Contact ?? "nobody is named under finance in notifications/routing.yaml");
    }
}
