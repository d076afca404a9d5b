namespace CostGuard.Core.Configuration;

/// <summary>How often somebody gets the weekly digest.</summary>
public enum DigestPace
{
    /// <summary>Every time it is made.</summary>
    Weekly,

    /// <summary>The first one of a month.</summary>
    Monthly,

    /// <summary>Not at all.</summary>
    Never,
}

/// <summary>notifications/preferences/NAME.yaml: how one person wants mails. What they choose in a mail or by command is stronger.</summary>
public sealed record ReaderPreferences
{
    /// <summary>Mail address.</summary>
    public required string Address { get; init; }

    /// <summary>Weekly digests. Default weekly.</summary>
    public DigestPace Weekly { get; init; }

    /// <summary>False leaves out the finance report. Default true.</summary>
    public bool Finance { get; init; } = true;

    /// <summary>False leaves out mails about unusual cost. Default true.</summary>
    public bool Anomalies { get; init; } = true;

    /// <summary>Hours without mails, which wait for their end; null takes those of notifications/routing.yaml for alerts, and none for others.</summary>
    public QuietHours? Quiet { get; init; }

    /// <summary>IANA zone of those hours; null takes the team's, or the company's.</summary>
    public string? TimeZone { get; init; }

    /// <summary>True gets the text part alone. Default false.</summary>
    public bool PlainText { get; init; }

    /// <summary>False leaves files in the home. Default true.</summary>
    public bool Attachments { get; init; } = true;

    /// <summary>File it was read from; null when the person has none.</summary>
    public string? File { get; init; }
}
