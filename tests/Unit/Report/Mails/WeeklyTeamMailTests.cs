using System.Globalization;
using CostGuard.Core.Actions;
using CostGuard.Core.Budgets;
using CostGuard.Core.Configuration;
using CostGuard.Core.Currencies;
using CostGuard.Core.Focus;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Report.Mails;
using CostGuard.Unit.Core.Actions;
using Xunit;

namespace CostGuard.Unit.Report.Mails;

public sealed class WeeklyTeamMailTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Render_WorkedExample_SaysWhatTheSpecificationSays()
    {
        MailDraft mail = await Mail(WorkedExample.PaymentsStatus);

        Assert.Equal("Payments: 49% of Nov budget used, on course for 109%", mail.Subject);
        Assert.Equal("At this pace 52.1k of 48.0k USD. Biggest rise: RDS, prod-payments +920 USD in 7 days.", MailChecks.Preheader(mail));
        Assert.Equal(["payments-lead@acme.test"], mail.To);
        Assert.Equal("weekly-team/payments/2026-11-14/1f2e3d4c5b6a", mail.Key);
        MailChecks.AllRules(mail);
        Golden.Equal("weekly-payments.txt", mail.Text);
        Golden.Equal("weekly-payments.html", mail.Html);
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("ar-SA")]
    public async Task Render_OtherCulture_SameBytes(string culture)
    {
        MailDraft invariant = await Mail(WorkedExample.PaymentsStatus);
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            MailDraft other = await Mail(WorkedExample.PaymentsStatus);
            Assert.Equal(invariant.Html, other.Html);
            Assert.Equal(invariant.Text, other.Text);
            Assert.Equal(invariant.Pictures[0].Bytes, other.Pictures[0].Bytes);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public async Task Render_OkAndSmallChange_ThreeLinesAndNoChart()
    {
        var queries = new WorkedExample.FakeQueries(query =>
            [WorkedExample.Row("S3", "data", query.Days.Start.Day == 8 ? 7_550m : 7_500m)]);
        MailInput input = WorkedExample.Input(WorkedExample.Status("data", 36_000m, 15_400m, 33_500m, BudgetState.Ok));
        WeeklyTeamModel model = await new MailContentBuilder(queries).WeeklyAsync(input, WorkedExample.Team("data", "Data"), Token);

        MailDraft mail = WeeklyTeamMail.Render(model);

        Assert.True(model.IsQuiet);
        Assert.Equal("Data: 43% of Nov budget used, on course for 93%", mail.Subject);
        Assert.Empty(mail.Pictures);
        string body = mail.Text[..mail.Text.IndexOf("-----", StringComparison.Ordinal)];
        Assert.Equal(
            "Data: ✓ OK, nothing needs you.\n\n"
            + "You have used 15,400 of 36,000 USD (43 %) with 47 % of the month gone.\nAt this pace November ends at 33,500, which is 2,500 under budget.\n\n"
            + "What changed in 7 days: +50.00 USD (+0.7 %).\n\n",
            body);
    }

    [Fact]
    public async Task Render_BigChangeWithinBudget_IsNotQuiet()
    {
        MailDraft mail = await Mail(WorkedExample.Status("payments", 60_000m, 23_610m, 52_135.71m, BudgetState.Ok));
        Assert.Contains("✓ OK", mail.Text, StringComparison.Ordinal);
        Assert.NotEmpty(mail.Pictures);
    }

    [Fact]
    public async Task Render_OldData_UnknownInFirstLineAndSubjectAndNeverOk()
    {
        MailInput input = WorkedExample.Input(WorkedExample.Status("payments", 48_000m, 10_000m, 21_000m, BudgetState.Ok)) with
        {
            AsOf = WorkedExample.Monday.AddDays(4),
        };
        MailDraft mail = WeeklyTeamMail.Render(await new MailContentBuilder(WorkedExample.Week).WeeklyAsync(input, WorkedExample.Payments, Token));

        Assert.Equal("UNKNOWN: Payments, data through Sat 14 Nov", mail.Subject);
        Assert.StartsWith("*** We cannot tell how Payments stands: the data ends on Sat 14 Nov", mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("✓", mail.Html, StringComparison.Ordinal);
        MailChecks.AllRules(mail);
    }

    [Fact]
    public async Task Render_StaleButKnown_BannerFirst()
    {
        MailInput input = WorkedExample.Input(WorkedExample.PaymentsStatus) with { AsOf = WorkedExample.Monday.AddHours(12) };
        MailDraft mail = WeeklyTeamMail.Render(await new MailContentBuilder(WorkedExample.Week).WeeklyAsync(input, WorkedExample.Payments, Token));
        Assert.StartsWith("*** Based on data through Sat 14 Nov 2026; cost could be higher now. ***", mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_ScheduleWaitedInVain_CarriesItsBannerAndIsUnknown()
    {
        const string Banner = "Data is 50 h old; this schedule wants at most 36 h and waited until 10:00.";
        foreach (BudgetStatus[] budgets in (BudgetStatus[][])[[WorkedExample.Status("payments", 48_000m, 10_000m, 21_000m, BudgetState.Ok)], []])
        {
            MailInput input = WorkedExample.Input(budgets) with { StaleBanner = Banner };
            MailDraft mail = WeeklyTeamMail.Render(await new MailContentBuilder(WorkedExample.Week).WeeklyAsync(input, WorkedExample.Payments, Token));

            Assert.Equal("UNKNOWN: Payments, data through Sat 14 Nov", mail.Subject);
            Assert.StartsWith($"*** We cannot tell how Payments stands: {Banner} Based on data through Sat 14 Nov 2026;", mail.Text.ReplaceLineEndings(" "), StringComparison.Ordinal);
            Assert.Contains("? UNKNOWN", mail.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("✓", mail.Html, StringComparison.Ordinal);
            Assert.DoesNotContain(MailColors.OkGround, mail.Html, StringComparison.Ordinal);
            MailChecks.AllRules(mail);
        }
    }

    [Fact]
    public async Task Render_RestatedSinceTheLastMail_NamesDaysAndAmount()
    {
        // Then 100 in October and 500 in 1 to 7 November; now 97.95 and 512.40, and a credit of 9 that the budget leaves out.
        var then = new Snapshot(new SnapshotId("000000000001"), [], "00", new DateOnly(2026, 11, 7));
        var queries = new WorkedExample.FakeQueries((snapshot, query) => query.By is not [{ Name: "month" }, { Name: "chargeCategory" }] ? []
            : snapshot == then ? [Month("2026-10", 100m), Month("2026-11", 500m)]
            : [Month("2026-10", 97.95m), Month("2026-11", 512.40m), Month("2026-11", -9m, "Credit")]);
        MailInput input = WorkedExample.Input(WorkedExample.PaymentsStatus) with { Earlier = new EarlierData(then, WorkedExample.Monday.AddDays(-7)) };
        MailDraft mail = WeeklyTeamMail.Render(await new MailContentBuilder(queries).WeeklyAsync(input, WorkedExample.Payments, Token));

        Assert.Contains(
            "Changed since the mail of Mon 9 Nov: 1 to 7 Nov restated +12.40 USD, Oct 2026 restated -2.05 USD.", mail.Text.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.All(queries.Asked.Where(query => query.By[0].Name == "month"), query => Assert.Equal(new DateOnly(2026, 11, 8), query.Days.End));
        MailChecks.AllRules(mail);
    }

    [Fact]
    public async Task Render_NothingRestated_SaysSoAndFirstMailComparesTheLoads()
    {
        var then = new Snapshot(new SnapshotId("000000000001"), [], "00", WorkedExample.Through);
        var queries = new WorkedExample.FakeQueries(query => query.By[0].Name == "month" ? [Month("2026-11", 500m)] : []);
        MailInput input = WorkedExample.Input(WorkedExample.PaymentsStatus) with { Earlier = new EarlierData(then, null) };
        MailDraft mail = WeeklyTeamMail.Render(await new MailContentBuilder(queries).WeeklyAsync(input, WorkedExample.Payments, Token));
        Assert.Contains("Changed since the loads before: no earlier day restated.", mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_NoData_SaysSo()
    {
        MailInput input = WorkedExample.Input() with { Snapshot = new Snapshot(new SnapshotId("0"), [], "0", null) };
        MailDraft mail = WeeklyTeamMail.Render(await new MailContentBuilder(WorkedExample.Week).WeeklyAsync(input, WorkedExample.Payments, Token));
        Assert.Equal("UNKNOWN: Payments, no data yet", mail.Subject);
        MailChecks.AllRules(mail);
    }

    [Fact]
    public async Task Render_Over_SaysSoInSubject()
    {
        BudgetStatus over = WorkedExample.Status("payments", 48_000m, 48_600m, 52_000m, BudgetState.Over) with { Through = new DateOnly(2026, 11, 28) };
        MailDraft mail = await Mail(over);
        Assert.Equal("OVER: Payments 48.6k of 48.0k USD with 2 days left", mail.Subject);
        Assert.Contains("▲ OVER", mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_NoBudget_NamesTheWeek()
    {
        MailDraft mail = await Mail();
        Assert.Equal("Payments: 12.5k USD in 7 days, +12%", mail.Subject);
        Assert.Contains("has no budget", mail.Text, StringComparison.Ordinal);
        MailChecks.AllRules(mail);
    }

    [Fact]
    public async Task Render_HostileNames_AreEncodedAndSubjectFits()
    {
        TeamConfig team = WorkedExample.Payments with { Title = "<script>alert(1)</script> & \"the very long name of a team that never ends\"" };
        MailDraft mail = WeeklyTeamMail.Render(
            await new MailContentBuilder(WorkedExample.Week).WeeklyAsync(WorkedExample.Input(WorkedExample.PaymentsStatus), team, Token));
        Assert.DoesNotContain("<script", mail.Html, StringComparison.Ordinal);
        MailChecks.AllRules(mail);
    }

    [Fact]
    public async Task Render_PublicUrl_LinkCarriesPeriodAndSnapshot()
    {
        MailInput input = WorkedExample.Input(WorkedExample.PaymentsStatus);
        input = input with { Settings = input.Settings with { Pages = new Uri("https://costguard.acme.test/app/") } };
        MailDraft mail = WeeklyTeamMail.Render(await new MailContentBuilder(WorkedExample.Week).WeeklyAsync(input, WorkedExample.Payments, Token));
        Assert.Contains("https://costguard.acme.test/app/teams/payments?period=2026-11&compare=prev7d&snapshot=1f2e3d4c5b6a", mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Weekly_CreditsTaxAndOtherCurrencies_AreLeftOutAndNamed()
    {
        var queries = new WorkedExample.FakeQueries(_ =>
        [
            WorkedExample.Row("RDS", "a", 100m), WorkedExample.Row("RDS", "a", -40m, "Credit"), WorkedExample.Row("RDS", "a", 19m, "Tax"),
            WorkedExample.Row("AKS", "b", 7m, currency: Currency.Eur),
        ]);
        WeeklyTeamModel model = await new MailContentBuilder(queries).WeeklyAsync(WorkedExample.Input(WorkedExample.PaymentsStatus), WorkedExample.Payments, Token);
        Assert.Equal(100m, model.WeekNow);
        Assert.Contains(model.Notes, note => note.Contains("7.00 EUR", StringComparison.Ordinal));
        Assert.Contains(model.Notes, note => note.Contains("without credits and tax", StringComparison.Ordinal));
        Assert.All(queries.Asked, query => Assert.False(query.ByBillingPeriod));
    }

    // 700 EUR and then 2,100 EUR at 1.10 are 770 and 2,310 USD: +1,540, beside 350 USD that stay.
    [Fact]
    public async Task Weekly_ForeignCostWithARate_IsInWhatChanged()
    {
        MailInput input = WithRates(WorkedExample.Input(WorkedExample.Status("payments", 48_000m, 10_000m, 21_000m, BudgetState.Ok)));
        WeeklyTeamModel model = await new MailContentBuilder(Foreign()).WeeklyAsync(input, WorkedExample.Payments, Token);

        Assert.Equal((1_120m, 2_660m), (model.WeekBefore, model.WeekNow));
        Assert.Equal([("EC2, aws", 0m), ("VM, sub", 1_540m)], model.Drivers.Select(driver => (driver.Label, driver.Change)));
        Assert.DoesNotContain(model.Notes, note => note.Contains("exchange rate", StringComparison.Ordinal));
        Assert.False(model.IsQuiet);
    }

    // Without a rate of that month the euros are named, and dollars alone are compared.
    [Fact]
    public async Task Weekly_ForeignCostWithoutItsRate_IsNamed()
    {
        MailInput input = WithRates(WorkedExample.Input(WorkedExample.PaymentsStatus), WorkedExample.November.Previous);
        WeeklyTeamModel model = await new MailContentBuilder(Foreign()).WeeklyAsync(input, WorkedExample.Payments, Token);

        Assert.Equal((350m, 350m), (model.WeekBefore, model.WeekNow));
        Assert.Equal("Not counted, for want of an exchange rate: 2,100.00 EUR in the last 7 days.", model.Notes[0]);
    }

    // 100 EUR of October and then 110 at 1.10: +11.00 USD.
    [Fact]
    public async Task Weekly_RestatedForeignCost_IsToldInTheBudgetsCurrency()
    {
        var then = new Snapshot(new SnapshotId("000000000001"), [], "00", new DateOnly(2026, 11, 7));
        var queries = new WorkedExample.FakeQueries((snapshot, query) => query.By[0].Name != "month" ? []
            : [Month("2026-10", snapshot == then ? 100m : 110m) with { Currency = Currency.Eur, Keys = [.. query.By.Select(by => by.Name == "month" ? "2026-10" : "Usage")] }]);
        MailInput input = WithRates(WorkedExample.Input(WorkedExample.PaymentsStatus), WorkedExample.November.Previous) with { Earlier = new EarlierData(then, WorkedExample.Monday.AddDays(-7)) };

        WeeklyTeamModel model = await new MailContentBuilder(queries).WeeklyAsync(input, WorkedExample.Payments, Token);

        Assert.Equal([(WorkedExample.November.Previous, 11m)], model.Restated!.Months.Select(month => (month.Month, month.Change)));
    }

    // Four services fall by 100 and a fifth rises by 30: the table has no room for it, and it rose all the same.
    [Fact]
    public async Task Render_RiseBelowTheFourLargestFalls_IsNamed()
    {
        var queries = new WorkedExample.FakeQueries(query =>
            [.. Enumerable.Range(1, 4).Select(i => WorkedExample.Row($"Fall{i}", "a", query.Days.Start.Day == 8 ? 500m : 600m)), WorkedExample.Row("Rise", "a", query.Days.Start.Day == 8 ? 130m : 100m)]);
        MailDraft mail = WeeklyTeamMail.Render(await new MailContentBuilder(queries).WeeklyAsync(WorkedExample.Input(WorkedExample.PaymentsStatus), WorkedExample.Payments, Token));

        Assert.EndsWith("Biggest rise: Rise, a +30 USD in 7 days.", MailChecks.Preheader(mail), StringComparison.Ordinal);
        Assert.Contains("Look at Rise, a first: 30.00 USD more than in the 7 days before.", mail.Text.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.DoesNotContain("Nothing rose", mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_ActionDueWithinBudget_IsNotOk()
    {
        WeeklyTeamModel model = await new MailContentBuilder(WorkedExample.Week).WeeklyAsync(WorkedExample.Input(WorkedExample.Status("data", 36_000m, 15_400m, 33_500m, BudgetState.Ok)), WorkedExample.Team("data", "Data"), Token);
        ActionItem late = SomeActions.Of(3, 100m) with { Team = "data", Due = new DateOnly(2026, 11, 10) };
        MailDraft mail = WeeklyTeamMail.Render(model with { Due = [new DueAction(late, ReminderKind.Overdue)], Unusual = ["Unusual: S3."] });

        Assert.Equal("ACTION: Data: 43% of Nov budget used, 1 action due", mail.Subject);
        Assert.Contains("! ACTION DUE", mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("✓ OK", mail.Text, StringComparison.Ordinal);
    }

    // The load before of 'aws' ended on 30 October, that of 'eu' had the whole month. 70 of the 31st are new; 4 of the 30th and 9 of eu's 31st are restated.
    [Fact]
    public async Task Weekly_DayThatArrivedSince_IsNotRestated()
    {
        BillingPeriod october = WorkedExample.November.Previous;
        var then = new Snapshot(new SnapshotId("000000000001"), [Loaded("aws", october, 30), Loaded("eu", october, 31), Loaded("aws", WorkedExample.November, 13)], "00", new DateOnly(2026, 11, 13));
        var queries = new WorkedExample.FakeQueries((snapshot, query) => !query.By.Select(by => by.Name).SequenceEqual(["month", "chargeCategory", "source", "day"]) ? []
            : snapshot == then ? [Line("aws", 30, 100m), Line("eu", 31, 50m)]
            : [Line("aws", 30, 104m), Line("aws", 31, 70m), Line("eu", 31, 59m)]);
        MailInput input = WorkedExample.Input(WorkedExample.PaymentsStatus) with { Earlier = new EarlierData(then, null) };

        WeeklyTeamModel model = await new MailContentBuilder(queries).WeeklyAsync(input, WorkedExample.Payments, Token);

        Assert.Equal([new RestatedMonth(october, DayRange.Of(october), 13m)], model.Restated!.Months);

        static CostRow Line(string source, int day, decimal cost) =>
            new(["2026-10", "Usage", source, $"2026-10-{day}"], Currency.Usd, new Costs(cost, cost, cost, cost), 1);
        static Load Loaded(string source, BillingPeriod month, int day) => new()
        {
            Id = new LoadId($"{source}-{month}"),
            Source = new SourceKey(source),
            Period = month,
            SealedAt = WorkedExample.Monday,
            IsCurrent = true,
            FocusVersion = "1.2",
            Files = [],
            Totals = [],
            Problems = [],
            RowsRead = 1,
            RowsRejected = 0,
            DataThrough = month.FirstDay.AddDays(day - 1),
            Folder = "none",
        };
    }

    private static MailInput WithRates(MailInput input, BillingPeriod? month = null) => input with
    {
        Configuration = input.Configuration with { Rates = new RateBook([new ExchangeRate(RateKind.Actual, month ?? WorkedExample.November, Currency.Eur, Currency.Usd, 1.10m, "treasury")]) },
    };

    private static WorkedExample.FakeQueries Foreign() => new(query =>
        [.. new[] { WorkedExample.Row("EC2", "aws", 350m), WorkedExample.Row("VM", "sub", query.Days.Start.Day == 8 ? 2_100m : 700m, currency: Currency.Eur) }
            .Select(row => query.By.Count == 6 ? row with { Keys = [.. row.Keys, "2026-11"] } : row)]);

    [Fact]
    public async Task Render_ThirdsOfACent_ShownRowsAddUpToTheShownTotal()
    {
        // Six drivers of 0.335 each: 2.01 in all, which no rounding of the rows gives.
        var queries = new WorkedExample.FakeQueries(query => query.Days.Start.Day == 8
            ? [.. Enumerable.Range(0, 6).Select(i => WorkedExample.Row($"S{i}", "a", 0.335m))]
            : []);
        MailDraft mail = WeeklyTeamMail.Render(await new MailContentBuilder(queries).WeeklyAsync(WorkedExample.Input(WorkedExample.PaymentsStatus), WorkedExample.Payments, Token));
        decimal[] changes = [.. mail.Text.Split('\n').Where(line => line.StartsWith("  S", StringComparison.Ordinal) || line.StartsWith("  All other", StringComparison.Ordinal))
            .Where(line => !line.StartsWith("  Service", StringComparison.Ordinal))
            .Select(line => decimal.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^1], NumberStyles.Number, CultureInfo.InvariantCulture))];
        Assert.Equal(5, changes.Length);
        Assert.Equal(2.01m, changes.Sum());
    }

    [Fact]
    public void Recipients_OwnerAndDeputiesAndAddress_EachOnce() => Assert.Equal(
        ["payments-lead@acme.test", "deputy@acme.test", "x@acme.test"],
        MailContentBuilder.Recipients(WorkedExample.Payments with { WeeklyDigestTo = ["owner", "deputies", "x@acme.test", "Deputy@acme.test"] }));

    [Fact]
    public void Colors_EachPair_HasAContrastOfFourAndAHalf() =>
        Assert.All(MailColors.Pairs, pair => Assert.True(MailChecks.Contrast(pair.Text, pair.Ground) >= 4.5, $"{pair}"));

    private static CostRow Month(string month, decimal cost, string category = "Usage") => new([month, category], Currency.Usd, new Costs(cost, cost, cost, cost), 1);

    /// <summary>The worked example.</summary>
    internal static Task<MailDraft> ExampleAsync() => Mail(WorkedExample.PaymentsStatus);

    private static async Task<MailDraft> Mail(params BudgetStatus[] budgets) => WeeklyTeamMail.Render(
        await new MailContentBuilder(WorkedExample.Week).WeeklyAsync(WorkedExample.Input(budgets), WorkedExample.Payments, Token));
}
