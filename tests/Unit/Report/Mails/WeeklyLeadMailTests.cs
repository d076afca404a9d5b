using CostGuard.Core.Actions;
using CostGuard.Core.Budgets;
using CostGuard.Core.Ports;
using CostGuard.Report.Mails;
using CostGuard.Unit.Core.Actions;
using Xunit;

namespace CostGuard.Unit.Report.Mails;

public sealed class WeeklyLeadMailTests
{
    private static readonly BudgetStatus[] Worked =
    [
        WorkedExample.Status("data", 36_000m, 15_400m, 33_500m, BudgetState.Ok),
        WorkedExample.PaymentsStatus,
        WorkedExample.Status("platform", 60_000m, 28_900m, 62_100m, BudgetState.AtRisk),
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Render_WorkedExample_CoversEachTeamByMoneyOverBudget()
    {
        MailDraft mail = await Mail(Input(), "data", "payments", "platform");

        // Payments ends 4,135.71 over, Platform 2,100.00 over, Data 2,500.00 under.
        Assert.Equal("3 teams: 2 at risk, 1 ok, Payments on course for 109%", mail.Subject);
        Assert.Equal(["li@acme.test"], mail.To);
        Assert.Equal("weekly-team/li@acme.test+data+payments+platform/2026-11-14/1f2e3d4c5b6a", mail.Key);
        string rows = string.Join(' ', mail.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("Payments ! AT RISK 23,610.00 48,000.00 4,135.71\n Platform ! AT RISK 28,900.00 60,000.00 2,100.00\n Data ✓ OK 15,400.00 36,000.00 (2,500.00)", rows, StringComparison.Ordinal);
        Assert.Contains("RDS, prod-payments 3,920.00 +920.00", rows, StringComparison.Ordinal);
        Assert.Contains("team payments (teams/payments.yaml), team platform (teams/platform.yaml), team data (teams/data.yaml).", rows.Replace('\n', ' '), StringComparison.Ordinal);
        Assert.Single(mail.Pictures);
        Assert.True(mail.MayUnsubscribe);
        MailChecks.AllRules(mail);
    }

    [Fact]
    public async Task Render_OtherOrderOfTeams_SameMailAndKey()
    {
        MailDraft one = await Mail(Input(), "data", "payments", "platform"), other = await Mail(Input(), "platform", "data", "payments");
        Assert.Equal((one.Key, one.Html, one.Text), (other.Key, other.Html, other.Text));
    }

    [Fact]
    public async Task Render_OverBudget_IsSaidFirst()
    {
        BudgetStatus over = WorkedExample.Status("web", 21_000m, 22_000m, 47_000m, BudgetState.Over);
        MailDraft mail = await Mail(WorkedExample.Input([.. Worked, over]), "data", "web");
        Assert.Equal("OVER: 2 teams: 1 over, 1 ok, Web on course for 224%", mail.Subject);
        Assert.Contains("▲ OVER", mail.Text, StringComparison.Ordinal);
        MailChecks.AllRules(mail);
    }

    [Fact]
    public async Task Render_ScheduleWaitedInVain_NothingIsFine()
    {
        MailDraft mail = await Mail(Input() with { StaleBanner = "Data is 50 h old." }, "data", "payments");
        Assert.Equal("UNKNOWN: 2 teams: 2 unknown", mail.Subject);
        Assert.StartsWith("*** Data is 50 h old. Based on data through Sat 14 Nov 2026", mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("✓", mail.Html, StringComparison.Ordinal);
        MailChecks.AllRules(mail);
    }

    [Fact]
    public async Task Render_SixtyTeamsWithoutBudget_StaysSmall()
    {
        MailInput input = WorkedExample.Input();
        var models = new List<WeeklyTeamModel>();
        foreach (int i in Enumerable.Range(0, 60))
            models.Add(await new MailContentBuilder(WorkedExample.Week).WeeklyAsync(input, WorkedExample.Team($"team-{i:00}", $"Team {i:00}"), Token));
        MailChecks.AllRules(WeeklyLeadMail.Render("li@acme.test", models), kilobytesMax: 80);
    }

    // Six quiet teams and two others whose names sort behind them: 5,420 against 420 are +5,000 (+1,190.5 %).
    [Fact]
    public async Task Render_QuietTeams_TakeNoRoomFromTheOthers()
    {
        WeeklyTeamModel[] models = [.. await QuietAsync(8)];
        models[6] = models[6] with { WeekBefore = 420m, WeekNow = 5_420m, Drivers = [new CostChange("RDS, prod", 420m, 5_420m)], Unusual = ["Unusual: RDS in prod."], Due = [Late(1)] };
        MailDraft mail = WeeklyLeadMail.Render("li@acme.test", models);

        Assert.Equal("ACTION: 8 teams: 1 action due, 1 unusual cost, 8 ok", mail.Subject);
        Assert.Contains("! ACTION DUE", mail.Text, StringComparison.Ordinal);
        Assert.Contains("What changed in 7 days: +5,000.00 USD (+1,190.5 %)", mail.Text, StringComparison.Ordinal);
        Assert.Contains("Unusual: RDS in prod.", mail.Text, StringComparison.Ordinal);
        Assert.Contains("OVERDUE: A-1", mail.Text, StringComparison.Ordinal);
        Assert.Contains("Without room above: 2 teams without news.", mail.Text, StringComparison.Ordinal);
        Assert.Contains("RDS", MailChecks.Preheader(mail), StringComparison.Ordinal);
        MailChecks.AllRules(mail);
    }

    // Seven teams moved and six have room: the seventh's action is there, and its change is named.
    [Fact]
    public async Task Render_MoreTeamsThanRoom_NothingDueIsCut()
    {
        WeeklyTeamModel[] models = [.. (await QuietAsync(7)).Select((model, i) => model with { WeekBefore = 1_000m, WeekNow = 1_300m + i })];
        models[6] = models[6] with { Due = [Late(2)] };
        MailDraft mail = WeeklyLeadMail.Render("li@acme.test", models);

        Assert.Contains("OVERDUE: A-2", mail.Text, StringComparison.Ordinal);
        Assert.Contains("Without room above: Team 6 +306.00 USD (+30.6 %), in 7 days.", mail.Text.ReplaceLineEndings(" "), StringComparison.Ordinal);
        MailChecks.AllRules(mail);
    }

    private static DueAction Late(int number) => new(SomeActions.Of(number, 100m) with { Due = new DateOnly(2026, 11, 10) }, ReminderKind.Overdue);

    private static async Task<IReadOnlyList<WeeklyTeamModel>> QuietAsync(int count)
    {
        var models = new List<WeeklyTeamModel>();
        foreach (int i in Enumerable.Range(0, count))
        {
            MailInput input = WorkedExample.Input(WorkedExample.Status($"team-{i}", 36_000m, 15_400m, 33_500m, BudgetState.Ok));
            models.Add(await new MailContentBuilder(new WorkedExample.FakeQueries(_ => [])).WeeklyAsync(input, WorkedExample.Team($"team-{i}", $"Team {i}"), Token));
        }

        Assert.All(models, model => Assert.True(model.IsQuiet));
        return models;
    }

    private static MailInput Input() => WorkedExample.Input(Worked);

    /// <summary>The worked example.</summary>
    internal static Task<MailDraft> ExampleAsync() => Mail(Input(), "data", "payments", "platform");

    private static async Task<MailDraft> Mail(MailInput input, params string[] teams)
    {
        var models = new List<WeeklyTeamModel>();
        foreach (string team in teams)
            models.Add(await new MailContentBuilder(WorkedExample.Week).WeeklyAsync(input, WorkedExample.Team(team, char.ToUpperInvariant(team[0]) + team[1..]), Token));
        return WeeklyLeadMail.Render("li@acme.test", models);
    }
}
