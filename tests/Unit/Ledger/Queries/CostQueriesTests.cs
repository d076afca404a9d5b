using System.Globalization;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Ledger.Queries;
using Xunit;

namespace CostGuard.Unit.Ledger.Queries;

public sealed class CostQueriesTests
{
    [Fact]
    public async Task QueryAsync_SeveralLoads_AddsExactlyInOrdinalOrderWithNullFirst()
    {
        await using SampleHome home = await HomeAsync();

        IReadOnlyList<CostRow> rows = await home.AskAsync("service");

        Assert.Equal([null, "EC2", "S3", "ec2"], rows.Select(row => row.Keys[0]));
        Assert.Equal([0.000000000000000001m, 0.3m, -2m, 7m], rows.Select(row => row.Costs.Billed));
        Assert.Equal(2, rows[1].Rows);
    }

    [Fact]
    public async Task QueryAsync_TwoCurrencies_AreNeverAdded()
    {
        await using SampleHome home = await HomeAsync();
        await home.AddAsync("azure", "2024-10", "'2024-10-01', 'EC2', 'Usage', 'EUR', 5, 5");

        IReadOnlyList<CostRow> rows = await home.AskAsync("");

        Assert.Equal([("EUR", 5m), ("USD", 5.300000000000000001m)], rows.Select(row => (row.Currency.Code, row.Costs.Billed)));
    }

    [Fact]
    public async Task QueryAsync_BillingPeriod_CountsAChargeOfTheDayBeforeInItsInvoiceMonth()
    {
        await using SampleHome home = await HomeAsync();
        DayRange october = DayRange.Of(BillingPeriod.Parse("2024-10"));

        Assert.Equal([("2024-10", "2024-09-30"), ("2024-10", "2024-10-02")], (await home.AskAsync("month,day", october)).Select(row => (row.Keys[0], row.Keys[1])));
        Assert.Equal([("2024-10", "2024-10-02")], (await home.AskAsync("month,day", october, byBillingPeriod: false)).Select(row => (row.Keys[0], row.Keys[1])));
    }

    [Fact]
    public async Task QueryAsync_ChargeDays_AreAskedOfEveryLoad()
    {
        await using SampleHome home = await HomeAsync();

        IReadOnlyList<CostRow> rows = await home.AskAsync("source,month", DayRange.Of(BillingPeriod.Parse("2024-09")), byBillingPeriod: false);

        // The month is that of the day, since days were asked for: October's invoice has a charge of 30 September.
        Assert.Equal(
            [("aws", "2024-09", 0.300000000000000001m), ("gcp", "2024-09", 7m)], rows.Select(row => (row.Keys[0], row.Keys[1], row.Costs.Billed)));
    }

    [Fact]
    public async Task QueryAsync_Filters_HoldTogetherAndNullMeansNoValue()
    {
        await using SampleHome home = await HomeAsync();

        Assert.Equal([null, "S3"], (await home.AskAsync("service", filters: new CostFilter(new("service"), [null, "S3"]))).Select(row => row.Keys[0]));
        Assert.Equal(
            ["S3"], (await home.AskAsync("service", filters: [new(new("service"), [null, "S3"]), new(new("chargeCategory"), ["Credit"])])).Select(row => row.Keys[0]));
        Assert.Empty(await home.AskAsync("service", filters: new CostFilter(new("service"), [])));
    }

    [Fact]
    public async Task QueryAsync_FilterTextThatLooksLikeSql_IsOnlyText()
    {
        await using SampleHome home = await HomeAsync();

        Assert.Empty(await home.AskAsync("service", filters: new CostFilter(new("service"), ["x' OR '1'='1"])));
    }

    [Fact]
    public async Task QueryAsync_HomeWithBracketsAndQuotes_IsFound()
    {
        await using var home = new SampleHome("it's [a] *home*?");
        await home.AddAsync("aws", "2024-09", "'2024-09-01', 'EC2', 'Usage', 'USD', 1, 1");
        await home.AddAsync("aws", "2024-10", "'2024-10-01', 'EC2', 'Usage', 'USD', 2, 2");

        Assert.Equal(3m, Assert.Single(await home.AskAsync("")).Costs.Billed);
    }

