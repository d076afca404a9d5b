using System.Globalization;
using System.Text;
using System.Text.Json;
using Xunit;

namespace CostGuard.Unit.Cli.Commands;

/// <summary>What breaks and what becomes of months is told to people as they want it, and to programs once.</summary>
public sealed class NewsCommandTests : IDisposable
{
    private readonly CommandHome _home = new();

    public NewsCommandTests()
    {
        _home.Clock.SetUtcNow(new DateTimeOffset(2026, 11, 20, 8, 0, 0, TimeSpan.Zero));
        _home.Write("connections/lab.yaml", "apiVersion: costguard/v1\nkind: Connection\nmetadata: { name: lab }\nspec:\n  provider: folder\n  source: { path: billing }\n  collect: { closedMonths: 12 }\n");
        _home.Write("notifications/routing.yaml", "apiVersion: costguard/v1\nkind: Routing\nmetadata: { name: routing }\nspec: { finance: [finance@acme.example, li@acme.example] }\n");
        _home.Write("notifications/preferences/li.yaml", "apiVersion: costguard/v1\nkind: Preferences\nmetadata: { name: li }\nspec: { person: li@acme.example, plainText: true, quietHours: { from: \"00:00\", to: \"23:59\" } }\n");
        // Nothing is sent there: addresses of this machine are refused.
        _home.Write("webhooks/bus.yaml", "apiVersion: costguard/v1\nkind: Webhook\nmetadata: { name: bus }\nspec:\n  format: standard\n  url: https://127.0.0.1/\n  secrets: [{ secretRef: \"file:key\" }]\n");
        _home.Write("key", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    }

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Connection_BreaksAndWorksAgain_IsToldInPlainTextAtOnceAndToPrograms()
    {
        await _home.RunAsync("collect");
        await _home.RunAsync("collect");

        string[] mails = Directory.GetFiles(_home.Path, "failure-notice-*.eml", SearchOption.AllDirectories);
        Assert.Equal(2, mails.Length);
        string own = await File.ReadAllTextAsync(Assert.Single(mails, mail => Path.GetFileName(mail).StartsWith("failure-notice-li", StringComparison.Ordinal)), TestContext.Current.CancellationToken);
        Assert.DoesNotContain("text/html", own, StringComparison.Ordinal);
        Assert.Equal(["collection.failed"], await EventsAsync());

        Bill(1.00m);
        await _home.RunAsync("collect");
        Assert.Equal(["collection.failed", "collection.recovered"], await EventsAsync());
    }

    [Fact]
    public async Task Month_ReconciledClosedReopenedRestated_IsToldToPrograms()
    {
        Bill(1.00m);
        await OkAsync("collect");
        await OkAsync("invoice", "add", "INV-1", "--period", "2026-10", "--date", "2026-11-03", "--currency", "USD", "--net", "31.00", "--tax", "0.00", "--by", "fin@acme.example");
        await OkAsync("period", "reconcile", "2026-10", "--by", "fin@acme.example");
        await OkAsync("period", "close", "2026-10", "--by", "cfo@acme.example");
        _home.Clock.Advance(TimeSpan.FromHours(1));
        Bill(1.10m);
        await OkAsync("collect");
        await OkAsync("collect");
        await OkAsync("period", "reopen", "2026-10", "--reason", "restated", "--by", "fin@acme.example");

        Assert.Equal(["data.restated", "period.closed", "period.reconciled", "period.reopened", "report.published"], (await EventsAsync()).Where(type => !type.StartsWith("collection", StringComparison.Ordinal)));
        string own = await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(_home.Path, "restated-li*.eml", SearchOption.AllDirectories)), TestContext.Current.CancellationToken);
        Assert.DoesNotContain("text/html", own, StringComparison.Ordinal);
    }

    private async Task<string[]> EventsAsync() =>
        [.. JsonDocument.Parse(await OkAsync("webhook", "deliveries", "-o", "json")).RootElement.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("key").GetString()!.Split('/')[2]).Order(StringComparer.Ordinal)];

    private void Bill(decimal cost)
    {
        var text = new StringBuilder("BilledCost,EffectiveCost,BillingCurrency,BillingPeriodStart,ChargePeriodStart,ChargePeriodEnd,ChargeCategory,ServiceName,SubAccountId,InvoiceId\n");
        for (int day = 1; day <= 31; day++)
            text.Append(CultureInfo.InvariantCulture, $"{cost},{cost},USD,2026-10-01T00:00:00Z,2026-10-{day:00}T00:00:00Z,2026-10-{day:00}T01:00:00Z,Usage,Compute,acct-1,INV-1\n");
        _home.Write("billing/2026-10.csv", text.ToString());
    }

    private async Task<string> OkAsync(params string[] arguments)
    {
        (int code, string output, string error) = await _home.RunAsync(arguments);
        Assert.True(code == 0, $"{string.Join(' ', arguments)} ended with {code}: {error}{output}");
        return output;
    }
}
