using System.CommandLine;
using CostGuard.Cli.Configuration;
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
        return verbs.Make("serve", "Run the schedules, and answer /health/live and /health/ready.", [noScheduler, noWeb, listen], async (session, cancellationToken) =>
        {
            WebServer? web = null;
            try
            {
                if (!session.Arguments.GetValue(noWeb))
                {
                    web = new WebServer(session.Room<IDataFreshness>(), session.Surroundings.Clock, session.Configuration.Company.FailAfter, session.Room<IServiceWatch>(), session.Room<ISubscriptionStore>());
                    string address = await web.StartAsync(Address(session.Arguments.GetValue(listen), session.Room<ProcessSettings>()), cancellationToken).ConfigureAwait(false);
                    session.Screen.Line($"Health     {address}/health/ready");
                }

                if (session.Arguments.GetValue(noScheduler))
                {
                    await UntilStoppedAsync(cancellationToken).ConfigureAwait(false);
                    return 0;
                }

                await AnnounceAsync(session, cancellationToken).ConfigureAwait(false);
                await session.Room<Scheduler>().RunAsync(cancellationToken).ConfigureAwait(false);
                session.Screen.Line("Stopped.");
                return 0;
            }
            finally
            {
                if (web is not null) await web.DisposeAsync().ConfigureAwait(false);
            }
        });
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
