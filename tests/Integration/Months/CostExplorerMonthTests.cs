using CostGuard.Clouds;
using CostGuard.Core.Values;
using CostGuard.Ledger.State;
using Xunit;

namespace CostGuard.Integration.Months;

/// <summary>The month behind the simulated Cost Explorer; the price is that of the calls that the cloud counted.</summary>
public sealed class CostExplorerMonthTests
{
    [Fact]
    public Task Collect_ThrottledBrokenAndKilled_EndsWithTheFilesTotals() => EndsWithTheFilesTotalsAsync(BigMonth.Quick);

    [Fact(Explicit = true)]
    public Task Collect_200000RowsThrottledBrokenAndKilled_EndsWithTheFilesTotals() => EndsWithTheFilesTotalsAsync(BigMonth.Full);

    private static async Task EndsWithTheFilesTotalsAsync(int rows)
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        using var home = new MonthHome();
        var month = new BigMonth(rows, [.. Enumerable.Range(0, 8).Select(i => $"Service {i:00}")], [.. Enumerable.Range(0, 4).Select(i => $"00000000000{i}")], 0.0000000001m);
        FocusMonthFile.Write(month, home.Beside("focus.csv"), "USD");
        await using CloudHost clouds = await CloudHost.StartAsync(0, cancellationToken);
        clouds.Switches.ThrottledShare = 0.1;
        clouds.Switches.PageSize = 1_000;
        clouds.Switches.EmptyPageEvery = 5;
        clouds.Switches.BrokenCalls.Add(4);
        await clouds.ServeAsync(home.Beside("focus.csv"), cancellationToken);
        home.Connect(
            $$"""
              provider: aws
              auth: { accessKeyId: AKIAEXAMPLE, secretAccessKey: example }
              source: { api: cost-explorer, endpoint: "{{clouds.Address}}", groupBy: "SERVICE, TAG:team, LINKED_ACCOUNT, RECORD_TYPE", accountNames: off }
            """);

        await home.CollectKilledAndAgainAsync(clouds.Switches, clouds.Calls, 15, cancellationToken);

        Assert.Equal(month.Totals, home.Totals());
        Assert.InRange(clouds.Calls.All.Count(call => call.Status == 400), clouds.Calls.Begun / 12, clouds.Calls.Begun / 8);
        Assert.Equal(clouds.Calls.Begun * 0.01m, await PriceAsync(home.Path));
        TestContext.Current.TestOutputHelper?.WriteLine($"{month.Rows.Count} rows, {clouds.Calls.Begun} calls");
    }

    private static async Task<decimal> PriceAsync(string home)
    {
        var governor = new CallGovernor(new StateDbFactory(new HomeFolder(home)), TimeProvider.System);
        return (await governor.CountsAsync(2, TestContext.Current.CancellationToken)).Sum(count => count.Price);
    }
}
