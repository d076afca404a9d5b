using Xunit;

namespace CostGuard.Golden;

/// <summary>
/// The pack of a closed month shows what was closed. A review is opened before there is an invoice, and a decision written; October (100.00) is closed with the
/// invoice. Then it is opened again, and closed with another invoice, twice: 90.00 and 10.00 explained, and, after the review was closed, 80.00 and 20.00.
/// </summary>
public sealed class ClosedReviewTests : IDisposable
{
    private const string Finance = "fin@acme.example", Chief = "cfo@acme.example", Decision = "Payments moves to the new region";
    private const string Head = "BilledCost,EffectiveCost,BillingCurrency,BillingPeriodStart,ChargePeriodStart,ChargePeriodEnd,ChargeCategory,ServiceName,SubAccountId,InvoiceId\n";

    private readonly Product _product = new();

    public ClosedReviewTests() => _product.Clock.SetUtcNow(new DateTimeOffset(2026, 12, 5, 7, 0, 0, TimeSpan.Zero));

    public void Dispose() => _product.Dispose();

    [Fact]
    public async Task Close_ReviewOfOtherEvidence_IsFrozenAnewOrNotIssued()
    {
        await _product.OkAsync("init", "--no-input");
        _product.Write("teams/web.yaml", "apiVersion: costguard/v1\nkind: Team\nmetadata: { name: web, title: Web }\nspec:\n  owner: lead@acme.example\n  effectiveFrom: 2026-01\n  match:\n    - aws.account: [\"acct-1\"]\n");
        _product.Write("notifications/routing.yaml", "apiVersion: costguard/v1\nkind: Routing\nmetadata: { name: routing }\nspec:\n  finance: [finance@acme.example]\n");
        await _product.OkAsync("import", _product.Write("bill.csv", $"{Head}100.00,100.00,USD,2026-10-01T00:00:00Z,2026-10-02T00:00:00Z,2026-10-02T01:00:00Z,Usage,Compute,acct-1,INV-1\n"), "--source", "bill");
        await _product.OkAsync("review", "open", "2026-10", "--by", Finance);
        await _product.OkAsync("review", "decide", "2026-10", Decision, "--owner", "lead@acme.example", "--due", "2026-12-20", "--by", Chief);
        string open = await ShownAsync();
        Assert.Contains("NO INVOICE", open, StringComparison.Ordinal);
        Assert.Contains("the month is open and may be restated", open, StringComparison.Ordinal);

        await InvoiceAsync("100.00");
        Assert.Contains("The review of 2026-10 is open on the same figures", await CloseAsync(), StringComparison.Ordinal);
        await AssertPackAsync(version: 1, net: "100.00");
        byte[] first = await File.ReadAllBytesAsync(Pack(1)!, TestContext.Current.CancellationToken);

        await ReplaceAsync("90.00", explained: "-10");
        Assert.Contains("The review of 2026-10 is open on the same figures", await CloseAsync(), StringComparison.Ordinal);
        await AssertPackAsync(version: 2, net: "90.00");
        Assert.NotEqual(first, await File.ReadAllBytesAsync(Pack(2)!, TestContext.Current.CancellationToken));
        Assert.Equal(first, await File.ReadAllBytesAsync(Pack(1)!, TestContext.Current.CancellationToken));

        await _product.OkAsync("review", "close", "2026-10", "--by", Chief);
        string signed = await ShownAsync();
        await ReplaceAsync("80.00", explained: "-20");
        await CloseAsync(said: "The review of 2026-10 was closed by cfo@acme.example on other figures");
        Assert.Null(Pack(3));
        Assert.Equal(signed, await ShownAsync());
        string mail = (await _product.OkAsync("mail", "preview", "finance", "--period", "2026-10")).Out.ReplaceLineEndings(" ");
        Assert.Contains("so its pack is not this version's. The next one: costguard review open 2026-11 --by WHO", mail, StringComparison.Ordinal);
    }

    private async Task AssertPackAsync(int version, string net)
    {
        string shown = await ShownAsync();
        Assert.Contains(FormattableString.Invariant($"CLOSED v{version}"), shown, StringComparison.Ordinal);
        Assert.DoesNotContain("NO INVOICE", shown, StringComparison.Ordinal);
        Assert.Contains("TIES", shown, StringComparison.Ordinal);
        Assert.Contains($">{net}<", shown, StringComparison.Ordinal);
        Assert.Contains(Decision, shown, StringComparison.Ordinal);
        Assert.NotNull(Pack(version));
    }

    private string? Pack(int version) => Directory.GetFiles(_product.File("data/out/reports/2026-10"), FormattableString.Invariant($"*-review-close-v{version}.pdf")).SingleOrDefault();

    private async Task<string> ShownAsync() => (await _product.OkAsync("review", "show", "2026-10", "--out", "-")).Out;

    private async Task<string> CloseAsync(string? said = null)
    {
        _product.Clock.Advance(TimeSpan.FromMinutes(1));
        await _product.OkAsync("period", "reconcile", "2026-10", "--by", Finance);
        Answer closed = await _product.OkAsync("period", "close", "2026-10", "--by", Chief);
        if (said is not null) Assert.Contains(said, closed.Error, StringComparison.Ordinal);
        _product.Clock.Advance(TimeSpan.FromMinutes(1));
        return closed.Out;
    }

    private async Task ReplaceAsync(string net, string explained)
    {
        await _product.OkAsync("period", "reopen", "2026-10", "--reason", "another invoice", "--by", Finance);
        await _product.OkAsync("invoice", "remove", "INV-1", "--by", Finance);
        await InvoiceAsync(net);
        await _product.OkAsync("invoice", "explain", "INV-1", "--reason", "marketplace", "--amount", explained, "--text", "billed by the seller", "--by", Finance);
    }

    private Task<Answer> InvoiceAsync(string net) => _product.OkAsync(
        "invoice", "add", "INV-1", "--period", "2026-10", "--date", "2026-12-03", "--currency", "USD", "--net", net, "--tax", "0.00", "--by", Finance);
}
