using System.Globalization;
using CostGuard.Cli.Configuration.Checks;
using CostGuard.Cli.Configuration.Shapes;
using CostGuard.Cli.Configuration.Yaml;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;

namespace CostGuard.Cli.Configuration.Kinds;

/// <summary>notifications/preferences/NAME.yaml.</summary>
public static class PreferencesKind
{
    public static ObjectKind Kind { get; } = new("preferences", "Preferences", "notifications/preferences", "How one person wants mails.", new MapShape(
        new Field("person", Form.Text(TextForm.Email, "E-mail of the person.", "li.wei@acme.example"), Required: true),
        new Field("mails", new MapShape(
            new Field("weekly", Form.Choice("The weekly digest: weekly, monthly (the first of a month) or never. Default weekly.", "weekly", "monthly", "never")),
            new Field("finance", Form.Flag("False leaves out the finance report. Default true.")),
            new Field("anomalies", Form.Flag("False leaves out mails about unusual cost. Default true.")))
        { Description = "Which mails. Alerts about budgets, restated closed months and failure notices come all the same." }),
        new Field("quietHours", new MapShape(
            new Field("from", Form.Text(TextForm.Time, "First quiet minute.", "20:00"), Required: true),
            new Field("to", Form.Text(TextForm.Time, "First minute after.", "07:00"), Required: true),
            new Field("weekends", Form.Flag("True keeps Saturdays and Sundays quiet all day. Default false.")))
        { Description = "Hours without mails, which wait for their end. Failure notices and restated closed months do not wait." }),
        new Field("timeZone", Form.Text("IANA time zone of the quiet hours. Default the team's, else the company's.", "Europe/Berlin")),
        new Field("plainText", Form.Flag("True gets text alone, without HTML and pictures. Default false.")),
        new Field("attachments", Form.Flag("False gets no files; the mail says where they lie. Default true."))))
    {
        NamedByFile = true,
        Example = """
            apiVersion: costguard/v1
            kind: Preferences
            metadata: { name: li-wei }
            spec:
              person: li.wei@acme.example
              mails: { weekly: monthly, anomalies: true }
              quietHours: { from: "20:00", to: "07:00", weekends: true }
              timeZone: Europe/Berlin
              plainText: false
              attachments: false

            """,
    };

    public static IReadOnlyList<ReaderPreferences> Read(IEnumerable<ConfigDocument> documents, ReadContext context)
    {
        var all = new List<ReaderPreferences>();
        foreach (ConfigDocument document in documents)
        {
            ReaderPreferences read = Read(document, context);
            if (all.FirstOrDefault(each => string.Equals(each.Address, read.Address, StringComparison.OrdinalIgnoreCase)) is { } first)
                context.Problems.Add(document.Spec.PlaceOf("person").Report(ConfigurationErrors.SetTwice, $"The preferences of {read.Address} are in {first.File} already."));
            all.Add(read);
        }

        return all;
    }

    private static ReaderPreferences Read(ConfigDocument document, ReadContext context)
    {
        MapNode spec = document.Spec;
        MapNode? mails = spec.Map("mails"), quiet = spec.Map("quietHours");
        if (spec["timeZone"] is ScalarNode zone) TimeZones.Check(zone, context.Problems);
        return new ReaderPreferences
        {
            Address = spec.Text("person")!,
            Weekly = mails?.Text("weekly") is { } pace ? Enum.Parse<DigestPace>(pace, ignoreCase: true) : DigestPace.Weekly,
            Finance = mails?.Flag("finance") ?? true,
            Anomalies = mails?.Flag("anomalies") ?? true,
            Quiet = quiet is null ? null : new QuietHours(Time(quiet, "from"), Time(quiet, "to"), quiet.Flag("weekends") ?? false),
            TimeZone = spec.Text("timeZone"),
            PlainText = spec.Flag("plainText") ?? false,
            Attachments = spec.Flag("attachments") ?? true,
            File = document.File,
        };
    }

    private static TimeOnly Time(MapNode quiet, string key) => TimeOnly.ParseExact(quiet.Text(key)!, "HH:mm", CultureInfo.InvariantCulture);
}
