using CostGuard.Core.Alerts;
using CostGuard.Core.Anomalies;
using CostGuard.Core.Budgets;
using CostGuard.Core.Configuration;
using CostGuard.Core.Ports;
using CostGuard.Core.Subscriptions;
using CostGuard.Core.Values;
using CostGuard.Unit.Core.Budgets;
using Xunit;

namespace CostGuard.Unit.Core.Alerts;

public sealed class AlertPostTests
{
    // Sunday, 15 November 2026, 01:00 UTC: 02:00 in Berlin.
    private static readonly DateTimeOffset Sunday = new(2026, 11, 15, 1, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly November = new(2026, 11, 1);

    [Fact]
    public void Sort_TwoNoticesOfOneReader_AreOneLetter()
    {
        AlertPost post = Sort([Notice("actual 0.8"), Notice("forecast 1")], []);

        Assert.Equal(2, Assert.Single(post.Letters).Items.Count);
        Assert.Empty(post.Dropped);
    }

    [Theory]
    [InlineData(59, 0)]
    [InlineData(60, 1)]
    public void Sort_WithinTheHour_Waits(int minutes, int letters) =>
        Assert.Equal(letters, Sort([Notice("actual 0.8")], new() { ["lead@acme.test"] = Sunday.AddMinutes(-minutes) }).Letters.Count);

    [Theory]
    [InlineData("20:00", "07:00", false, 0)]
    [InlineData("20:00", "02:00", false, 1)]
    [InlineData("12:00", "13:00", true, 0)]
    [InlineData("01:00", "01:30", false, 1)]
    public void Sort_QuietHours_AreThoseOfTheTeam(string from, string to, bool weekends, int letters)
    {
        CostGuardConfiguration quiet = Configuration with
        {
            Alerts = new AlertRouting { Quiet = new QuietHours(TimeOnly.ParseExact(from, "HH:mm", null), TimeOnly.ParseExact(to, "HH:mm", null), weekends) },
        };

        Assert.Equal(letters, Sort([Notice("actual 0.8")], [], configuration: quiet).Letters.Count);
    }

    [Fact]
    public void Sort_AcknowledgedMeanwhile_IsDropped()
    {
        AlertPost post = Sort([Notice("actual 0.8")], [], AlertState.Acknowledged);

        Assert.Empty(post.Letters);
        Assert.Equal("acknowledged before it was told", Assert.Single(post.Dropped).Why);
    }

    [Fact]
    public void Sort_OverBeforeItWasTold_IsNeverCalledOff()
    {
        AlertPost post = Sort([Notice("forecast 1"), Notice("forecast 1") with { Kind = AlertNoticeKind.Recovered, Key = "r" }], [], AlertState.Recovered);

        Assert.Empty(post.Letters);
        Assert.Equal(["no longer true", "over before it was told"], post.Dropped.Select(each => each.Why));
    }

    // 80 and 100 % were crossed at once; by the morning 100 % is not true any more, and 80 % is.
    [Fact]
    public void Sort_HighestRecovered_TellsTheRest()
    {
        AlertNotice both = Notice("actual 0.8") with { Thresholds = ["actual 0.8", "actual 1"] };
        AlertPost post = SortBook(new AlertBook([State("actual 0.8", AlertState.Triggered), State("actual 1", AlertState.Recovered)], [both], new Dictionary<string, DateTimeOffset>()));

        Assert.Equal(["actual 0.8"], Assert.Single(Assert.Single(post.Letters).Items).Notice.Thresholds);
        Assert.Empty(post.Dropped);
        // Nobody heard of 100 %: when it is crossed again, that is the first time.
        Assert.Equal(["actual 1"], Assert.Single(post.NeverTold).Thresholds);
    }

    [Fact]
    public void Sort_OneOfTwoForecastsIsBack_IsCalledOffAlone()
    {
        AlertNotice crossed = Notice("forecast 1") with { Thresholds = ["forecast 1", "forecast 1.1"] };
        AlertNotice over = Notice("forecast 1.1") with { Kind = AlertNoticeKind.Recovered, Key = "r" };
        AlertPost post = SortBook(new AlertBook([State("forecast 1", AlertState.Triggered), State("forecast 1.1", AlertState.Recovered)], [crossed, over], new Dictionary<string, DateTimeOffset>()));

        AlertItem told = Assert.Single(Assert.Single(post.Letters).Items);
        Assert.Equal((AlertNoticeKind.Crossed, "forecast 1"), (told.Notice.Kind, Assert.Single(told.Notice.Thresholds)));
        Assert.Equal([("r", "over before it was told")], post.Dropped.Select(each => (each.Notice.Key, each.Why)));
    }

    [Fact]
    public void Sort_OverBeforeAnybodyWasTold_IsNeverTold()
    {
        AlertNotice mine = Notice("actual 1"), deputys = mine with { Reader = "deputy@acme.test" };
        AlertBook book = new([State("actual 1", AlertState.Recovered)], [mine, deputys], new Dictionary<string, DateTimeOffset>());

        Assert.Equal([mine, deputys], SortBook(book).NeverTold);
        // The owner had the mail: it was told.
        Assert.Empty(SortBook(book with { Waiting = [deputys], Told = [("actual 1", "lead@acme.test")] }).NeverTold);
    }

    [Fact]
    public void Sort_AlsoTold_AreThoseWhoHaveItAndThoseWhoWillNotThoseWhoLeft()
    {
        AlertNotice mine = Notice("actual 0.8"), deputys = mine with { Reader = "deputy@acme.test" };
        AlertBook book = new([State("actual 0.8", AlertState.Triggered)], [mine, deputys], new Dictionary<string, DateTimeOffset>());

        Assert.Equal(["deputy@acme.test"], SortBook(book).Letters.Single(letter => letter.Reader == "lead@acme.test").Items[0].AlsoTo);
        Assert.Equal(["lead@acme.test"], SortBook(book with { Waiting = [deputys], Told = [("actual 0.8", "lead@acme.test"), ("actual 0.5", "else@acme.test")] }).Letters[0].Items[0].AlsoTo);
    }

    [Fact]
    public void Sort_AlsoTold_LeavesOutWhoLeftTheMail()
    {
        AlertNotice mine = Notice("anomaly") with { Kind = AlertNoticeKind.AnomalyOpened, Budget = "anomaly|team=payments;service=RDS" }, deputys = mine with { Reader = "deputy@acme.test" };
        AlertBook book = new([State("anomaly", AlertState.Triggered) with { Budget = mine.Budget }], [mine, deputys], new Dictionary<string, DateTimeOffset>());
        var left = new MailPreferences([new ReaderPreferences { Address = "deputy@acme.test", Anomalies = false }], []);

        AlertPost post = AlertPost.Sort(book, Configuration, [], new Dictionary<string, BudgetOutlook>(), Sunday, new Dictionary<(string, DateOnly), Anomaly>(), left);

        Assert.Empty(Assert.Single(Assert.Single(post.Letters).Items).AlsoTo);
    }

    private static AlertPost SortBook(AlertBook book) => AlertPost.Sort(
        book, Configuration, [BudgetEvaluator.Evaluate(SomeBudgets.Evidence("2026-11", 1000m, 14, (1, 900m)))], new Dictionary<string, BudgetOutlook>(), Sunday);

    [Fact]
    public void Sort_BudgetThatCannotBeTold_Waits()
    {
        BudgetStatus unknown = BudgetEvaluator.Evaluate(SomeBudgets.Evidence("2026-11", 1000m, 14, (1, 900m)) with { AsOf = Sunday.AddDays(9) });

        AlertPost post = AlertPost.Sort(new AlertBook([State("actual 0.8", AlertState.Triggered)], [Notice("actual 0.8")], new Dictionary<string, DateTimeOffset>()), Configuration, [unknown], new Dictionary<string, BudgetOutlook>(), Sunday.AddDays(9));

        Assert.Empty(post.Letters);
        Assert.Empty(post.Dropped);
    }

    [Fact]
    public void StaleData_OneEpisode_IsToldOnce()
    {
        TimeSpan limit = TimeSpan.FromHours(72);
        (ThresholdAlert first, bool told) = StaleDataAlert.Step(null, TimeSpan.FromHours(73), limit, Sunday);
        // Another day arrives, and the data is still too old: the same episode.
        (ThresholdAlert second, bool again) = StaleDataAlert.Step(first, TimeSpan.FromHours(74), limit, Sunday.AddDays(1));
        (ThresholdAlert fresh, bool better) = StaleDataAlert.Step(second, TimeSpan.FromHours(20), limit, Sunday.AddDays(2));
        (ThresholdAlert next, bool anew) = StaleDataAlert.Step(fresh, TimeSpan.FromHours(80), limit, Sunday.AddDays(9));

        Assert.Equal((true, false, false, true), (told, again, better, anew));
        Assert.Equal((1, 2), (first.Entry, next.Entry));
    }

    [Fact]
    public void StaleData_OneMoreBudget_IsNews()
    {
        TimeSpan limit = TimeSpan.FromHours(72), fresh = TimeSpan.FromHours(20);
        (ThresholdAlert one, bool first) = StaleDataAlert.Step(null, fresh, limit, Sunday, ["a"]);
        (ThresholdAlert two, bool more) = StaleDataAlert.Step(one, fresh, limit, Sunday, ["a", "b"]);
        (ThresholdAlert less, bool fewer) = StaleDataAlert.Step(two, fresh, limit, Sunday, ["b"]);
        (ThresholdAlert all, bool old) = StaleDataAlert.Step(less, TimeSpan.FromHours(73), limit, Sunday, ["a", "b"]);
        // That none could be told is over, and this one still cannot: it has a reason of its own.
        (ThresholdAlert some, bool known) = StaleDataAlert.Step(all, fresh, limit, Sunday, ["a"]);
        (ThresholdAlert well, bool end) = StaleDataAlert.Step(some, fresh, limit, Sunday);
        (_, bool again) = StaleDataAlert.Step(well, fresh, limit, Sunday, ["a"]);

        Assert.Equal((true, true, false, true, true, false, true), (first, more, fewer, old, known, end, again));
        Assert.Equal(AlertState.Armed, well.State);
    }

    [Fact]
    public void Readers_Escalation_GoesAbove()
    {
        CostGuardConfiguration configuration = Configuration with { Teams = [Team("payments") with { Parent = new TeamId("engineering"), Deputies = ["sam@acme.test"], BudgetAlerts = new BudgetAlertsTo { To = ["owner", "deputies", "lead@acme.test"] } }, Team("engineering") with { Owner = "vp@acme.test" }] };
        BudgetConfig budget = SomeBudgets.Of(("2026-11", 1000m));

        Assert.Equal(["lead@acme.test", "sam@acme.test"], AlertReaders.Of(configuration, budget, AlertNoticeKind.Crossed));
        Assert.Equal(["vp@acme.test"], AlertReaders.Of(configuration, budget, AlertNoticeKind.Escalated));
    }

    /// <summary>An endpoint sorts for itself: quiet hours and the pause of an hour are for people.</summary>
    [Fact]
    public void Sort_Endpoint_IsToldEachEventAtOnce()
    {
        CostGuardConfiguration quiet = Configuration with { Alerts = new AlertRouting { Quiet = new QuietHours(new TimeOnly(0, 0), new TimeOnly(23, 59), true) } };
        string bus = WebhookEvents.ReaderOf("bus");

        AlertPost post = Sort([Notice("actual 0.5") with { Reader = bus }, Notice("actual 0.8") with { Reader = bus }, Notice("actual 0.8")], new() { [bus] = Sunday }, configuration: quiet);

        Assert.Equal([bus, bus], post.Letters.Select(letter => letter.Reader));
        Assert.All(post.Letters, letter => Assert.Single(letter.Items));
    }

    [Fact]
    public void Readers_Endpoints_AreThoseThatWantTheEvent()
    {
        WebhookConfig Hook(string name, string[] events, string[] teams) => new() { Name = name, Format = WebhookFormat.Slack, Url = new AuthValue("https://hooks.acme.test", null), Events = events, Teams = teams };
        CostGuardConfiguration configuration = Configuration with { Webhooks = [Hook("all", [], []), Hook("stale", ["data.stale"], []), Hook("web", [], ["web"])] };

        Assert.Equal(["lead@acme.test", "webhook:all"], AlertReaders.Of(configuration, SomeBudgets.Of(("2026-11", 1000m)), AlertNoticeKind.Crossed));
        Assert.Equal(["webhook:all", "webhook:stale", "webhook:web"], AlertReaders.OfStaleData(configuration));
    }

    private static CostGuardConfiguration Configuration => SomeConfiguration.Of() with { Teams = [Team("payments")] };

    private static TeamConfig Team(string id) => new()
    {
        Id = new TeamId(id),
        Title = id,
        Owner = "lead@acme.test",
        TimeZone = "Europe/Berlin",
        EffectiveFrom = BillingPeriod.Month(2026, 1),
    };

    private static AlertNotice Notice(string threshold) => new()
    {
        Key = threshold,
        Reader = "lead@acme.test",
        Budget = "payments-monthly",
        Period = November,
        Kind = AlertNoticeKind.Crossed,
        Thresholds = [threshold],
        At = Sunday,
    };

    private static ThresholdAlert State(string threshold, AlertState state) =>
        new() { Budget = "payments-monthly", Period = November, Threshold = threshold, State = state };

    private static AlertPost Sort(
        AlertNotice[] waiting, Dictionary<string, DateTimeOffset> last, AlertState state = AlertState.Triggered, CostGuardConfiguration? configuration = null) => AlertPost.Sort(
        new AlertBook([.. waiting.Select(notice => notice.Thresholds[0]).Distinct().Select(threshold => State(threshold, state))], waiting, last),
        configuration ?? Configuration,
        [BudgetEvaluator.Evaluate(SomeBudgets.Evidence("2026-11", 1000m, 14, (1, 900m)))],
        new Dictionary<string, BudgetOutlook>(),
        Sunday);
}
