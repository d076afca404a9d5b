using System.Globalization;
using System.Text.Json;
using CostGuard.Core.Alerts;
using CostGuard.Core.Values;
using CostGuard.Ledger.State;
using Xunit;

namespace CostGuard.Unit.Cli.Commands;

/// <summary>costguard budget alerts|ack|snooze on Mon 16 Nov 2026, 07:00 UTC. The alerts are in the state database as a round leaves them.</summary>
public sealed class AlertCommandTests : IDisposable
{
    private static readonly DateOnly November = new(2026, 11, 1), October = new(2026, 10, 1);

    private readonly CommandHome _home = new();
    private readonly AlertStore _store;

    public AlertCommandTests()
    {
        _store = new AlertStore(new StateDbFactory(new HomeFolder(_home.Path)));
        _home.Variables["USER"] = "li";
        _home.Write("teams/payments.yaml", "apiVersion: costguard/v1\nkind: Team\nmetadata: { name: payments }\nspec:\n  owner: li@acme.test\n  effectiveFrom: 2026-01\n");
        _home.Write("budgets/2026.csv", "team,currency,2026-10,2026-11\npayments,USD,1000,1000\n");
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Alerts_ListsWhatWasPassed_OpenOnesFirst_AndTheRestWithAll()
    {
        await SaveAsync(Passed("actual 0.5") with { State = AlertState.Acknowledged, Note = "li: seen" }, Passed("actual 0.8"), Passed("actual 1") with { State = AlertState.Armed });

        JsonElement[] shown = await ListAsync(), all = await ListAsync("--all");

        Assert.Equal([("actual 0.8", "▲ PASSED"), ("actual 0.5", "✓ ACKNOWLEDGED")], shown.Select(Row));
        Assert.Equal("li: seen", shown[1].GetProperty("note").GetString());
        Assert.Equal([("actual 0.8", "▲ PASSED"), ("actual 0.5", "✓ ACKNOWLEDGED"), ("actual 1", "– ARMED")], all.Select(Row));
    }

    [Fact]
    public async Task Alerts_Nothing_SaysSoAndEndsWell()
    {
        (int code, string text, _) = await _home.RunAsync("budget", "alerts");

        Assert.Equal(0, code);
        Assert.Contains("No threshold of a budget has been passed", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ack_OfABudget_TakesAllThatWaits_AndWritesDownWho()
    {
        await SaveAsync(Passed("actual 0.5"), Passed("actual 0.8"), Passed("actual 1") with { State = AlertState.Armed });

        (int code, string text, string error) = await _home.RunAsync("budget", "ack", "payments-monthly", "--note", "new region");

        Assert.True(code == 0, error);
        Assert.Equal(
            "payments-monthly, period from 2026-11-01, actual 0.5: acknowledged\npayments-monthly, period from 2026-11-01, actual 0.8: acknowledged\n", text);
        ThresholdAlert[] after = await ReadAsync();
        Assert.Equal([AlertState.Acknowledged, AlertState.Acknowledged, AlertState.Armed], after.Select(alert => alert.State));
        Assert.Equal(["li: new region", "li: new region", null], after.Select(alert => alert.Note));
        Assert.Equal(_home.Clock.GetUtcNow(), after[0].EnteredAt);
    }

    [Theory]
    [InlineData("actual 0.8", "actual 0.8")]
    [InlineData("80%", "actual 0.8")]
    [InlineData("102.5%", "forecast 1.025")]
    public async Task Ack_OfAThreshold_LeavesTheOthers(string asked, string expected)
    {
        await SaveAsync(Passed("actual 0.5"), Passed("actual 0.8"), Passed("forecast 1.025"));
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            // A decimal point is one, whatever the machine calls it.
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            Assert.Equal(0, (await _home.RunAsync("budget", "ack", "payments-monthly", "--threshold", asked)).Code);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        Assert.Equal([expected], (await ReadAsync()).Where(alert => alert.State == AlertState.Acknowledged).Select(alert => alert.Threshold));
    }

    [Fact]
    public async Task Snooze_UntilADay_IsSilentUntilItsMorning()
    {
        await SaveAsync(Passed("actual 0.8"));

        (int code, string text, _) = await _home.RunAsync("budget", "snooze", "payments-monthly", "--until", "2026-11-20");

        Assert.Equal((0, "payments-monthly, period from 2026-11-01, actual 0.8: silent until 2026-11-20 00:00 UTC\n"), (code, text));
        ThresholdAlert after = Assert.Single(await ReadAsync());
        Assert.Equal((AlertState.Snoozed, new DateTimeOffset(2026, 11, 20, 0, 0, 0, TimeSpan.Zero)), (after.State, after.SnoozedUntil!.Value));
    }

    [Fact]
    public async Task Snooze_PastThePeriod_EndsWithIt()
    {
        _home.Clock.SetUtcNow(new DateTimeOffset(2026, 11, 25, 7, 0, 0, TimeSpan.Zero));
        await SaveAsync(Passed("actual 0.8"));

        (_, string text, _) = await _home.RunAsync("budget", "snooze", "payments-monthly", "--until", "2026-12-05");

        Assert.EndsWith("silent until 2026-12-01 00:00 UTC\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-11-16", "CG2601")] // that morning is over
    [InlineData("2026-12-01", "CG2601")] // 14 days and 17 hours
    [InlineData("tomorrow", "is not a day")]
    [InlineData("16.11.2026", "is not a day")]
    public async Task Snooze_BadDay_IsRefusedAndChangesNothing(string until, string said)
    {
        await SaveAsync(Passed("actual 0.8"));

        (int code, _, string error) = await _home.RunAsync("budget", "snooze", "payments-monthly", "--until", until);

        Assert.Equal(2, code);
        Assert.Contains(said, error, StringComparison.Ordinal);
        Assert.Equal(AlertState.Triggered, Assert.Single(await ReadAsync()).State);
    }

    [Fact]
    public async Task Snooze_OfAnEndedPeriod_AndAnythingNotPassed_IsNotFound()
    {
        await SaveAsync(Passed("actual 0.8") with { Period = October }, Passed("actual 1") with { State = AlertState.Armed });

        (int ended, _, string error) = await _home.RunAsync("budget", "snooze", "payments-monthly", "--until", "2026-11-20");
        (int armed, _, _) = await _home.RunAsync("budget", "ack", "payments-monthly", "--threshold", "actual 1");
        (int unknown, _, string names) = await _home.RunAsync("budget", "ack", "paymants-monthly");

        Assert.Equal((8, 8, 8), (ended, armed, unknown));
        Assert.Contains("CG2600", error, StringComparison.Ordinal);
        Assert.Contains("There are: payments-monthly.", names, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ack_WithoutAName_AndSnoozeWithoutADay_AreUsageErrors()
    {
        Assert.Equal(2, (await _home.RunAsync("budget", "ack")).Code);
        Assert.Equal(2, (await _home.RunAsync("budget", "snooze", "payments-monthly")).Code);
    }

    private static ThresholdAlert Passed(string threshold) => new()
    {
        Budget = "payments-monthly",
        Period = November,
        Threshold = threshold,
        State = AlertState.Triggered,
        Entry = 1,
        EnteredAt = new DateTimeOffset(2026, 11, 15, 6, 0, 0, TimeSpan.Zero),
        Basis = "1000",
    };

    private static (string?, string?) Row(JsonElement row) => (row.GetProperty("threshold").GetString(), row.GetProperty("state").GetString());

    private async Task SaveAsync(params ThresholdAlert[] alerts) => Assert.True(await _store.SaveAsync(alerts, [], Stop));

    private async Task<ThresholdAlert[]> ReadAsync() => [.. (await _store.ReadAsync(October, Stop)).Alerts];

    private async Task<JsonElement[]> ListAsync(params string[] more)
    {
        (int code, string text, string error) = await _home.RunAsync(["budget", "alerts", "-o", "json", .. more]);
        Assert.True(code == 0, error);
        return [.. JsonDocument.Parse(text).RootElement.GetProperty("items").EnumerateArray()];
    }
}
