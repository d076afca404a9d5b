using CostGuard.Cli.Composition;
using CostGuard.Core.Configuration;
using CostGuard.Core.Faults;
using CostGuard.Core.Ports;
using CostGuard.Core.Runs;
using CostGuard.Core.Values;
using CostGuard.Ledger.State;
using CostGuard.Schedule;
using CostGuard.Unit.Ledger;
using CostGuard.Unit.Publish;
using Xunit;

namespace CostGuard.Unit.Cli.Composition;

/// <summary>What operators are told of reports and mails, and when they are told that it is over.</summary>
public sealed class ServiceWatchTests : IDisposable
{
    private static readonly ScheduleConfig Digest = new() { Name = "weekly-digest", Action = "mail", Arguments = ["weekly-team"], Cron = "0 0 7 ? * MON", TimeZone = "UTC" };
    private readonly LedgerHome _home = new();
    private readonly MemoryOutbox _outbox = new();
    private readonly Letters _letters = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Look_MailFailedAndNobodySentIt_IsForgottenAfterAWeekAndNotCalledResolved()
    {
        await _outbox.EnqueueAsync(Mail("a", At(16, 6)), Stop);
        await _outbox.SettleAsync("a", DeliveryState.Failed, "550 no such user", null, At(16, 6), Stop);
        ServiceWatch watch = Watch();
        await watch.LookAsync(At(16, 7), Stop);
        await watch.LookAsync(At(23, 5), Stop);
        await watch.LookAsync(At(23, 7), Stop);

        Assert.Equal([FaultNoticeKind.Broke, FaultNoticeKind.StillBroken], _letters.Told.Select(letter => letter.Kind));
        Assert.False(Assert.Single(await new FaultStore(_home.State).ListAsync(Stop)).IsOpen);
    }

    [Fact]
    public async Task Look_MailSentAgain_IsResolved()
    {
        await _outbox.EnqueueAsync(Mail("a", At(16, 6)), Stop);
        await _outbox.SettleAsync("a", DeliveryState.Failed, "451 later", null, At(16, 6), Stop);
        ServiceWatch watch = Watch();
        await watch.LookAsync(At(16, 7), Stop);
        await _outbox.SettleAsync("a", DeliveryState.Sent, null, null, At(16, 8), Stop);
        await watch.LookAsync(At(16, 9), Stop);

        Assert.Equal([FaultNoticeKind.Broke, FaultNoticeKind.Recovered], _letters.Told.Select(letter => letter.Kind));
    }

    [Fact]
    public async Task Look_DigestWithheldAndTheNextOneSent_SaysThatTheLateOneStayedOut()
    {
        var history = new RunHistory(_home.State);
        await RanAsync(history, At(16, 7), RunState.Skipped);
        ServiceWatch watch = Watch(Digest);
        await watch.LookAsync(At(16, 8), Stop);
        await RanAsync(history, At(23, 7), RunState.Succeeded);
        await watch.LookAsync(At(23, 8), Stop);

        FaultLetter last = _letters.Told[^1];
        Assert.Equal(FaultNoticeKind.Recovered, last.Kind);
        Assert.Equal("The one due Mon 16 Nov 2026 07:00 (UTC) did not go out: its readers have not got it.", last.Fault.Message);
    }

    [Fact]
    public async Task Look_LateScheduleThatSomebodyPaused_IsNotCalledResolved()
    {
        var history = new RunHistory(_home.State);
        await RanAsync(history, At(16, 7), RunState.Skipped);
        ServiceWatch watch = Watch(Digest);
        await watch.LookAsync(At(16, 8), Stop);
        await history.SetPausedAsync(Digest.Name, true, At(16, 9), Stop);
        await watch.LookAsync(At(16, 10), Stop);

        Assert.Equal(FaultNoticeKind.Broke, Assert.Single(_letters.Told).Kind);
    }

    private ServiceWatch Watch(params ScheduleConfig[] schedules)
    {
        var configuration = new CostGuardConfiguration { Home = _home.Home, Company = new CompanyConfig { Company = "Acme", Currency = Currency.Usd }, MoneyHash = "hash", Schedules = schedules };
        return new ServiceWatch(
            new RunHistory(_home.State), _outbox, new FaultService(new FaultStore(_home.State), _letters, configuration), new NoMails(), new SchedulerOptions(), configuration);
    }

    private static async Task RanAsync(RunHistory history, DateTimeOffset due, RunState state)
    {
        RunRecord? run = await history.TryStartAsync(Digest.Name, due, false, due, TimeSpan.FromMinutes(5), Stop);
        await history.EndAsync(run!.Id, state, state == RunState.Skipped ? "Withheld." : null, due, Stop);
    }

    private static OutboxMessage Mail(string key, DateTimeOffset queued) => new()
    {
        Key = key,
        MessageId = $"{key}@acme.test",
        Kind = "weekly-team",
        Subject = "Payments",
        To = ["lead@acme.test"],
        Mime = [],
        Snapshot = new SnapshotId("none"),
        QueuedAt = queued,
    };

    private static DateTimeOffset At(int day, int hour) => new(2026, 11, day, hour, 0, 0, TimeSpan.Zero);

    private sealed class Letters : IFaultWriter
    {
        public List<FaultLetter> Told { get; } = [];

        public string Clean(string text) => text;

        public Task<IReadOnlyList<OutboxMessage>> MessagesAsync(FaultLetter letter, CancellationToken cancellationToken)
        {
            Told.Add(letter);
            return Task.FromResult<IReadOnlyList<OutboxMessage>>([]);
        }
    }

    private sealed class NoMails : IMailRoom
    {
        public Task<IReadOnlyList<QueuedMail>> QueueAsync(ReportContext context, MailOrder order, IReadOnlyList<FinishedReport> attachments, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<QueuedMail>>([]);

        public Task<Deliveries> DeliverAsync(CancellationToken cancellationToken) => Task.FromResult(new Deliveries(0, 0, 0, 0, 0));
    }
}
