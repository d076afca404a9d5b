using System.Globalization;
using System.Text;
using System.Text.Json;
using CostGuard.Cli.Configuration.Kinds;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Ledger.State;
using CostGuard.Unit.Publish;
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

        Assert.Contains("costguard-2026-10-acme-review-close-v1.pdf", mime, StringComparison.Ordinal);
        Assert.Contains("The review of 2026-10 is open on the same figures", closed, StringComparison.Ordinal);
        Assert.Contains(await AuditAsync(), entry => entry.Contains("review-close-v1.pdf, sha256", StringComparison.Ordinal));

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

    /// <summary>31 days of two accounts at 1.00 become 1.10 and 0.90: October is 62.00 as before, and 3.10 are of Payments now that were nobody's.</summary>
    [Fact]
    public async Task Collect_RestatementThatMovesCostBetweenTeams_IsToldOnceWithBothAmounts()
    {
        Readers();
        await ClosedAsync();
        _home.Clock.Advance(TimeSpan.FromHours(1));
        Bill(1.10m, 0.90m);
        await OkAsync("collect");
        await OkAsync("collect");

        Assert.Equal("Oct 2026 restated: 3.1 USD moved between teams, lab", Assert.Single(await SubjectsAsync(), subject => subject.Contains("restated", StringComparison.Ordinal)));
        string notice = await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(_home.Path, "restated-lab-*.eml", SearchOption.AllDirectories)), TestContext.Current.CancellationToken);
        Assert.Matches(@"Payments +\+3\.10", notice);
        Assert.Matches(@"Unallocated +-3\.10", notice);

        // Back again: what the notice told is not charged, and nothing differs from the close any more.
        _home.Clock.Advance(TimeSpan.FromHours(1));
        Bill(1.00m);
        await OkAsync("collect");
        Assert.Single(await SubjectsAsync(), subject => subject.Contains("restated", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Close_DiedBeforeItsMail_IsFinishedByTheSameCommand()
    {
        // Nobody reads the report yet, so the close queues no mail: the state that a process leaves which dies in between.
        await ClosedAsync();
        string[] audit = await AuditAsync();
        Assert.Empty(await SubjectsAsync());

        Readers();
        Assert.Contains("its messages were not all queued", await OkAsync("period", "close", "2026-10", "--by", "cfo@acme.example"), StringComparison.Ordinal);

        Assert.Single(await SubjectsAsync());
        // Only that it was published is new in the log; files are not signed for twice.
        string[] after = await AuditAsync();
        Assert.Contains("period publish", after[0], StringComparison.Ordinal);
        Assert.Equal(audit, after[1..]);
        Assert.Equal(9, (await _home.RunAsync("period", "close", "2026-10", "--by", "cfo@acme.example")).Code);
    }

    /// <summary>A reader who wants it otherwise has a mail and a key of their own: that the shared one is there says nothing of it.</summary>
    [Fact]
    public async Task Close_DiedBetweenTwoMails_QueuesTheOtherAndIsDoneThen()
    {
        await ClosedAsync();
        Readers();
        await OkAsync("mail", "send", "finance", "--period", "2026-10");
        Readers("finance@acme.example", "cfo@acme.example");
        _home.Write("notifications/preferences/cfo.yaml", "apiVersion: costguard/v1\nkind: Preferences\nmetadata: { name: cfo }\nspec: { person: cfo@acme.example, plainText: true }\n");

        Assert.Contains("to cfo@acme.example", await OkAsync("period", "close", "2026-10", "--by", "cfo@acme.example"), StringComparison.Ordinal);
        Assert.Equal(2, (await SubjectsAsync()).Length);
        Assert.Equal(9, (await _home.RunAsync("period", "close", "2026-10", "--by", "cfo@acme.example")).Code);

        // What else waits goes out with it, and says nothing of the month; what waits of the month does.
        using var state = new StateDbFactory(new HomeFolder(_home.Path));
        var outbox = new Outbox(state);
        await outbox.EnqueueAsync(SomeMail.Message("weekly-team/payments/2026-11-14/1f2e3d4c5b6a"), TestContext.Current.CancellationToken);
        Assert.Equal(9, (await _home.RunAsync("period", "close", "2026-10", "--by", "cfo@acme.example")).Code);
        IReadOnlyList<OutboxMessage> sent = await outbox.ListAsync(10, TestContext.Current.CancellationToken);
        Assert.All(sent, message => Assert.Equal(DeliveryState.Sent, message.State));
        await outbox.SettleAsync(sent.First(message => message.Kind == "finance").Key, DeliveryState.Queued, null, null, _home.Clock.GetUtcNow(), TestContext.Current.CancellationToken);
        Assert.Contains("1 message went out now", await OkAsync("period", "close", "2026-10", "--by", "cfo@acme.example"), StringComparison.Ordinal);
    }

    /// <summary>When nobody who reads wants it, there is nothing left to do: the second time says so.</summary>
    [Fact]
    public async Task Close_EveryReaderLeftTheReport_IsDoneAtOnce()
    {
        Readers("li@acme.example");
        _home.Write("notifications/preferences/li.yaml", "apiVersion: costguard/v1\nkind: Preferences\nmetadata: { name: li }\nspec: { person: li@acme.example, mails: { finance: false } }\n");
        await ClosedAsync();

        Assert.Empty(await SubjectsAsync());
        Assert.Equal(9, (await _home.RunAsync("period", "close", "2026-10", "--by", "cfo@acme.example")).Code);
    }

    /// <summary>A review that is open is frozen anew by the close, on the closed figures; what people wrote stays, and holds what a file can hold.</summary>
    [Fact]
    public async Task Close_OpenReviewOfOtherData_IsFrozenAnewWithItsNotes()
    {
        string before = await ReviewedAsync();
        await ClosedAsync();

        string mime = await MailAsync();
        Assert.Contains("costguard-2026-10-acme-review-close-v1.pdf", mime, StringComparison.Ordinal);
        Assert.DoesNotContain(before, mime, StringComparison.Ordinal);
        JsonElement review = JsonDocument.Parse(await OkAsync("review", "list", "-o", "json")).RootElement.GetProperty("items")[0];
        Assert.Contains($"snapshot {review.GetProperty("snapshot").GetString()}", mime, StringComparison.Ordinal);
        JsonElement note = Assert.Single(JsonDocument.Parse(await OkAsync("review", "entries", "2026-10", "-o", "json")).RootElement.GetProperty("items").EnumerateArray());
        Assert.Equal(("replica [0mon", "li@acme.example"), (note.GetProperty("text").GetString(), note.GetProperty("by").GetString()));
    }

    /// <summary>One that was closed on other figures stays as it is, and its pack is not issued: the mail says so.</summary>
    [Fact]
    public async Task Close_ClosedReviewOfOtherData_IsNotInTheFinalMailAndSaid()
    {
        string before = await ReviewedAsync("review", "close", "2026-10", "--by", "cfo@acme.example");
        await ClosedAsync();

        string mime = await MailAsync();
        Assert.DoesNotContain(".pdf", mime, StringComparison.Ordinal);
        Assert.Contains("was closed by cfo@acme.example on other figures", mime, StringComparison.Ordinal);
        Assert.Contains("costguard review open 2026-11 --by WHO", mime, StringComparison.Ordinal);
        Assert.Equal(before, JsonDocument.Parse(await OkAsync("review", "list", "-o", "json")).RootElement.GetProperty("items")[0].GetProperty("snapshot").GetString());
    }

    // A review with a note, perhaps closed, before a budget changes the snapshot; the snapshot before.
    private async Task<string> ReviewedAsync(params string[] then)
    {
        Readers();
        Bill(1.00m);
        await OkAsync("collect");
        await OkAsync("review", "open", "2026-10", "--by", "fin@acme.example");
        await OkAsync("review", "note", "2026-10", "replica \u001b[0m\u0000on", "--on", "team", "payments", "--by", "li\u0007@acme.example");
        if (then.Length > 0) await OkAsync(then);
        Budget("2026-10");
        return JsonDocument.Parse(await OkAsync("review", "list", "-o", "json")).RootElement.GetProperty("items")[0].GetProperty("snapshot").GetString()!;
    }

    private async Task<string> MailAsync() =>
        (await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(_home.Path, "finance-all-*.eml", SearchOption.AllDirectories)), TestContext.Current.CancellationToken))
            .Replace("=\r\n", "", StringComparison.Ordinal).ReplaceLineEndings(" ");

    /// <summary>A pack that could not be made when the month was closed is made by the same command as soon as it can be: signed for, and mailed once more, once.</summary>
    [Fact]
    public async Task Close_PackThatTheCloseWentWithout_IsMadeAndMailedByTheSameCommand()
    {
        Readers();
        await ClosedAsync();
        // What a close leaves whose pack could not be made: neither the file nor its line of the log.
        File.Delete(Assert.Single(Directory.GetFiles(_home.Path, "*review-close-v1.pdf", SearchOption.AllDirectories)));
        using (var factory = new StateDbFactory(new HomeFolder(_home.Path)))
        {
            await using StateDb state = await factory.OpenAsync(TestContext.Current.CancellationToken);
            AuditRow[] signed = [.. state.Audit.Where(row => row.After != null && row.After.Contains("review-close-v1.pdf"))];
            state.Audit.Remove(Assert.Single(signed));
            await state.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        string late = await OkAsync("period", "close", "2026-10", "--by", "cfo@acme.example");
        Assert.Contains("its review pack was not made then: it is now", late, StringComparison.Ordinal);
        Assert.Contains("Queued: \"With its review pack: Oct 2026 final: 62 USD", late, StringComparison.Ordinal);
        Assert.Single(await SubjectsAsync(), subject => subject.StartsWith("With its review pack: ", StringComparison.Ordinal));
        Assert.Contains("review-close-v1.pdf", await File.ReadAllTextAsync(Directory.GetFiles(_home.Path, "finance-all-*pack*.eml", SearchOption.AllDirectories).Single(), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Single(await AuditAsync(), entry => entry.Contains("review-close-v1.pdf, sha256", StringComparison.Ordinal));
        Assert.Equal(9, (await _home.RunAsync("period", "close", "2026-10", "--by", "cfo@acme.example")).Code);
        Assert.Equal(2, (await SubjectsAsync()).Length);
    }

    /// <summary>October is closed twice on the same data. Whoever holds version 1, of the company or of a team, is told so, and that it is what was written; a forged one is not.</summary>
    [Fact]
    public async Task Verify_OlderVersionOfAReopenedMonth_SaysWhichAndProvesIt()
    {
        await ClosedAsync();
        await OkAsync("report", "run", "--period", "2026-10", "--team", "payments");
        string first = Assert.Single(Directory.GetFiles(_home.Path, "*acme-close-v1-FINAL.xlsx", SearchOption.AllDirectories)), team = Assert.Single(Directory.GetFiles(_home.Path, "*payments-close-v1-FINAL.xlsx", SearchOption.AllDirectories));
        string forged = Path.Combine(_home.Path, "forged.xlsx"), held = Path.Combine(_home.Path, "held.xlsx");
        File.Copy(first, held);
        File.Copy(first, forged);
        ReportVerifyTests.Change(forged, "Data", "Compute", "Sneaky");
        _home.Clock.Advance(TimeSpan.FromHours(1));
        await OkAsync("period", "reopen", "2026-10", "--reason", "to look again", "--by", "fin@acme.example");
        await AssertOlderAsync(held);
        string early = (await OkAsync("report", "run", "--period", "2026-10", "--team", "payments")).Trim();
        Assert.Contains("is genuine, unchanged and current", await OkAsync("report", "verify", early), StringComparison.Ordinal);
        await OkAsync("period", "reconcile", "2026-10", "--by", "ann@acme.example");
        await OkAsync("period", "close", "2026-10", "--by", "bob@acme.example");
        File.Delete(first);

        await AssertOlderAsync(held);
        // Nobody has written the team's workbook of version 2 yet.
        await AssertOlderAsync(team);
        // Nor is an estimate from before the close the current one, though nobody wrote it anew.
        (int stale, string estimate, _) = await _home.RunAsync("report", "verify", early);
        Assert.Equal(9, stale);
        Assert.Contains("older version (an estimate of 2026-10)", estimate.ReplaceLineEndings(" "), StringComparison.Ordinal);
        (int code, string cells, _) = await _home.RunAsync("report", "verify", forged, "-o", "csv");
        Assert.Equal(6, code);
        Assert.Contains("Sneaky", cells, StringComparison.Ordinal);
        Assert.Contains("older version (v1 of 2026-10), was changed", (await _home.RunAsync("report", "verify", forged)).Out, StringComparison.Ordinal);
        Assert.Contains("is genuine, unchanged and current", await OkAsync("report", "verify", Assert.Single(Directory.GetFiles(_home.Path, "*acme-close-v2-FINAL.xlsx", SearchOption.AllDirectories))), StringComparison.Ordinal);
    }

    private async Task AssertOlderAsync(string file)
    {
        (int code, string text, _) = await _home.RunAsync("report", "verify", file);
        text = text.ReplaceLineEndings(" ");
        Assert.Equal(9, code);
        Assert.Contains("is genuine and unchanged, but an older version (v1 of 2026-10)", text, StringComparison.Ordinal);
        Assert.Contains("it is the same to the byte", text, StringComparison.Ordinal);
    }

    /// <summary>A closed month's workbook can be made again whatever is configured since, and so held against a changed copy.</summary>
    [Fact]
    public async Task Verify_ClosedMonthAfterAnotherBudget_StillNamesTheCell()
    {
        await ClosedAsync();
        string final = Assert.Single(Directory.GetFiles(_home.Path, "*-FINAL.xlsx", SearchOption.AllDirectories)), changed = Path.Combine(_home.Path, "changed.xlsx");
        File.Copy(final, changed);
        ReportVerifyTests.Change(changed, "Data", "Compute", "Sneaky");
        Budget("2026-11");
        File.Delete(final);

        (int code, string cells, _) = await _home.RunAsync("report", "verify", changed, "-o", "csv");
        Assert.Equal(6, code);
        Assert.Contains("Sneaky", cells, StringComparison.Ordinal);
    }

    private async Task ClosedAsync()
    {
        Bill(1.00m);
        await OkAsync("collect");
        await OkAsync("invoice", "add", "INV-1", "--period", "2026-10", "--date", "2026-11-03", "--currency", "USD", "--net", "62.00", "--tax", "0.00", "--by", "fin@acme.example");
        await OkAsync("period", "reconcile", "2026-10", "--by", "fin@acme.example");
        await OkAsync("period", "close", "2026-10", "--by", "cfo@acme.example");
    }

    private void Budget(string month) =>
        _home.Write("budgets/pay.yaml", $"apiVersion: costguard/v1\nkind: Budget\nmetadata: {{ name: pay }}\nspec:\n  team: payments\n  currency: USD\n  amounts: {{ {month}: 50 }}\n");

    private void Readers(params string[] readers) =>
        _home.Write("notifications/routing.yaml", $"apiVersion: costguard/v1\nkind: Routing\nmetadata: {{ name: routing }}\nspec: {{ finance: [{string.Join(", ", readers.DefaultIfEmpty("finance@acme.example"))}] }}\n");

    private void Bill(decimal cost, decimal? second = null)
    {
        var text = new StringBuilder("BilledCost,EffectiveCost,BillingCurrency,BillingPeriodStart,ChargePeriodStart,ChargePeriodEnd,ChargeCategory,ServiceName,SubAccountId,InvoiceId\n");
        for (int day = 1; day <= 31; day++)
        {
            foreach ((string account, decimal billed) in ((string, decimal)[])[("acct-1", cost), ("acct-2", second ?? cost)])
                text.Append(CultureInfo.InvariantCulture, $"{billed},{billed},USD,2026-10-01T00:00:00Z,2026-10-{day:00}T00:00:00Z,2026-10-{day:00}T01:00:00Z,Usage,Compute,{account},INV-1\n");
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