    [Fact]
    public async Task QueryAsync_Teams_ComeFromTheAllocatedRollup()
    {
        await using SampleHome home = await HomeAsync();
        await home.AllocateAsync(
            "'2024-09-30', 'EC2', 'Usage', 'USD', 1, 1, 'payments', '2024-10-01'",
            "'2024-09-30', 'EC2', 'Usage', 'USD', 2, 2, 'payments', '2024-09-01'",
            "'2024-10-01', 'EC2', 'Usage', 'USD', 4, 4, 'web', '2024-10-01'");

        Assert.Equal([("payments", 3m), ("web", 4m)], (await home.AskAsync("team")).Select(row => (row.Keys[0], row.Costs.Effective)));
        Assert.Equal(
            [("EC2", 1m)],
            (await home.AskAsync("service", DayRange.Of(BillingPeriod.Parse("2024-10")), filters: new CostFilter(new("team"), ["payments"])))
            .Select(row => (row.Keys[0], row.Costs.Effective)));
    }

    [Theory]
    [InlineData("servce", "Did you mean 'service'?")]
    [InlineData("regoin", "Did you mean 'region'?")]
    [InlineData("chargefrequenci", "Did you mean 'chargeFrequency'?")]
    [InlineData("tag", "'tag' needs a key: tag:KEY.")]
    [InlineData("service:x", "'service' takes no key")]
    [InlineData("nothing like it at all", "There is no dimension")]
    public async Task QueryAsync_UnknownDimension_IsRefusedWithTheNearest(string by, string expected)
    {
        await using SampleHome home = await HomeAsync();

        CostGuardException refused = await Assert.ThrowsAsync<CostGuardException>(() => home.AskAsync(by));

        Assert.Equal((2, "CG1401"), (refused.ExitCode, refused.Problem.Code));
        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task QueryAsync_TeamTogetherWithARawTag_IsRefused()
    {
        await using SampleHome home = await HomeAsync();

        CostGuardException refused = await Assert.ThrowsAsync<CostGuardException>(() => home.AskAsync("team,rawTag:env"));

        Assert.Equal((2, "CG1402"), (refused.ExitCode, refused.Problem.Code));
    }

    [Fact]
    public async Task QueryAsync_RemovedFiles_AreNamedInsteadOfAnsweringZero()
    {
        await using SampleHome home = await HomeAsync();
        Directory.Delete(home.Home.Loads, recursive: true);

        CostGuardException gone = await Assert.ThrowsAsync<CostGuardException>(() => home.AskAsync("service"));

        Assert.Equal((8, "CG1403"), (gone.ExitCode, gone.Problem.Code));
        Assert.Equal("CG1403", (await Assert.ThrowsAsync<CostGuardException>(() => home.AskAsync("team"))).Problem.Code);
    }

    [Fact]
    public async Task QueryAsync_MoreDigitsThanADecimal_AreRefusedAndNotRounded()
    {
        await using var home = new SampleHome();
        await home.AddAsync("aws", "2024-10", "'2024-10-01', 'EC2', 'Usage', 'USD', 12345678901234567890.123456789012345678, 9999999999.999999999999999999");

        CostGuardException refused = await Assert.ThrowsAsync<CostGuardException>(() => home.AskAsync("service"));

        Assert.Equal("CG1404", refused.Problem.Code);
    }

    [Fact]
    public async Task QueryAsync_TwoReadersAtOnceInAnyCulture_AnswerTheSame()
    {
        await using SampleHome home = await HomeAsync();
        await using var other = new CostQueries(home.Home);
        var query = new CostQuery(DayRange.All, [new Dimension("service")], []);
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        try
        {
            IReadOnlyList<CostRow>[] answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i =>
                (i % 2 == 0 ? home.Queries : other).QueryAsync(home.Snapshot, query, TestContext.Current.CancellationToken)));

            Assert.All(answers, answer => Assert.Equal(
                answers[0].Select(row => (row.Keys[0], row.Costs, row.Rows)), answer.Select(row => (row.Keys[0], row.Costs, row.Rows))));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public async Task QueryAsync_NoLoads_IsNoAnswer()
    {
        await using var home = new SampleHome();

        Assert.Empty(await home.AskAsync("service"));
    }

    /// <summary>September with two charges of EC2 and one without service, October with a credit and a charge that began the day before.</summary>
    private static async Task<SampleHome> HomeAsync()
    {
        var home = new SampleHome();
        await home.AddAsync(
            "aws",
            "2024-09",
            "'2024-09-01', 'EC2', 'Usage', 'USD', 0.1, 0.1",
            "'2024-09-02', 'EC2', 'Usage', 'USD', 0.2, 0.2",
            "'2024-09-02', NULL, 'Usage', 'USD', 0.000000000000000001, 0");
        await home.AddAsync(
            "gcp",
            "2024-10",
            "'2024-10-02', 'S3', 'Credit', 'USD', -2, -2",
            "'2024-09-30', 'ec2', 'Usage', 'USD', 7, 7");
        return home;
    }
}
