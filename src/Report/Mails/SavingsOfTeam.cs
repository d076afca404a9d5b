using CostGuard.Core.Actions;
using CostGuard.Core.Values;

namespace CostGuard.Report.Mails;

/// <summary>An action that somebody is reminded of.</summary>
/// <param name="Action">The action.</param>
/// <param name="Kind">Why.</param>
public sealed record DueAction(ActionItem Action, ReminderKind Kind);

/// <summary>What a mail may say of savings: nothing is proposed on old or missing metrics, and what is agreed is always told.</summary>
internal static class SavingsOfTeam
{
    /// <summary>True when metrics are there, and neither they nor the bill are older than the company allows.</summary>
    public static bool IsFresh(MailInput input) =>
        input is { StaleBanner: null, Savings: { Judged: not null, MetricsThrough: { } metrics } } && input.DataAge is { } bill && bill <= input.Configuration.Company.FailAfter
        && input.AsOf - new DateTimeOffset(metrics.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero) <= input.Configuration.Company.FailAfter;

    /// <summary>Three things worth doing of a team and those below it.</summary>
    public static IReadOnlyList<WorthDoing> Worth(MailInput input, TeamId team) =>
        IsFresh(input) ? ThreeThings.Of(input.Savings!, [.. MailContentBuilder.TeamAndBelow(input.Configuration, team).OfType<string>()]) : [];

    /// <summary>Actions of the team that are due or late, and those of teams below it that are late by more than 14 days (domain H.4).</summary>
    public static IReadOnlyList<DueAction> Due(MailInput input, TeamId team)
    {
        if (input.Savings is not { } savings) return [];
        HashSet<string?> own = [.. MailContentBuilder.TeamAndBelow(input.Configuration, team)];
        return [.. savings.Book.Actions.Where(action => action.Team is not null && own.Contains(action.Team)).Select(action => (action, Kind: ActionReminders.Of(action, savings.Day)))
            .Where(each => each.Kind is not null && (each.action.Team == team.Value || each.Kind == ReminderKind.LongOverdue))
            .OrderBy(each => each.action.Due).ThenBy(each => each.action.Id).Select(each => new DueAction(each.action, each.Kind!.Value))];
    }
}
