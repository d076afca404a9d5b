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
        Assert.Equal(["collection.failed", "collection.recovered", "period.provider_final"], await EventsAsync());
    }

    [Fact]
    public async Task Month_ReconciledClosedReopenedRestated_IsToldToPrograms()
    {
        Bill(1.00m);
        await OkAsync("collect");
        await OkAsync("invoice", "add", "INV-1", "--period", "2026-10", "--date", "2026-11-03", "--currency", "USD", "--net", "31.00", "--tax", "0.00", "--by", "fin@acme.example");
        // A blank is neither a name nor a reason.
        Assert.Equal(2, (await _home.RunAsync("period", "reconcile", "2026-10", "--by", " ")).Code);
        await OkAsync("period", "reconcile", "2026-10", "--by", "fin@acme.example");
        await OkAsync("period", "close", "2026-10", "--by", "cfo@acme.example");
        Assert.Equal(2, (await _home.RunAsync("period", "reopen", "2026-10", "--reason", "", "--by", "fin@acme.example")).Code);
        _home.Clock.Advance(TimeSpan.FromHours(1));
        Bill(1.10m);
        await OkAsync("collect");
        await OkAsync("collect");
        await OkAsync("period", "reopen", "2026-10", "--reason", "restated", "--by", "fin@acme.example");

        Assert.Equal(["data.restated", "period.closed", "period.provider_final", "period.reconciled", "period.reopened", "report.published", "report.published"], (await EventsAsync()).Where(type => !type.StartsWith("collection", StringComparison.Ordinal)));
        string own = await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(_home.Path, "restated-li*.eml", SearchOption.AllDirectories)), TestContext.Current.CancellationToken);
        Assert.DoesNotContain("text/html", own, StringComparison.Ordinal);
    }

    /// <summary>October's lines have no invoice at first; that they have one later is told once, whichever way it comes in, and asking tells nobody.</summary>
    [Fact]
    public async Task Month_BilledByItsProvider_IsToldOnceFromEveryWayThatDataComesIn()
    {
        Bill(1.00m, invoice: "");
        string hand = Bill(1.00m, invoice: "", "hand.csv", "acct-2");
        await OkAsync("import", hand, "--source", "hand");
        await OkAsync("collect");
        Assert.Empty(await FinalAsync());

        Bill(1.00m, file: "hand.csv", account: "acct-2");
        await OkAsync("import", hand, "--source", "hand");
        // One of two sources is billed.
        Assert.Empty(await FinalAsync());
        Assert.Equal(
            [("hand", "✓ PROVIDER-FINAL", 0), ("lab", "! OPEN", 31)],
            JsonDocument.Parse(await OkAsync("period", "sources", "2026-10", "-o", "json")).RootElement.GetProperty("items").EnumerateArray()
                .Select(item => (item.GetProperty("source").GetString()!, item.GetProperty("state").GetString()!, item.GetProperty("linesWithoutInvoice").GetInt32())));
        Bill(1.00m);
        await OkAsync("period", "list");
        Assert.Empty(await FinalAsync());
        await OkAsync("collect");
        Assert.Single(await FinalAsync());

        Bill(1.10m);
        Bill(1.10m, file: "hand.csv", account: "acct-2");
        await OkAsync("collect");
        await OkAsync("import", hand, "--source", "hand");
        Assert.Single(await FinalAsync());
        Assert.Contains("2026-10: providers have billed, no line is without an invoice", await OkAsync("webhook", "deliveries"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_TellsThatAMonthIsBilled_AndThatAClosedOneIsRestated()
    {
        Bill(1.00m);
        await OkAsync("import", _home.File("billing/2026-10.csv"), "--source", "hand");
        Assert.Single(await FinalAsync());
        await OkAsync("invoice", "add", "INV-1", "--period", "2026-10", "--date", "2026-11-03", "--currency", "USD", "--net", "31.00", "--tax", "0.00", "--by", "fin@acme.example");
        await OkAsync("period", "reconcile", "2026-10", "--by", "fin@acme.example");
        await OkAsync("period", "close", "2026-10", "--by", "cfo@acme.example");
        _home.Clock.Advance(TimeSpan.FromHours(1));
        Bill(1.10m);
        await OkAsync("import", _home.File("billing/2026-10.csv"), "--source", "hand");

        Assert.Single(await EventsAsync(), type => type == "data.restated");
        Assert.Single(Directory.GetFiles(_home.Path, "restated-hand*.eml", SearchOption.AllDirectories));
        Assert.Single(await FinalAsync());
    }

    /// <summary>Data that came in before there was an endpoint: told when the month is reconciled, before that is.</summary>
    [Fact]
    public async Task Reconcile_BilledMonthThatNobodyWasToldOf_TellsItFirst()
    {
        string endpoint = await File.ReadAllTextAsync(_home.File("webhooks/bus.yaml"), TestContext.Current.CancellationToken);
        File.Delete(_home.File("webhooks/bus.yaml"));
        Bill(1.00m);
        await OkAsync("collect");
        await OkAsync("invoice", "add", "INV-1", "--period", "2026-10", "--date", "2026-11-03", "--currency", "USD", "--net", "31.00", "--tax", "0.00", "--by", "fin@acme.example");
        _home.Write("webhooks/bus.yaml", endpoint);

        await OkAsync("period", "reconcile", "2026-10", "--dry-run", "--by", "fin@acme.example");
        Assert.Empty(await EventsAsync());
        await OkAsync("period", "reconcile", "2026-10", "--by", "fin@acme.example");
        Assert.Equal(["period.provider_final", "period.reconciled"], await EventsAsync());
    }

    private async Task<string[]> FinalAsync() => [.. (await EventsAsync()).Where(type => type == "period.provider_final")];

    private async Task<string[]> EventsAsync() =>
        [.. JsonDocument.Parse(await OkAsync("webhook", "deliveries", "-o", "json")).RootElement.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("key").GetString()!.Split('/')[2]).Order(StringComparer.Ordinal)];

    private string Bill(decimal cost, string invoice = "INV-1", string file = "billing/2026-10.csv", string account = "acct-1")
    {
        var text = new StringBuilder("BilledCost,EffectiveCost,BillingCurrency,BillingPeriodStart,ChargePeriodStart,ChargePeriodEnd,ChargeCategory,ServiceName,SubAccountId,InvoiceId\n");
        for (int day = 1; day <= 31; day++)
            text.Append(CultureInfo.InvariantCulture, $"{cost},{cost},USD,2026-10-01T00:00:00Z,2026-10-{day:00}T00:00:00Z,2026-10-{day:00}T01:00:00Z,Usage,Compute,{account},{invoice}\n");
        return _home.Write(file, text.ToString());
    }

    private async Task<string> OkAsync(params string[] arguments)
    {
        (int code, string output, string error) = await _home.RunAsync(arguments);
        Assert.True(code == 0, $"{string.Join(' ', arguments)} ended with {code}: {error}{output}");
        return output;
    }
}
