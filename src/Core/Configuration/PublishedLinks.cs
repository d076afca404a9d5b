namespace CostGuard.Core.Configuration;

/// <summary>Where a published file leads its reader. Kept with a closed month, so that its files can be made again byte for byte whatever settings say later.</summary>
/// <param name="Pages">Address of pages about teams and anomalies; null without any.</param>
/// <param name="Contact">Address to ask; null without one.</param>
public sealed record PublishedLinks(Uri? Pages, string? Contact);
