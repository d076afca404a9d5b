using CostGuard.Cli.Configuration.Shapes;

namespace CostGuard.Cli.Configuration.Kinds;

/// <summary>schedules/NAME.yaml.</summary>
public static class ScheduleKind
{
    public static ObjectKind Kind { get; } = new("schedule", "Schedule", "schedules", "What runs when.", new MapShape(
        new Field("run", new MapShape(
            new Field("collect", new AnyShape(new TextShape { Choices = ["all"] }, new ListShape(Form.Text(TextForm.Name, "A connection."), 1)) { Description = "Connections, or all." }),
            new Field("mail", Form.Text(TextForm.Name, "A mail.", "weekly-team")),
            new Field("report", Form.Text(TextForm.Name, "A report.", "finance")),
            new Field("daily", new TextShape { Choices = ["all"], Description = "The whole line: collect, allocate, judge." }),
            new Field("alerts", new TextShape { Choices = ["all"], Description = "Budget alerts: judge, and mail what may be mailed now." }),
            new Field("usage", new AnyShape(new TextShape { Choices = ["all"] }, new ListShape(Form.Text(TextForm.Name, "A connection."), 1)) { Description = "Inventory and metrics of connections, or of all whose usage is enabled." }),
            new Field("for", new AnyShape(new TextShape { Choices = ["each-team"] }, new ListShape(Form.Text(TextForm.Name, "A team."), 1)) { Description = "Whose mails: each-team (the default), or a list of teams." }))
        { ExactlyOne = ["collect", "mail", "report", "daily", "alerts", "usage"], Description = "One action." }, Required: true),
        new Field("cron", Form.Text("Quartz cron: seconds first.", "0 0 7 ? * MON")),
        new Field("every", Form.Text(TextForm.Every, "Plain words instead of cron.", "monday 07:00")),
        new Field("timeZone", Form.Text("IANA time zone, company, or team (a run for the teams of each zone). Default company.", "team")),
        new Field("waitFor", new MapShape(
            new Field("dataAge", Form.Text(TextForm.Duration, "Oldest data that counts as fresh.", "36h"), Required: true),
            new Field("until", Form.Text(TextForm.Time, "Time of day after which it waits no longer.", "10:00"), Required: true),
            new Field("otherwise", Form.Choice("What happens then. Default send-with-banner.", "send-with-banner", "withhold")))
        { Description = "Waits for fresh data." }),
        new Field("misfire", Form.Choice("Runs missed while the service was down. Default run-once.", "run-once", "skip", "run-all")),
        new Field("enabled", Form.Flag("False keeps it from running. Default true.")))
    { ExactlyOne = ["cron", "every"] })
    {
        NamedByFile = true,
        Example = """
            apiVersion: costguard/v1
            kind: Schedule
            metadata: { name: weekly-digest }
            spec:
              run: { mail: weekly-team, for: each-team }
              cron: "0 0 7 ? * MON"          # Quartz: seconds first; or  every: monday 07:00
              timeZone: team
              waitFor: { dataAge: 36h, until: "10:00", otherwise: send-with-banner }
              misfire: run-once              # run-once | skip | run-all
              enabled: true

            """,
    };
}
