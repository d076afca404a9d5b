using CostGuard.Cli.Configuration.Shapes;

namespace CostGuard.Cli.Configuration.Kinds;

/// <summary>allocation/*.yaml.</summary>
public static class AllocationKind
{
    public static ObjectKind Kind { get; } = new("allocation-rules", "AllocationRules", "allocation", "Ordered rules: the first match wins.", new MapShape(
        new Field("order", new ListShape(Rule) { Description = "Rules, in order. Files are read by name." }),
        new Field("accountFirst", Form.Flag("True tries the sub-account's owner before the team tag. Default false.")),
        new Field("creditsCentral", Form.Flag("True keeps credits without resource and sub-account central. Default true.")),
        new Field("unallocated", new MapShape(
            new Field("warnAbove", Form.Share("Share of the total above which Unallocated is warned of. Default 1%.")),
            new Field("blockCloseAbove", Form.Share("Share above which a month cannot be closed."))))))
    {
        Example = """
            apiVersion: costguard/v1
            kind: AllocationRules
            metadata:
              name: rules
            spec:
              order:
                - name: direct-team-tag
                  when: { tag.team: "*" }
                  assign: { byTag: team, map: { pay: payments } }
                - name: support-plan
                  when: { chargeCategory: Usage, service: AWS Support }
                  split: { by: cost, among: all }
              unallocated: { warnAbove: 1% }

            """,
    };

    private static MapShape Rule => new(
        new Field("name", Form.Text(TextForm.Name, "Immutable name, unique over all files.", "support-plan"), Required: true),
        new Field("when", MatchForm.Shape, Required: true),
        new Field("assign", new AnyShape(
            Form.Text(TextForm.Name, "A team."),
            new MapShape(
                new Field("team", Form.Text(TextForm.Name, "A team.")),
                new Field("byTag", Form.Text("Tag key that names the team.", "team")),
                new Field("map", new MapShape { Open = new OpenKeys("^.{1,256}$", "a tag value", Form.Text(TextForm.Name, "A team.")) }))
            { ExactlyOne = ["team", "byTag"] })
        { Description = "Charges go to a team." }),
        new Field("split", Split),
        new Field("central", new FlagShape(Only: true) { Description = "Charges stay central." }),
        new Field("effectiveFrom", Form.Text(TextForm.MonthOrDay, "First charge day.", "2026-11")),
        new Field("effectiveTo", Form.Text(TextForm.MonthOrDay, "Day after the last charge day.", "2027-01")))
    { ExactlyOne = ["assign", "split", "central"] };

    private static MapShape Split => new(
        new Field("by", Form.Choice("even, cost (direct effective cost), usage (a metric) or fixed (weights).", "even", "cost", "usage", "fixed"), Required: true),
        new Field("among", new AnyShape(
            new TextShape { Choices = ["all"] }, new ListShape(Form.Text(TextForm.Receiver, "A team, or pool:RULE."), 1))
        { Description = "Receiving teams. Default all." }),
        new Field("metric", Form.Text(TextForm.Name, "Usage metric: allocation/metrics/NAME.csv.", "vcpu-hours")),
        new Field("weights", new MapShape { Open = new OpenKeys(TextForm.Receiver.Pattern, TextForm.Receiver.What, new NumberShape(0, 100)), Description = "Percent per team; they add up to 100." }),
        new Field("fallback", Form.Choice("Used where the metric has no quantity for a month. Default cost.", "even", "cost", "fixed")),
        new Field("activeOnly", Form.Flag("even: only teams with direct cost in the month. Default false.")),
        new Field("cascade", Form.Flag("Counts shared cost received from earlier pools into the weights. Default false.")))
    { Description = "Charges go to a pool, which is split." };
}
