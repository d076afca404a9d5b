using CostGuard.Core.Alerts;
using CostGuard.Core.Anomalies;
using CostGuard.Core.Configuration;
using CostGuard.Core.Currencies;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Report.Mails;

/// <summary>Fills the model of an alert mail from the ports. Reads no clock and no file.</summary>
public sealed class BudgetAlertBuilder(ICostQueries queries, MailSettings settings, AnomalyService? anomalies = null)
{
    private const int AccountDays = 62;

    /// <summary>The model of a letter.</summary>
    public async Task<BudgetAlertModel> BuildAsync(AlertContext context, AlertLetter letter, CancellationToken cancellationToken)
    {
        var items = new List<BudgetAlertItem>();
        var unusual = new List<AnomalyAlertItem>();
        foreach (AlertItem item in letter.Items)
        {
            if (AnomalyAlerts.IsAbout(item.Notice.Kind)) unusual.Add(await UnusualAsync(context, item, cancellationToken).ConfigureAwait(false));
            else items.Add(await ItemAsync(context, item, cancellationToken).ConfigureAwait(false));
        }

        var input = new MailInput(context.Snapshot, context.Configuration, [], context.AsOf, settings);
        return new BudgetAlertModel
        {
            Reader = letter.Reader,
            Company = context.Configuration.Company.Company,
            Snapshot = context.Snapshot.Id,
            AsOf = context.AsOf,
            Through = context.Snapshot.DataThrough,
            Items = items,
            Anomalies = unusual,
            Unwatched = letter.Items.FirstOrDefault(item => item.Notice.Kind == AlertNoticeKind.StaleData) is { } stale ? new UnwatchedWords(context.Configuration, context.Snapshot, stale.Unwatched) : null,
            StaleWarning = MailContentBuilder.StaleWarning(input),
            Settings = settings,
        };
    }

    /// <summary>Name of a budget's team.</summary>
    public static string TitleOf(CostGuardConfiguration configuration, BudgetConfig budget) =>
        AlertReaders.TeamOf(configuration, budget)?.Title ?? configuration.Company.Company;

    /// <summary>The words' view of a notice about unusual cost.</summary>
    internal static AnomalyAlertItem Unusual(CostGuardConfiguration configuration, AlertItem item, AnomalyCauses? causes)
    {
        string id = AnomalyAlerts.TeamOf(item.Notice.Budget);
        TeamConfig? team = AlertReaders.TeamOf(configuration, id);
        return new AnomalyAlertItem
        {
            Alert = item,
            TeamTitle = team?.Title ?? id,
            Causes = causes,
            Why = team is null ? "you read the finance report, and the cost has no team" : $"you are named under budgetAlerts of team {team.Id}{(team.File is null ? "" : $" ({team.File})")}",
        };
    }

    private async Task<AnomalyAlertItem> UnusualAsync(AlertContext context, AlertItem item, CancellationToken cancellationToken)
    {
        AnomalyCauses? causes = anomalies is null || item.Anomaly is null || item.Notice.Kind == AlertNoticeKind.AnomalyOver
            ? null
            : await anomalies.CausesAsync(context.Snapshot, context.Configuration, item.Anomaly, null, cancellationToken).ConfigureAwait(false);
        AnomalyAlertItem told = Unusual(context.Configuration, item, causes);
        if (AlertReaders.TeamOf(context.Configuration, AnomalyAlerts.TeamOf(item.Notice.Budget)) is not { } team) return told;
        List<string?> teams = MailContentBuilder.TeamAndBelow(context.Configuration, team.Id);
        return told with { Teams = teams.OfType<string>().ToHashSet(), Accounts = await OwnAccountsAsync(context.Snapshot, teams, cancellationToken).ConfigureAwait(false) };
    }

    // Shares of a pool stand in accounts that belong to others; cost of two months tells which are the team's.
    private async Task<IReadOnlySet<string?>> OwnAccountsAsync(Snapshot snapshot, List<string?> teams, CancellationToken cancellationToken)
    {
        if (snapshot.DataThrough is not { } through) return new HashSet<string?>();
        var query = new CostQuery(new DayRange(through.AddDays(1 - AccountDays), through.AddDays(1)), [new Dimension("subAccountId"), new Dimension("pool")], [new CostFilter(new Dimension("team"), teams)], ByBillingPeriod: false);
        return (await queries.QueryAsync(snapshot, query, cancellationToken).ConfigureAwait(false)).Where(row => row.Keys[1] is null).Select(row => row.Keys[0]).ToHashSet();
    }

    private async Task<BudgetAlertItem> ItemAsync(AlertContext context, AlertItem item, CancellationToken cancellationToken)
    {
        if (item.Status is not { } status)
            return new BudgetAlertItem { Alert = item, TeamTitle = context.Configuration.Company.Company, Drivers = [], Notes = [], Why = "you are named under alerts.staleData or finance of notifications/routing.yaml" };
        TeamConfig? team = AlertReaders.TeamOf(context.Configuration, status.Budget);
        EvenPace pace = await EvenPace.ReadAsync(
            new ConvertedQueries(queries, context.Configuration.Rates, status.Budget.Currency),
            context.Snapshot,
            team is null ? [] : MailContentBuilder.TeamAndBelow(context.Configuration, team.Id),
            status,
            cancellationToken).ConfigureAwait(false);
        return new BudgetAlertItem
        {
            Alert = item,
            TeamTitle = TitleOf(context.Configuration, status.Budget),
            Drivers = pace.Drivers,
            Unnamed = pace.Unnamed,
            Notes = pace.Notes,
            Why = team is null ? "you read the finance report, and the budget is the company's"
                : item.Notice.Kind == AlertNoticeKind.Escalated ? $"nobody acknowledged it, and you stand above team {team.Id}"
                : $"you are named under budgetAlerts of team {team.Id}{(team.File is null ? "" : $" ({team.File})")}",
        };
    }
}
