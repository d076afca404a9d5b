using CostGuard.Core.Allocate;
using CostGuard.Core.Values;

namespace CostGuard.Core.Statements;

/// <summary>
/// The one place that rounds what teams are charged, for statements and for the journal: first the teams, then the lines of each, so that a team is
/// posted to the cent what its statement says (domain B.4). A month's own cost and each correction of another month are rounded apart: each is a
/// document of its own in the books.
/// </summary>
public static class TeamRounding
{
    /// <summary>Lines in whole minor units, in their order, that add up to a total. Units that are left go to unallocated and central cost; where there is none to the largest fractions, by team id.</summary>
    /// <param name="lines">Team, or pseudo-team, and exact amount of each line, in one currency.</param>
    /// <param name="total">What they add up to afterwards, in whole minor units; null for their exact sum, rounded once half-even.</param>
    /// <param name="minorUnits">Decimals of the currency, ISO 4217 exponent.</param>
    public static IReadOnlyList<decimal> Foot(IReadOnlyList<(string Team, decimal Amount)> lines, decimal? total, int minorUnits)
    {
        ArgumentNullException.ThrowIfNull(lines);
        if (lines.Count == 0) return [];
        decimal Sum(IEnumerable<int> own) => own.Aggregate(ExactSum.Zero, (sum, i) => sum + ExactSum.Of(lines[i].Amount)).ToDecimal();
        int[] all = [.. Enumerable.Range(0, lines.Count)];
        var teams = all.GroupBy(i => lines[i].Team, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal).ToArray();
        IReadOnlyList<decimal> ofTeams = LargestRemainder.Foot(
            [.. teams.Select(Sum)], total ?? decimal.Round(Sum(all), minorUnits, MidpointRounding.ToEven), minorUnits, t => teams[t].Key == TeamId.Unallocated.Value || teams[t].Key == TeamId.Central.Value);
        var rounded = new decimal[lines.Count];
        foreach ((IGrouping<string, int> team, decimal amount) in teams.Zip(ofTeams))
        {
            foreach ((int line, decimal part) in team.Zip(LargestRemainder.Foot([.. team.Select(i => lines[i].Amount)], amount, minorUnits))) rounded[line] = part;
        }

        return rounded;
    }
}
