using CostGuard.Core.Budgets;
using CostGuard.Core.Configuration;
using CostGuard.Core.Runs;
using CostGuard.Core.Values;

namespace CostGuard.Core.Ports;

/// <summary>Everything a report or mail is made from. The same context makes the same bytes.</summary>
/// <param name="Snapshot">The data.</param>
/// <param name="Configuration">The configuration.</param>
/// <param name="Period">The month reported.</param>
/// <param name="Budgets">The judgement of the budgets.</param>
/// <param name="AsOf">The moment of the report, UTC.</param>
public sealed record ReportContext(Snapshot Snapshot, CostGuardConfiguration Configuration, BillingPeriod Period, IReadOnlyList<BudgetStatus> Budgets, DateTimeOffset AsOf);

/// <summary>Writes finished reports to the home's out folder.</summary>
public interface IReportRoom
{
    /// <summary>Writes the reports of the context; a file appears complete or not at all.</summary>
    Task<IReadOnlyList<FinishedReport>> WriteAsync(ReportContext context, CancellationToken cancellationToken);
}

/// <summary>Which mails to make.</summary>
[Flags]
public enum MailKinds
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Weekly digests: one a team, one for a reader of several teams.</summary>
    WeeklyTeam = 1,

    /// <summary>The finance report with the workbook.</summary>
    Finance = 2,
}

/// <summary>Makes mails, puts them into the outbox, and sends what is due.</summary>
public interface IMailRoom
{
    /// <summary>Queues the mails of the context; one that was queued before is not queued again.</summary>
    Task<IReadOnlyList<QueuedMail>> QueueAsync(
        ReportContext context, MailOrder order, IReadOnlyList<FinishedReport> attachments, CancellationToken cancellationToken);

    /// <summary>Sends what is due. One dead channel does not stop the others.</summary>
    Task<Deliveries> DeliverAsync(CancellationToken cancellationToken);
}
