namespace CostGuard.Ledger.State;

/// <summary>The pack of a team as it was when a review was closed; never changed.</summary>
public sealed class ReviewPackRow
{
    /// <summary>Billing month, year * 100 + month.</summary>
    public required int Period { get; init; }

    /// <summary>Team id.</summary>
    public required string Team { get; init; }

    /// <summary>The HTML, UTF-8, gzip: packs of many teams are much alike.</summary>
    public required byte[] Pack { get; init; }
}
