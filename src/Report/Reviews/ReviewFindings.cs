using CostGuard.Core.Anomalies;
using CostGuard.Core.Commitments;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Report.Tables;

namespace CostGuard.Report.Reviews;

/// <summary>Reads what was unusual and what commitments did.</summary>
internal sealed class ReviewFindings(ReviewInput input)
{
    private const int JudgedDaysMax = 366;
    private const int AnomaliesMax = 10, CommitmentsMax = 6, EndsMax = 6;
    private const int EndsWithin = 90;

    public async Task<Part<ReviewAnomalies>> AnomaliesAsync(AnomalyService anomalies, IAnomalyNotes notes, ReviewSources sources, CancellationToken cancellationToken)
    {
        if (input.Through is not { } through || through < input.Period.FirstDay) return new Part<ReviewAnomalies>(null, $"there is no complete day of {input.Period}");
        int days = through.DayNumber - input.Period.FirstDay.DayNumber + 1;
        if (days > JudgedDaysMax) return new Part<ReviewAnomalies>(null, $"{input.Period} is more than a year ago");
        IReadOnlyList<Anomaly> all = await anomalies.FindAsync(input.Snapshot, input.Configuration, days, null, input.AsOf, cancellationToken).ConfigureAwait(false);
        AnomalyFeedback said = AnomalyFeedback.Of([.. (await notes.ListAsync(cancellationToken).ConfigureAwait(false)).Where(note => input.Has(TeamOf(note)))]);
        IReadOnlySet<string?>? accounts = input.Scope is { } scope ? await sources.AccountsAsync(scope, cancellationToken).ConfigureAwait(false) : null;
        Anomaly[] own = [.. all.Where(each => input.Has(each.Scope.Team) && each.Event.Start <= input.Period.LastDay && each.Event.Last >= input.Period.FirstDay)
            .OrderBy(each => each.IsOpen ? 0 : 1).ThenBy(each => each.Event.Sign < 0).ThenByDescending(each => each.Severity)
            .ThenByDescending(each => Math.Abs(each.NetImpact)).ThenBy(each => each.Id, StringComparer.Ordinal)];
        Anomaly[] shown = [.. own.Where(each => each.Event.Sign > 0 || each.Note is not null).Take(AnomaliesMax)];
        return new Part<ReviewAnomalies>(
            new ReviewAnomalies([.. shown.Select(each => One(each, input, accounts))], own.Length - shown.Length, own.Count(each => each.IsOpen), said.Confirmed, said.Confirmed + said.False), null);
    }

    public async Task<Part<ReviewCommitments>> CommitmentsAsync(CommitmentService commitments, CancellationToken cancellationToken)
    {
        CommitmentReport report = await commitments.ShowAsync(input.Snapshot, DayRange.Of(input.Period), cancellationToken).ConfigureAwait(false);
        if (report.Lines.Count == 0 && report.Reasons.Count > 0) return new Part<ReviewCommitments>(null, report.Reasons[0].Message);
        IReadOnlyList<CommitmentExpiry> ends = await commitments.ExpiringAsync(input.Snapshot, new Dictionary<string, DateOnly>(), cancellationToken).ConfigureAwait(false);
        (IReadOnlyList<PurchaseProposal> proposals, string? gap) = await ProposalsAsync(commitments, cancellationToken).ConfigureAwait(false);
        return new Part<ReviewCommitments>(
            new ReviewCommitments(
                [.. report.Totals.Select(total => new ReviewCommitmentTotal(
                    total.Provider, total.Currency, total.Kpis?.SavingsRate, total.Kpis?.Coverage, total.Kpis?.Utilisation, total.Kpis?.NetSaving, total.Kpis is null ? null : total.Sums.Unused.Effective))],
                [.. report.Lines.Take(CommitmentsMax).Select(line => new ReviewCommitment(
                    line.Id, line.Scope.Service, line.Scope.Currency, line.Kpis is null ? null : line.Sums.Used.Effective, line.Kpis is null ? null : line.Sums.Unused.Effective,
                    line.Kpis?.Utilisation, line.Kpis?.NetSaving))],
                Math.Max(0, report.Lines.Count - CommitmentsMax),
                [.. ends.Where(end => end.DaysLeft(input.Today) is null or (>= 0 and <= EndsWithin)).Take(EndsMax)
                    .Select(end => new ReviewEnd(end.Id, end.End, end.DaysLeft(input.Today), end.LostPerMonth, end.Scope.Currency))],
                [.. proposals.Select(each => new ReviewProposal(
                    each.Scope.Service, each.Scope.Currency, each.Commitment, each.SavingPerMonth, each.SavingIfUsageFalls, each.Reason is { } reason ? CommitmentTable.Sentence(reason) : null))],
                gap,
                [.. report.Reasons.Select(CommitmentTable.Sentence)]),
            null);
    }

    private async Task<(IReadOnlyList<PurchaseProposal> Proposals, string? Gap)> ProposalsAsync(CommitmentService commitments, CancellationToken cancellationToken)
    {
        try
        {
            var question = new PurchaseQuestion(PurchaseRisk.Balanced, null, null, 0m, Ladders.Steps, false);
            return (await commitments.ProposeAsync(input.Snapshot, question, input.Today, cancellationToken).ConfigureAwait(false), null);
        }
        catch (CostGuardException refusal) when (refusal.ExitCode == 5)
        {
            return ([], $"{refusal.Problem.Message} ({refusal.Problem.Code})");
        }
    }

    private static string? TeamOf(AnomalyNote note) => note.Scope.Split(';')[0] is var first && first.StartsWith("team=", StringComparison.Ordinal) ? first["team=".Length..] : null;

    /// <summary>One line, in the words and with the impact that the team's workbook and mails have.</summary>
    /// <param name="each">An anomaly of the scope.</param>
    /// <param name="input">Teams and their names.</param>
    /// <param name="accounts">Accounts with cost of the scope's own; null for the whole company.</param>
    internal static ReviewAnomaly One(Anomaly each, ReviewInput input, IReadOnlySet<string?>? accounts)
    {
        IReadOnlySet<string>? teams = input.Scope?.Teams.ToHashSet(StringComparer.Ordinal);
        return new ReviewAnomaly(
            each.Id, each.Event.Start, each.Event.Days.Count, input.TitleOf(each.Scope.Team), AnomalyTable.WhatFor(each, teams, accounts),
            AnomalyTable.ImpactFor(each, AnomalyTable.CameFromOthers(each, teams, accounts)), each.Scope.Currency, AnomalyTable.State(each),
            each.Note is { } note ? $"{(string.IsNullOrWhiteSpace(note.Text) ? note.Decision.ToString().ToLowerInvariant() : note.Text)} ({note.Who})" : null);
    }
}
