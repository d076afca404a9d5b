using CostGuard.Core.Budgets;
using CostGuard.Core.Currencies;
using CostGuard.Core.Errors;
using CostGuard.Core.Focus;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Report.Mails;
using Xunit;

namespace CostGuard.Unit.Report.Mails;

public sealed class FinanceMailTests
{
    private static readonly MailPart Workbook = new("acme-2026-11.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", new byte[5000], "data/out/acme-2026-11.xlsx");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Render_WorkedExample_TotalsTeamsAndUnallocated()
    {
        MailDraft mail = FinanceMail.Render(await Model(Queries(79_200m), null));

        Assert.Equal("Nov 2026 so far: 79.2k USD, 48.0% of budget, ties to loads", mail.Subject);
        Assert.Equal("finance/all/2026-11/1f2e3d4c5b6a", mail.Key);
        Assert.Equal(["finance@acme.test"], mail.To);
        Assert.Same(Workbook, Assert.Single(mail.Attachments));
        Assert.Contains("Unallocated", mail.Text, StringComparison.Ordinal);
        Assert.Matches(@"Platform ! AT RISK +28,900\.00 +60,000\.00 +\(31,100\.00\)", mail.Text);
        Assert.Matches(@"Total +79,200\.00 +165,000\.00 +\(85,800\.00\)", mail.Text);
        Assert.Contains("48.0 % of the budget of 165,000.00 is used", mail.Text, StringComparison.Ordinal);
        Assert.Contains("no earlier data to compare with", mail.Text, StringComparison.Ordinal);
        MailChecks.AllRules(mail);
    }

    [Fact]
    public async Task Finance_TeamsDoNotAddUp_RefusesWithExitCodeSix()
    {
        CostGuardException refused = await Assert.ThrowsAsync<CostGuardException>(() => Model(Queries(79_200.000000000000000001m), null));
        Assert.Equal(6, refused.ExitCode);
        Assert.Equal("CG4011", refused.Problem.Code);
    }

    [Fact]
    public async Task Finance_EarlierSnapshot_NamesTheRestatedMonth()
    {
        var earlier = new Snapshot(new SnapshotId("000000000000"), [], "00", WorkedExample.Through);
        FinanceModel model = await Model(Queries(79_200m), earlier);
        Restatement restated = Assert.Single(model.Restatements!);
        Assert.Equal((BillingPeriod.Month(2026, 10), 100m, 312.40m), (restated.Period, restated.Before, restated.Now));
        MailDraft mail = FinanceMail.Render(model);
        Assert.Matches(@"2026-10 USD +100\.00 +312\.40 +\+212\.40", mail.Text);
        MailChecks.AllRules(mail);
    }

