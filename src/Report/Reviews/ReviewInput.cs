using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Reviews;
using CostGuard.Core.Values;

namespace CostGuard.Report.Reviews;

/// <summary>What a review's figures are made from.</summary>
/// <param name="Snapshot">The data.</param>
/// <param name="Configuration">Company, teams, budgets, rules.</param>
/// <param name="Period">The month.</param>
/// <param name="AsOf">The moment that is judged, UTC.</param>
/// <param name="Version">CostGuard's version.</param>
/// <param name="Before">The newest review of an earlier month; null for the first one.</param>
public sealed record ReviewInput(Snapshot Snapshot, CostGuardConfiguration Configuration, BillingPeriod Period, DateTimeOffset AsOf, string Version, Review? Before)
{
    /// <summary>The team that the figures are of; null for the whole company.</summary>
    public ReviewScope? Scope { get; init; }

    /// <summary>Keeps the scope's cost; nothing for the whole company.</summary>
    internal IReadOnlyList<CostFilter> Filters => Scope is { } scope ? [new CostFilter(new Dimension("team"), [.. scope.Teams])] : [];

    /// <summary>True for a team of the scope; everything for the whole company.</summary>
    internal bool Has(string? team) => Scope?.Has(team ?? TeamId.Unallocated.Value) ?? true;

    /// <summary>The day of <see cref="AsOf"/>.</summary>
    public DateOnly Today => DateOnly.FromDateTime(AsOf.UtcDateTime);

    /// <summary>The last complete day: of the data, and never a day that has not ended.</summary>
    public DateOnly? Through => Snapshot.DataThrough is { } day && day >= Today ? Today.AddDays(-1) : Snapshot.DataThrough;

    /// <summary>The name of a team, of its id.</summary>
    public string TitleOf(string? id) => id switch
    {
        null or "unallocated" => "Unallocated",
        "central" => "Central",
        _ => Configuration.Teams.FirstOrDefault(team => team.Id.Value == id)?.Title ?? id,
    };

    /// <summary>A part, or the reason of the room that cannot tell it. Figures that do not tie are no reason: they end the review.</summary>
    internal static async Task<Part<T>> TellAsync<T>(Func<Task<Part<T>>> part)
        where T : class
    {
        try
        {
            return await part().ConfigureAwait(false);
        }
        catch (CostGuardException refusal) when (refusal.ExitCode == 5)
        {
            return new Part<T>(null, $"{refusal.Problem.Message} ({refusal.Problem.Code})");
        }
    }
}
