using System.Globalization;
using CostGuard.Cli.Reviews;
using CostGuard.Core.Anomalies;
using CostGuard.Core.Close;
using CostGuard.Core.Configuration;
using CostGuard.Core.Ports;
using CostGuard.Core.Reviews;
using CostGuard.Core.Values;
using CostGuard.Report.Mails;
using CostGuard.Report.Reviews;
using CostGuard.Report.Tables;

namespace CostGuard.Cli.Composition;

/// <summary>Reads what the finance report says about the close: ticks, invoices, owners' notes, and what waits for a decision.</summary>
public sealed class FinanceFacts(CloseService close, ICloseStore store, RestatementService restated, IAnomalyNotes notes, AnomalyService anomalies, IReviewStore? reviews = null)
{
    private const int UnusualDays = 31;

    public async Task<FinanceClosing> ReadAsync(ReportContext context, CancellationToken cancellationToken)
    {
        CloseBook book = await store.ReadAsync(cancellationToken).ConfigureAwait(false);
        CloseReadiness ready = await close.ReadinessAsync(context.Snapshot, context.Configuration, book, context.Period, new HashSet<string>(), context.AsOf, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<Core.Close.Restatement> changed = await restated.ReadAsync(context.Configuration, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<Review> known = reviews is null ? [] : await reviews.ListAsync(cancellationToken).ConfigureAwait(false);
        Review? review = ClosePack.ReviewOf(context, known);
        Closing own = book.Of(context.Period);
        return new FinanceClosing
        {
            Closing = own,
            HasChanged = own.State == ClosingState.Reconciled && own.Evidence != ready.Hash,
            Ticks = ready.Ticks,
            Statements = await close.StatementsAsync(context.Snapshot, book, context.Period, cancellationToken).ConfigureAwait(false),
            Notes = [.. (await notes.ListAsync(cancellationToken).ConfigureAwait(false)).Where(note => note.Text is not null && IsOf(note, context.Period)).Select(note => Note(note, context.Configuration)).OfType<OwnerNote>()],
            Open = [.. review is null ? [] : ReviewPack.ToDecide(ReviewJson.Read(review.Model)), .. await OpenAsync(context, changed, cancellationToken).ConfigureAwait(false)],
            Charged = [.. changed.Where(each => !each.IsOpen && each.Charged.Any(part => !part.Amount.IsZero)).Select(Words)],
            WithoutPack = review is null && known.FirstOrDefault(each => each.Period == context.Period) is { } other ? ClosingReview.Words(other) : null,
            Review = review is null ? null : new FinanceReview(review.Snapshot, review.OpenedAt, review.Snapshot == context.Snapshot.Id),
            WorkingDay = WorkingDays(context.Period, context.AsOf, context.Configuration.Company),
        };
    }

    /// <summary>Mondays to Fridays after the month's last day, in the company's time zone.</summary>
    internal static int WorkingDays(BillingPeriod period, DateTimeOffset asOf, CompanyConfig company)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(asOf, TimeZoneInfo.FindSystemTimeZoneById(company.TimeZone)).DateTime);
        int days = 0;
        for (DateOnly day = period.Next.FirstDay; day <= today && days < 100; day = day.AddDays(1))
        {
            if (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)) days++;
        }

        return days;
    }

    private static bool IsOf(AnomalyNote note, BillingPeriod period) => note.Start <= period.LastDay && (note.Until ?? note.Start) >= period.FirstDay;

    /// <summary>A decision as a note about a change; null for one about a whole team, which the largest changes do not name.</summary>
    private static OwnerNote? Note(AnomalyNote note, CostGuardConfiguration configuration)
    {
        Dictionary<string, string> parts = note.Scope.Split(';').Select(part => part.Split('=', 2)).Where(part => part.Length == 2).ToDictionary(part => part[0], part => part[1], StringComparer.Ordinal);
        if (!parts.TryGetValue("team", out string? team) || !parts.TryGetValue("service", out string? service)) return null;
        string title = configuration.Teams.FirstOrDefault(each => each.Id.Value == team)?.Title ?? (team == TeamId.Unallocated.Value ? "Unallocated" : team);
        string until = note is { Decision: AnomalyDecision.Expected, Until: { } day } ? string.Create(CultureInfo.InvariantCulture, $", expected until {day:d MMM yyyy}") : "";
        return new OwnerNote($"{title}: {(service.Length == 0 ? "no service" : service)}", $"\"{note.Text!.TrimEnd('.')}\" ({note.Who}{until})");
    }

    private async Task<IReadOnlyList<string>> OpenAsync(ReportContext context, IReadOnlyList<Core.Close.Restatement> changed, CancellationToken cancellationToken)
    {
        List<string> open = [.. changed.Where(each => RestatementWords.Rest(each) != 0m).Select(each => $"{Words(each)} Or reopen the month.")];
        int requests = context.Configuration.BudgetRequests.Count(request => request.State == BudgetRequestState.Open);
        if (requests > 0) open.Add(string.Create(CultureInfo.InvariantCulture, $"{requests} budget {(requests == 1 ? "request waits" : "requests wait")} for an approver: costguard budget requests."));
        int unusual = (await anomalies.FindAsync(context.Snapshot, context.Configuration, UnusualDays, null, context.AsOf, cancellationToken).ConfigureAwait(false))
            .Count(anomaly => anomaly.IsOpen && anomaly.Severity >= (context.Configuration.Alerts.AnomaliesFrom ?? AnomalySeverity.Medium));
        if (unusual > 0) open.Add(string.Create(CultureInfo.InvariantCulture, $"{unusual} {(unusual == 1 ? "anomaly waits" : "anomalies wait")} for somebody to say what it is: costguard anomaly list."));
        return open;
    }

    private static string Words(Core.Close.Restatement each) => $"{each.Source} restated {each.Period} after its close by {RestatementWords.Of(each)}.";
}
