using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CostGuard.Clouds.Faults;

/// <summary>Stands before an emulator of a store: hands calls on as they came, byte for byte, and throttles or holds those that the switches say.</summary>
public sealed class ThrottlingProxy : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, AutomaticDecompression = DecompressionMethods.None }) { Timeout = Timeout.InfiniteTimeSpan };

    private ThrottlingProxy(WebApplication app) => _app = app;

    /// <summary>How S3 throttles.</summary>
    public static CannedAnswer SlowDown { get; } =
        new(503, "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>");

    /// <summary>How Blob storage throttles.</summary>
    public static CannedAnswer ServerBusy { get; } =
        new(503, "<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>ServerBusy</Code><Message>The server is busy.</Message></Error>", new Dictionary<string, string> { ["x-ms-error-code"] = "ServerBusy" });

    /// <summary>Address to call instead of the emulator's.</summary>
    public Uri Address => new(_app.Urls.First());

    public CloudSwitches Switches { get; } = new();

    /// <summary>Calls by method ("GET"); their body is the path and query.</summary>
    public CallLog Calls { get; } = new();

    /// <summary>Starts on a free port.</summary>
    /// <param name="target">The emulator.</param>
    /// <param name="throttled">What a throttled call gets.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    public static async Task<ThrottlingProxy> StartAsync(Uri target, CannedAnswer throttled, CancellationToken cancellationToken)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        WebApplication app = builder.Build();
        var proxy = new ThrottlingProxy(app);
        app.Run(context => proxy.AnswerAsync(context, target, throttled));
        await app.StartAsync(cancellationToken);
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _client.Dispose();
    }

    private async Task AnswerAsync(HttpContext context, Uri target, CannedAnswer throttled)
    {
        int number = Calls.Begin();
        string path = $"{context.Request.Path.ToUriComponent()}{context.Request.QueryString.ToUriComponent()}";
        await Switches.WaitAsync(number, context.RequestAborted);
        if (Switches.IsThrottled(number))
        {
            context.Response.StatusCode = throttled.Status;
            context.Response.ContentType = "application/xml";
            foreach ((string name, string value) in throttled.Headers ?? new Dictionary<string, string>()) context.Response.Headers[name] = value;
            await context.Response.WriteAsync(throttled.Body, context.RequestAborted);
        }
        else
        {
            await HandOnAsync(context, new Uri(target, path));
        }

        Calls.Add(new Call(context.Request.Method, path, context.Response.StatusCode, ""));
    }

    // The host stays the one that was called: it is signed.
    private async Task HandOnAsync(HttpContext context, Uri address)
    {
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), address);
        if (context.Request.ContentLength > 0) request.Content = new StreamContent(context.Request.Body);
        foreach ((string name, Microsoft.Extensions.Primitives.StringValues values) in context.Request.Headers)
        {
            if (name is not "Connection") _ = request.Headers.TryAddWithoutValidation(name, values.AsEnumerable()) || request.Content?.Headers.TryAddWithoutValidation(name, values.AsEnumerable()) == true;
        }

        using HttpResponseMessage answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, context.RequestAborted);
        context.Response.StatusCode = (int)answer.StatusCode;
        foreach ((string name, IEnumerable<string> values) in answer.Headers.Concat(answer.Content.Headers))
        {
            if (name is not ("Connection" or "Keep-Alive" or "Transfer-Encoding")) context.Response.Headers[name] = values.ToArray();
        }

        await answer.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }
}
