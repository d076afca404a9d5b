using CostGuard.Cli.Configuration.Checks;
using CostGuard.Cli.Configuration.Shapes;
using CostGuard.Cli.Configuration.Yaml;
using CostGuard.Core.Alerts;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;

namespace CostGuard.Cli.Configuration.Kinds;

/// <summary>webhooks/NAME.yaml.</summary>
public static class WebhookKind
{
    public static ObjectKind Kind { get; } = new("webhook", "Webhook", "webhooks", "A program or chat channel that is told what happens.", new MapShape(
        new Field("format", Form.Choice("standard: JSON signed as Standard Webhooks 1.0. slack: an incoming webhook. teams: an Adaptive Card for a workflow.", "standard", "slack", "teams"), Required: true),
        new Field("url", new AnyShape(Form.Text("Address: https://…"), Secret("Where the address is: those of Slack and Teams are secrets.")) { Description = "Where messages are posted." }, Required: true),
        new Field("secrets", new ListShape(Secret("Where the secret is."), 1) { Description = "Signing secrets (whsec_…), the newest first; two while one is changed. Needed by standard." }),
        new Field("events", new ListShape(Form.Choice("An event.", [.. WebhookEvents.All.Keys.Where(type => type != WebhookEvents.Test)]), 1) { Description = "Events that are told. Default: all." }),
        new Field("teams", new ListShape(Form.Text(TextForm.Name, "A team, or all for the company's budgets."), 1) { Description = "Teams whose events are told. Default: all." })))
    {
        NamedByFile = true,
        Example = """
            apiVersion: costguard/v1
            kind: Webhook
            metadata: { name: finops-bus }
            spec:
              format: standard
              url: https://hooks.acme.example/costguard
              secrets: [{ secretRef: file:/run/secrets/costguard-hook }]
              events: [budget.threshold_crossed, data.stale]

            """,
    };

    private static MapShape Secret(string description) =>
        new(new Field("secretRef", Form.Text(TextForm.SecretReference, description, "env:SLACK_URL") with { Secret = true }, Required: true));

    public static WebhookConfig Read(ConfigDocument document, ReadContext context)
    {
        MapNode spec = document.Spec;
        WebhookFormat format = Enum.Parse<WebhookFormat>(spec.Text("format")!, ignoreCase: true);
        AuthValue[] secrets = [.. spec.Items("secrets").OfType<MapNode>().Select(secret => new AuthValue(null, secret.Text("secretRef")))];
        if (format == WebhookFormat.Standard && secrets.Length == 0)
            context.Problems.Add(spec.At.Report(ConfigurationErrors.MissingKey, "A standard webhook is signed and needs \"secrets\"."));
        foreach (ScalarNode team in spec.Items("teams").OfType<ScalarNode>().Where(team => team.Text != "all")) context.CheckTeam(team);
        AuthValue url = spec["url"] is MapNode reference ? new AuthValue(null, reference.Text("secretRef")) : new AuthValue(spec.Text("url"), null);
        if (url.Text is { } text && (!Uri.TryCreate(text, UriKind.Absolute, out Uri? address) || (address.Scheme != Uri.UriSchemeHttps && address.Scheme != Uri.UriSchemeHttp)))
            context.Problems.Add(spec.PlaceOf("url").Report(ConfigurationErrors.WrongValue, "\"url\" is no address that begins with https://."));
        return new WebhookConfig { Name = document.Name!, Format = format, Url = url, Secrets = secrets, Events = spec.Texts("events"), Teams = spec.Texts("teams") };
    }
}
