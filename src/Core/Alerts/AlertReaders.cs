using CostGuard.Core.Configuration;

namespace CostGuard.Core.Alerts;

/// <summary>Who is told what.</summary>
public static class AlertReaders
{
    /// <summary>Readers of a notice, each address once; empty when nobody is named.</summary>
    /// <param name="configuration">Teams and routing.</param>
    /// <param name="budget">The budget.</param>
    /// <param name="kind">An escalation goes above the team.</param>
    public static IReadOnlyList<string> Of(CostGuardConfiguration configuration, BudgetConfig budget, AlertNoticeKind kind)
    {
        TeamConfig? team = TeamOf(configuration, budget);
        IEnumerable<string> readers = team is not null && kind == AlertNoticeKind.Escalated ? Above(configuration, team) : People(configuration, team);
        return [.. readers.Distinct(StringComparer.OrdinalIgnoreCase), .. Endpoints(configuration, kind, budget.Team.Value)];
    }

    /// <summary>The people who are told of a team's budgets and unusual cost first, each address once; of the company's budgets without a team.</summary>
    public static IReadOnlyList<string> People(CostGuardConfiguration configuration, TeamConfig? team) =>
        [.. (team is null ? configuration.FinanceTo : team.BudgetAlerts.To.SelectMany(name => Addresses(team, name))).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>Readers of a notice about unusual cost: those of the team's budget alerts; of cost without a team those of the finance report.</summary>
    public static IReadOnlyList<string> OfAnomaly(CostGuardConfiguration configuration, string team, AlertNoticeKind kind) =>
        [.. People(configuration, TeamOf(configuration, team)), .. Endpoints(configuration, kind, team)];

    /// <summary>The team of an id; null for the company's pseudo-teams.</summary>
    public static TeamConfig? TeamOf(CostGuardConfiguration configuration, string team) => configuration.Teams.FirstOrDefault(each => each.Id.Value == team);

    /// <summary>Readers of the notice that the data are too old.</summary>
    public static IReadOnlyList<string> OfStaleData(CostGuardConfiguration configuration) =>
        [.. (configuration.Alerts.StaleDataTo.Count > 0 ? configuration.Alerts.StaleDataTo : configuration.FinanceTo).Distinct(StringComparer.OrdinalIgnoreCase), .. Endpoints(configuration, AlertNoticeKind.StaleData, null)];

    private static IEnumerable<string> Endpoints(CostGuardConfiguration configuration, AlertNoticeKind kind, string? team) =>
        configuration.Webhooks.Where(endpoint => endpoint.Wants(WebhookEvents.Of(kind), team)).Select(endpoint => WebhookEvents.ReaderOf(endpoint.Name));

    /// <summary>The budget's team; null for the whole company's.</summary>
    public static TeamConfig? TeamOf(CostGuardConfiguration configuration, BudgetConfig budget) =>
        configuration.Teams.FirstOrDefault(team => team.Id == budget.Team);

    private static IEnumerable<string> Above(CostGuardConfiguration configuration, TeamConfig team)
    {
        string? named = team.BudgetAlerts.EscalateTo;
        if (named is not null && named.Contains('@', StringComparison.Ordinal)) return [named];
        TeamConfig? above = Find(named) ?? Find(team.Parent?.Value);
        return above is null ? [] : [above.Owner];

        TeamConfig? Find(string? name) => configuration.Teams.FirstOrDefault(each => each.Id.Value == name);
    }

    private static IReadOnlyList<string> Addresses(TeamConfig team, string name) => name switch
    {
        "owner" => [team.Owner],
        "deputies" => team.Deputies,
        _ => [name],
    };
}
