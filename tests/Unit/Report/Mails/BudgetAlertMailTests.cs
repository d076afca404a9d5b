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
    public async Task Render_Drivers_AddUpToTheTotal()
    {
        MailDraft mail = await MailAsync(Status(39_655.71m), AlertNoticeKind.Crossed, "actual 0.8");

        // 12,480.00 against 11,130.00: +920 +390 +210 −170, all other 0.
        Assert.Contains("+920.00", mail.Text, StringComparison.Ordinal);
        Assert.Contains("-170.00", mail.Text, StringComparison.Ordinal);
        Assert.Contains("+1,350.00", mail.Text, StringComparison.Ordinal);
    }

    // 700 and then 2,100 EUR at 1.10 are 770 and 2,310 USD.
    [Fact]
    public async Task Render_ForeignCostWithARate_IsAmongTheDrivers()
    {
        MailInput input = WorkedExample.Input();
        CostGuardConfiguration configuration = input.Configuration with { Rates = new RateBook([new ExchangeRate(RateKind.Actual, WorkedExample.November, Currency.Eur, Currency.Usd, 1.10m, "treasury")]) };
        var queries = new WorkedExample.FakeQueries(query =>
        {
            CostRow row = WorkedExample.Row("VM", "sub", query.Days.Start.Day == 17 ? 2_100m : 700m, currency: Currency.Eur);
            return [query.By.Count == 6 ? row with { Keys = [.. row.Keys, "2026-11"] } : row];
        });
        MailDraft mail = BudgetAlertMail.Render(await new BudgetAlertBuilder(queries, input.Settings).BuildAsync(
            new AlertContext(input.Snapshot, configuration, Tuesday), new AlertLetter("payments-lead@acme.test", [Item(Status(39_655.71m), AlertNoticeKind.Crossed, "actual 0.8")]), Token));

        Assert.Matches(@"VM, sub +2,310\.00 +\+1,540\.00", mail.Text);
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
        var queries = new WorkedExample.FakeQueries(query => query.Days.Start.Day == 17
            ? [WorkedExample.Row("RDS", "prod-payments", 3_920m), WorkedExample.Row("Data transfer", "eu-central-1", 1_390m), WorkedExample.Row("AKS", "sub-payments", 2_210m), WorkedExample.Row("S3", "prod-payments", 830m), WorkedExample.Row("EC2", "prod-payments", 4_130m)]
            : [WorkedExample.Row("RDS", "prod-payments", 3_000m), WorkedExample.Row("Data transfer", "eu-central-1", 1_000m), WorkedExample.Row("AKS", "sub-payments", 2_000m), WorkedExample.Row("S3", "prod-payments", 1_000m), WorkedExample.Row("EC2", "prod-payments", 4_130m)]);
        return new BudgetAlertBuilder(queries, input.Settings).BuildAsync(
            new AlertContext(snapshot, input.Configuration, asOf), new AlertLetter("payments-lead@acme.test", items), Token);
    }

    private static Task<MailDraft> MailAsync(BudgetStatus status, AlertNoticeKind kind, string threshold, BudgetOutlook? outlook = null) =>
        MailAsync(Item(status, kind, threshold, outlook));

    private static async Task<MailDraft> MailAsync(params AlertItem[] items) => BudgetAlertMail.Render(await ModelAsync(items, Tuesday));
}
