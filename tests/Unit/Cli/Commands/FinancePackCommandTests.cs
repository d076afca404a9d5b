using System.Globalization;
using System.Text;
using System.Text.Json;
using CostGuard.Cli.Configuration.Kinds;
using Xunit;

namespace CostGuard.Unit.Cli.Commands;

/// <summary>What finance gets: one final mail for each closed version, whatever is repeated, and one notice for each restatement afterwards.</summary>
public sealed class FinancePackCommandTests : IDisposable
{
    private readonly CommandHome _home = new();

    public FinancePackCommandTests()
    {
        _home.Clock.SetUtcNow(new DateTimeOffset(2026, 11, 20, 8, 0, 0, TimeSpan.Zero));
        _home.Write("connections/lab.yaml", "apiVersion: costguard/v1\nkind: Connection\nmetadata: { name: lab }\nspec:\n  provider: folder\n  source: { path: billing }\n  collect: { closedMonths: 12 }\n");
        _home.Write("teams/payments.yaml", "apiVersion: costguard/v1\nkind: Team\nmetadata: { name: payments, title: Payments }\nspec:\n  owner: li@acme.example\n  effectiveFrom: 2026-01\n  match: [{ aws.account: [acct-1] }]\n");
        _home.Write("reports/journal.yaml", JournalKind.Kind.Example);
    }

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Close_MailsOnceAVersion_AndARestatementOnce()
    {
        Readers();
        Bill(1.00m);
        await OkAsync("collect");
        await OkAsync("invoice", "add", "INV-1", "--period", "2026-10", "--date", "2026-11-03", "--currency", "USD", "--net", "62.00", "--tax", "0.00", "--by", "fin@acme.example");
        await OkAsync("period", "reconcile", "2026-10", "--by", "fin@acme.example");
        string closed = await OkAsync("period", "close", "2026-10", "--by", "cfo@acme.example");
        Assert.Contains("Queued: \"Oct 2026 final: 62 USD, no budget, ties to invoices\" to finance@acme.example", closed, StringComparison.Ordinal);
        string eml = Assert.Single(Directory.GetFiles(_home.Path, "finance-all-*.eml", SearchOption.AllDirectories));
        string mime = await File.ReadAllTextAsync(eml, TestContext.Current.CancellationToken);
        Assert.Contains("close-v1-FINAL.xlsx", mime, StringComparison.Ordinal);
        Assert.Contains("costguard-2026-10-journal-v1.csv", mime, StringComparison.Ordinal);

        Assert.Contains("costguard-2026-10-acme-review.pdf", mime, StringComparison.Ordinal);
        Assert.Contains("The review of 2026-10 is open on the same figures", closed, StringComparison.Ordinal);
        Assert.Contains(await AuditAsync(), entry => entry.Contains("review.pdf, sha256", StringComparison.Ordinal));

        // Again by hand, by the other name, and by the command that closed it: it stays one.
        Assert.Equal(9, (await _home.RunAsync("period", "close", "2026-10", "--by", "cfo@acme.example")).Code);
        foreach (string kind in (string[])["finance-pack", "finance"])
            Assert.Contains("Already queued", await OkAsync("mail", "send", kind, "--period", "2026-10"), StringComparison.Ordinal);
        Assert.Single(await SubjectsAsync(), subject => subject.StartsWith("Oct 2026 final", StringComparison.Ordinal));

        // 31 days of two accounts at 1.10 instead of 1.00 are 6.20 more, half of it of Payments.
        _home.Clock.Advance(TimeSpan.FromHours(1));
        Bill(1.10m);
        await OkAsync("collect");
        await OkAsync("collect");
        Assert.Equal("Oct 2026 restated after close: +6.2 USD, lab", Assert.Single(await SubjectsAsync(), subject => subject.Contains("restated", StringComparison.Ordinal)));
        string notice = await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(_home.Path, "restated-lab-*.eml", SearchOption.AllDirectories)), TestContext.Current.CancellationToken);
        Assert.Matches(@"Payments +\+3\.10", notice);
        Assert.Matches(@"acct-2 \(Unallocated\) +\+3\.10", notice);
        Assert.Contains("prior-period line in Nov 2026", notice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Close_DiedBeforeItsMail_IsFinishedByTheSameCommand()
    {
        // Nobody reads the report yet, so the close queues no mail: the state that a process leaves which dies in between.
        Bill(1.00m);
        await OkAsync("collect");
        await OkAsync("invoice", "add", "INV-1", "--period", "2026-10", "--date", "2026-11-03", "--currency", "USD", "--net", "62.00", "--tax", "0.00", "--by", "fin@acme.example");
        await OkAsync("period", "reconcile", "2026-10", "--by", "fin@acme.example");
        await OkAsync("period", "close", "2026-10", "--by", "cfo@acme.example");
        string[] audit = await AuditAsync();
        Assert.Empty(await SubjectsAsync());

        Readers();
        Assert.Contains("its mail was not queued", await OkAsync("period", "close", "2026-10", "--by", "cfo@acme.example"), StringComparison.Ordinal);

        Assert.Single(await SubjectsAsync());
        // Only that it was published is new in the log; files are not signed for twice.
        string[] after = await AuditAsync();
        Assert.Contains("period publish", after[0], StringComparison.Ordinal);
        Assert.Equal(audit, after[1..]);
        Assert.Equal(9, (await _home.RunAsync("period", "close", "2026-10", "--by", "cfo@acme.example")).Code);
    }

    private void Readers() =>
        _home.Write("notifications/routing.yaml", "apiVersion: costguard/v1\nkind: Routing\nmetadata: { name: routing }\nspec: { finance: [finance@acme.example] }\n");

    private void Bill(decimal cost)
    {
        var text = new StringBuilder("BilledCost,EffectiveCost,BillingCurrency,BillingPeriodStart,ChargePeriodStart,ChargePeriodEnd,ChargeCategory,ServiceName,SubAccountId,InvoiceId\n");
        for (int day = 1; day <= 31; day++)
        {
            foreach (string account in (string[])["acct-1", "acct-2"])
                text.Append(CultureInfo.InvariantCulture, $"{cost},{cost},USD,2026-10-01T00:00:00Z,2026-10-{day:00}T00:00:00Z,2026-10-{day:00}T01:00:00Z,Usage,Compute,{account},INV-1\n");
        }

        _home.Write("billing/2026-10.csv", text.ToString());
    }

    private async Task<string[]> AuditAsync() =>
        [.. JsonDocument.Parse(await OkAsync("period", "audit", "2026-10", "-o", "json")).RootElement.GetProperty("items").EnumerateArray().Select(entry => entry.GetRawText())];

    private async Task<string[]> SubjectsAsync() =>
        [.. JsonDocument.Parse(await OkAsync("mail", "log", "-o", "json")).RootElement.GetProperty("items").EnumerateArray().Select(mail => mail.GetProperty("subject").GetString()!)];

    private async Task<string> OkAsync(params string[] arguments)
    {
        (int code, string output, string error) = await _home.RunAsync(arguments);
        Assert.True(code == 0, $"{string.Join(' ', arguments)} ended with {code}: {error}{output}");
        return output;
    }
}
