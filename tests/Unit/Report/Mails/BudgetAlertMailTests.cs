using System.Globalization;
using CostGuard.Core.Alerts;
using CostGuard.Core.Budgets;
using CostGuard.Core.Configuration;
using CostGuard.Core.Currencies;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Report.Mails;
using Xunit;

namespace CostGuard.Unit.Report.Mails;

/// <summary>The worked example of ux 1.4 and 3.3: Tuesday 24 Nov, data through Monday, 39,655.71 of 48,000.</summary>
public sealed class BudgetAlertMailTests
{
    private static readonly DateTimeOffset Tuesday = new(2026, 11, 24, 7, 5, 0, TimeSpan.Zero);
    private static readonly BudgetOutlook Outlook = new(52_135.71m, 50_900m, 53_400m, 400);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Render_WorkedExample_SaysWhatTheSpecificationSays()
    {
        MailDraft mail = await MailAsync(Status(39_655.71m), AlertNoticeKind.Crossed, "actual 0.8");

        Assert.Equal("Payments passed 80% of Nov budget: 39.7k of 48.0k USD", mail.Subject);
        Assert.Equal("82.6% used, 76.7% of November gone. 100% expected about Sat 28 Nov.", MailChecks.Preheader(mail));
        Assert.Contains("The forecast for November is 52,136, 4,136 over budget (likely 50,900 to 53,400).", mail.Text.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.False(mail.Urgent);
        Assert.False(mail.MayUnsubscribe);
        MailChecks.AllRules(mail);
        Golden.Equal("alert-payments.txt", mail.Text);
        Golden.Equal("alert-payments.html", mail.Html);
    }

    [Fact]
    public async Task Render_Drivers_AddUpToCostLessEvenPace()
    {
        MailDraft mail = await MailAsync(Status(39_655.71m), AlertNoticeKind.Crossed, "actual 0.8");

        // 36,800 is 23/30 of 48,000. October cost 48,000, so that each service's even pace is 23/30 of its October: RDS 9,200 of 12,000, and so on.
        string[] rows = [.. mail.Text.Split('\n').Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)))];
        int first = Array.IndexOf(rows, "Service, account Used Against pace") + 1;
        Assert.Equal(
            ["RDS, prod-payments 12,000.00 +2,800.00", "AKS, sub-payments 8,000.00 +1,100.00", "Data transfer, eu-central-1 4,655.71 +55.71", "S3, prod-payments 2,000.00 -300.00", "EC2, prod-payments 13,000.00 -800.00", "All other 0.00 0.00"],
            rows[first..(first + 6)]);
        Assert.Contains("Total 39,655.71 +2,855.71", rows);
    }

    // Without cost in October the whole pace of 36,800 stands in one row: 39,655.71 less 36,800.
    [Fact]
    public async Task Render_NoCostBefore_PaceIsOneSum()
    {
        MailInput input = WorkedExample.Input();
        var queries = new WorkedExample.FakeQueries(query => query.Days.Start.Month == 11 ? [WorkedExample.Row("RDS", "prod", 39_655.71m)] : []);
        MailDraft mail = BudgetAlertMail.Render(await new BudgetAlertBuilder(queries, input.Settings).BuildAsync(
            new AlertContext(input.Snapshot, input.Configuration, Tuesday), new AlertLetter("payments-lead@acme.test", [Item(Status(39_655.71m), AlertNoticeKind.Crossed, "actual 0.8")]), Token));

        Assert.Matches(@"RDS, prod \(new\) +39,655\.71 +\+39,655\.71", mail.Text);
        Assert.Matches(@"All other +0\.00 +-36,800\.00", mail.Text);
        Assert.Matches(@"Total +39,655\.71 +\+2,855\.71", mail.Text);
    }

    [Fact]
    public async Task Render_ThresholdPassedWithinTheForecast_HasTheBudgetsState()
    {
        BudgetStatus status = Status(25_000m) with { State = BudgetState.Ok, ExhaustedOn = null };
        MailDraft mail = await MailAsync(status, AlertNoticeKind.Crossed, "actual 0.5", new BudgetOutlook(40_000m, 39_000m, 41_000m, 400));

        Assert.StartsWith("Payments passed 50% of Nov budget: 25.0k of 48.0k USD ✓ OK\n", mail.Text.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.DoesNotContain("AT RISK", mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_TwoRecovered_AreResolvedInFrontAndInTheTitle()
    {
        BudgetStatus fine = Status(20_000m) with { State = BudgetState.Ok, ExhaustedOn = null };
        AlertItem one = Item(fine, AlertNoticeKind.Recovered, "forecast 1", new BudgetOutlook(47_100m, 46_000m, 48_200m, 400));
        AlertItem two = Item(fine with { Budget = fine.Budget with { Name = "data-2026", Team = new TeamId("data") } }, AlertNoticeKind.Recovered, "forecast 1", new BudgetOutlook(47_100m, 46_000m, 48_200m, 400));

        MailDraft both = await MailAsync(one, two), mixed = await MailAsync(one, Item(two.Status!, AlertNoticeKind.Crossed, "actual 0.8"));

        Assert.Equal("Resolved: 2 budget alerts: Payments, Data", both.Subject);
        Assert.StartsWith("2 budgets are resolved", both.Text, StringComparison.Ordinal);
        Assert.Contains("✓ RESOLVED", both.Text, StringComparison.Ordinal);
        Assert.Equal("2 budget alerts: Payments, Data", mixed.Subject);
        Assert.StartsWith("1 of 2 budgets needs a look, 1 is resolved", mixed.Text, StringComparison.Ordinal);
        MailChecks.AllRules(both);
    }

    // 105 % is below the threshold of 110 %, and not within the budget.
    [Fact]
    public async Task Render_HigherThresholdRecovered_IsNotCalledWithinTheBudget()
    {
        MailDraft mail = await MailAsync(Status(30_000m), AlertNoticeKind.Recovered, "forecast 1.1", new BudgetOutlook(50_400m, 49_000m, 51_000m, 400));

        Assert.Equal("Resolved: Payments below 110% of Nov budget: 50.4k USD", mail.Subject);
        Assert.Contains("! AT RISK", mail.Text, StringComparison.Ordinal);
    }

    // October's 1,000 EUR are all of its cost, so that the pace of 36,800 is theirs; November's 2,100 EUR at 1.10 are 2,310 USD, 34,490 less.
    [Fact]
    public async Task Render_ForeignCostWithARate_IsAmongTheDrivers()
    {
        MailInput input = WorkedExample.Input();
        CostGuardConfiguration configuration = input.Configuration with { Rates = new RateBook([.. new[] { WorkedExample.November.Previous, WorkedExample.November }.Select(month => new ExchangeRate(RateKind.Actual, month, Currency.Eur, Currency.Usd, 1.10m, "treasury"))]) };
        var queries = new WorkedExample.FakeQueries(query =>
        {
            CostRow row = WorkedExample.Row("VM", "sub", query.Days.Start.Month == 11 ? 2_100m : 1_000m, currency: Currency.Eur);
            return [query.By.Count == 6 ? row with { Keys = [.. row.Keys, query.Days.Start.Month == 11 ? "2026-11" : "2026-10"] } : row];
        });
        MailDraft mail = BudgetAlertMail.Render(await new BudgetAlertBuilder(queries, input.Settings).BuildAsync(
            new AlertContext(input.Snapshot, configuration, Tuesday), new AlertLetter("payments-lead@acme.test", [Item(Status(39_655.71m), AlertNoticeKind.Crossed, "actual 0.8")]), Token));

        Assert.Matches(@"VM, sub +2,310\.00 +-34,490\.00", mail.Text);
        Assert.DoesNotContain("exchange rate", mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_Over_IsUrgentAndSaysTheDaysLeft()
    {
        BudgetStatus status = Status(48_600m) with { Through = new(2026, 11, 28), State = BudgetState.Over, ElapsedShare = 28m / 30m };

        MailDraft mail = await MailAsync(status, AlertNoticeKind.Crossed, "actual 1");

        Assert.Equal("OVER: Payments 48.6k of 48.0k USD with 2 days left", mail.Subject);
        Assert.True(mail.Urgent);
        MailChecks.AllRules(mail);
    }

    [Fact]
    public async Task Render_Forecast_SaysByHowMuch()
    {
        MailDraft mail = await MailAsync(Status(30_000m), AlertNoticeKind.Crossed, "forecast 1");

        Assert.Equal("Payments likely to pass Nov budget by 4.1k USD", mail.Subject);
    }

    [Fact]
    public async Task Render_Recovered_IsResolvedAndAsksForNothing()
    {
        MailDraft mail = await MailAsync(Status(30_000m), AlertNoticeKind.Recovered, "forecast 1", new BudgetOutlook(47_100m, 46_000m, 48_200m, 400));

        Assert.StartsWith("Resolved: Payments expected within Nov budget, 47.1k", mail.Subject, StringComparison.Ordinal);
        Assert.DoesNotContain("budget ack", mail.Text, StringComparison.Ordinal);
        MailChecks.AllRules(mail);
    }

    [Fact]
    public async Task Render_Escalated_SaysThatNobodyAnswered()
    {
        MailDraft mail = await MailAsync(Status(48_600m) with { State = BudgetState.Over }, AlertNoticeKind.Escalated, "actual 1");

        Assert.Equal("ACTION: Payments 48.6k of 48.0k USD, nobody has acknowledged", mail.Subject);
        MailChecks.AllRules(mail);
    }

    [Fact]
    public async Task Render_TwoBudgets_AreOneMail()
    {
        AlertItem other = Item(Status(20_000m) with { Budget = Status(0m).Budget with { Name = "data-2026", Team = new TeamId("data") } }, AlertNoticeKind.Crossed, "actual 0.8");

        MailDraft mail = await MailAsync(Item(Status(48_600m) with { State = BudgetState.Over }, AlertNoticeKind.Crossed, "actual 1"), other);

        Assert.Equal("OVER: 2 budget alerts: Payments, Data", mail.Subject);
        Assert.Contains("Data passed 80% of Nov budget: 20.0k of 48.0k USD", mail.Text, StringComparison.Ordinal);
        Assert.Single(mail.Pictures);
        MailChecks.AllRules(mail);
    }

    [Fact]
    public async Task Render_OneBudgetAndPeriod_IsOneThread()
    {
        AlertItem other = Item(Status(20_000m) with { Budget = Status(0m).Budget with { Name = "data-2026" } }, AlertNoticeKind.Crossed, "actual 0.8");
        AlertItem passed = Item(Status(39_655.71m), AlertNoticeKind.Crossed, "actual 0.8"), resolved = Item(Status(30_000m), AlertNoticeKind.Recovered, "forecast 1");
        AlertItem december = passed with { Notice = passed.Notice with { Period = new(2026, 12, 1) } };
        AlertItem stale = new(passed.Notice with { Budget = "*", Kind = AlertNoticeKind.StaleData, Thresholds = ["data-age"] }, null, null, []);
        string budget = passed.Notice.Budget;

        Assert.Equal($"{budget}/2026-11-01", (await MailAsync(passed)).Thread);
        Assert.Equal($"{budget}/2026-11-01", (await MailAsync(resolved)).Thread);
        Assert.Equal($"{budget}/2026-11-01", (await MailAsync(passed, resolved)).Thread);
        Assert.Equal($"{budget}/2026-12-01", (await MailAsync(december)).Thread);
        Assert.Equal((await MailAsync(passed, other)).Thread, (await MailAsync(other, resolved)).Thread);
        Assert.Null((await MailAsync(stale)).Thread);
        Assert.Null((await MailAsync(stale, passed)).Thread);
    }

    [Fact]
    public async Task Render_TwoCurrencies_ShareNoAxis()
    {
        AlertItem euro = Item(Status(20_000m) with { Budget = Status(0m).Budget with { Name = "data-2026", Team = new TeamId("data"), Currency = Currency.Parse("EUR") } }, AlertNoticeKind.Crossed, "actual 0.8");

        MailDraft mail = await MailAsync(Item(Status(48_600m), AlertNoticeKind.Crossed, "actual 1"), euro);

        Assert.Empty(mail.Pictures);
        MailChecks.AllRules(mail);
    }

    [Fact]
    public async Task Render_StaleData_NamesNoBudgetAndNoGreen()
    {
        var notice = new AlertNotice { Key = "*|0001-01-01|data-age|StaleData|1", Reader = "finops@acme.test", Budget = "*", Period = DateOnly.MinValue, Kind = AlertNoticeKind.StaleData, Thresholds = ["data-age"], At = Tuesday };

        MailDraft mail = await MailAsync(new AlertItem(notice, null, null, []));

        Assert.Equal("ACTION: budgets are not watched, data end Mon 23 Nov", mail.Subject);
        Assert.DoesNotContain("✓", mail.Html, StringComparison.Ordinal);
        MailChecks.AllRules(mail);
    }

    [Fact]
    public async Task Render_UnwatchedBudgets_AreNamedWithTheirReasons()
    {
        var notice = new AlertNotice { Key = "*|0001-01-01|data-age|StaleData|1", Reader = "finops@acme.test", Budget = "*", Period = DateOnly.MinValue, Kind = AlertNoticeKind.StaleData, Thresholds = ["data-age"], At = Tuesday };
        BudgetStatus Blind(string team, string reason) => WorkedExample.Status(team, 1_000m, 0m, 0m, BudgetState.Unknown) with { Reason = reason };
        AlertItem item = new(notice, null, null, []) { Unwatched = [Blind("payments", "Source eu has no data after 2026-09-30."), Blind("data", "Cannot compare: GBP without rate."), Blind("web", "Source eu has no data after 2026-09-30.")] };

        MailDraft mail = await MailAsync(item);

        Assert.Equal("ACTION: 3 budgets are not watched: Payments, Data, Web", mail.Subject);
        Assert.Equal("Source eu has no data after 2026-09-30. No alert is sent about them until that is mended.", MailChecks.Preheader(mail));
        Assert.Contains("Payments, Web: Source eu has no data after 2026-09-30.", mail.Text, StringComparison.Ordinal);
        Assert.Contains("Data: Cannot compare: GBP without rate.", mail.Text, StringComparison.Ordinal);
        MailChecks.AllRules(mail);
    }

    [Fact]
    public async Task Render_OldData_SaysThatItMayBeMore()
    {
        BudgetAlertModel model = await ModelAsync([Item(Status(39_655.71m), AlertNoticeKind.Crossed, "actual 0.8")], Tuesday.AddHours(30));

        Assert.StartsWith("*** Based on data through Mon 23 Nov 2026; cost could be higher now. ***", BudgetAlertMail.Render(model).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    public async Task Render_OtherCulture_SameBytes(string culture)
    {
        MailDraft invariant = await MailAsync(Status(39_655.71m), AlertNoticeKind.Crossed, "actual 0.8");
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            MailDraft other = await MailAsync(Status(39_655.71m), AlertNoticeKind.Crossed, "actual 0.8");
            Assert.Equal((invariant.Html, invariant.Text, invariant.Subject), (other.Html, other.Text, other.Subject));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static BudgetStatus Status(decimal actual) => WorkedExample.Status("payments", 48_000m, actual, 51_724.84m, BudgetState.AtRisk) with
    {
        Through = new DateOnly(2026, 11, 23),
        ElapsedShare = 23m / 30m,
        ExpectedEven = 36_800m,
        ExhaustedOn = new DateOnly(2026, 11, 28),
    };

    private static AlertItem Item(BudgetStatus status, AlertNoticeKind kind, string threshold, BudgetOutlook? outlook = null) => new(
        new AlertNotice
        {
            Key = $"{status.Budget.Name}|2026-11-01|{threshold}|{kind}|1",
            Reader = "payments-lead@acme.test",
            Budget = status.Budget.Name,
            Period = status.Days.Start,
            Kind = kind,
            Thresholds = [threshold],
            At = Tuesday,
        },
        status,
        outlook ?? Outlook,
        ["deputy@acme.test"]);

    /// <summary>The worked example.</summary>
    internal static Task<MailDraft> ExampleAsync() => MailAsync(Status(39_655.71m), AlertNoticeKind.Crossed, "actual 0.8");

    private static Task<BudgetAlertModel> ModelAsync(AlertItem[] items, DateTimeOffset asOf)
    {
        MailInput input = WorkedExample.Input();
        var snapshot = new Snapshot(new SnapshotId("1f2e3d4c5b6a"), [], "00", new DateOnly(2026, 11, 23));
        var queries = new WorkedExample.FakeQueries(query => query.Days.Start.Month == 11
            ? [WorkedExample.Row("RDS", "prod-payments", 12_000m), WorkedExample.Row("Data transfer", "eu-central-1", 4_655.71m), WorkedExample.Row("AKS", "sub-payments", 8_000m), WorkedExample.Row("S3", "prod-payments", 2_000m), WorkedExample.Row("EC2", "prod-payments", 13_000m)]
            : [WorkedExample.Row("RDS", "prod-payments", 12_000m), WorkedExample.Row("Data transfer", "eu-central-1", 6_000m), WorkedExample.Row("AKS", "sub-payments", 9_000m), WorkedExample.Row("S3", "prod-payments", 3_000m), WorkedExample.Row("EC2", "prod-payments", 18_000m)]);
        return new BudgetAlertBuilder(queries, input.Settings).BuildAsync(
            new AlertContext(snapshot, input.Configuration, asOf), new AlertLetter("payments-lead@acme.test", items), Token);
    }

    private static Task<MailDraft> MailAsync(BudgetStatus status, AlertNoticeKind kind, string threshold, BudgetOutlook? outlook = null) =>
        MailAsync(Item(status, kind, threshold, outlook));

    private static async Task<MailDraft> MailAsync(params AlertItem[] items) => BudgetAlertMail.Render(await ModelAsync(items, Tuesday));
}
