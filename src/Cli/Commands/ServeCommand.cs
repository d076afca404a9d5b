using System.CommandLine;
using CostGuard.Cli.Composition;
using CostGuard.Cli.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Schedule;
using CostGuard.Web;

namespace CostGuard.Cli.Commands;

/// <summary>costguard serve: scheduler and health endpoints in one process, until Ctrl-C.</summary>
public static class ServeCommand
{
    public static Command Build(Verbs verbs)
    {
        var noScheduler = new Option<bool>("--no-scheduler") { Description = "Only the web server." };
        var noWeb = new Option<bool>("--no-web") { Description = "Only the scheduler." };
        var listen = new Option<string?>("--listen")
        {
            Description = "Address of the health endpoints. Default: the setting Web:Listen, which is loopback unless you change it.",
            HelpName = "URL",
        };
        return verbs.Make("serve", "Run the schedules, and answer /health/live and /health/ready. Learns of changed files and closed months by itself.", [noScheduler, noWeb, listen], async (session, cancellationToken) =>
        {
            var asked = new Asked(!session.Arguments.GetValue(noScheduler), !session.Arguments.GetValue(noWeb), session.Arguments.GetValue(listen));
            Session current = session;
            try
            {
                // What is in force is read once a round, so that no run sees two configurations; a change begins the next round between two runs.
                while (await RoundAsync(current, asked, cancellationToken).ConfigureAwait(false))
                {
                    Session next = session.At(session.Home);
                    if (!ReferenceEquals(current, session)) await current.DisposeAsync().ConfigureAwait(false);
                    current = next;
                    session.Screen.Line("Configuration and closed months have changed and were read again.");
                }

                session.Screen.Line("Stopped.");
                return 0;
            }
            finally
            {
                if (!ReferenceEquals(current, session)) await current.DisposeAsync().ConfigureAwait(false);
            }
        });
    }

    /// <summary>Serves until it is stopped (false), or something has changed that counts from now on (true).</summary>
    private static async Task<bool> RoundAsync(Session session, Asked asked, CancellationToken cancellationToken)
    {
        var watch = new HomeWatch(session.Home);
        string seen = watch.Stamp();
        using var round = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        WebServer? web = null;
        try
        {
            if (asked.Web) web = await WebAsync(session, asked, cancellationToken).ConfigureAwait(false);
            Scheduler? scheduler = asked.Scheduler ? session.Room<Scheduler>() : null;
            if (scheduler is not null && !asked.IsAnnounced) await AnnounceAsync(session, cancellationToken).ConfigureAwait(false);
            asked.IsAnnounced = true;
            Task work = scheduler?.RunAsync(round.Token) ?? UntilStoppedAsync(round.Token);
            Task<bool> change = ChangedAsync(watch, seen, session, scheduler, round.Token);
            await Task.WhenAny(work, change).ConfigureAwait(false);
            await round.CancelAsync().ConfigureAwait(false);
            await work.ConfigureAwait(false);
            return await change.ConfigureAwait(false) && !cancellationToken.IsCancellationRequested;
        }
        finally
        {
            if (web is not null) await web.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static async Task<bool> ChangedAsync(HomeWatch watch, string seen, Session session, Scheduler? scheduler, CancellationToken stopping)
    {
        if (!await watch.ChangedAsync(seen, () => IsReadable(session), stopping).ConfigureAwait(false)) return false;
        while (scheduler?.IsBusy == true && !stopping.IsCancellationRequested) await Task.Delay(TimeSpan.FromMilliseconds(100), CancellationToken.None).ConfigureAwait(false);
        return !stopping.IsCancellationRequested;
    }

    private static bool IsReadable(Session session)
    {
        try
        {
            return session.At(session.Home).Configuration is not null;
        }
        catch (CostGuardException broken)
        {
            session.Screen.Note($"! The changed configuration is not taken over, the one before stays in force: {broken.Problem}");
            return false;
        }
    }

    private static async Task<WebServer> WebAsync(Session session, Asked asked, CancellationToken cancellationToken)
    {
        var web = new WebServer(session.Room<IDataFreshness>(), session.Surroundings.Clock, session.Configuration.Company.FailAfter, session.Room<IServiceWatch>(), session.Room<ISubscriptionStore>());
        string address = await web.StartAsync(asked.Address ?? Address(asked.Listen, session.Room<ProcessSettings>()), cancellationToken).ConfigureAwait(false);
        if (asked.Address is null) session.Screen.Line($"Health     {address}/health/ready");
        // A port that the system chose stays the same.
        asked.Address = address;
        return web;
    }

    private sealed class Asked(bool scheduler, bool web, string? listen)
    {
        public bool Scheduler => scheduler;

        public bool Web => web;

        public string? Listen => listen;

        public string? Address { get; set; }

        public bool IsAnnounced { get; set; }
    }

    /// <summary>The address asked for, or the setting's.</summary>
    public static string Address(string? asked, ProcessSettings settings) =>
        asked ?? settings.ToConfiguration()[$"{AppSettings.Section}:Web:Listen"]!;

    private static async Task AnnounceAsync(Session session, CancellationToken cancellationToken)
    {
        foreach (ComingRun run in await session.Room<ScheduleService>().NextAsync(5, null, cancellationToken).ConfigureAwait(false))
            session.Screen.Line($"Next       {run.DueAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC  {run.Schedule.Name}");
        session.Screen.Line("Scheduler  running; Ctrl-C stops it");
    }

    private static async Task UntilStoppedAsync(CancellationToken cancellationToken)
    {
        var stopped = new TaskCompletionSource();
        await using CancellationTokenRegistration registration = cancellationToken.Register(stopped.SetResult);
        await stopped.Task.ConfigureAwait(false);
    }
}
