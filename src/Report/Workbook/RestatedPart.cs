using CostGuard.Core.Values;

namespace CostGuard.Report.Workbook;

/// <summary>What a provider changed in a closed month, by source.</summary>
/// <param name="Month">The closed month, which stays as it was closed.</param>
/// <param name="Source">Source that restated it.</param>
/// <param name="Currency">Currency of the amounts.</param>
/// <param name="Before">Billed cost of the load that counted until then, exact.</param>
/// <param name="Now">Billed cost of the newer load, exact.</param>
/// <param name="Older">The load that counted until then; null when there was none.</param>
/// <param name="Newer">The newer load.</param>
/// <param name="SealedAt">When the newer load was sealed, UTC.</param>
public sealed record RestatedLoad(BillingPeriod Month, string Source, Currency Currency, decimal Before, decimal Now, string? Older, string? Newer, DateTimeOffset? SealedAt)
{
    /// <summary>The month that has charged it, when it is another than the report month; null otherwise.</summary>
    public BillingPeriod? ChargedIn { get; init; }

    /// <summary>Version of the close that charged it; null while it is only proposed.</summary>
    public int? Version { get; init; }
}

/// <summary>What a provider changed in a closed month, by team; both states divided by today's rules.</summary>
/// <param name="Month">The closed month.</param>
/// <param name="Team">Label of the team.</param>
/// <param name="Currency">Currency of the amounts.</param>
/// <param name="Billed">Change of billed cost, exact.</param>
/// <param name="Effective">Change of effective cost, exact.</param>
public sealed record RestatedTeam(BillingPeriod Month, string Team, Currency Currency, decimal Billed, decimal Effective);

/// <summary>
/// Restatements of closed months that the report month carries: it is the first open month after them, or was when it was closed. The same as its
/// statements charge as corrections of earlier periods. An open month's has beside them what other months have charged already.
/// </summary>
/// <param name="Loads">By closed month, source and currency.</param>
/// <param name="Teams">What the report month charges, by closed month, team and currency.</param>
public sealed record RestatedPart(IReadOnlyList<RestatedLoad> Loads, IReadOnlyList<RestatedTeam> Teams)
{
    /// <summary>What the report month itself charges.</summary>
    public IEnumerable<RestatedLoad> Own => Loads.Where(each => each.ChargedIn is null);

    /// <summary>None.</summary>
    public static RestatedPart None { get; } = new([], []);
}
