using CostGuard.Core.Configuration;

namespace CostGuard.Unit.Collect.Azure;

/// <summary>An answer with headers.</summary>
internal sealed record AzureAnswer(int Status, string Body, IReadOnlyDictionary<string, string>? Headers = null);

/// <summary>A call as it came.</summary>
internal sealed record AzureCall(string Method, string Url, string Body, string? ClientType, string? Authorization);

/// <summary>Resource Manager and the token endpoint on this machine; tokens are given, the rest is answered by a function.</summary>
internal sealed class AzureFake : IDisposable
{
    private readonly FakeHttp _http;
    private readonly List<AzureCall> _calls = [];
    private AzureAnswer _last = new(500, "");
    private string _body = "";

    public AzureFake(Func<string, string, string, AzureAnswer> answer) => _http = new FakeHttp((method, url, body) =>
    {
        bool token = url.EndsWith("/oauth2/v2.0/token", StringComparison.Ordinal);
        if (token) Tokens++;
        _body = body;
        _last = token ? new AzureAnswer(200, $$"""{"token_type":"Bearer","expires_in":3600,"ext_expires_in":3600,"access_token":"{{Token ?? $"token-{Tokens}"}}"}""") : answer(method, url, body);
        return (_last.Status, _last.Body);
    })
    {
        ContentType = "application/json",
        Seen = context =>
        {
            foreach ((string name, string value) in _last.Headers ?? new Dictionary<string, string>()) context.Response.Headers[name] = value;
            if (context.Request.RawUrl!.EndsWith("/oauth2/v2.0/token", StringComparison.Ordinal)) return;
            _calls.Add(new AzureCall(context.Request.HttpMethod, context.Request.RawUrl!, _body, context.Request.Headers["ClientType"], context.Request.Headers["Authorization"]));
        },
    };

    public string Address => _http.Address;

    public int Tokens { get; private set; }

    /// <summary>The token that is given; null numbers them.</summary>
    public string? Token { get; init; }

    /// <summary>Calls but those for tokens.</summary>
    public IReadOnlyList<AzureCall> Calls => _calls;

    public void Dispose() => _http.Dispose();

    /// <summary>A connection to it, with a client secret.</summary>
    public Connection Connection(params (string Key, string Value)[] source)
    {
        var all = new Dictionary<string, string> { ["api"] = "query", ["endpoint"] = Address, ["scope"] = "subscriptions/sub-a", ["costs"] = "actual", ["groupBy"] = "ResourceGroupName" };
        foreach ((string key, string value) in source) all[key] = value;
        return new Connection
        {
            Name = "acme-azure",
            Provider = "azure",
            Source = all,
            Auth = new Dictionary<string, AuthValue>
            {
                ["tenantId"] = new("00000000-0000-4000-8000-00000000000a", null),
                ["clientId"] = new("00000000-0000-4000-8000-00000000000b", null),
                ["clientSecret"] = new("example", null),
                ["authority"] = new(Address, null),
            },
        };
    }
}
