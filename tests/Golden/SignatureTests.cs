using System.Globalization;
using Xunit;

namespace CostGuard.Golden;

/// <summary>
/// Who signs a month signs for everything that its close does: October is closed with 100.00 and restated to 112.50 after November (50.00) was signed, then a
/// cost centre and an account change. (The invoice of November is 51.00, of which a person explains 1.00.) Each time the signature is of other figures: it is shown as changed, and the close is refused.
/// </summary>
public sealed class SignatureTests : IDisposable
{
    private const string Finance = "fin@acme.example", Chief = "cfo@acme.example";
    private const string Head = "BilledCost,EffectiveCost,BillingCurrency,BillingPeriodStart,ChargePeriodStart,ChargePeriodEnd,ChargeCategory,ServiceName,SubAccountId,InvoiceId\n";

    private readonly Product _product = new();

    public SignatureTests() => _product.Clock.SetUtcNow(new DateTimeOffset(2026, 12, 5, 7, 0, 0, TimeSpan.Zero));

    public void Dispose() => _product.Dispose();

    [Fact]
    public async Task Close_OfOtherThanWhatWasSigned_IsRefusedAndShown()
    {
        await ClosedOctoberAsync();
        await BillAsync("2026-11", "50.00,INV-2026-11");
        await InvoiceAsync("2026-11", "51.00");
        await _product.OkAsync("invoice", "explain", "INV-2026-11", "--reason", "marketplace", "--amount", "1.00", "--text", "not in the data", "--by", Finance);
        await ReconcileAsync();
        Assert.Equal("✓ RECONCILED", await StateAsync());

        // What the close would charge of October is not what was signed.
        await BillAsync("2026-10", "100.00,INV-2026-10", "12.50,INV-LATE");
        await AssertRefusedAsync();
        string ticks = (await _product.OkAsync("period", "reconcile", "2026-11", "--by", Finance, "--dry-run")).Out;
        Assert.Contains("+12.50 USD of 2026-10 changed after its close and is charged with this month (web +12.50 USD)", ticks, StringComparison.Ordinal);
        Assert.Contains("invoice INV-LATE of 2026-10 (+12.50 USD of it) is recorded nowhere", ticks, StringComparison.Ordinal);
        await ReconcileAsync();

        // Where it is posted.
        Files(centre: "4403", payable: "2000");
        await AssertRefusedAsync();
        Files(centre: "4402", payable: "6666");
        await AssertRefusedAsync();
        // The words of the signature, and in the mail and the workbook.
        Assert.Contains("! RECONCILED, changed since", (await _product.OkAsync("period", "status", "2026-11")).Out, StringComparison.Ordinal);
        Assert.Contains("reconciled by fin@acme.example, changed since", (await _product.OkAsync("mail", "preview", "finance", "--period", "2026-11")).Out.ReplaceLineEndings(" "), StringComparison.Ordinal);
        await _product.OkAsync("report", "run", "--period", "2026-11");
        var workbook = new WorkbookFile(Directory.GetFiles(_product.File("data/out/reports/2026-11"), "*.xlsx").Single());
        Assert.Equal(1.00m, workbook.Sum("Adjustments", "Amount", ("Approval", "reconciled by fin@acme.example, changed since")));
        Files(centre: "4402", payable: "2000");
        Assert.Equal("✓ RECONCILED", await StateAsync());

        await _product.OkAsync("period", "close", "2026-11", "--by", Chief);
        Assert.Equal(62.50m, (await _product.OkAsync("statement", "list", "--period", "2026-11", "-o", "json")).Json.GetProperty("items").EnumerateArray()
            .Where(item => item.GetProperty("team").GetString() == "web").Select(item => decimal.Parse(item.GetProperty("billedCost").GetString()!, CultureInfo.InvariantCulture)).Single());
    }

    // It is the fifth of December, whatever --as-of says.
    [Fact]
    public async Task Reconcile_MonthThatRuns_IsRefusedAheadOfTheClock()
    {
        await ClosedOctoberAsync();
        await BillAsync("2026-12", "50.00,INV-2026-12");
        await InvoiceAsync("2026-12", "50.00");

        Answer ahead = await _product.RunAsync("period", "reconcile", "2026-12", "--by", Finance, "--as-of", "2027-01-05");

        Assert.Equal(5, ahead.ExitCode);
        Assert.Contains("2026-12 has not ended.", ahead.Out, StringComparison.Ordinal);
    }

    private async Task ClosedOctoberAsync()
    {
        await _product.OkAsync("init", "--no-input");
        Files(centre: "4402", payable: "2000");
        await BillAsync("2026-10", "100.00,INV-2026-10");
        await InvoiceAsync("2026-10", "100.00");
        await _product.OkAsync("period", "reconcile", "2026-10", "--by", Finance);
        await _product.OkAsync("period", "close", "2026-10", "--by", Chief);
    }

    private async Task AssertRefusedAsync()
    {
        Assert.Equal("! RECONCILED, changed since", await StateAsync());
        Answer refused = await _product.RunAsync("period", "close", "2026-11", "--by", Chief);
        Assert.Equal(9, refused.ExitCode);
        Assert.Contains("CG2709", refused.Error, StringComparison.Ordinal);
    }

    private async Task<string?> StateAsync() => (await _product.OkAsync("period", "list", "-o", "json")).Json.GetProperty("items").EnumerateArray()
        .Single(item => item.GetProperty("period").GetString() == "2026-11").GetProperty("state").GetString();

    private Task<Answer> ReconcileAsync() => _product.OkAsync("period", "reconcile", "2026-11", "--by", Finance);

    private void Files(string centre, string payable)
    {
        _product.Write("teams/web.yaml", $"apiVersion: costguard/v1\nkind: Team\nmetadata: {{ name: web, title: Web }}\nspec:\n  owner: lead@acme.example\n  costCentre: \"{centre}\"\n  effectiveFrom: 2026-01\n  match:\n    - aws.account: [\"acct-1\"]\n");
        _product.Write("reports/journal.yaml", $"apiVersion: costguard/v1\nkind: Journal\nmetadata: {{ name: journal }}\nspec:\n  expense: \"6540\"\n  payable: \"{payable}\"\n");
    }

    private async Task BillAsync(string month, params string[] amounts)
    {
        _product.Clock.Advance(TimeSpan.FromMinutes(1));
        string lines = string.Concat(amounts.Select(each => each.Split(',')).Select(each => $"{each[0]},{each[0]},USD,{month}-01T00:00:00Z,{month}-02T00:00:00Z,{month}-02T01:00:00Z,Usage,Compute,acct-1,{each[1]}\n"));
        await _product.OkAsync("import", _product.Write($"bill-{month}.csv", Head + lines), "--source", "bill");
        _product.Clock.Advance(TimeSpan.FromMinutes(1));
    }

    private Task<Answer> InvoiceAsync(string month, string net) => _product.OkAsync(
        "invoice", "add", $"INV-{month}", "--period", month, "--date", "2026-12-03", "--currency", "USD", "--net", net, "--tax", "0.00", "--by", Finance);
}
