using System.Globalization;
using CostGuard.Core.Savings.Verification;
using CostGuard.Core.Values;

namespace CostGuard.Core.Actions;

/// <summary>An action's number in its home, as people write it: "A-3".</summary>
public readonly record struct ActionId(long Number) : IComparable<ActionId>
{
    /// <summary>Reads "A-3", "a-3" or "3"; false for anything else.</summary>
    public static bool TryParse(string text, out ActionId id)
    {
        ArgumentNullException.ThrowIfNull(text);
        string digits = text.StartsWith("A-", StringComparison.OrdinalIgnoreCase) ? text[2..] : text;
        bool read = long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number > 0;
        id = new ActionId(read ? number : 0);
        return read;
    }

    /// <inheritdoc/>
    public int CompareTo(ActionId other) => Number.CompareTo(other.Number);

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"A-{Number}");
}

/// <summary>What an action is for.</summary>
public enum ActionType
{
    /// <summary>The bill falls.</summary>
    Save,

    /// <summary>The bill does not rise; never counted as saved.</summary>
    Avoid,

    /// <summary>Order, not money.</summary>
    Governance,
}

/// <summary>Where an action stands.</summary>
public enum ActionState
{
    /// <summary>Agreed.</summary>
    Open,

    /// <summary>Somebody works on it.</summary>
    InProgress,

    /// <summary>It waits for something; the note says for what.</summary>
    Blocked,

    /// <summary>Carried out.</summary>
    Done,

    /// <summary>Given up; the note says why.</summary>
    Cancelled,
}

/// <summary>Something that people agreed to do (domain H.4). Never derived.</summary>
public sealed record ActionItem
{
    /// <summary>Run-rate savings count for so many months after the action, then roll off.</summary>
    public const int CountedMonths = 12;

    /// <summary>Number; given by the store.</summary>
    public ActionId Id { get; init; }

    /// <summary>One sentence for people.</summary>
    public required string Title { get; init; }

    /// <summary>One person.</summary>
    public required string Owner { get; init; }

    /// <summary>The team whose cost it is about; null for the whole company.</summary>
    public string? Team { get; init; }

    /// <summary>Last day on which it is in time.</summary>
    public required DateOnly Due { get; init; }

    /// <summary>What it is for.</summary>
    public ActionType Type { get; init; } = ActionType.Save;

    /// <summary>Where it stands.</summary>
    public ActionState State { get; init; } = ActionState.Open;

    /// <summary>What was promised, a month; null where nothing was.</summary>
    public Money? Expected { get; init; }

    /// <summary>Keys of the findings that it answers.</summary>
    public IReadOnlyList<string> Findings { get; init; } = [];

    /// <summary>FOCUS ResourceIds that it changes.</summary>
    public IReadOnlyList<string> Resources { get; init; } = [];

    /// <summary>FOCUS ResourceIds that took over: their cost is taken off the saving.</summary>
    public IReadOnlyList<string> Replacements { get; init; } = [];

    /// <summary>The day on which it was carried out; null before.</summary>
    public DateOnly? DoneOn { get; init; }

    /// <summary>Link to a ticket or change.</summary>
    public string? Evidence { get; init; }

    /// <summary>What somebody wrote last.</summary>
    public string? Note { get; init; }

    /// <summary>Who agreed to it.</summary>
    public required string By { get; init; }

    /// <summary>When it was agreed, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What the bill says of it; null before it was asked.</summary>
    public ActionProof? Proof { get; init; }

    /// <summary>Counts changes: what another process wrote in between is not overwritten.</summary>
    public int Revision { get; init; }

    /// <summary>True while somebody has to do something.</summary>
    public bool IsOpen => State is ActionState.Open or ActionState.InProgress or ActionState.Blocked;

    /// <summary>True when it is late.</summary>
    public bool IsOverdueOn(DateOnly day) => IsOpen && Due < day;

    /// <summary>True for a done saving that the bill can be asked about.</summary>
    public bool IsProvable => State == ActionState.Done && DoneOn is not null && Type == ActionType.Save && Expected is { Amount: > 0m } && Resources.Count > 0;

    /// <summary>True while its proof may still change: it is not measured yet, or a rebound is looked for.</summary>
    public bool IsWatched => IsProvable && (Proof is null || Proof.Through < DoneOn!.Value.AddDays(SavingWindows.WatchDays));

    /// <summary>True when it counts among the savings of a day: done, and its twelve months are not over.</summary>
    public bool CountsOn(DateOnly day) => IsProvable && DoneOn <= day && SharedSaving.RunRate(1m, DoneOn!.Value, Later(BillingPeriod.Of(day), BillingPeriod.Of(DoneOn.Value).Next)) != 0m;

    private static BillingPeriod Later(BillingPeriod left, BillingPeriod right) => left.CompareTo(right) < 0 ? right : left;
}

/// <summary>What the bill says of a done action, in the currency of what was promised.</summary>
/// <param name="State">What became of it.</param>
/// <param name="PerMonth">Saved a month, unrounded; below zero when cost went up, null while it is pending.</param>
/// <param name="Low">Lower end of the 80 % interval; null where history is too short for one.</param>
/// <param name="High">Upper end.</param>
/// <param name="ReturnedOn">First day of the two weeks in which the cost was back; null when it stayed away.</param>
/// <param name="IsPlain">True when the figure is that of before/after.</param>
/// <param name="Through">Last day of the data that was asked.</param>
/// <param name="Snapshot">The snapshot that was asked.</param>
/// <param name="At">When, UTC.</param>
public sealed record ActionProof(
    SavingState State, decimal? PerMonth, decimal? Low, decimal? High, DateOnly? ReturnedOn, bool IsPlain, DateOnly Through, SnapshotId Snapshot, DateTimeOffset At);
