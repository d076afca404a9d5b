using CostGuard.Core.Actions;
using CostGuard.Core.Ports;
using CostGuard.Core.Reviews;
using CostGuard.Core.Savings;
using CostGuard.Core.Savings.Verification;
using CostGuard.Report.Tables;

namespace CostGuard.Report.Reviews;

/// <summary>What people promised and did, from findings, decisions and actions: what was carried over, what is saved, what could be.</summary>
public sealed class ReviewDeeds(SavingsOverview all, ReviewInput input)
{
    private const int ActionsMax = 8, SavingsMax = 8;

    // What belongs to other teams is cut off before anything is read.
    private readonly SavingsOverview _overview = input.Scope is not { } scope ? all : all with
    {
        Resources = [.. all.Resources.Where(each => scope.Has(each.Team.Value))],
        Book = new ActionBook(all.Book.Decisions, [.. all.Book.Actions.Where(scope.Has)]),
    };

    /// <summary>The review before, with what became of its decisions and questions.</summary>
    public ReviewBefore? Before()
    {
        if (input.Before is not { } before) return null;
        ReviewModel model = ReviewJson.Read(before.Model);
        return new ReviewBefore(
            before.Period, before.State == ReviewState.Closed, model.ConfigurationHash == input.Snapshot.ConfigurationHash,
            [.. before.Entries.Where(entry => entry.Kind is ReviewEntryKind.Decision or ReviewEntryKind.Question).Select(entry => Carried(entry, before))]);
    }

    /// <summary>What nobody has decided about yet.</summary>
    public Part<ReviewSavings> Savings()
    {
        if (_overview.Judged is null) return new Part<ReviewSavings>(null, "there is no inventory of resources (usage/inventory.csv)");
        FollowedResource[] open = [.. _overview.Resources.Where(each => each.Undecided.Findings.Count > 0)
            .OrderByDescending(each => each.Undecided.Findings[0].Score).ThenByDescending(each => each.Undecided.Saving).ThenBy(each => each.Undecided.Findings[0].Key, StringComparer.Ordinal)];
        return new Part<ReviewSavings>(
            new ReviewSavings(
                open.Length,
                [.. _overview.Progress.Where(each => each.Open.Count > 0).Select(each => new ReviewAmount(each.Currency.Code, each.Open.Amount))],
                [.. open.Take(SavingsMax).Select(One)]),
            null);
    }

    /// <summary>What people agreed to do, what waits first.</summary>
    public Part<ReviewActions> Actions()
    {
        ActionItem[] all = [.. _overview.Book.Actions.Where(each => each.State != ActionState.Cancelled && (each.IsOpen || each.DoneOn is null || each.DoneOn >= input.Today.AddMonths(-ActionItem.CountedMonths)))
            .OrderByDescending(each => each.IsOpen).ThenBy(each => each.Due).ThenBy(each => each.Id)];
        if (all.Length == 0) return new Part<ReviewActions>(null, "no action is recorded, so that nothing is promised and nothing can be measured");
        SavingsProgress? progress = _overview.Progress.FirstOrDefault(each => each.Currency == input.Configuration.Company.Currency);
        return new Part<ReviewActions>(
            new ReviewActions(
                [.. all.Take(ActionsMax).Select(each => new ReviewAction(each.Id.ToString(), each.Title, each.Owner, each.Due, Word(each), Promised(each), Verified(each)))],
                Math.Max(0, all.Length - ActionsMax), (progress?.Accepted.Amount ?? 0m) + (progress?.Done.Amount ?? 0m), progress?.Verified),
            null);
    }

    private ReviewCarried Carried(ReviewEntry entry, Review before)
    {
        ActionItem? action = entry.Action is { } id ? _overview.Book.Find(id) : null;
        return new ReviewCarried(
            entry.Id, entry.Kind == ReviewEntryKind.Question, entry.Text, action?.Owner ?? entry.Owner ?? entry.By, action?.Due ?? entry.Due, before.Period,
            action is null ? null : Word(action), action is null ? null : Promised(action), action is null ? null : Verified(action));
    }

    private ReviewSaving One(FollowedResource each)
    {
        Finding lead = each.Undecided.Findings[0];
        string? team = each.Team.Value is "unallocated" ? null : input.TitleOf(each.Team.Value);
        return new ReviewSaving(
            string.Join("; ", each.Undecided.Findings.Select(RecommendTable.Named)), team, each.Of.Currency, each.Undecided.Saving, lead.Risk.ToString().ToLowerInvariant(), lead.Effort.ToString().ToLowerInvariant());
    }

    // A saving in another currency is not one of this column.
    private decimal? Promised(ActionItem action) => action.Expected is { } money && money.Currency == input.Configuration.Company.Currency ? money.Amount : null;

    private decimal? Verified(ActionItem action) => Promised(action) is null ? null : action.Proof?.PerMonth;

    private string Word(ActionItem action) => action switch
    {
        _ when action.IsOverdueOn(input.Today) => "▲ OVERDUE",
        { State: ActionState.Open } => "! OPEN",
        { State: ActionState.InProgress } => "! IN PROGRESS",
        { State: ActionState.Blocked } => "▲ BLOCKED",
        { State: ActionState.Cancelled } => "– CANCELLED",
        { Proof.State: SavingState.Verified } => "✓ VERIFIED",
        { Proof.State: SavingState.Partial } => "! PARTLY VERIFIED",
        { Proof.State: SavingState.NotRealised } => "▲ NOT REALISED",
        { Proof.State: SavingState.Regressed } => "▲ CAME BACK",
        _ => "✓ DONE",
    };
}
