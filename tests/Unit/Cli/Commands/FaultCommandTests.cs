using System.Text.Json;
using Xunit;

namespace CostGuard.Unit.Cli.Commands;

public sealed class FaultCommandTests : IDisposable
{
    private readonly CommandHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Collect_FolderGoneForTwoDays_IsToldThreeTimesAndShown()
    {
        _home.Write("notifications/routing.yaml", "apiVersion: costguard/v1\nkind: Routing\nmetadata: { name: routing }\nspec:\n  alerts: { operators: [ops@acme.example] }\n");
        _home.Write("connections/lab.yaml", "apiVersion: costguard/v1\nkind: Connection\nmetadata: { name: lab }\nspec:\n  provider: folder\n  source: { path: billing }\n");

        // Broken twice within the hour, a day later, and well again.
        Assert.Equal(1, (await _home.RunAsync("collect")).Code);
        Assert.Equal(1, (await _home.RunAsync("collect")).Code);
        _home.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(1, (await _home.RunAsync("collect")).Code);
        (int broken, string shown, _) = await _home.RunAsync("fault", "list", "-o", "json");
        JsonElement fault = Assert.Single(JsonDocument.Parse(shown).RootElement.GetProperty("items").EnumerateArray());
        Assert.Equal((7, "connection:lab", 3), (broken, fault.GetProperty("subject").GetString(), fault.GetProperty("attempts").GetInt32()));
        Assert.Contains("lab cannot be read since 2026-11-16 07:00 UTC", (await _home.RunAsync("status")).Out, StringComparison.Ordinal);
        _home.Clock.Advance(TimeSpan.FromHours(1));
        _home.Write("billing/focus.csv", """
            BilledCost,EffectiveCost,BillingCurrency,BillingPeriodStart,ChargePeriodStart,ChargePeriodEnd,ChargeCategory,ServiceName,SubAccountId
            1,1,USD,2026-11-01T00:00:00Z,2026-11-16T00:00:00Z,2026-11-17T00:00:00Z,Usage,Compute,acct-1

            """);
        (int code, _, string error) = await _home.RunAsync("collect");
        Assert.True(code == 0, error);

        Assert.Equal(0, (await _home.RunAsync("fault", "list")).Code);
        string[] mails = [.. JsonDocument.Parse((await _home.RunAsync("mail", "log", "-o", "json")).Out).RootElement.GetProperty("items").EnumerateArray().Select(mail => mail.GetProperty("subject").GetString()!)];
        Assert.Equal(["Resolved: lab is read again, data through Mon 16 Nov", "ACTION: lab gives no data", "ACTION: lab gives no data"], mails.Select(mail => mail.StartsWith("ACTION", StringComparison.Ordinal) ? mail.Split(',')[0] : mail));
        Assert.Equal(3, mails.Length);
    }

    [Fact]
    public async Task Status_DigestDidNotGoOutByItsHour_NamesItUntilItDid()
    {
        _home.Write("schedules/weekly-digest.yaml", "apiVersion: costguard/v1\nkind: Schedule\nmetadata: { name: weekly-digest }\nspec:\n  run: { mail: weekly-team }\n  every: monday 07:00\n");
        Assert.DoesNotContain("CG2670", (await _home.RunAsync("status")).Out, StringComparison.Ordinal);

        // Sent on Monday 16 November; nobody served the next one, which was due on the 23rd at 07:00 in Berlin, 06:00 UTC.
        await _home.RunAsync("schedule", "run", "weekly-digest");
        _home.Clock.SetUtcNow(new DateTimeOffset(2026, 11, 23, 6, 30, 0, TimeSpan.Zero));
        Assert.DoesNotContain("CG2670", (await _home.RunAsync("status")).Out, StringComparison.Ordinal);
        _home.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Contains("CG2670 weekly-digest, due Mon 23 Nov 2026 07:00 (Europe/Berlin), did not go out.", (await _home.RunAsync("status")).Out, StringComparison.Ordinal);
        await _home.RunAsync("schedule", "run", "weekly-digest");
        Assert.DoesNotContain("CG2670", (await _home.RunAsync("status")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ack_NothingBroken_IsNotFound() => Assert.Equal(8, (await _home.RunAsync("fault", "ack", "connection:lab")).Code);
}
