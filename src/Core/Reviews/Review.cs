using CostGuard.Core.Actions;
using CostGuard.Core.Values;

namespace CostGuard.Core.Reviews;

/// <summary>Where a review stands.</summary>
public enum ReviewState
{
    /// <summary>Its figures are frozen; people may still write to it.</summary>
    Open,

    /// <summary>Nothing of it changes any more.</summary>
    Closed,
}

/// <summary>What a person wrote.</summary>
public enum ReviewEntryKind
{
    /// <summary>Why a figure is as it is, by its owner.</summary>
    Note,

    /// <summary>What was decided: somebody does it by a day.</summary>
    Decision,

    /// <summary>What was asked and not answered: somebody finds out.</summary>
    Question,

    /// <summary>A person stands for the figures.</summary>
    Signature,
}

/// <summary>What a note is about.</summary>
public enum ReviewSubjectKind
{
    /// <summary>A team, by its id.</summary>
    Team,

    /// <summary>A service, by its FOCUS name.</summary>
    Service,

    /// <summary>A row of the largest changes: "payments/Amazon RDS".</summary>
    Mover,
}

/// <summary>The thing that a note is about.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Key">Its stable name, the same when figures are frozen anew.</param>
public sealed record ReviewSubject(ReviewSubjectKind Kind, string Key);

/// <summary>Something that a person wrote in a review. Never changed; a newer note on the same subject stands in its place in the pack.</summary>
public sealed record ReviewEntry
{
    /// <summary>The most letters of a text: it must fit beside a figure.</summary>
    public const int TextMax = 200;

    /// <summary>Number, given by the store.</summary>
    public long Id { get; init; }

    /// <summary>The review's month.</summary>
    public required BillingPeriod Period { get; init; }

    /// <summary>What it is.</summary>
    public required ReviewEntryKind Kind { get; init; }

    /// <summary>What a note is about; null for everything else.</summary>
    public ReviewSubject? Subject { get; init; }

    /// <summary>In words; the role of who signs, for a signature.</summary>
    public required string Text { get; init; }

    /// <summary>The one person who does it or finds out; null for notes and signatures.</summary>
    public string? Owner { get; init; }

    /// <summary>Until when; null for notes and signatures.</summary>
    public DateOnly? Due { get; init; }

    /// <summary>The action that it made; null for notes and signatures.</summary>
    public ActionId? Action { get; init; }

    /// <summary>Who wrote or signed.</summary>
    public required string By { get; init; }

    /// <summary>When, UTC.</summary>
    public required DateTimeOffset At { get; init; }
}

/// <summary>The review of a month: frozen figures, and what people wrote about them.</summary>
public sealed record Review
{
    /// <summary>The month that is reviewed.</summary>
    public required BillingPeriod Period { get; init; }

    /// <summary>Where it stands.</summary>
    public required ReviewState State { get; init; }

    /// <summary>The snapshot of all figures; pinned.</summary>
    public required SnapshotId Snapshot { get; init; }

    /// <summary>The frozen figures, as the room that shows them wrote them. Whatever is configured or computed later, they stay.</summary>
    public required string Model { get; init; }

    /// <summary>Who froze the figures.</summary>
    public required string OpenedBy { get; init; }

    /// <summary>When, UTC.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>Who closed it; null while it is open.</summary>
    public string? ClosedBy { get; init; }

    /// <summary>When, UTC; null while it is open.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>The pack as it was when the review was closed: the same bytes for ever, whatever version shows it. Null while it is open.</summary>
    public string? Pack { get; init; }

    /// <summary>Packs of teams, by team id, of a review that is being closed. A store keeps them with it and gives them out one by one: they are many.</summary>
    public IReadOnlyDictionary<string, string> TeamPacks { get; init; } = new Dictionary<string, string>();

    /// <summary>Counts changes of the review itself: what another process wrote in between is not overwritten.</summary>
    public int Revision { get; init; }

    /// <summary>What people wrote, the oldest first.</summary>
    public IReadOnlyList<ReviewEntry> Entries { get; init; } = [];

    /// <summary>Entries of a kind.</summary>
    public IEnumerable<ReviewEntry> Of(ReviewEntryKind kind) => Entries.Where(entry => entry.Kind == kind);

    /// <summary>The newest note on a subject; null without one.</summary>
    public ReviewEntry? NoteOn(ReviewSubjectKind kind, string key) =>
        Of(ReviewEntryKind.Note).LastOrDefault(entry => entry.Subject is { } subject && subject.Kind == kind && string.Equals(subject.Key, key, StringComparison.OrdinalIgnoreCase));

    /// <summary>The signatures that stand for these figures: one a person, and none from before they were frozen anew.</summary>
    public IReadOnlyList<ReviewEntry> Signatures =>
        [.. Of(ReviewEntryKind.Signature).Where(entry => entry.At >= OpenedAt).GroupBy(entry => entry.By, StringComparer.OrdinalIgnoreCase).Select(own => own.Last()).OrderBy(entry => entry.Id)];
}
