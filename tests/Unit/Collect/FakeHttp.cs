using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CostGuard.Unit.Collect;

/// <summary>An HTTP server on a free port of this machine that answers by a function.</summary>
internal sealed class FakeHttp : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Func<string, string, string, (int Status, string Body)> _answer;

    /// <param name="answer">Method, path with query, body of the request → status and body.</param>
    public FakeHttp(Func<string, string, string, (int Status, string Body)> answer)
    {
        _answer = answer;
        using (var probe = new TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            Address = $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/";
        }

        _listener.Prefixes.Add(Address);
        _listener.Start();
        _ = ServeAsync();
    }

    public string Address { get; }

    public string ContentType { get; init; } = "application/xml";

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Sees the call before its answer goes out, with its body read already, and may set headers.</summary>
    public Action<HttpListenerContext>? Seen { get; init; }

    public void Dispose() => _listener.Close();

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync().ConfigureAwait(false);
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            using var reader = new StreamReader(context.Request.InputStream, Encoding.UTF8);
            (int status, string body) = _answer(context.Request.HttpMethod, context.Request.RawUrl ?? "", await reader.ReadToEndAsync().ConfigureAwait(false));
            byte[] bytes = Encoding.UTF8.GetBytes(body);
            context.Response.StatusCode = status;
            context.Response.ContentType = ContentType;
            foreach ((string name, string value) in Headers) context.Response.Headers[name] = value;
            Seen?.Invoke(context);
            if (context.Request.HttpMethod != "HEAD") await context.Response.OutputStream.WriteAsync(bytes).ConfigureAwait(false);
            context.Response.Close();
        }
    }
}
