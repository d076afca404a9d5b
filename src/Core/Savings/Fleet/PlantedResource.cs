namespace CostGuard.Core.Savings.Fleet;

/// <summary>A resource of a made fleet, with what is true of it. The truth says how it was made, never what a threshold says.</summary>
public sealed record PlantedResource
{
    /// <summary>"idle machine", "weekly batch": how it was made.</summary>
    public required string Role { get; init; }

    /// <summary>The resource.</summary>
    public required CloudResource Resource { get; init; }

    /// <summary>What it costs a month of 730 hours, in the fleet's currency; null when the bill does not show it.</summary>
    public ResourceBill? Bill { get; init; }

    /// <summary>Hourly samples by metric, from the fleet's first hour on; a metric that nobody reports is not there.</summary>
    public IReadOnlyDictionary<string, double[]> Hours { get; init; } = new Dictionary<string, double[]>();

    /// <summary>Rules that must speak.</summary>
    public IReadOnlyList<string> Right { get; init; } = [];

    /// <summary>Rules that may speak: another way to the same saving. They count neither for nor against.</summary>
    public IReadOnlyList<string> Allowed { get; init; } = [];

    /// <summary>True when somebody would miss it: who says that it should go is wrong.</summary>
    public required bool IsUsed { get; init; }
}
