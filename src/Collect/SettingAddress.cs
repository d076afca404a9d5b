using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;

namespace CostGuard.Collect;

/// <summary>Addresses that a connection's file gives. One that cannot be used is refused before anything is called.</summary>
internal static class SettingAddress
{
    /// <summary>The address.</summary>
    /// <exception cref="CostGuardException">Exit code 2: no http or https address. The text is not repeated: it may hold a password.</exception>
    public static Uri Of(string text, string setting, Connection connection) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && address.Scheme is ("http" or "https") && address.Host.Length > 0 && address.UserInfo.Length == 0
            ? address
            : throw new CostGuardException(2, CollectErrors.NoAddress.At($"Connection '{connection.Name}': {setting} is no address such as https://minio.acme.test:9000, without user and password.", $"connections/{connection.Name}.yaml"));
}
