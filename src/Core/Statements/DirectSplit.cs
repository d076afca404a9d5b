using CostGuard.Core.Allocate;
using CostGuard.Core.Configuration;
using CostGuard.Core.Normalise;
using CostGuard.Core.Values;

namespace CostGuard.Core.Statements;

/// <summary>A part of a team's direct cost.</summary>
/// <param name="Value">Value of the tag; null for what carries none.</param>
/// <param name="Others">How many smaller values are added up here; 0 for a value of its own.</param>
/// <param name="Billed">BilledCost in whole subunits, by largest remainder.</param>
/// <param name="Effective">EffectiveCost, likewise.</param>
public sealed record DirectPart(string? Value, int Others, decimal Billed, decimal Effective);

/// <summary>A team's direct cost by a tag: its parts are what the statement shows as direct cost, to the subunit (domain B.7).</summary>
/// <param name="IsApplication">True by application, false by environment.</param>
/// <param name="Currency">Currency.</param>
/// <param name="Parts">The largest first, then smaller ones together, then what carries no tag; null when its lines are not the charge, so that nothing can be told.</param>
public sealed record DirectSplit(bool IsApplication, Currency Currency, IReadOnlyList<DirectPart>? Parts)
{
    private const int ShownMost = 25;

    /// <summary>Folded keys of application and environment, as the company spells them.</summary>
    public static (string Application, string Environment) KeysOf(TagConfig tags)
    {
        var folding = new TagFolding(tags);
        return (folding.FoldKey("app"), folding.FoldKey("env"));
    }

    /// <summary>The splits of a team, by application and by environment, in each currency of its direct cost.</summary>
    /// <param name="lines">Lines of its statement.</param>
    /// <param name="own">Its lines of the data.</param>
    public static IReadOnlyList<DirectSplit> Of(IReadOnlyList<StatementLine> lines, IEnumerable<TeamLines.Group> own)
    {
        TeamLines.Group[] direct = [.. own.Where(group => group.Part == StatementPart.Direct)];
        IGrouping<Currency, StatementLine>[] shown = [.. lines.Where(line => line.Charge.Part == StatementPart.Direct).GroupBy(line => line.Charge.Currency).OrderBy(group => group.Key)];
        return [.. new[] { true, false }.SelectMany(isApplication => shown.Select(group => new DirectSplit(
            isApplication, group.Key, Divide([.. group], [.. direct.Where(each => each.Currency == group.Key)], isApplication))))];
    }

    private static DirectPart[]? Divide(StatementLine[] shown, TeamLines.Group[] direct, bool isApplication)
    {
        if (Exact(shown.Select(line => line.Charge.Billed)) != Exact(direct.Select(each => each.Costs.Billed))
            || Exact(shown.Select(line => line.Charge.Effective)) != Exact(direct.Select(each => each.Costs.Effective))) return null;
        var values = direct.GroupBy(each => isApplication ? each.Application : each.Environment, StringComparer.Ordinal)
            .Select(group => (Value: group.Key, Others: 0, Billed: Exact(group.Select(each => each.Costs.Billed)), Effective: Exact(group.Select(each => each.Costs.Effective))))
            .OrderBy(each => each.Value is null).ThenByDescending(each => each.Effective).ThenBy(each => each.Value, StringComparer.Ordinal).ToList();
        int named = values.Count(each => each.Value is not null), others = named - ShownMost;
        if (others > 1)
        {
            var small = values.GetRange(ShownMost, others);
            values.RemoveRange(ShownMost, others);
            values.Insert(ShownMost, (null, others, Exact(small.Select(each => each.Billed)), Exact(small.Select(each => each.Effective))));
        }

        int digits = shown[0].Charge.Currency.MinorUnits;
        IReadOnlyList<decimal> billed = LargestRemainder.Foot([.. values.Select(each => each.Billed)], shown.Sum(line => line.Billed), digits);
        IReadOnlyList<decimal> effective = LargestRemainder.Foot([.. values.Select(each => each.Effective)], shown.Sum(line => line.Effective), digits);
        return [.. values.Select((each, i) => new DirectPart(each.Value, each.Others, billed[i], effective[i]))];
    }

    private static decimal Exact(IEnumerable<decimal> amounts) => amounts.Aggregate(ExactSum.Zero, (sum, amount) => sum + ExactSum.Of(amount)).ToDecimal();
}
