using CostGuard.Cli.Configuration.Checks;
using CostGuard.Cli.Configuration.Shapes;
using CostGuard.Cli.Configuration.Yaml;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Values;

namespace CostGuard.Cli.Configuration.Kinds;

/// <summary>teams/NAME.yaml.</summary>
public static class TeamKind
{
    public static ObjectKind Kind { get; } = new("team", "Team", "teams", "Who spends: an owner, and what belongs to the team.", new MapShape(
        new Field("owner", Form.Text(TextForm.Email, "E-mail of the owner.", "li.wei@acme.example"), Required: true),
        new Field("deputies", Form.OneOrMany(Form.Text(TextForm.Email, "E-mail."), "E-mails of deputies.")),
        new Field("costCentre", Form.Text("Cost centre; quote it to keep leading zeros in other tools.", "4402")),
        new Field("timeZone", Form.Text("IANA time zone of the team's mails. Default: the company's.", "Europe/Berlin")),
        new Field("parent", Form.Text(TextForm.Name, "Team that this one rolls up into.", "engineering")),
        new Field("effectiveFrom", Form.Text(TextForm.Month, "First month in which the matches hold.", "2026-01"), Required: true),
        new Field("match", new ListShape(MatchForm.Shape, 1) { Description = "What belongs to the team: any of these. A tag team=NAME needs no match." }),
        new Field("anomalies", AnomalyForm.Shape),
        new Field("notify", new MapShape(
            new Field("weeklyDigest", new MapShape(
                new Field("to", Form.OneOrMany(Form.Text(TextForm.Recipient, "Recipient."), "owner, deputies or addresses.")),
                new Field("attach", Form.Choice("What is attached.", "none")))
            { Description = "Who gets the weekly digest." }),
            new Field("budgetAlerts", new MapShape(
                new Field("to", new ListShape(Form.Text(TextForm.Recipient, "Recipient."), 0) { Description = "owner, deputies or addresses. Default owner; [] for nobody." }),
                new Field("escalateTo", Form.Text(TextForm.TeamOrEmail, "A team (its owner) or an address that is told when nobody acknowledges a critical threshold. Default: the owner of the parent team.", "engineering")),
                new Field("afterDays", new NumberShape(1, 90, Whole: true) { Description = "Days until then. Default 2." }))
            { Description = "Who is told when a budget's threshold is passed." })))))
    {
        NamedByFile = true,
        Example = """
            apiVersion: costguard/v1
            kind: Team
            metadata:
              name: payments
              title: Payments
            spec:
              owner: li.wei@acme.example
              deputies: [sam@acme.example]
              costCentre: "4402"            # quoted: keeps zeros
              timeZone: Europe/Berlin
              effectiveFrom: 2026-01
              match:                        # any of
                - aws.account: ["111122223333", "444455556666"]
                - tag.team: [payments, pay]
              notify:
                weeklyDigest: { to: [owner, deputies] }

            """,
    };

    private static readonly string[] Reserved = ["all", TeamId.Central.Value, TeamId.Unallocated.Value];

    public static TeamConfig Read(ConfigDocument document, ReadContext context)
    {
        MapNode spec = document.Spec;
        if (Reserved.Contains(document.Name))
            context.Problems.Add(document.Root.Map("metadata")!.PlaceOf("name").Report(TeamErrors.ReservedName, $"A team cannot be named \"{document.Name}\"."));
        if (spec["timeZone"] is ScalarNode zone) TimeZones.Check(zone, context.Problems);
        if (spec["parent"] is ScalarNode parent) context.CheckTeam(parent);
        return new TeamConfig
        {
            Id = new TeamId(document.Name!),
            Title = document.Title,
            Owner = spec.Text("owner")!,
            Deputies = spec.Texts("deputies"),
            CostCentre = spec.Text("costCentre"),
            TimeZone = spec.Text("timeZone"),
            Parent = spec.Text("parent") is { } up ? new TeamId(up) : null,
            EffectiveFrom = BillingPeriod.Parse(spec.Text("effectiveFrom")!),
            Matches = [.. spec.Items("match").OfType<MapNode>().Select(match => MatchForm.Read(match, context))],
            BudgetAlerts = Alerts(spec.Map("notify")?.Map("budgetAlerts"), context),
            WeeklyDigestTo = spec.Map("notify")?.Map("weeklyDigest")?.Texts("to") ?? [],
            Anomalies = spec.Map("anomalies") is { } anomalies ? AnomalyForm.Read(anomalies) : null,
            File = document.File,
        };
    }

    private static BudgetAlertsTo Alerts(MapNode? alerts, ReadContext context)
    {
        if (alerts is null) return new BudgetAlertsTo();
        if (alerts["escalateTo"] is ScalarNode above && !above.Text.Contains('@', StringComparison.Ordinal) && !context.Teams.Contains(above.Text))
            context.Problems.Add(above.At.Report(AlertErrors.EscalateToNobody, $"There is no team \"{above.Text}\".") with { Severity = Severity.Warning });
        return new BudgetAlertsTo
        {
            To = alerts.Entry("to") is null ? ["owner"] : alerts.Texts("to"),
            EscalateTo = alerts.Text("escalateTo"),
            AfterDays = alerts.Text("afterDays") is { } days ? int.Parse(days, System.Globalization.CultureInfo.InvariantCulture) : null,
        };
    }
}
