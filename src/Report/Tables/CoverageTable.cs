using CostGuard.Core.Ports;
using CostGuard.Core.Reports;
using CostGuard.Core.Values;

namespace CostGuard.Report.Tables;

/// <summary>How much of the cost carries its tags (domain B.8).</summary>
public static class CoverageTable
{
    /// <summary>The table, in the order of the tag keys given.</summary>
    public static ReportTable Build(IReadOnlyList<TagCoverage> coverage, ReportMeta meta)
    {
        TagCoverage? worst = coverage.Where(each => each.TaggableCost > 0m).OrderBy(each => each.TaggedCost / each.TaggableCost).FirstOrDefault();
        return new ReportTable
        {
            Schema = "costguard.tag-coverage/1",
            Title = worst is null
                ? "No taggable cost in this period"
                : $"{HeadlineText.Percent(Ratio.Of(worst.TaggedCost, worst.TaggableCost))} of taggable cost has the tag {worst.TagKey}",
            Columns =
            [
                new("tagKey", "Tag", CellKind.Text),
                new("taggedShare", "Tagged % of cost", CellKind.Percent),
                new("taggedCost", "Tagged cost", CellKind.Money),
                new("taggableCost", "Taggable cost", CellKind.Money),
                new("taggedResourcesShare", "Tagged % of resources", CellKind.Percent),
                new("taggedResources", "Tagged resources", CellKind.Count),
                new("resources", "Resources", CellKind.Count),
                new("untaggableCost", "Without resource", CellKind.Money),
                new("totalCost", "Total cost", CellKind.Money),
                new("conflictRows", "Conflicts", CellKind.Count),
                new("currency", "Currency", CellKind.Text),
            ],
            Rows = [.. coverage.Select(Row)],
            Meta = meta with
            {
                Metric = "EffectiveCost",
                Currency = CostTable.CurrencyOf([.. coverage.Select(each => each.Currency).Distinct()], meta.Currency),
            },
            Footnote = "Taggable is usage of a resource with a cost above zero; a conflict is a row whose raw keys for one tag have different values.",
        };
    }

    private static object?[] Row(TagCoverage each) =>
    [
        each.TagKey,
        Ratio.Of(each.TaggedCost, each.TaggableCost),
        each.TaggedCost,
        each.TaggableCost,
        Ratio.Of(each.TaggedResources, each.Resources),
        each.TaggedResources,
        each.Resources,
        each.UntaggableCost,
        each.TotalCost,
        each.ConflictRows,
        each.Currency.Code,
    ];
}
