using CostGuard.Core.Budgets;
using CostGuard.Core.Configuration;
using CostGuard.Core.Ports;

namespace CostGuard.Report.Mails;

/// <summary>The sentences about budgets that are not watched: all of them on data that are too old, or some for reasons of their own.</summary>
internal sealed class UnwatchedWords(CostGuardConfiguration configuration, Snapshot snapshot, IReadOnlyList<BudgetStatus> budgets)
{
    private const int SubjectMax = 60, ReasonsShown = 8, NamesShown = 8;

    /// <summary>"ACTION: 2 budgets are not watched: Payments, Data", uncut.</summary>
    public string Title() => budgets.Count == 0
        ? $"ACTION: budgets are not watched, data end {(snapshot.DataThrough is { } day ? Figures.Day(day) : "nowhere")}"
        : $"ACTION: {Figures.Number(budgets.Count)} {(budgets.Count == 1 ? "budget is" : "budgets are")} not watched: {string.Join(", ", Names(budgets))}";

    public string Subject() => Figures.Cut(Title(), SubjectMax);

    /// <summary>The chat's second line and the mail's preheader, uncut.</summary>
    public string Second() => budgets.Count == 0
        ? "No budget alert is sent until the data are fresh again. Look at the collection."
        : $"{budgets[0].Reason} No alert is sent about {(budgets.Count == 1 ? "it" : "them")} until that is mended.";

    public IEnumerable<MailBlock> Blocks()
    {
        yield return new TitleBlock(Title(), "? UNKNOWN", Tone.AtRisk);
        yield return new TextBlock(
            budgets.Count == 0
                ? "The billing data are too old to tell how any budget stands, so no budget alert is sent until they are fresh again. You get this once."
                : $"It cannot be told how {(budgets.Count == 1 ? "this budget stands" : "these budgets stand")}, so no alert is sent about {(budgets.Count == 1 ? "it" : "them")} until this is mended. You get this once.",
            Strong: true);
        var reasons = budgets.GroupBy(status => status.Reason, StringComparer.Ordinal).ToArray();
        foreach (var reason in reasons.Take(ReasonsShown)) yield return new TextBlock($"{string.Join(", ", Names([.. reason]))}: {reason.Key}");
        if (reasons.Length > ReasonsShown) yield return new TextBlock("All of them: costguard budget check.");
        yield return new TextBlock("Look at the sources: costguard status. Test them: costguard doctor. Collect now: costguard collect." + (budgets.Count == 0 ? "" : " Rates: costguard rate list."));
    }

    private string[] Names(IReadOnlyList<BudgetStatus> of)
    {
        string[] names = [.. of.Select(status => BudgetAlertBuilder.TitleOf(configuration, status.Budget)).Distinct(StringComparer.Ordinal)];
        return names.Length <= NamesShown ? names : [.. names.Take(NamesShown), $"{Figures.Number(names.Length - NamesShown)} more"];
    }
}
