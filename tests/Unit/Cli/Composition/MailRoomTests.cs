using CostGuard.Cli.Composition;
using CostGuard.Core.Configuration;
using CostGuard.Core.Ports;
using CostGuard.Core.Runs;
using CostGuard.Core.Values;
using CostGuard.Publish;
using CostGuard.Report.Mails;
using CostGuard.Unit.Publish;
using CostGuard.Unit.Report.Mails;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CostGuard.Unit.Cli.Composition;

public sealed class MailRoomTests
{
    private readonly MemoryOutbox _outbox = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Queue_LeadOfTwoTeams_GetsOneMailOnce()
    {
        ReportContext context = Context("payments", "data");
        var order = new MailOrder(MailKinds.WeeklyTeam);

        IReadOnlyList<QueuedMail> first = await Room().QueueAsync(context, order, [], Token);
        IReadOnlyList<QueuedMail> again = await Room().QueueAsync(context, order, [], Token);

        Assert.Equal(["platform-lead@acme.test", "web-lead@acme.test", "li@acme.test"], first.Select(mail => Assert.Single(mail.To)));
        Assert.Equal("weekly-team/li@acme.test+data+payments/2026-11-14/1f2e3d4c5b6a", first[^1].Key);
        Assert.All(again, mail => Assert.False(mail.IsNew));
        Assert.Equal(first.Select(mail => mail.Key), again.Select(mail => mail.Key));
    }

    [Fact]
    public async Task Queue_ScheduleOfOneZone_MailsOnlyItsTeams()
    {
        ReportContext context = Context("payments", "data");

        // Payments and Data live in two zones: each zone's mail is one of its own, and neither hides the other.
        IReadOnlyList<QueuedMail> berlin = await Room().QueueAsync(context, Order("payments", "web"), [], Token);
        IReadOnlyList<QueuedMail> newYork = await Room().QueueAsync(context, Order("data"), [], Token);

        Assert.Equal(["weekly-team/payments/2026-11-14/1f2e3d4c5b6a", "weekly-team/web/2026-11-14/1f2e3d4c5b6a"], berlin.Select(mail => mail.Key));
        Assert.Equal("weekly-team/data/2026-11-14/1f2e3d4c5b6a", Assert.Single(newYork, mail => mail.IsNew).Key);
    }

    /// <summary>A run that died after queueing is taken over when newer data is there: who has the mail of that hour does not get another.</summary>
    [Fact]
    public async Task Queue_TakenOverOnNewerData_NobodyGetsTwo()
    {
        ReportContext context = Context();
        MailOrder order = Order("payments") with { Due = new DateTimeOffset(2026, 11, 16, 7, 0, 0, TimeSpan.Zero) };

        QueuedMail first = Assert.Single(await Room().QueueAsync(context, order, [], Token));
        QueuedMail second = Assert.Single(await Room().QueueAsync(context with { Snapshot = Older("bbbbbbbbbbbb") }, order, [], Token));
        QueuedMail next = Assert.Single(await Room().QueueAsync(context, order with { Due = order.Due!.Value.AddDays(7) }, [], Token));

        Assert.Equal("weekly-team/payments/due/2026-11-16T07.00Z", first.Key);
        Assert.Equal((first.Key, false), (second.Key, second.IsNew));
        Assert.True(next.IsNew);
    }

    [Fact]
    public async Task Draft_MailsBefore_ComparesWithTheLastOneAboutTheseTeams()
    {
        ReportContext context = Context();
        await Room().QueueAsync(context with { AsOf = context.AsOf.AddDays(-7), Snapshot = Older("aaaaaaaaaaaa") }, Order("payments"), [], Token);
        await Room().QueueAsync(context with { AsOf = context.AsOf.AddHours(-6), Snapshot = Older("bbbbbbbbbbbb") }, Order("data"), [], Token);
        var snapshots = new FakeSnapshots(null);

        await Room(snapshots).DraftAsync(context, Order("payments"), [], Token);

        Assert.Equal(context.AsOf.AddDays(-7), Assert.Single(snapshots.Asked));
    }

    [Fact]
    public async Task Draft_StaleBanner_IsInEveryMail()
    {
        var order = new MailOrder(MailKinds.WeeklyTeam) { StaleBanner = "Data is 50 h old." };
        IReadOnlyList<MailDraft> drafts = await Room().DraftAsync(Context("payments", "data"), order, [], Token);
        Assert.Equal(3, drafts.Count);
        Assert.All(drafts, draft => Assert.Contains("Data is 50 h old.", draft.Text, StringComparison.Ordinal));
        Assert.All(drafts, draft => Assert.StartsWith("UNKNOWN: ", draft.Subject, StringComparison.Ordinal));
    }

    private static Snapshot Older(string id) => new(new SnapshotId(id), [], "00", WorkedExample.Through);

    private static MailOrder Order(params string[] teams) => new(MailKinds.WeeklyTeam) { Teams = [.. teams.Select(team => new TeamId(team))] };

    private static ReportContext Context(params string[] teamsOfLi)
    {
        MailInput input = WorkedExample.Input(WorkedExample.PaymentsStatus);
        TeamConfig[] teams = [.. input.Configuration.Teams.Select(team => teamsOfLi.Contains(team.Id.Value) ? team with { Owner = "li@acme.test" } : team)];
        return new ReportContext(input.Snapshot, input.Configuration with { Teams = teams }, WorkedExample.November, input.Budgets, input.AsOf);
    }

    private MailRoom Room(ISnapshotStore? snapshots = null)
    {
        var options = new MailOptions { From = "costguard@acme.test" };
        return new MailRoom(
            new MailContentBuilder(WorkedExample.Week), new MimeComposer(options), _outbox,
            new OutboxDelivery(_outbox, new EmlFolderTransport(new HomeFolder("/none")), options, new FakeTimeProvider(), NullLogger<OutboxDelivery>.Instance),
            snapshots ?? new FakeSnapshots(null), new MailSettings("0.1.0", null, null));
    }
}