    [Fact]
    public async Task Render_TopFiveChanges_AddUpWithAllOther()
    {
        MailDraft mail = FinanceMail.Render(await Model(Queries(79_200m), null));

        // By size: RDS +2,000, EMR +500, S3 −100, tax +60, CDN −50; the sixth, DNS, is all other. 7,131 less 4,720 is +2,411.
        string table = mail.Text[mail.Text.IndexOf("Largest changes", StringComparison.Ordinal)..mail.Text.IndexOf("Restated earlier", StringComparison.Ordinal)];
        Assert.Contains("EffectiveCost, USD, 1 to 14 Nov against 1 to 14 Oct", table, StringComparison.Ordinal);
        string[] rows = [.. table.Split('\n').Where(line => line.StartsWith("  ", StringComparison.Ordinal)).Skip(1).Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)))];
        Assert.Equal(
            ["Payments: RDS 5,000.00 +2,000.00", "Data: EMR 700.00 +500.00", "Unallocated: Tax 90.00 +60.00", "Web: CDN 400.00 -50.00", "Payments: S3 900.00 -100.00", "All other 41.00 +1.00"],
            rows.Take(6));
        Assert.Equal("Total 7,131.00 +2,411.00", rows[^1]);
    }

    [Fact]
    public async Task Render_ScheduleWaitedInVain_BannerFirstAndNothingIsFine()
    {
        MailDraft mail = FinanceMail.Render(await Model(Queries(79_200m), null, "Data is 60 h old; this schedule wants at most 36 h and waited until 12:00."));

        Assert.Equal("UNKNOWN: Nov 2026: 79.2k USD, data through Sat 14 Nov", mail.Subject);
        Assert.StartsWith("*** Data is 60 h old; this schedule wants at most 36 h and waited until", mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("✓", mail.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("✓", mail.Text, StringComparison.Ordinal);
        Assert.Contains("Platform ? UNKNOWN", mail.Text, StringComparison.Ordinal);
        MailChecks.AllRules(mail);
    }

    [Fact]
    public async Task Render_TwoThousandTeams_StaysSmallAndNamesTheRest()
    {
        FinanceModel model = await Model(Queries(79_200m), null);
        model = model with { Teams = [.. Enumerable.Range(0, 2000).Select(i => new FinanceTeam($"Team {i:0000}", 39.6m, null, null, null))] };
        MailDraft mail = FinanceMail.Render(model);
        Assert.Matches(@"All other teams +77,220\.00", mail.Text);
        MailChecks.AllRules(mail, kilobytesMax: 80);
    }

    /// <summary>A group's budget covers the teams below it: Platform's 60,000 and Payments' 48,000, and not the 36,000 + 21,000 of Data and Web once more.</summary>
    [Fact]
    public async Task Finance_TeamsBelowAnother_CountOnce()
    {
        MailInput input = WorkedExample.Input(
            WorkedExample.Status("platform", 60_000m, 53_610m, 62_100m, BudgetState.AtRisk), WorkedExample.PaymentsStatus,
            WorkedExample.Status("data", 36_000m, 15_400m, 33_500m, BudgetState.Ok), WorkedExample.Status("web", 21_000m, 9_310m, 20_200m, BudgetState.Ok));
        input = input with
        {
            Snapshot = input.Snapshot with { Loads = [Load()] },
            Configuration = input.Configuration with { Teams = [.. input.Configuration.Teams.Select(team => team.Id.Value is "data" or "web" ? team with { Parent = new TeamId("platform") } : team)] },
        };

        FinanceModel model = await new MailContentBuilder(Queries(79_200m)).FinanceAsync(input, WorkedExample.November, Workbook, Token);

        // 28,900 + 15,400 + 9,310 of Platform and those below, 23,610 of Payments, 1,980 of nobody.
        Assert.Equal((108_000m, 79_200m), (model.Budget, model.BudgetCounted));
    }

    // ux 0.2: what belongs to nobody was planned to be nothing, and −31,100 − 24,390 − 20,600 − 11,690 + 1,980 are −85,800.
    [Fact]
    public async Task Render_Teams_AddUpToTheTotalOverTheBudget()
    {
        string text = (await ExampleAsync()).Text;
        string[] rows = [.. text[text.IndexOf("Over / (under)", StringComparison.Ordinal)..].Split('\n').Skip(1).Take(7).Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)))];

        Assert.Contains("Unallocated 1,980.00 0.00 1,980.00", rows);
        Assert.Contains("Platform ! AT RISK 28,900.00 60,000.00 (31,100.00)", rows);
        Assert.Contains("Total 79,200.00 165,000.00 (85,800.00)", rows);
    }

    [Fact]
    public async Task Render_SomeTeamsHaveNoBudget_GivesNoVerdictOnAll()
    {
        MailInput input = WorkedExample.Input(WorkedExample.PaymentsStatus);
        FinanceModel model = await new MailContentBuilder(Queries(79_200m)).FinanceAsync(input with { Snapshot = input.Snapshot with { Loads = [Load()] } }, WorkedExample.November, Workbook, Token);

        Assert.Equal((null, null), (model.Budget, model.BudgetCounted));
        Assert.Contains("There is no budget for all teams together: 3 of 4 teams have no budget.", FinanceMail.Render(model).Text.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    /// <summary>The worked example, of a month that still runs.</summary>
    internal static async Task<MailDraft> ExampleAsync() => FinanceMail.Render(await Model(Queries(79_200m), null));

    private static Task<FinanceModel> Model(WorkedExample.FakeQueries queries, Snapshot? earlier, string? banner = null)
    {
        MailInput input = WorkedExample.Input(
            WorkedExample.Status("platform", 60_000m, 28_900m, 62_100m, BudgetState.AtRisk), WorkedExample.PaymentsStatus,
            WorkedExample.Status("data", 36_000m, 15_400m, 33_500m, BudgetState.Ok), WorkedExample.Status("web", 21_000m, 9_310m, 20_200m, BudgetState.Ok));
        input = input with
        {
            Snapshot = input.Snapshot with { Loads = [Load()] },
            StaleBanner = banner,
            Earlier = earlier is null ? null : new EarlierData(earlier, WorkedExample.Monday.AddDays(-7)),
        };
        return new MailContentBuilder(queries).FinanceAsync(input, WorkedExample.November, Workbook, Token);
    }

    private static WorkedExample.FakeQueries Queries(decimal total)
    {
        int months = 0;
        return new WorkedExample.FakeQueries(query => query.By switch
        {
            [] => [Row(total)],
            [{ Name: "team" }, { Name: "service" }] => query.Days.Start.Month == 11
                ? [Row(5_000m, "payments", "RDS"), Row(900m, "payments", "S3"), Row(700m, "data", "EMR"), Row(400m, "web", "CDN"), Row(90m, null, "Tax"), Row(1m, "web", "DNS"), Row(40m, "data", "AKS")]
                : [Row(3_000m, "payments", "RDS"), Row(1_000m, "payments", "S3"), Row(200m, "data", "EMR"), Row(450m, "web", "CDN"), Row(30m, null, "Tax"), Row(40m, "data", "AKS")],
            [{ Name: "team" }] => Teams,
            [{ Name: "team" }, { Name: "chargeCategory" }] => [.. Teams.Select(row => row with { Keys = [row.Keys[0], "Usage"] })],
            _ => months++ == 0 ? [Row(100m, "2026-10"), Row(5m, "2026-09")] : [Row(312.40m, "2026-10"), Row(5m, "2026-09")],
        });
    }

    private static CostRow[] Teams => [Row(15_400m, "data"), Row(23_610m, "payments"), Row(28_900m, "platform"), Row(1_980m, "unallocated"), Row(9_310m, "web")];

    // Domain B.5: a credit that is kept central does not hide what teams use, so that 79,200 count and 77,700 is the cost.
    [Fact]
    public async Task Finance_CentralCredit_IsCostThatDoesNotCount()
    {
        CostRow credit = Row(-1_500m, "central");
        FinanceModel model = await Model(new WorkedExample.FakeQueries(query => query.By switch
        {
            [] => [Row(77_700m)],
            [{ Name: "team" }] => [.. Teams, credit],
            [{ Name: "team" }, { Name: "chargeCategory" }] => [.. Teams.Select(row => row with { Keys = [row.Keys[0], "Usage"] }), credit with { Keys = ["central", "Credit"] }],
            _ => [],
        }), null);

        Assert.Equal((77_700m, 79_200m), (model.Total, model.BudgetCounted));
        // 79,200 of 165,000 are 48.0 %, which 77,700 are not.
        Assert.Contains("79,200.00 of charges count, without the credits and tax that budgets leave out. 48.0 % of the budget of 165,000.00 is used.", FinanceMail.Render(model).Text.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    // 1,000 EUR of the web team at 1.1 are 1,100 USD more; what web's own budget counts is that budget's word.
    [Fact]
    public async Task Finance_ForeignCostWithARate_IsInTheFigures()
    {
        CostRow euros = Row(1_000m, "web", "Usage") with { Currency = Currency.Eur };
        MailInput input = WorkedExample.Input(WorkedExample.Status("web", 21_000m, 10_410m, 20_200m, BudgetState.Ok));
        input = input with
        {
            Snapshot = input.Snapshot with { Loads = [Load()] },
            Configuration = input.Configuration with { Rates = new RateBook([new ExchangeRate(RateKind.Actual, WorkedExample.November, Currency.Eur, Currency.Usd, 1.1m, "treasury")]) },
        };
        FinanceModel model = await new MailContentBuilder(new WorkedExample.FakeQueries(query => query.By switch
        {
            [] => [euros with { Keys = [] }, Row(9_310m)],
            [{ Name: "team" }] => [euros with { Keys = ["web"] }, Row(9_310m, "web")],
            [{ Name: "team" }, { Name: "chargeCategory" }] => [euros, Row(9_310m, "web", "Usage")],
            [{ Name: "team" }, { Name: "chargeCategory" }, { Name: "month" }] => [euros with { Keys = ["web", "Usage", "2026-11"] }, Row(9_310m, "web", "Usage", "2026-11")],
            _ => [],
        })).FinanceAsync(input, WorkedExample.November, Workbook, Token);

        Assert.Equal((10_410m, 10_410m), (model.Total, model.BudgetCounted));
        Assert.Empty(model.Notes);
    }

    // Web's budget ends in October: nothing says what all teams may spend in November, and 0.00 is no amount.
    [Fact]
    public async Task Finance_BudgetWithoutAnAmount_IsNoZeroAndNoVerdict()
    {
        MailInput input = WorkedExample.Input(WorkedExample.PaymentsStatus, WorkedExample.Status("web", 0m, 9_310m, 0m, BudgetState.Unknown) with { HasAmount = false });
        input = input with { Snapshot = input.Snapshot with { Loads = [Load()] } };
        FinanceModel model = await new MailContentBuilder(Queries(79_200m)).FinanceAsync(input, WorkedExample.November, Workbook, Token);

        Assert.Null(model.Budget);
        Assert.Null(model.Teams.Single(team => team.Title == "Web").Budget);
        Assert.Contains("There is no budget for all teams together: Web has a budget without an amount for this month.", FinanceMail.Render(model).Text.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    // The earlier load of October ended on the 30th: the 100 of the 31st have arrived since, and nothing was restated. September's 5 became 6.
    [Fact]
    public async Task Finance_DayThatArrivedSince_IsNotRestated()
    {
        var earlier = new Snapshot(new SnapshotId("000000000000"), [Load() with { Period = WorkedExample.November.Previous, DataThrough = new DateOnly(2026, 10, 30) }, Load() with { Period = BillingPeriod.Month(2026, 9), DataThrough = new DateOnly(2026, 9, 30) }], "00", WorkedExample.Through);
        MailInput input = WorkedExample.Input() with { Earlier = new EarlierData(earlier, null) };
        input = input with { Snapshot = input.Snapshot with { Loads = [Load()] } };
        FinanceModel model = await new MailContentBuilder(new WorkedExample.FakeQueries((snapshot, query) => query.By.Select(by => by.Name).SequenceEqual(["month", "source", "day"])
            ? [Row(100m, "2026-10", "aws", "2026-10-30"), .. snapshot == earlier ? [] : (CostRow[])[Row(100m, "2026-10", "aws", "2026-10-31")], Row(snapshot == earlier ? 5m : 6m, "2026-09", "aws", "2026-09-30")]
            : [])).FinanceAsync(input, WorkedExample.November, Workbook, Token);

        Restatement restated = Assert.Single(model.Restatements!);
        Assert.Equal((BillingPeriod.Month(2026, 9), 5m, 6m, false), (restated.Period, restated.Before, restated.Now, restated.IsPart));
    }

    private static Load Load() => new()
    {
        Id = new LoadId("load-1"),
        Source = new SourceKey("aws"),
        Period = WorkedExample.November,
        SealedAt = WorkedExample.Monday,
        IsCurrent = true,
        FocusVersion = "1.0",
        Files = [],
        Totals = [],
        Problems = [],
        RowsRead = 10,
        RowsRejected = 0,
        DataThrough = WorkedExample.Through,
        Folder = "f",
    };

    private static CostRow Row(decimal cost, params string?[] keys) => new(keys, Currency.Usd, new Costs(cost, cost, cost, cost), 10);
}
