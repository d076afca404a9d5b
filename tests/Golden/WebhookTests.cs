using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Xunit;

namespace CostGuard.Golden;

/// <summary>A budget that is passed, told to a program on this machine; the receiver checks the signature by itself.</summary>
public sealed class WebhookTests : IDisposable
{
    private const string Key = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private readonly Product _product = new();
    private readonly HttpListener _listener = new();
    private readonly List<(string Id, string Body, bool Signed)> _taken = [];
    private readonly string _address;

    public WebhookTests()
    {
        _product.Clock.SetUtcNow(new DateTimeOffset(2026, 11, 16, 7, 0, 0, TimeSpan.Zero));
        using (var free = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            _address = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/";
        }

        _listener.Prefixes.Add(_address);
        _listener.Start();
        _ = Task.Run(ServeAsync);
    }

    public void Dispose()
    {
        _listener.Close();
        _product.Dispose();
    }

    [Fact]
    public async Task PassedThreshold_IsToldOnceWithAValidSignature()
    {
        await CompanyAsync();
        await _product.OkAsync("schedule", "run", "budget-alerts");
        _product.Clock.Advance(TimeSpan.FromHours(1));
        await _product.OkAsync("schedule", "run", "budget-alerts");

        (string id, string body, bool signed) = Assert.Single(_taken);
        Assert.True(signed);
        JsonElement told = JsonDocument.Parse(body).RootElement, data = told.GetProperty("data");
        Assert.Equal("budget.threshold_crossed", told.GetProperty("type").GetString());
        // Fifteen days of 60.10 are 901.50 of 1,000.
        Assert.Equal(("901.5", "1000", "payments"), (data.GetProperty("actual").GetString(), data.GetProperty("amount").GetString(), data.GetProperty("team").GetString()));
        Assert.Equal(["actual 0.5", "actual 0.8"], data.GetProperty("thresholds").EnumerateArray().Select(each => each.GetString()));

        JsonElement delivery = Assert.Single((await _product.OkAsync("webhook", "deliveries", "-o", "json")).Json.GetProperty("items").EnumerateArray());
        Assert.Equal(("✓ SENT", id), (delivery.GetProperty("state").GetString(), delivery.GetProperty("messageId").GetString()));
        await _product.OkAsync("webhook", "replay", delivery.GetProperty("key").GetString()!);
        Assert.Equal([id, id], _taken.Select(message => message.Id));
    }

    [Fact]
    public async Task Test_ReachesTheEndpoint_AndADryRunShowsNoSecret()
    {
        await CompanyAsync();
        await _product.OkAsync("webhook", "test", "bus");
        Assert.True(Assert.Single(_taken).Signed);

        Answer dry = await _product.OkAsync("webhook", "test", "bus", "--dry-run");
        Assert.Contains("webhook-signature: v1,", dry.Out, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, dry.Out + dry.Error, StringComparison.Ordinal);
        Assert.Single(_taken);
        Assert.Equal(8, (await _product.RunAsync("webhook", "test", "buss")).ExitCode);
    }

    [Fact]
    public async Task AckAndSnooze_AreKeptAndListed()
    {
        await CompanyAsync();
        await _product.OkAsync("schedule", "run", "budget-alerts");
        await _product.OkAsync("budget", "snooze", "payments-monthly", "--threshold", "80%", "--until", "2026-11-20");
        await _product.OkAsync("budget", "ack", "payments-monthly", "--threshold", "actual 0.5", "--note", "launch");

        JsonElement[] alerts = [.. (await _product.OkAsync("budget", "alerts", "-o", "json")).Json.GetProperty("items").EnumerateArray()];
        Assert.Equal(2, alerts.Length);
        Assert.Contains(alerts, alert => alert.ToString().Contains("launch", StringComparison.Ordinal) && alert.ToString().Contains("ACKNOWLEDGED", StringComparison.OrdinalIgnoreCase));
        Assert.Contains(alerts, alert => alert.ToString().Contains("SNOOZED", StringComparison.OrdinalIgnoreCase) && alert.ToString().Contains("2026-11-20", StringComparison.Ordinal));
        Assert.Equal(2, (await _product.RunAsync("budget", "snooze", "payments-monthly", "--until", "2026-12-24")).ExitCode);
        Assert.Equal(8, (await _product.RunAsync("budget", "ack", "payments-monthly", "--threshold", "120%")).ExitCode);
    }

    private async Task CompanyAsync()
    {
        await _product.OkAsync("init", "--no-input");
        _product.Write("appsettings.json", """{ "CostGuard": { "Webhooks": { "AllowPrivateNetworks": true } } }""");
        _product.Write("secret", $"whsec_{Key}\n");
        _product.Write("webhooks/bus.yaml", $"apiVersion: costguard/v1\nkind: Webhook\nmetadata: {{ name: bus }}\nspec:\n  format: standard\n  url: {_address}\n  secrets: [{{ secretRef: file:secret }}]\n  events: [budget.threshold_crossed]\n");
        _product.Write("teams/payments.yaml", "apiVersion: costguard/v1\nkind: Team\nmetadata: { name: payments }\nspec:\n  owner: li@acme.test\n  effectiveFrom: 2026-01\n");
        _product.Write("budgets/2026.csv", "team,currency,2026-11\npayments,USD,1000\n");
        var csv = new StringBuilder("BilledCost,EffectiveCost,BillingCurrency,BillingPeriodStart,BillingPeriodEnd,ChargePeriodStart,ChargePeriodEnd,ChargeCategory,ServiceName,SubAccountId,Tags\n");
        for (int day = 1; day <= 15; day++)
            csv.Append(CultureInfo.InvariantCulture, $"60.10,60.10,USD,2026-11-01T00:00:00Z,2026-12-01T00:00:00Z,2026-11-{day:00}T00:00:00Z,2026-11-{day + 1:00}T00:00:00Z,Usage,Compute,111122223333,\"{{\"\"team\"\":\"\"payments\"\"}}\"\n");
        await _product.OkAsync("import", _product.Write("november.csv", csv.ToString()), "--source", "lab");
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            using var reader = new StreamReader(context.Request.InputStream, Encoding.UTF8);
            string body = await reader.ReadToEndAsync();
            string id = context.Request.Headers["webhook-id"]!, time = context.Request.Headers["webhook-timestamp"]!;
            string signature = "v1," + Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(Key), Encoding.UTF8.GetBytes($"{id}.{time}.{body}")));
            _taken.Add((id, body, signature == context.Request.Headers["webhook-signature"]));
            context.Response.StatusCode = 204;
            context.Response.Close();
        }
    }
}
