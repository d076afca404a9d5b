namespace CostGuard.Core.Errors;

/// <summary>Codes of webhooks, 2620 on.</summary>
public static class WebhookErrors
{
    /// <summary>CG2620.</summary>
    public static readonly ErrorInfo Unknown = new(
        "CG2620",
        "There is no such webhook",
        "Endpoints are files in webhooks/.",
        "List them with 'costguard webhook list'.");

    /// <summary>CG2621.</summary>
    public static readonly ErrorInfo AddressRefused = new(
        "CG2621",
        "A webhook's address is refused",
        "Endpoints are reached by https, and never at addresses of this machine, of private networks or of a cloud's metadata service, so that a configuration cannot be used to look around inside.",
        "Use a public https address; for an endpoint in your own network set CostGuard:Webhooks:AllowPrivateNetworks, and name the host in AllowedHosts.");

    /// <summary>CG2622.</summary>
    public static readonly ErrorInfo BadSecret = new(
        "CG2622",
        "A webhook's secret cannot be used",
        "A secret of Standard Webhooks is 'whsec_' and 24 to 64 bytes in base64.",
        "Make one with 'openssl rand -base64 32', put whsec_ in front, and give it to both sides.");

    /// <summary>CG2623.</summary>
    public static readonly ErrorInfo NotDelivered = new(
        "CG2623",
        "A webhook did not take the message",
        "It did not answer, or not with 2xx. Throttled and broken endpoints are tried again over two and a half days; refusals are final; after a 410 the endpoint is left alone.",
        "See the answers with 'costguard webhook deliveries', and send one again with 'costguard webhook replay KEY'. 'costguard webhook test NAME' wakes an endpoint that was left alone.");
}
