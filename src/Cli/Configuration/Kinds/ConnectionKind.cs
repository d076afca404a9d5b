using CostGuard.Cli.Configuration.Checks;
using CostGuard.Cli.Configuration.Shapes;
using CostGuard.Cli.Configuration.Yaml;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Savings;

namespace CostGuard.Cli.Configuration.Kinds;

/// <summary>connections/NAME.yaml.</summary>
public static class ConnectionKind
{
    public static ObjectKind Kind { get; } = new("connection", "Connection", "connections", "Where charges come from.", new MapShape(
        new Field("provider", Form.Text(TextForm.Name, "Key of the cost source.", "folder"), Required: true),
        new Field("source", Settings("Settings of the source; for a folder: path (relative to the home) and pattern.") with { KeysMin = 1 }, Required: true),
        new Field("assume", Settings("Columns that the files lack: FOCUS column: constant, {OtherColumn}, {Column:month} or {Column:+1d}.")),
        new Field("rejectedRowsMax", new NumberShape(0, 1_000_000_000, Whole: true) { Description = "Rows that may be refused a load. Default 0." }),
        new Field("expect", new MapShape(
            new Field("dataAge", Form.Text(TextForm.Duration, "Age at which this source counts as stale. Default: the company's.", "36h")),
            new Field("accounts", Form.Text("Accounts that must be in the data."), Later: true))),
        new Field("collect", new MapShape(
            new Field("closedMonths", new NumberShape(0, 36, Whole: true) { Description = "Months before the open one that are read again each time, since providers restate them. Default 2." }),
            new Field("backfillMonths", new NumberShape(1, 120, Whole: true) { Description = "Months of the first collection. Default 13." }),
            new Field("callsPerDay", new NumberShape(1, 1_000_000, Whole: true) { Description = "Paid or limited calls a UTC day, at most. Default 2000." }),
            new Field("pricePerDay", new NumberShape(0, 10_000) { Description = "Price of the calls of a UTC day in USD, at most. Default 5." }),
            new Field("cron", Form.Text("When to collect. Schedules in schedules/ decide in this version."), Later: true))),
        new Field("usage", new MapShape(
            new Field("enabled", Form.Flag("True asks the cloud for inventory and metrics (costguard usage collect). Default false: metrics cost money.")),
            new Field("regions", new ListShape(Form.Text("A region.", "eu-central-1"), 1) { Description = "Regions to ask. Default: all that are switched on." }),
            new Field("kinds", new ListShape(Form.Choice("A kind of resource.", Kinds), 1) { Description = "Kinds of resources to ask for. Default: all that are known." }),
            new Field("roles", new ListShape(Form.Text("A role's ARN."), 1) { Description = "AWS: roles to assume, one for each account, instead of auth.assumeRole." }),
            new Field("endpoint", Form.Text("Another address for inventory and metrics, for private networks and tests.")))
        { Description = "Inventory and metrics for recommendations." }),
        new Field("crossCheckOf", Form.Text(TextForm.Name, "Connection of the same scope that counts: this one is compared with it, and never added.", "acme-aws")),
        new Field("auth", new MapShape { Open = new OpenKeys("^[a-zA-Z]{1,40}$", "a setting", Secret), Description = "How to sign in; secrets by reference. Without it the platform's own chain is used." })))
    {
        NamedByFile = true,
        Example = """
            apiVersion: costguard/v1
            kind: Connection
            metadata:
              name: exports
            spec:
              provider: folder
              source: { path: billing, pattern: "**/*.parquet" }
              expect: { dataAge: 36h }

            """,
    };

    private static string[] Kinds => [.. Enum.GetNames<ResourceKind>().Select(kind => kind.ToLowerInvariant())];

    private static AnyShape Secret => new(
        Form.Text("A value that is no secret."),
        new MapShape(new Field("secretRef", Form.Text(TextForm.SecretReference, "Where the secret is: env:NAME or file:PATH.", "file:/run/secrets/name") with { Secret = true }, Required: true)));

    private static MapShape Settings(string description) =>
        new() { Open = new OpenKeys("^[A-Za-z][A-Za-z0-9_]{0,63}$", "a setting's name", Form.Text("Value.")), Description = description };

