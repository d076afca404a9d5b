using CostGuard.Core.Focus;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Core.Allocate;

/// <summary>Adds up parts of an answer by their keys and currency, exactly, and gives them in the order of all answers.</summary>
internal sealed class TeamLineGroups
{
    private readonly Dictionary<string, (CostRow First, ExactCosts Costs, long Rows)> _groups = new(StringComparer.Ordinal);

    /// <summary>A text that is the same for the same keys and currency only.</summary>
    public static string Id(IEnumerable<string?> keys, Currency currency) => $"{currency.Code}{string.Concat(keys.Select(key => key is null ? "\u001f-" : $"\u001f+{key}"))}";

    /// <summary>Adds a part.</summary>
    public void Add(IReadOnlyList<string?> keys, CostRow part)
    {
        string id = Id(keys, part.Currency);
        (CostRow First, ExactCosts Costs, long Rows) known = _groups.GetValueOrDefault(id, (part with { Keys = keys }, default, 0L));
        _groups[id] = (known.First, known.Costs + ExactCosts.Of(part.Costs), known.Rows + part.Rows);
    }

    /// <summary>The groups, in ordinal order of their keys (null first), then currency.</summary>
    public IReadOnlyList<CostRow> Rows() =>
    [
        .. _groups.OrderBy(group => string.Join('\u001f', group.Value.First.Keys.Select(key => key is null ? "" : $"\u0001{key}")), StringComparer.Ordinal).ThenBy(group => group.Value.First.Currency)
            .Select(group => group.Value.First with
            {
                Costs = new Costs(group.Value.Costs.Billed.ToDecimal(), group.Value.Costs.Effective.ToDecimal(), group.Value.Costs.List.ToDecimal(), group.Value.Costs.Contracted.ToDecimal()),
                Rows = group.Value.Rows,
            }),
    ];
}
