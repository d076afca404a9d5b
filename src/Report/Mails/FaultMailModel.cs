using CostGuard.Core.Faults;
using CostGuard.Core.Values;

namespace CostGuard.Report.Mails;

/// <summary>What a failure notice says (ux 3.6). Texts are whole sentences and hold no secret.</summary>
public sealed record FaultMailModel
{
    public required Fault Fault { get; init; }

    public required FaultNoticeKind Kind { get; init; }

    /// <summary>Title of its code: "Access to the bucket is denied".</summary>
    public required string CodeTitle { get; init; }

    public required string Company { get; init; }

    public required IReadOnlyList<string> To { get; init; }

    public required SnapshotId Snapshot { get; init; }

    public required DateTimeOffset AsOf { get; init; }

    /// <summary>Last complete day of the source's data; null when it never gave any, or for what is no source.</summary>
    public DateOnly? Through { get; init; }

    /// <summary>Teams that have cost from the source, by their titles; null when that cannot be told.</summary>
    public IReadOnlyList<string>? Teams { get; init; }

    /// <summary>What does not go out, and when it does: "weekly-digest, Mon 16 Nov 07:00 (Europe/Berlin), waits until 10:00, then goes out with a banner."</summary>
    public IReadOnlyList<string> Held { get; init; } = [];

    /// <summary>The same in a few words for the preheader: "weekly-digest of Mon 07:00 is held until 10:00".</summary>
    public string? HeldShort { get; init; }

    /// <summary>When a schedule tries again, UTC; null when none does.</summary>
    public DateTimeOffset? NextTry { get; init; }

    /// <summary>The one command to run.</summary>
    public required string Command { get; init; }

    public required MailSettings Settings { get; init; }
}
