using CostGuard.Core.Values;

namespace CostGuard.Core.Ports;

/// <summary>Which mails to make, and for whom.</summary>
/// <param name="Kinds">The kinds.</param>
public sealed record MailOrder(MailKinds Kinds)
{
    /// <summary>Teams whose weekly digests are made; empty means all.</summary>
    public IReadOnlyList<TeamId> Teams { get; init; } = [];

    /// <summary>
    /// The due time of the schedule that orders them, UTC; null when a person does. A run that is taken over finds the mails of its due time, on whatever data.
    /// </summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>
    /// A sentence to put above the figures because the data is older than its schedule wants; null when it is fresh. With it no mail calls
    /// anything fine.
    /// </summary>
    public string? StaleBanner { get; init; }

    /// <summary>True when the mail of a closed month goes out once more with the review pack that could not be made at the close.</summary>
    public bool IsLatePack { get; init; }
}
