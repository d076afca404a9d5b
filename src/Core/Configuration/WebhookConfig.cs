namespace CostGuard.Core.Configuration;

/// <summary>What an endpoint wants to be written to.</summary>
public enum WebhookFormat
{
    /// <summary>JSON with the headers of Standard Webhooks 1.0, signed.</summary>
    Standard,

    /// <summary>A message for a Slack incoming webhook.</summary>
    Slack,

    /// <summary>An Adaptive Card for a Microsoft Teams workflow.</summary>
    Teams,
}

/// <summary>webhooks/NAME.yaml: a program or chat channel that is told what happens.</summary>
public sealed record WebhookConfig
{
    /// <summary>Immutable name.</summary>
    public required string Name { get; init; }

    /// <summary>What it is written.</summary>
    public required WebhookFormat Format { get; init; }

    /// <summary>Where: an https address, or the reference to one (an address of Slack or Teams is itself a secret).</summary>
    public required AuthValue Url { get; init; }

    /// <summary>Signing secrets ("whsec_" and base64), the newest first. While one is changed for another there are two, and every message has both signatures.</summary>
    public IReadOnlyList<AuthValue> Secrets { get; init; } = [];

    /// <summary>Events that are told ("budget.threshold_crossed"); empty: all.</summary>
    public IReadOnlyList<string> Events { get; init; } = [];

    /// <summary>Teams whose events are told; empty: all, and the company's own.</summary>
    public IReadOnlyList<string> Teams { get; init; } = [];

    /// <summary>Whether it is told this.</summary>
    /// <param name="type">Event type.</param>
    /// <param name="team">Team id; null for what is nobody's in particular, such as stale data: every endpoint is told.</param>
    public bool Wants(string type, string? team) =>
        (Events.Count == 0 || Events.Contains(type, StringComparer.Ordinal)) && (team is null || Teams.Count == 0 || Teams.Contains(team, StringComparer.Ordinal));
}
