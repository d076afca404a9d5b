using System.Net;
using System.Net.Sockets;
using CostGuard.Core.Errors;

namespace CostGuard.Publish;

/// <summary>
/// The only way out to endpoints: addresses are looked at after the name is resolved, and the connection goes to the address that was looked at,
/// so that a name cannot change its mind between. No redirect is followed and no proxy asked.
/// </summary>
public static class WebhookDoor
{
    public static HttpMessageHandler Open(WebhookOptions options) => new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(options.TimeoutSeconds),
        ConnectCallback = (context, cancellationToken) => ConnectAsync(options, context.DnsEndPoint, cancellationToken),
    };

    /// <summary>Refuses an address by its words alone.</summary>
    /// <exception cref="CostGuardException">CG2621.</exception>
    public static void Check(WebhookOptions options, Uri url)
    {
        bool plain = url.Scheme == Uri.UriSchemeHttp && options.AllowPrivateNetworks;
        if (url.Scheme != Uri.UriSchemeHttps && !plain) throw Refused("An endpoint is reached by https.");
        if (url.UserInfo.Length > 0) throw Refused("An endpoint's address holds no user and no password.");
        if (options.AllowedHosts.Count > 0 && !options.AllowedHosts.Contains(url.IdnHost, StringComparer.OrdinalIgnoreCase)) throw Refused($"{url.IdnHost} is not among CostGuard:Webhooks:AllowedHosts.");
    }

    /// <summary>Whether an address may be reached.</summary>
    public static bool IsAllowed(IPAddress address, bool privateToo)
    {
        IPAddress real = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        byte[] bytes = real.GetAddressBytes();
        if (IsNowhere(real, bytes)) return false;
        return privateToo || !IsPrivate(real, bytes);
    }

    // Link-local is where metadata services are; none of these is ever an endpoint. fd00:ec2::254 is the metadata service by IPv6.
    private static bool IsNowhere(IPAddress address, byte[] bytes) => address.AddressFamily == AddressFamily.InterNetwork
        ? bytes[0] is 0 or >= 224 || (bytes[0] == 169 && bytes[1] == 254) || (bytes[0], bytes[1], bytes[2], bytes[3]) == (100, 100, 100, 200)
        : address.IsIPv6LinkLocal || address.IsIPv6Multicast || address.Equals(IPAddress.IPv6Any) || (bytes[0], bytes[1], bytes[2], bytes[3]) == (0xfd, 0x00, 0x0e, 0xc2);

    private static bool IsPrivate(IPAddress address, byte[] bytes) => IPAddress.IsLoopback(address) || (address.AddressFamily == AddressFamily.InterNetwork
        ? bytes[0] == 10 || (bytes[0] == 172 && bytes[1] is >= 16 and <= 31) || (bytes[0] == 192 && bytes[1] == 168) || (bytes[0] == 100 && bytes[1] is >= 64 and <= 127)
        : address.IsIPv6UniqueLocal || address.IsIPv6SiteLocal);

    private static async ValueTask<Stream> ConnectAsync(WebhookOptions options, DnsEndPoint host, CancellationToken cancellationToken)
    {
        IPAddress[] found = await Dns.GetHostAddressesAsync(host.Host, cancellationToken).ConfigureAwait(false);
        if (found.Length == 0 || !Array.TrueForAll(found, address => IsAllowed(address, options.AllowPrivateNetworks)))
            throw Refused($"{host.Host} has an address that is not a public one.");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(found, host.Port, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static CostGuardException Refused(string why) => new(2, WebhookErrors.AddressRefused.At(why));
}
