using CostGuard.Cli.Composition;
using CostGuard.Core.Budgets;
using CostGuard.Core.Configuration;
using CostGuard.Core.Ports;
using CostGuard.Core.Runs;
using CostGuard.Core.Values;
using CostGuard.Report.Mails;
using CostGuard.Unit.Report.Mails;
using Xunit;

namespace CostGuard.Unit.Cli.Composition;

public sealed class MailActionTests
{
    [Fact]
    public async Task Run_ScheduleOfOneZoneOverdue_OrdersItsTeamsWithTheBanner()
    {
        MailInput input = WorkedExample.Input();
        var rooms = new RecordingRooms();
        var contexts = new ReportContexts(new FakeSnapshots(input.Snapshot), new BudgetService(WorkedExample.Week), input.Configuration);
        var schedule = new ScheduleConfig
        {
            Name = "weekly-digest-america-new-york",
            Action = "mail",
            Arguments = ["weekly-team"],
            Teams = [new TeamId("web")],
            Cron = "0 0 7 ? * MON",
            TimeZone = "America/New_York",
        };

        RunOutcome outcome = await new MailAction(contexts, rooms, rooms).RunAsync(
            new ScheduledRun { Schedule = schedule, DueAt = WorkedExample.Monday, LocalDueAt = WorkedExample.Monday, StaleBanner = "Data is 50 h old." },
            TestContext.Current.CancellationToken);

        Assert.Equal(RunState.Succeeded, outcome.State);
        MailOrder order = Assert.Single(rooms.Orders);
        Assert.Equal((MailKinds.WeeklyTeam, "Data is 50 h old."), (order.Kinds, order.StaleBanner));
        Assert.Equal("web", Assert.Single(order.Teams).Value);
    }

    private sealed class RecordingRooms : IMailRoom, IReportRoom
    {
        public List<MailOrder> Orders { get; } = [];

        public Task<IReadOnlyList<QueuedMail>> QueueAsync(ReportContext context, MailOrder order, IReadOnlyList<FinishedReport> attachments, CancellationToken cancellationToken)
        {
            Orders.Add(order);
            return Task.FromResult<IReadOnlyList<QueuedMail>>([]);
        }

        public Task<Deliveries> DeliverAsync(CancellationToken cancellationToken) => Task.FromResult(new Deliveries(0, 0, 0, 0, 0));

        public Task<IReadOnlyList<FinishedReport>> WriteAsync(ReportContext context, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
