using CostGuard.Core.Allocate;
using CostGuard.Core.Focus;
using CostGuard.Core.Ports;

namespace CostGuard.Report.Workbook;

/// <summary>
/// Splits lines by resource, or by meter where charges have no resource. Lines of the roll-up know no resource, so that the rules are asked for the source's
/// lines again; where these do not add up to the roll-up's line to the last digit, it stays whole. A share of a pool belongs to no resource.
/// </summary>
internal static class ResourceParts
{
    /// <summary>What the source's lines must tell.</summary>
    public static readonly string[] Asked =
        ["ProviderName", "BillingAccountId", "SubAccountId", "SubAccountName", "ServiceName", "RegionId", "ChargeCategory", "InvoiceId", "x_Source", "ResourceId", "SkuMeter"];

    private const int Resource = 9, Meter = 10;

    /// <summary>The lines of a month, the direct ones split where that is known.</summary>
    public static IReadOnlyList<DataLine> Of(IReadOnlyList<DataLine> lines, IEnumerable<OwnedLine> owned, TeamLabels labels)
    {
        var parts = new Dictionary<DataLine, SortedDictionary<string, Part>>();
        foreach (OwnedLine each in owned)
        {
            if (each.Whose.Pool is not null) continue;
            DataLine key = Key(each, labels);
            if (!parts.TryGetValue(key, out SortedDictionary<string, Part>? own)) parts[key] = own = new SortedDictionary<string, Part>(StringComparer.Ordinal);
            string name = each.Values[Resource] ?? each.Values[Meter] ?? "";
            Part part = own.GetValueOrDefault(name);
            own[name] = new Part(part.Costs + ExactCosts.Of(each.Costs), part.Rows + each.Rows);
        }

        return [.. lines.SelectMany(line => line.Pool is null && parts.TryGetValue(Key(line), out SortedDictionary<string, Part>? own) && Ties(line, own.Values) ? Split(line, own) : [line])];
    }

    private static IEnumerable<DataLine> Split(DataLine line, SortedDictionary<string, Part> parts) => parts.Select(part => line with
    {
        Resource = part.Key.Length == 0 ? null : part.Key,
        Costs = new Costs(part.Value.Costs.Billed.ToDecimal(), part.Value.Costs.Effective.ToDecimal(), part.Value.Costs.List.ToDecimal(), part.Value.Costs.Contracted.ToDecimal()),
        Rows = part.Value.Rows,
    });

    private static bool Ties(DataLine line, IEnumerable<Part> parts) =>
        parts.Aggregate(default(ExactCosts), (sum, part) => sum + part.Costs) == ExactCosts.Of(line.Costs);

    private static DataLine Key(DataLine line) => line with { Month = default, Costs = default, Rows = 0, Load = null, CostCentre = null };

    private static DataLine Key(OwnedLine each, TeamLabels labels) => new(
        default, labels.Of(each.Whose.Team.Value), null, each.Values[0], each.Values[2], each.Values[3], each.Values[4], each.Values[5], each.Values[6],
        each.Currency, default, each.Whose.Rule, null, each.Values[7], each.Values[8])
    { BillingAccount = each.Values[1] };

    private readonly record struct Part(ExactCosts Costs, long Rows);
}
