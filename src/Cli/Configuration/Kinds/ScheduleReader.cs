using System.Globalization;
using CostGuard.Cli.Configuration.Checks;
using CostGuard.Cli.Configuration.Shapes;
using CostGuard.Cli.Configuration.Yaml;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Values;

namespace CostGuard.Cli.Configuration.Kinds;

/// <summary>Reads a schedule. With <c>timeZone: team</c> it becomes one schedule for each time zone in which teams live.</summary>
public sealed class ScheduleReader(ReadContext context, CompanyConfig company, IReadOnlyList<TeamConfig> teams)
{
    public IEnumerable<ScheduleConfig> Read(ConfigDocument document)
    {
        MapNode spec = document.Spec;
        MapNode run = spec.Map("run")!;
        string action = run.Entries.First(entry => entry.Key != "for").Key;
        CheckNames(run, action);
        var schedule = new ScheduleConfig
        {
            Name = document.Name!,
            Action = action,
            Arguments = [.. run.Texts(action).Where(word => word != "all")],
            Teams = TeamsOf(run),
            Cron = spec.Text("cron") is { } cron ? Checked(cron, spec.PlaceOf("cron")) : CronOf(spec.Text("every")!),
            TimeZone = company.TimeZone,
            Misfire = Misfire(spec.Text("misfire")),
            WaitFor = spec.Map("waitFor") is { } wait ? ReadWait(wait) : null,
            Enabled = spec.Flag("enabled") ?? true,
            File = document.File,
        };
        return InZones(schedule, spec["timeZone"] as ScalarNode);
    }

    /// <summary>"monday 07:00" as Quartz cron.</summary>
    public static string CronOf(string every)
    {
        string[] words = every.Split(' ');
        int hour = int.Parse(words[^1].AsSpan(0, 2), NumberStyles.None, CultureInfo.InvariantCulture);
        int minute = int.Parse(words[^1].AsSpan(3, 2), NumberStyles.None, CultureInfo.InvariantCulture);
        string days = words[0] switch
        {
            "day" => "* * ?",
            "weekday" => "? * MON-FRI",
            "month" => $"{(words[1] == "last" ? "L" : words[1])} * ?",
            string day => $"? * {day[..3].ToUpperInvariant()}",
        };
        return $"0 {Invariant.Text(minute)} {Invariant.Text(hour)} {days}";
    }

    private IEnumerable<ScheduleConfig> InZones(ScheduleConfig schedule, ScalarNode? zone)
    {
        if (zone is null or { Text: "company" }) return [schedule];
        if (zone.Text != "team")
        {
            TimeZones.Check(zone, context.Problems);
            return [schedule with { TimeZone = zone.Text }];
        }

        IGrouping<string, TeamConfig>[] zones = [.. teams.Where(team => schedule.Teams.Count == 0 || schedule.Teams.Contains(team.Id)).GroupBy(team => team.TimeZone ?? company.TimeZone, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal)];
        if (zones.Length == 0) return [schedule];
        if (zones.Length == 1) return [schedule with { TimeZone = zones[0].Key }];
        return zones.Select(group => schedule with
        {
            Name = group.Key == company.TimeZone ? schedule.Name : $"{schedule.Name}-{Kebab(group.Key)}",
            TimeZone = group.Key,
            Teams = [.. group.Select(team => team.Id).Order()],
        });
    }

    private TeamId[] TeamsOf(MapNode run)
    {
        if (run["for"] is not ListNode) return [];
        ScalarNode[] named = [.. run.Scalars("for")];
        foreach (ScalarNode name in named.Where(name => teams.All(team => team.Id.Value != name.Text)))
            context.Problems.Add(name.At.Report(TeamErrors.UnknownTeam, $"There is no team \"{name.Text}\".{Suggestion.For(name.Text, teams.Select(team => team.Id.Value))}"));
        return [.. named.Select(name => new TeamId(name.Text)).Distinct().Order()];
    }

    private string Checked(string cron, Place at)
    {
        if (context.Known.CronProblem(cron) is { } problem)
            context.Problems.Add(problem with { File = at.File, Line = at.Line, Column = Invariant.Text(at.Column) });
        return cron;
    }

    private void CheckNames(MapNode run, string action)
    {
        if (run.Entry("for") is { } each && action != "mail")
            context.Problems.Add(each.At.Report(ConfigurationErrors.WrongValue, "\"for\" goes with \"mail\" only."));
        (IEnumerable<string> names, ErrorInfo error, string what) = action switch
        {
            "collect" or "usage" => (context.Connections, ScheduleFileErrors.UnknownConnection, "connection"),
            "mail" => (context.Known.Mails, ScheduleFileErrors.UnknownReport, "mail"),
            _ => ((IEnumerable<string>)context.Reports, ScheduleFileErrors.UnknownReport, "report"),
        };
        string[] known = [.. names];
        if (action is "daily" or "alerts" || (known.Length == 0 && action is not ("collect" or "usage"))) return;
        foreach (ScalarNode name in run.Scalars(action).Where(name => name.Text != "all" && !known.Contains(name.Text)))
            context.Problems.Add(name.At.Report(error, $"There is no {what} \"{name.Text}\".{Suggestion.For(name.Text, known)}"));
    }

    private static WaitForData ReadWait(MapNode wait) => new(
        Values.Duration(wait.Text("dataAge"))!.Value,
        TimeOnly.ParseExact(wait.Text("until")!, "HH:mm", CultureInfo.InvariantCulture),
        wait.Text("otherwise") != "withhold");

    private static MisfirePolicy Misfire(string? word) => word switch
    {
        "skip" => MisfirePolicy.Skip,
        "run-all" => MisfirePolicy.RunAll,
        _ => MisfirePolicy.RunOnce,
    };

    private static string Kebab(string zone) => string.Concat(zone.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : '-'));
}
