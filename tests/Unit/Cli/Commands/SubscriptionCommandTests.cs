using System.Text.Json;
using Xunit;

namespace CostGuard.Unit.Cli.Commands;

public sealed class SubscriptionCommandTests : IDisposable
{
    private readonly CommandHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Unsubscribe_ThenSubscribe_IsShownAndAudited()
    {
        _home.Write("notifications/preferences/li.yaml", "apiVersion: costguard/v1\nkind: Preferences\nmetadata: { name: li }\nspec:\n  person: li@acme.example\n  mails: { finance: false }\n  attachments: false\n");
        Assert.Equal(0, (await _home.RunAsync("mail", "unsubscribe", "Li@acme.example", "--dry-run")).Code);
        Assert.Equal("weekly", (await LiAsync()).GetProperty("weekly").GetString());
        (int code, _, string error) = await _home.RunAsync("mail", "unsubscribe", "Li@acme.example");
        Assert.True(code == 0, error);
        JsonElement li = await LiAsync();
        Assert.Equal(("never", "never", "never"), (li.GetProperty("weekly").GetString(), li.GetProperty("finance").GetString(), li.GetProperty("attachments").GetString()));
        Assert.Equal(0, (await _home.RunAsync("mail", "subscribe", "li@acme.example", "--monthly")).Code);
        Assert.Equal("monthly", (await LiAsync()).GetProperty("weekly").GetString());

        (_, string audit, _) = await _home.RunAsync("period", "audit", "-o", "json");
        JsonElement[] lines = [.. JsonDocument.Parse(audit).RootElement.GetProperty("items").EnumerateArray()];
        Assert.Equal(2, lines.Count(line => line.GetRawText().Contains("li@acme.example weekly-team", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task List_WhoLeftAndWhoIsToldOfBudgets_IsShown()
    {
        _home.Write("teams/web.yaml", "apiVersion: costguard/v1\nkind: Team\nmetadata: { name: web }\nspec:\n  owner: li@acme.example\n  deputies: [wei@acme.example]\n  effectiveFrom: 2026-01\n  notify:\n    weeklyDigest: { to: [owner, deputies] }\n    budgetAlerts: { to: [owner, boss@acme.example] }\n");
        Assert.Equal(0, (await _home.RunAsync("mail", "unsubscribe", "LI@acme.example")).Code);
        Assert.Equal(0, (await _home.RunAsync("mail", "unsubscribe", "boss@acme.example", "--mail", "anomaly-alert")).Code);
        Assert.Equal(0, (await _home.RunAsync("mail", "subscribe", "wei@acme.example", "--monthly")).Code);

        (int code, string listed, string error) = await _home.RunAsync("mail", "list", "-o", "json");
        Assert.True(code == 0, error);
        (string?, string?)[] web = [.. JsonDocument.Parse(listed).RootElement.GetProperty("items").EnumerateArray()
            .Where(item => item.GetProperty("about").GetString() == "web").Select(item => (item.GetProperty("mail").GetString(), item.GetProperty("to").GetString()))];
        Assert.Equal(
            [
                ("weekly-team", "li@acme.example (left), wei@acme.example"),
                ("budget-alert", "li@acme.example, boss@acme.example"),
                ("anomaly-alert", "li@acme.example, boss@acme.example (left)"),
            ],
            web);
    }

    [Theory]
    [InlineData(9, "li@acme.example", "--mail", "budget-alert")]
    [InlineData(9, "li@acme.example", "--mail", "failure-notice")]
    [InlineData(2, "li")]
    public async Task Unsubscribe_MustBeReadOrNobody_IsRefused(int code, params string[] arguments) =>
        Assert.Equal(code, (await _home.RunAsync(["mail", "unsubscribe", .. arguments])).Code);

    [Fact]
    public async Task Preferences_TwoFilesOfOnePerson_IsAnError()
    {
        foreach (string name in (string[])["li", "wei"])
            _home.Write($"notifications/preferences/{name}.yaml", $"apiVersion: costguard/v1\nkind: Preferences\nmetadata: {{ name: {name} }}\nspec: {{ person: li@acme.example }}\n");
        (int code, string output, string error) = await _home.RunAsync("config", "validate");
        Assert.Equal(2, code);
        Assert.Contains("The preferences of li@acme.example are in notifications/preferences/li.yaml already.", output + error, StringComparison.Ordinal);
    }

    private async Task<JsonElement> LiAsync()
    {
        (int code, string shown, string error) = await _home.RunAsync("mail", "preferences", "-o", "json");
        Assert.True(code == 0, error);
        return Assert.Single(JsonDocument.Parse(shown).RootElement.GetProperty("items").EnumerateArray());
    }
}
