using System.Globalization;
using CostGuard.Cli.Configuration.Shapes;
using CostGuard.Cli.Configuration.Yaml;
using CostGuard.Core.Anomalies;
using CostGuard.Core.Configuration;

namespace CostGuard.Cli.Configuration.Kinds;

/// <summary>notifications/routing.yaml.</summary>
public static class RoutingKind
{
    public static ObjectKind Kind { get; } = new("routing", "Routing", "notifications", "Who gets what.", new MapShape(
        new Field("finance", Form.OneOrMany(Form.Text(TextForm.Email, "E-mail.", "finance@acme.example"), "Recipients of the finance report.")),
        new Field("alerts", new MapShape(
            new Field("staleData", Form.OneOrMany(Form.Text(TextForm.Email, "E-mail.", "finops@acme.example"), "Who is told, once, that budgets are not watched: the data are too old or incomplete, or a rate is missing. Default: the recipients of finance.")),
            new Field("operators", Form.OneOrMany(Form.Text(TextForm.Email, "E-mail.", "ops@acme.example"), "Who is told what broke: connections, late reports, mails that do not arrive. Default: staleData, else the recipients of finance.")),
            new Field("anomalies", Form.Choice("The least severity of unusual cost that is told: low, medium (100 a day and 20 %), high (1,000 and 30 %), critical (5,000 and 50 %), or off. Default medium.", "low", "medium", "high", "critical", "off")),
            new Field("quietHours", new MapShape(
                new Field("from", Form.Text(TextForm.Time, "First quiet minute, in the team's time zone.", "20:00"), Required: true),
                new Field("to", Form.Text(TextForm.Time, "First minute after.", "07:00"), Required: true),
                new Field("weekends", Form.Flag("True keeps Saturdays and Sundays quiet all day. Default false.")))
            { Description = "Hours without alert mails; what happens then is mailed by the first run after them. Programs are told at once." }))
        { Description = "When alerts are mailed, and who is told about old data." })))
    {
        NamedByFile = true,
        Example = """
            apiVersion: costguard/v1
            kind: Routing
            metadata: { name: routing }
            spec:
              finance: [finance@acme.example]
              alerts:
                staleData: [finops@acme.example]
                operators: [ops@acme.example]
                quietHours: { from: "20:00", to: "07:00", weekends: true }

            """,
    };

    public static AlertRouting Alerts(IEnumerable<ConfigDocument> documents)
    {
        MapNode[] all = [.. documents.Select(document => document.Spec.Map("alerts")).OfType<MapNode>()];
        MapNode? quiet = all.Select(alerts => alerts.Map("quietHours")).OfType<MapNode>().FirstOrDefault();
        return new AlertRouting
        {
            OperatorsTo = [.. all.SelectMany(alerts => alerts.Texts("operators")).Distinct(StringComparer.OrdinalIgnoreCase)],
            StaleDataTo = [.. all.SelectMany(alerts => alerts.Texts("staleData")).Distinct(StringComparer.OrdinalIgnoreCase)],
            AnomaliesFrom = Floor(all.Select(alerts => alerts.Text("anomalies")).FirstOrDefault(word => word is not null)),
            Quiet = quiet is null ? null : new QuietHours(Time(quiet, "from"), Time(quiet, "to"), quiet.Flag("weekends") ?? false),
        };
    }

    private static AnomalySeverity? Floor(string? word) => word switch
    {
        null => new AlertRouting().AnomaliesFrom,
        "off" => null,
        _ => Enum.Parse<AnomalySeverity>(word, ignoreCase: true),
    };

    private static TimeOnly Time(MapNode quiet, string key) => TimeOnly.ParseExact(quiet.Text(key)!, "HH:mm", CultureInfo.InvariantCulture);
}
