using System.Globalization;
using CostGuard.Core.Actions;
using CostGuard.Core.Reports;

namespace CostGuard.Report.Tables;

/// <summary>What people agreed to do: who, until when, what it promised, and what the bill says of it.</summary>
public static class ActionTable
{
    private static readonly LogColumn<(ActionItem Action, DateOnly Day)>[] Columns =
    [
        new("action", "Action", CellKind.Id, row => row.Action.Id.ToString(), OnTerminal: true),
        new("title", "What", CellKind.Text, row => row.Action.Title, OnTerminal: true),
        new("owner", "Owner", CellKind.Text, row => row.Action.Owner, OnTerminal: true),
        new("team", "Team", CellKind.Text, row => row.Action.Team),
        new("due", "Due", CellKind.Date, row => row.Action.Due, OnTerminal: true),
        new("state", "State", CellKind.State, row => SavingWords.Of(row.Action, row.Day), OnTerminal: true),
        new("promised", "Promised/month", CellKind.Money, row => row.Action.Expected?.Amount, OnTerminal: true),
        new("verified", "Verified", CellKind.Money, row => row.Action.Proof?.PerMonth, OnTerminal: true),
        new("proof", "On the bill", CellKind.State, row => row.Action.Proof is { } proof ? SavingWords.Of(proof.State) : row.Action.IsProvable ? "… NOT ASKED" : null, OnTerminal: true),
        new("done", "Done", CellKind.Date, row => row.Action.DoneOn),
        new("currency", "Currency", CellKind.Text, row => row.Action.Expected?.Currency.Code),
        new("low80", "80 % low", CellKind.Money, row => row.Action.Proof?.Low),
        new("high80", "80 % high", CellKind.Money, row => row.Action.Proof?.High),
        new("returnedOn", "Came back", CellKind.Date, row => row.Action.Proof?.ReturnedOn),
        new("proofThrough", "Asked through", CellKind.Date, row => row.Action.Proof?.Through),
        new("type", "Type", CellKind.Text, row => row.Action.Type.ToString().ToLowerInvariant()),
        new("resources", "Resources", CellKind.Id, row => Joined(row.Action.Resources)),
        new("replacements", "Replaced by", CellKind.Id, row => Joined(row.Action.Replacements)),
        new("findings", "Findings", CellKind.Id, row => Joined(row.Action.Findings)),
        new("evidence", "Evidence", CellKind.Text, row => row.Action.Evidence),
        new("note", "Note", CellKind.Text, row => row.Action.Note),
        new("agreedBy", "Agreed by", CellKind.Text, row => row.Action.By),
        new("agreedAt", "Agreed at", CellKind.Instant, row => row.Action.At),
    ];

    /// <summary>The table, what is late first.</summary>
    /// <param name="actions">Actions.</param>
    /// <param name="day">The day that is judged.</param>
    /// <param name="meta">Facts.</param>
    public static ReportTable Build(IReadOnlyList<ActionItem> actions, DateOnly day, ReportMeta meta)
    {
        (ActionItem, DateOnly)[] rows = [.. actions.OrderBy(action => !action.IsOverdueOn(day)).ThenBy(action => !action.IsOpen).ThenBy(action => action.Due).ThenBy(action => action.Id).Select(action => (action, day))];
        return LogTable.Build("costguard.action-list/1", Title(actions, day), Columns, rows, meta) with
        {
            Meta = meta,
            Footnote = actions.Any(action => action.State == ActionState.Done)
                ? "Promised beside verified: costguard recommend verify --all-done asks the bill anew. Savings count for twelve months."
                : actions.Count == 0 ? "Make one: costguard recommend accept KEY, or costguard action add." : null,
        };
    }

    private static string Title(IReadOnlyList<ActionItem> actions, DateOnly day)
    {
        if (actions.Count == 0) return "No actions";
        ActionItem[] open = [.. actions.Where(action => action.IsOpen)];
        int late = open.Count(action => action.IsOverdueOn(day));
        var parts = new List<string> { string.Create(CultureInfo.InvariantCulture, $"{open.Length} open {(open.Length == 1 ? "action" : "actions")}") };
        if (late > 0) parts.Add(string.Create(CultureInfo.InvariantCulture, $"{late} overdue"));
        foreach (SavingsProgress each in SavingsProgress.Of([], actions, day))
        {
            if (each.Accepted.Count > 0) parts.Add($"{HeadlineText.Amount(each.Accepted.Amount, each.Currency)} a month to come");
            if (each.Done.Count > 0) parts.Add($"{HeadlineText.Amount(each.Done.Amount, each.Currency)} promised by what is done, {(each.Verified is { } verified ? HeadlineText.Amount(verified, each.Currency) : "nothing yet")} verified");
        }

        return string.Join(", ", parts);
    }

    private static string? Joined(IReadOnlyList<string> ids) => ids.Count == 0 ? null : string.Join(", ", ids);
}