    public static Connection Read(ConfigDocument document, ReadContext context)
    {
        MapNode spec = document.Spec;
        string provider = spec.Text("provider")!;
        if (context.Known.Providers.Count > 0 && !context.Known.Providers.Contains(provider))
        {
            context.Problems.Add(spec.PlaceOf("provider").Report(
                ConfigurationErrors.WrongValue,
                $"\"{provider}\" is not a cost source of this version; there is {string.Join(", ", context.Known.Providers)}."));
        }

        MapNode source = spec.Map("source")!;
        if (provider == "folder") CheckFolder(source, context);
        CheckCrossCheck(document, context);
        if (provider == "kubernetes") CheckCountsOnce(document, source, context);
        MapNode? collect = spec.Map("collect");
        return new Connection
        {
            Name = document.Name!,
            Provider = provider,
            Source = TextsOf(source),
            Assume = spec.Map("assume") is { } assume ? TextsOf(assume) : new Dictionary<string, string>(),
            RejectedRowsMax = (long)(spec.Number("rejectedRowsMax") ?? 0),
            Auth = spec.Map("auth") is { } auth ? auth.Entries.ToDictionary(entry => entry.Key, entry => AuthOf(entry.Value), StringComparer.Ordinal) : new Dictionary<string, AuthValue>(),
            ClosedMonths = (int)(collect?.Number("closedMonths") ?? 2),
            BackfillMonths = (int)(collect?.Number("backfillMonths") ?? 13),
            CallsPerDayMax = (long)(collect?.Number("callsPerDay") ?? 2_000),
            PricePerDayMax = collect?.Number("pricePerDay") ?? 5m,
            Usage = UsageOf(spec.Map("usage")),
            CrossCheckOf = spec.Text("crossCheckOf"),
            DataAge = Values.Duration(spec.Map("expect")?.Text("dataAge")),
        };
    }

    private static UsageSettings? UsageOf(MapNode? usage) => usage is null ? null : new UsageSettings
    {
        Enabled = usage.Flag("enabled") ?? false,
        Regions = [.. usage.Texts("regions")],
        Kinds = [.. usage.Texts("kinds").Select(kind => Enum.Parse<ResourceKind>(kind, ignoreCase: true))],
        Roles = [.. usage.Texts("roles")],
        Endpoint = usage.Text("endpoint"),
    };

    private static void CheckCrossCheck(ConfigDocument document, ReadContext context)
    {
        if (document.Spec.Text("crossCheckOf") is not { } other) return;
        string? wrong = other == document.Name
            ? "A connection cannot be the cross-check of itself."
            : context.Connections.Contains(other) ? null : $"There is no connection \"{other}\".{Suggestion.For(other, context.Connections)}";
        if (wrong is not null) context.Problems.Add(document.Spec.PlaceOf("crossCheckOf").Report(ConfigurationErrors.WrongValue, wrong));
    }

    // The clouds' bills have the nodes: added to them, the workloads would count a second time.
    private static void CheckCountsOnce(ConfigDocument document, MapNode source, ReadContext context)
    {
        if (document.Spec.Entry("crossCheckOf") is null && source.Text("standalone") != "true")
            context.Problems.Add(source.At.Report(OpenCostErrors.CountsTwice, "Name the connection whose bill has the cluster's nodes (crossCheckOf), or say that none has them (source: standalone: \"true\")."));
    }

    private static void CheckFolder(MapNode source, ReadContext context)
    {
        if (source.Entry("path") is null)
            context.Problems.Add(source.At.Report(ConfigurationErrors.MissingKey, "The key \"path\" is missing in source."));
        foreach (YamlEntry entry in source.Entries.Where(entry => entry.Key is not ("path" or "pattern")))
            context.Problems.Add(entry.At.Report(ConfigurationErrors.UnknownKey, $"unknown key \"{entry.Key}\".{Suggestion.For(entry.Key, ["path", "pattern"])}"));
    }

    private static AuthValue AuthOf(YamlNode value) =>
        value is MapNode reference ? new AuthValue(null, reference.Text("secretRef")) : new AuthValue(((ScalarNode)value).Text, null);

    private static Dictionary<string, string> TextsOf(MapNode map) =>
        map.Entries.ToDictionary(entry => entry.Key, entry => ((ScalarNode)entry.Value).Text, StringComparer.Ordinal);
}
