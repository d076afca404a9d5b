using CostGuard.Core.Values;

namespace CostGuard.Core.Close;

/// <summary>A line of a journal. Debit and credit are in whole minor units of the currency; one of them is 0.</summary>
/// <param name="Date">Day of posting.</param>
/// <param name="Document">Lines with one document balance.</param>
/// <param name="Account">Account.</param>
/// <param name="CostCentre">Cost centre; null on the other side.</param>
/// <param name="Team">Team; null on the other side.</param>
/// <param name="Provider">Provider; null where providers are not told apart.</param>
/// <param name="Debit">Debit.</param>
/// <param name="Credit">Credit.</param>
/// <param name="Currency">Currency.</param>
/// <param name="Text">Text.</param>
public sealed record JournalLine(
    DateOnly Date, string Document, string Account, string? CostCentre, string? Team, string? Provider, decimal Debit, decimal Credit, Currency Currency, string Text)
{
    /// <summary>Number of the team's statement that charges it; null on the other side, of a month that is not closed, and of what is no team's.</summary>
    public string? Statement { get; init; }
}
