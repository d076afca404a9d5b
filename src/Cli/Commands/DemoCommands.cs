using System.CommandLine;
using System.Globalization;
using CostGuard.Cli.Configuration;
using CostGuard.Cli.Demo;
using CostGuard.Cli.Terminal;
using CostGuard.Core;
using CostGuard.Core.Budgets;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Runs;
using CostGuard.Core.Values;
using CostGuard.Report.Tables;

namespace CostGuard.Cli.Commands;

/// <summary>costguard demo [load|remove]: a deterministic company, the real line run over it.</summary>
public static class DemoCommands
{
    private const string DefaultFolder = "costguard-demo";

    public static Command Build(Verbs verbs)
    {
        Command demo = verbs.Make("demo", "Make a demo company and run the whole line on it: files in, workbook and mails out.",
        [
            verbs.Make("load", "Make the demo company (what 'costguard demo' does).", [], LoadAsync),
            verbs.Make("remove", "Take the demo company away, without trace.", [], RemoveAsync),
        ], LoadAsync);
        return demo;
    }

    private static async Task<int> LoadAsync(Session session, CancellationToken cancellationToken)
    {
        HomeFolder home = Home(session);
        if (Directory.Exists(home.Path) && Directory.EnumerateFileSystemEntries(home.Path).Any())
        {
            if (!File.Exists(home.Combine(DemoHome.Marker)))
                throw new CostGuardException(9, CommandErrors.BadArgument.At($"{home.Path} is not empty and no demo: name another folder with --home."));
            Directory.Delete(home.Path, recursive: true);
        }

        DateOnly today = DateOnly.FromDateTime(session.AsOf.UtcDateTime);
        session.Screen.Line($"Making {DemoCompany.Name} in {home.Path}: {DemoCompany.Teams.Count} teams, {DemoHome.Months} months, two clouds …");
        HomeTemplates.Write(home, new InitAnswers(DemoCompany.Name, Currency.Usd, "Europe/Berlin"));
        DemoHome.Write(home, today);
        Session own = session.At(home);
        await using (own.ConfigureAwait(false))
        {
            BillingPeriod restated = BillingPeriod.Of(today).Previous;
            WriteBills(home, today, restated, corrected: false);
            await CollectAsync(own, cancellationToken).ConfigureAwait(false);
            WriteBills(home, today, restated, corrected: true);
            DemoHome.WriteInvoices(home, today, restated);
            DemoUsage.Write(home, today);
            var options = new DailyRunOptions(null, MailKinds.WeeklyTeam | MailKinds.Finance, session.AsOf);
            RunSummary summary;
            using (var progress = new ProgressLine(session.Surroundings, session.Quiet))
            {
                summary = await own.Room<DailyRun>().RunAsync(own.Configuration, options, progress, cancellationToken).ConfigureAwait(false);
            }

            Tell(session, home, summary, restated);
            return summary.ExitCode;
        }
    }

    private static void WriteBills(HomeFolder home, DateOnly today, BillingPeriod restated, bool corrected)
    {
        var bill = new DemoBill(today);
        for (int back = corrected ? 1 : DemoHome.Months - 1; back >= (corrected ? 1 : 0); back--)
        {
            BillingPeriod month = BillingPeriod.Of(today).AddMonths(-back);
            bill.Write(home.Combine("billing", "aws", $"{month}.csv.gz"), "aws", month, corrected && month == restated);
            if (!corrected) bill.Write(home.Combine("billing", "azure", $"{month}.csv"), "azure", month, restated: false);
        }
    }

    private static async Task CollectAsync(Session own, CancellationToken cancellationToken)
    {
        using var progress = new ProgressLine(own.Surroundings, own.Quiet);
        IReadOnlyList<CollectResult> results = await own.Room<CollectStage>().RunAsync(own.Configuration.Connections, null, own.AsOf, progress, cancellationToken).ConfigureAwait(false);
        if (results.FirstOrDefault(result => result.Problem is not null) is { Problem: { } problem }) throw new CostGuardException(1, problem);
    }

    private static void Tell(Session session, HomeFolder home, RunSummary summary, BillingPeriod restated)
    {
        Screen screen = session.Screen;
        screen.Line(string.Create(CultureInfo.InvariantCulture, $"Collected  {summary.Snapshot.Loads.Count} sealed months, {summary.Snapshot.Loads.Sum(load => load.RowsRead):#,0} rows; every control total ties, difference 0"));
        screen.Line($"Restated   {restated} of acme-aws: costguard --home {Short(session, home)} load list --all");
        screen.Line($"Snapshot   {summary.Snapshot.Id}, data through {summary.Snapshot.DataThrough:yyyy-MM-dd}");
        foreach (BudgetStatus status in summary.Budgets)
        {
            string used = status.UsedShare is { } share ? string.Create(CultureInfo.InvariantCulture, $"{decimal.Round(share * 100, 1):0.0} % used") : "";
            screen.Line($"Budget     {HeadlineText.State(status.State),-10} {status.Budget.Team.Value,-9} {used,12}   {status.Reason}");
        }

        foreach (FinishedReport file in summary.Reports) screen.Line($"Workbook   {Path.GetRelativePath(session.Surroundings.WorkingFolder, file.Path)}");
        foreach (QueuedMail mail in summary.Mails) screen.Line($"Mail       \"{mail.Subject}\" to {string.Join(", ", mail.To)}");
        screen.Line($"Mails are  {Path.GetRelativePath(session.Surroundings.WorkingFolder, Path.Combine(home.Out, "mail"))} (.eml files, since no mail server is set)");
        screen.Line();
        screen.Line("DEMO DATA, invented. Look around:");
        foreach (string command in (string[])["status", "cost show --by team", "cost diff --by service", "budget check", "recommend list", "period list", "plan", "mail preview weekly-team --team payments"])
            screen.Line($"  costguard --home {Short(session, home)} {command}");
        screen.Line($"Take it away: costguard --home {Short(session, home)} demo remove");
    }

    private static Task<int> RemoveAsync(Session session, CancellationToken cancellationToken)
    {
        HomeFolder home = Home(session);
        if (!Directory.Exists(home.Path))
        {
            session.Screen.Line("There is no demo to remove.");
            return Task.FromResult(0);
        }

        if (!File.Exists(home.Combine(DemoHome.Marker)))
            throw new CostGuardException(9, CommandErrors.BadArgument.At($"{home.Path} is not a demo; nothing was removed."));
        Directory.Delete(home.Path, recursive: true);
        session.Screen.Line($"Removed {home.Path}.");
        return Task.FromResult(0);
    }

    /// <summary>The demo never touches a real home: without --home it has a folder of its own.</summary>
    private static HomeFolder Home(Session session) =>
        session.HomeIsNamed ? session.Home : new HomeFolder(Path.Combine(session.Surroundings.WorkingFolder, DefaultFolder));

    private static string Short(Session session, HomeFolder home) => Path.GetRelativePath(session.Surroundings.WorkingFolder, home.Path);
}
