using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace CostGuard.Integration.Emulators;

/// <summary>A store of its own process on a free port, with an empty folder. Gone when disposed.</summary>
internal sealed class Emulator : IAsyncDisposable
{
    /// <summary>The account that every Azurite has.</summary>
    public const string BlobAccount = "devstoreaccount1";

    // Its key is public.
    private const string BlobKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private readonly Process _process;
    private readonly DirectoryInfo _folder;

    private Emulator(Process process, DirectoryInfo folder, int port)
    {
        _process = process;
        _folder = folder;
        Endpoint = new Uri($"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}");
    }

    public Uri Endpoint { get; }

    /// <summary>s3rver, with one bucket.</summary>
    public static Task<Emulator> S3Async(string bucket, CancellationToken cancellationToken) => StartAsync(
        "s3rver/bin/s3rver.js",
        (folder, port) => ["--directory", folder, "--address", "127.0.0.1", "--port", port, "--configure-bucket", bucket, "--no-vhost-buckets", "--silent"],
        cancellationToken);

    /// <summary>The blob service of Azurite, with its well-known development account.</summary>
    public static Task<Emulator> BlobAsync(CancellationToken cancellationToken) => StartAsync(
        "azurite/dist/src/blob/main.js",
        (folder, port) => ["--location", folder, "--blobHost", "127.0.0.1", "--blobPort", port, "--silent", "--skipApiVersionCheck", "--disableTelemetry"],
        cancellationToken);

    /// <summary>How the account is connected to at an address.</summary>
    public static string BlobConnection(Uri address) => $"DefaultEndpointsProtocol=http;AccountName={BlobAccount};AccountKey={BlobKey};BlobEndpoint={address}{BlobAccount};";

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync().ConfigureAwait(false);
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private static async Task<Emulator> StartAsync(string script, Func<string, string, string[]> arguments, CancellationToken cancellationToken)
    {
        string modules = Path.Combine(NodePackages.Folder(), "node_modules");
        DirectoryInfo folder = Directory.CreateTempSubdirectory("costguard-emulator-");
        int port = FreePort();
        var start = new ProcessStartInfo("node", [Path.Combine(modules, script), .. arguments(folder.FullName, port.ToString(CultureInfo.InvariantCulture))]) { WorkingDirectory = folder.FullName };
        var emulator = new Emulator(Process.Start(start)!, folder, port);
        await emulator.ReadyAsync(cancellationToken).ConfigureAwait(false);
        return emulator;
    }

    private async Task ReadyAsync(CancellationToken cancellationToken)
    {
        for (int tries = 0; ; tries++)
        {
            try
            {
                using var probe = new TcpClient();
                await probe.ConnectAsync(IPAddress.Loopback, Endpoint.Port, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (SocketException) when (tries < 300 && !_process.HasExited)
            {
                await Task.Delay(100, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
