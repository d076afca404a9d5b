using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace CostGuard.Integration.Close;

/// <summary>An endpoint on this machine that keeps the id and the body of everything it is told.</summary>
internal sealed class HookReceiver : IDisposable
{
    private readonly HttpListener _listener = new();

    public HookReceiver()
    {
        using (var free = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            Address = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/";
        }

        _listener.Prefixes.Add(Address);
        _listener.Start();
        _ = Task.Run(ServeAsync);
    }

    public string Address { get; }

    public ConcurrentQueue<(string Id, string Body)> Told { get; } = new();

    public void Dispose() => _listener.Close();

    private async Task ServeAsync()
    {
        while (true)
        {
            try
            {
                HttpListenerContext call = await _listener.GetContextAsync();
                using var reader = new StreamReader(call.Request.InputStream, Encoding.UTF8);
                string body = await reader.ReadToEndAsync();
                Told.Enqueue((call.Request.Headers["webhook-id"] ?? "", body));
                call.Response.StatusCode = 204;
                call.Response.Close();
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException or InvalidOperationException or IOException)
            {
                if (!_listener.IsListening) return;
            }
        }
    }
}
