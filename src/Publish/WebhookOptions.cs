using System.ComponentModel.DataAnnotations;

namespace CostGuard.Publish;

/// <summary>Section Webhooks of appsettings.json.</summary>
public sealed class WebhookOptions
{
    /// <summary>True lets endpoints be in private networks and on this machine, there by http, too. Addresses of metadata services stay refused. Default false.</summary>
    public bool AllowPrivateNetworks { get; set; }

    /// <summary>Hosts that endpoints may have; empty allows all. Default empty.</summary>
    public IList<string> AllowedHosts { get; init; } = [];

    /// <summary>Longest wait for an answer, in seconds. Default 20.</summary>
    [Range(1, 120)]
    public int TimeoutSeconds { get; set; } = 20;
}
