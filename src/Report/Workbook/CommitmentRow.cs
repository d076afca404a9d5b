using CostGuard.Core.Commitments;
using CostGuard.Core.Values;

namespace CostGuard.Report.Workbook;

/// <summary>A commitment with amounts in minor units that add up, by provider and currency, to the rounded totals of every other surface.</summary>
/// <param name="Of">The commitment.</param>
/// <param name="Used">EffectiveCost that was used; null where the bill does not tell.</param>
/// <param name="Unused">EffectiveCost of what nothing used; null likewise.</param>
/// <param name="Saving">Net saving against contracted prices; null without prices.</param>
internal sealed record CommitmentRow(CommitmentLine Of, decimal? Used, decimal? Unused, decimal? Saving)
{
    /// <summary>All that was paid.</summary>
    public decimal? Cost => Used + Unused;

    /// <summary>The rows of a report, in its order.</summary>
    public static IReadOnlyList<CommitmentRow> All(IReadOnlyList<CommitmentLine> lines)
    {
        var rows = new CommitmentRow[lines.Count];
        foreach (int[] group in Enumerable.Range(0, lines.Count).GroupBy(i => (lines[i].Scope.Provider, lines[i].Scope.Currency)).Select(group => group.ToArray()))
        {
            Currency currency = lines[group[0]].Scope.Currency;
            decimal?[] Footed(Func<CommitmentLine, decimal?> amount) => Foot([.. group.Select(i => amount(lines[i]))], currency);
            decimal?[] used = Footed(line => line.Kpis is null ? null : line.Sums.Used.Effective);
            decimal?[] unused = Footed(line => line.Kpis is null ? null : line.Sums.Unused.Effective);
            decimal?[] saving = Footed(line => line.Kpis?.NetSaving);
            for (int i = 0; i < group.Length; i++) rows[group[i]] = new CommitmentRow(lines[group[i]], used[i], unused[i], saving[i]);
        }

        return rows;
    }

    // What is not known has no share in a sum.
    private static decimal?[] Foot(decimal?[] amounts, Currency currency) => amounts.All(amount => amount is not null)
        ? [.. RoundedLines.Foot([.. amounts.Select(amount => amount!.Value)], currency.MinorUnits).Select(amount => (decimal?)amount)]
        : [.. amounts.Select(amount => amount is { } known ? decimal.Round(known, currency.MinorUnits, MidpointRounding.ToEven) : (decimal?)null)];
}
