using CostGuard.Core.Actions;
using CostGuard.Core.Anomalies;
using CostGuard.Core.Commitments;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Savings;
using CostGuard.Core.Values;
using CostGuard.Report.Tables;

namespace CostGuard.Report.Workbook;

/// <summary>How commitments did in the report month.</summary>
/// <param name="Report">What commitment show says of the month.</param>
/// <param name="Ends">What commitment expiring says.</param>
/// <param name="Proposals">What commitment propose says.</param>
/// <param name="NoProposals">Why nothing can be proposed; null where proposals are there.</param>
/// <param name="Today">The day of ends and proposals.</param>
public sealed record CommitmentPart(CommitmentReport Report, IReadOnlyList<CommitmentExpiry> Ends, IReadOnlyList<PurchaseProposal> Proposals, Problem? NoProposals, DateOnly Today);

/// <summary>An anomaly of the report month.</summary>
/// <param name="Of">The anomaly.</param>
/// <param name="Team">Label of its team.</param>
/// <param name="HideAccount">True where its account belongs to others than the readers.</param>
/// <param name="HideFrom">True where it moved here from others.</param>
public sealed record AnomalyLine(Anomaly Of, string Team, bool HideAccount = false, bool HideFrom = false);

/// <summary>What was odd in the report month.</summary>
/// <param name="Judged">The days that were looked at; null without data.</param>
/// <param name="Lines">Anomalies with a day in the month.</param>
public sealed record AnomalyPart(DayRange? Judged, IReadOnlyList<AnomalyLine> Lines)
{
    /// <summary>Those of some teams. Accounts in which others' cost stands, and the teams that cost came from, are not named.</summary>
    /// <param name="teams">The teams.</param>
    /// <param name="accounts">Accounts with cost of theirs alone.</param>
    public AnomalyPart Only(IReadOnlySet<string> teams, IReadOnlySet<string?> accounts) => this with
    {
        Lines = [.. Lines.Where(line => teams.Contains(line.Of.Scope.Team)).Select(line => line with
        {
            HideAccount = AnomalyTable.IsInSharedAccount(line.Of, accounts),
            HideFrom = AnomalyTable.CameFromOthers(line.Of, teams, accounts),
        })],
    };
}

/// <summary>
/// What people are told about commitments, anomalies and savings, asked once for the workbook. A closed month keeps what was known and decided when it was
/// closed; savings are about now, from an inventory that no snapshot holds, and are left out of it.
/// </summary>
public sealed class JudgedParts(CommitmentService commitments, AnomalyService anomalies, FollowUp savings)
{
    // Further back the history that a judgement needs is not there.
    private const int DaysMax = 366;

    /// <summary>The input with these parts.</summary>
    /// <param name="input">Input of the company's workbook.</param>
    /// <param name="snapshot">The data.</param>
    /// <param name="configuration">Company, teams, closed months.</param>
    /// <param name="asOf">The moment, UTC.</param>
    /// <param name="cancellationToken">Stops the questions.</param>
    public async Task<WorkbookInput> AddAsync(WorkbookInput input, Snapshot snapshot, CostGuardConfiguration configuration, DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        if (snapshot.DataThrough is null) return input;
        DateTimeOffset? closed = configuration.Closed.FirstOrDefault(closing => closing.Period == input.Period)?.ChangedAt;
        DateTimeOffset moment = closed ?? asOf;
        if (closed is null) input = await WithSavingsAsync(input, snapshot, configuration, DateOnly.FromDateTime(asOf.UtcDateTime), cancellationToken).ConfigureAwait(false);
        return input with
        {
            Commitments = await CommitmentsAsync(snapshot, input.Period, DateOnly.FromDateTime(moment.UtcDateTime), cancellationToken).ConfigureAwait(false),
            Anomalies = await AnomaliesAsync(snapshot, configuration, input.Period, moment, closed, cancellationToken).ConfigureAwait(false),
        };
    }

    // A usage file that cannot be read is no reason to withhold the budgets.
    private async Task<WorkbookInput> WithSavingsAsync(WorkbookInput input, Snapshot snapshot, CostGuardConfiguration configuration, DateOnly day, CancellationToken cancellationToken)
    {
        try
        {
            SavingsOverview all = await savings.ReadAsync(snapshot, configuration, new SavingOptions(), day, cancellationToken).ConfigureAwait(false);
            if (all.Judged is null && all.Book.Actions.Count == 0) return input;
            var labels = new TeamLabels(configuration.Teams);
            SavingLine[] found = [.. all.Resources.Select(each => new SavingLine(each, labels.Of(each.Team.Value)))];
            ActionLine[] actions = [.. all.Book.Actions.Select(each => new ActionLine(each, each.Team is null ? null : labels.Of(each.Team)))];
            return input with { Savings = new SavingPart(found, actions, all.Judged, all.MetricsThrough, day) };
        }
        catch (CostGuardException refused)
        {
            return input with { Warnings = [.. input.Warnings, $"No sheet Savings: {refused.Problem.Code} {refused.Problem.Message}"] };
        }
    }

    private async Task<CommitmentPart?> CommitmentsAsync(Snapshot snapshot, BillingPeriod period, DateOnly today, CancellationToken cancellationToken)
    {
        CommitmentReport report = await commitments.ShowAsync(snapshot, DayRange.Of(period), cancellationToken).ConfigureAwait(false);
        if (report.Lines.Count == 0) return null;
        IReadOnlyList<CommitmentExpiry> ends = await commitments.ExpiringAsync(snapshot, new Dictionary<string, DateOnly>(), cancellationToken).ConfigureAwait(false);
        try
        {
            var question = new PurchaseQuestion(PurchaseRisk.Balanced, null, null, 0m, Ladders.Steps, WithThreeYears: false);
            return new CommitmentPart(report, ends, await commitments.ProposeAsync(snapshot, question, today, cancellationToken).ConfigureAwait(false), null, today);
        }
        catch (CostGuardException refused)
        {
            return new CommitmentPart(report, ends, [], refused.Problem, today);
        }
    }

    private async Task<AnomalyPart> AnomaliesAsync(
        Snapshot snapshot, CostGuardConfiguration configuration, BillingPeriod period, DateTimeOffset asOf, DateTimeOffset? closed, CancellationToken cancellationToken)
    {
        if (AnomalyService.Judged(snapshot, AnomalyService.UsualDays, asOf) is not { } usual) return new AnomalyPart(null, []);
        int days = Math.Clamp(usual.End.DayNumber - period.FirstDay.DayNumber, AnomalyService.UsualDays, DaysMax);
        IReadOnlyList<Anomaly> found = await anomalies.FindAsync(snapshot, configuration, days, null, asOf, cancellationToken, closed).ConfigureAwait(false);
        var labels = new TeamLabels(configuration.Teams);
        return new AnomalyPart(
            AnomalyService.Judged(snapshot, days, asOf),
            [.. found.Where(each => each.Event.Last >= period.FirstDay && each.Event.Start <= period.LastDay).Select(each => new AnomalyLine(each, labels.Of(each.Scope.Team)))]);
    }
}
