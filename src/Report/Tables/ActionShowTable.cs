using System.Globalization;
using CostGuard.Core.Actions;
using CostGuard.Core.Close;
using CostGuard.Core.Reports;

namespace CostGuard.Report.Tables;

/// <summary>One action: its facts, and what happened to it.</summary>
public static class ActionShowTable
{
    /// <summary>The table.</summary>
    /// <param name="action">The action.</param>
    /// <param name="history">Its lines of the audit log, the oldest first.</param>
    /// <param name="day">The day that is judged.</param>
    /// <param name="meta">Facts.</param>
    public static ReportTable Build(ActionItem action, IReadOnlyList<AuditEntry> history, DateOnly day, ReportMeta meta) => new()
    {
        Schema = "costguard.action-show/1",
        Title = $"{action.Id}: {action.Title}",
        Columns = [new("what", "What", CellKind.Text), new("value", "Value", CellKind.Text), new("amount", "Per month", CellKind.Money), new("by", "By", CellKind.Text), new("at", "At", CellKind.Instant)],
        Rows = [.. Facts(action, day).Where(row => row[1] is not null || row[2] is not null), .. history.Select(entry => (object?[])[$"· {entry.Action}", entry.After, null, entry.By, entry.At])],
        Meta = meta with { Currency = action.Expected?.Currency.Code ?? meta.Currency, Metric = "ContractedCost" },
        Footnote = Next(action),
    };

    private static IEnumerable<object?[]> Facts(ActionItem action, DateOnly day)
    {
        yield return ["State", SavingWords.Of(action, day), null, null, null];
        yield return ["Type", action.Type.ToString().ToLowerInvariant(), null, null, null];
        yield return ["Owner", action.Owner, null, null, null];
        yield return ["Team", action.Team, null, null, null];
        yield return ["Due", Day(action.Due), null, null, null];
        yield return ["Promised", null, action.Expected?.Amount, null, null];
        yield return ["Done", Day(action.DoneOn), null, null, null];
        foreach (string finding in action.Findings) yield return ["Finding", finding, null, null, null];
        foreach (string resource in action.Resources) yield return ["Resource", resource, null, null, null];
        foreach (string replacement in action.Replacements) yield return ["Replaced by", replacement, null, null, null];
        yield return ["Evidence", action.Evidence, null, null, null];
        yield return ["Note", action.Note, null, null, null];
        if (action.Proof is not { } proof) yield break;
        yield return ["On the bill", $"{SavingWords.Of(proof.State)}, data through {Day(proof.Through)}{(proof.IsPlain ? ", before/after: history too short" : "")}", proof.PerMonth, null, null];
        yield return ["· 80 % low", null, proof.Low, null, null];
        yield return ["· 80 % high", null, proof.High, null, null];
        yield return ["· came back", Day(proof.ReturnedOn), null, null, null];
    }

    private static string? Next(ActionItem action) => action switch
    {
        { IsOpen: true } => $"Carried out: costguard action done {action.Id} --on DAY --replaced-by ID",
        { IsWatched: true } => $"Ask the bill: costguard recommend verify {action.Id}",
        _ => null,
    };

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
