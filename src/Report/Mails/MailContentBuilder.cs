using CostGuard.Core.Anomalies;
using CostGuard.Core.Budgets;
using CostGuard.Core.Configuration;
using CostGuard.Core.Currencies;
using CostGuard.Core.Focus;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Report.Tables;

namespace CostGuard.Report.Mails;

/// <summary>Fills the models of mails from the ports. Reads no clock and no file.</summary>
public sealed class MailContentBuilder(ICostQueries queries)
{
    private const int UnusualShown = 3;

    /// <summary>The weekly digest of one team.</summary>
    public async Task<WeeklyTeamModel> WeeklyAsync(MailInput input, TeamConfig team, CancellationToken cancellationToken)
    {
        BudgetStatus? budget = TooOld(input, BudgetOf(input, team.Id));
        Currency currency = budget?.Budget.Currency ?? input.Configuration.Company.Currency;
        CostMetric metric = budget?.Budget.Metric ?? input.Configuration.Company.Metric;
        DateOnly? through = budget?.Through ?? input.Snapshot.DataThrough;
        var converted = new ConvertedQueries(queries, input.Configuration.Rates, currency);
        WeekOfTeam week = through is { } day
            ? await WeekOfTeam.ReadAsync(converted, input.Snapshot, TeamAndBelow(input.Configuration, team.Id), day, budget?.Budget, currency, metric, cancellationToken).ConfigureAwait(false)
            : WeekOfTeam.Empty;
        return new WeeklyTeamModel
        {
            Team = team.Id,
            TeamTitle = team.Title,
            Company = input.Configuration.Company.Company,
            To = Recipients(team),
            Snapshot = input.Snapshot.Id,
            Currency = currency,
            Metric = metric,
            Through = through,
            Budget = budget,
            WeekNow = week.Now,
            WeekBefore = week.Before,
            Drivers = week.Drivers,
            Restated = await RestatedDays.ReadAsync(converted, input.Snapshot, input.Earlier, TeamAndBelow(input.Configuration, team.Id), budget?.Budget, currency, metric, cancellationToken).ConfigureAwait(false),
            StaleWarning = StaleWarning(input),
            IsOverdue = input.StaleBanner is not null,
            Notes = week.Notes,
            Unusual = [.. Unusual(input, team.Id, week.Accounts)],
            Worth = SavingsOfTeam.Worth(input, team.Id),
            Due = SavingsOfTeam.Due(input, team.Id),
            Why = $"team {team.Id}{(team.File is null ? "" : $" ({team.File})")}",
            Settings = input.Settings,
        };
    }

    private static IEnumerable<string> Unusual(MailInput input, TeamId team, IReadOnlySet<string?>? accounts)
    {
        HashSet<string> own = [.. TeamAndBelow(input.Configuration, team).OfType<string>()];
        return input.Unusual.Where(anomaly => anomaly.IsOpen && own.Contains(anomaly.Scope.Team) && anomaly.Severity >= (input.Configuration.Alerts.AnomaliesFrom ?? AnomalySeverity.Medium))
            .OrderByDescending(anomaly => anomaly.Impact).ThenBy(anomaly => anomaly.Id, StringComparer.Ordinal).Take(UnusualShown)
            .Select(anomaly => $"Unusual: {AnomalyTable.WhatFor(anomaly, own, accounts)}, +{Figures.Short(anomaly.PerDay)} {anomaly.Scope.Currency} a day since {Figures.Day(anomaly.Event.Start)}. Where it comes from: costguard anomaly show {anomaly.Id}.");
    }

    /// <summary>The monthly finance report.</summary>
    /// <param name="input">What it is made from.</param>
    /// <param name="period">The month.</param>
    /// <param name="workbook">The workbook to attach; null without.</param>
    /// <param name="cancellationToken">Stops the questions.</param>
    public Task<FinanceModel> FinanceAsync(MailInput input, BillingPeriod period, MailPart? workbook, CancellationToken cancellationToken) =>
        new FinanceFigures(queries, input, period).ReadAsync(workbook, cancellationToken);

    /// <summary>"owner", "deputies" and addresses, each address once.</summary>
    public static IReadOnlyList<string> Recipients(TeamConfig team) =>
        [.. team.WeeklyDigestTo.SelectMany(name => name switch
        {
            "owner" => [team.Owner],
            "deputies" => team.Deputies,
            _ => (IReadOnlyList<string>)[name],
        }).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>"Based on data through …" when the data is older than the company allows without a word.</summary>
    internal static string? StaleWarning(MailInput input) => input.StaleBanner is { } banner
        ? input.Snapshot.DataThrough is { } last ? $"{banner} Based on data through {Figures.LongDay(last)}; cost could be higher now." : banner
        : input.DataAge is { } age && age > input.Configuration.Company.WarnAfter && input.Snapshot.DataThrough is { } day
            ? $"Based on data through {Figures.LongDay(day)}; cost could be higher now."
            : null;

    private static BudgetStatus? BudgetOf(MailInput input, TeamId team) => input.Budgets
        .Where(status => status.Budget.Team == team)
        .OrderBy(status => status.Budget.Kind).ThenBy(status => status.Budget.Name, StringComparer.Ordinal).FirstOrDefault();

    /// <summary>Data beyond the limit never gives a green light, whatever the budget's own state says.</summary>
    private static BudgetStatus? TooOld(MailInput input, BudgetStatus? budget) =>
        budget is not { State: not BudgetState.Unknown } ? budget
        : input.StaleBanner is { } banner ? budget with { State = BudgetState.Unknown, Reason = banner }
        : input.DataAge > input.Configuration.Company.FailAfter
            ? budget with { State = BudgetState.Unknown, Reason = $"the data ends on {Figures.LongDay(input.Snapshot.DataThrough!.Value)}, which is too long ago." }
            : budget;

    internal static List<string?> TeamAndBelow(CostGuardConfiguration configuration, TeamId team)
    {
        List<string?> found = [team.Value];
        for (int at = 0; at < found.Count; at++)
            found.AddRange(configuration.Teams.Where(child => child.Parent?.Value == found[at] && !found.Contains(child.Id.Value)).Select(child => child.Id.Value));
        return found;
    }
}
