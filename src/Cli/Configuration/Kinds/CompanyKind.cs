using CostGuard.Cli.Configuration.Checks;
using CostGuard.Cli.Configuration.Shapes;
using CostGuard.Cli.Configuration.Yaml;
using CostGuard.Core.Configuration;
using CostGuard.Core.Values;

namespace CostGuard.Cli.Configuration.Kinds;

/// <summary>costguard.yaml.</summary>
public static class CompanyKind
{
    public static ObjectKind Kind { get; } = new("company", "Company", "", "What holds for the whole company.", new MapShape(
        new Field("company", Form.Text("Name of the company, on every report.", "Acme"), Required: true),
        new Field("currency", Form.Text(TextForm.Currency, "Currency of reports and budgets (ISO 4217).", "USD"), Required: true),
        new Field("timeZone", Form.Text("IANA time zone of schedules that name none. Default UTC. Billing days are always UTC.", "Europe/Berlin")),
        new Field("fiscalYearStartMonth", new NumberShape(1, 12, Whole: true) { Description = "First month of the fiscal year. Default 1." }),
        new Field("fiscalYearNamedByEnd", Form.Flag("True names a fiscal year after the calendar year it ends in. Default false.")),
        new Field("metric", Form.Metric("Metric of teams and budgets that name none. Default effective.")),
        new Field("freshness", new MapShape(
            new Field("warnAfter", Form.Text(TextForm.Duration, "Data older than this is marked everywhere. Default 36h.", "36h")),
            new Field("failAfter", Form.Text(TextForm.Duration, "Data older than this makes a state UNKNOWN. Default 72h.", "72h")))),
        new Field("anomalies", AnomalyForm.Shape),
        new Field("close", new MapShape(
            new Field("fourEyes", Form.Flag("True: who reconciled a month may not close it. Default false.")),
            new Field("disputeDays", new NumberShape(0, 90, Whole: true) { Description = "Days after the close on which a team may dispute its statement. Default 10." }),
            new Field("silenceAccepts", Form.Flag("True: a statement that nobody answers until then is accepted. Default false.")))),
        new Field("paper", Form.Choice("Paper of printed workbooks. Default a4.", "a4", "letter")),
        new Field("review", ReviewForm.Shape),
        new Field("tags", Tags)))
    {
        NamedByFile = false,
        Example = """
            apiVersion: costguard/v1
            kind: Company
            metadata:
              name: acme
            spec:
              company: Acme
              currency: USD
              timeZone: Europe/Berlin
              fiscalYearStartMonth: 1
              metric: effective
              freshness: { warnAfter: 36h, failAfter: 72h }
              tags:
                aliases:
                  team: [squad, owner_team]
                values:
                  env: { prod: [prd, production, live] }
                required: [team]

            """,
    };

    private static MapShape Tags => new(
        new Field("aliases", new MapShape { Open = new OpenKeys("^.{1,128}$", "a tag key", Words), Description = "Tag key: other spellings of it, the first one first." }),
        new Field("values", new MapShape
        {
            Description = "Tag key: value: other spellings of the value.",
            Open = new OpenKeys("^.{1,128}$", "a tag key", new MapShape { Open = new OpenKeys("^.{1,256}$", "a tag value", Words) }),
        }),
        new Field("rollup", Form.OneOrMany(Form.Text("A tag key."), "Tag keys that daily figures keep beside those that rules use.")),
        new Field("required", Form.OneOrMany(Form.Text("A tag key."), "Tag keys that every resource should have. Default team.")));

    private static Shape Words => Form.OneOrMany(Form.Text("A spelling."), "Spellings.");

    public static CompanyConfig Read(ConfigDocument document, ReadContext context)
    {
        MapNode spec = document.Spec;
        MapNode? fresh = spec.Map("freshness");
        var company = new CompanyConfig { Company = spec.Text("company")!, Currency = Currency.Parse(spec.Text("currency")!) };
        if (spec.Entry("timeZone") is { Value: ScalarNode zone }) TimeZones.Check(zone, context.Problems);
        return company with
        {
            TimeZone = spec.Text("timeZone") ?? company.TimeZone,
            FiscalYearStartMonth = (int)(spec.Number("fiscalYearStartMonth") ?? 1),
            FiscalYearNamedByEnd = spec.Flag("fiscalYearNamedByEnd") ?? false,
            Metric = Values.Metric(spec.Text("metric")) ?? company.Metric,
            WarnAfter = Values.Duration(fresh?.Text("warnAfter")) ?? company.WarnAfter,
            FailAfter = Values.Duration(fresh?.Text("failAfter")) ?? company.FailAfter,
            Anomalies = AnomalyForm.Read(spec.Map("anomalies")),
            FourEyes = spec.Map("close")?.Flag("fourEyes") ?? false,
            DisputeDays = (int)(spec.Map("close")?.Number("disputeDays") ?? company.DisputeDays),
            SilenceAccepts = spec.Map("close")?.Flag("silenceAccepts") ?? false,
            Paper = spec.Text("paper") == "letter" ? PaperSize.Letter : PaperSize.A4,
            Review = ReviewForm.Read(spec.Map("review")),
            Tags = spec.Map("tags") is { } tags ? ReadTags(tags) : company.Tags,
        };
    }

    private static TagConfig ReadTags(MapNode tags) => new()
    {
        Aliases = tags.Map("aliases") is { } aliases ? Spellings(aliases) : new Dictionary<string, IReadOnlyList<string>>(),
        Values = (tags.Map("values")?.Entries ?? []).ToDictionary(
            entry => entry.Key, entry => (IReadOnlyDictionary<string, IReadOnlyList<string>>)Spellings((MapNode)entry.Value), StringComparer.Ordinal),
        Rollup = tags.Texts("rollup"),
        Required = tags.Entry("required") is null ? new TagConfig().Required : tags.Texts("required"),
    };

    private static Dictionary<string, IReadOnlyList<string>> Spellings(MapNode map) =>
        map.Entries.ToDictionary(entry => entry.Key, entry => map.Texts(entry.Key), StringComparer.Ordinal);
}
