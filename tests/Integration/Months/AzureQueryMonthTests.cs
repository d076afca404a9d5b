using CostGuard.Clouds;
using Xunit;

namespace CostGuard.Integration.Months;

/// <summary>The month behind the simulated query API of Azure: actual and amortised cost of four subscriptions, page after page.</summary>
public sealed class AzureQueryMonthTests
{
    [Fact]
    public Task Collect_ThrottledAndKilled_EndsWithTheFilesTotals() => EndsWithTheFilesTotalsAsync(BigMonth.Quick);

    [Fact(Explicit = true)]
    public Task Collect_200000RowsThrottledAndKilled_EndsWithTheFilesTotals() => EndsWithTheFilesTotalsAsync(BigMonth.Full);

    private static async Task EndsWithTheFilesTotalsAsync(int rows)
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        using var home = new MonthHome();
        var month = new BigMonth(rows, [.. Enumerable.Range(0, 8).Select(i => $"Service {i:00}")], [.. Enumerable.Range(0, 4).Select(i => $"00000000-0000-4000-8000-00000000000{i}")], 0.000000000000001m);
        FocusMonthFile.Write(month, home.Beside("focus.csv"), "EUR");
        await using CloudHost clouds = await CloudHost.StartAsync(0, cancellationToken);
        clouds.Switches.ThrottledShare = 0.1;
        clouds.Switches.PageSize = rows == BigMonth.Full ? 2_000 : 500;
        await clouds.ServeAsync(home.Beside("focus.csv"), cancellationToken);
        home.Connect(
            $$"""
              provider: azure
              auth: { tenantId: 00000000-0000-4000-8000-00000000000a, clientId: app, clientSecret: example, authority: "{{clouds.Address}}" }
              source:
                api: query
                endpoint: "{{clouds.Address}}"
                scope: providers/Microsoft.Management/managementGroups/acme
                groupBy: "SubscriptionId, ServiceName, ChargeType, TAG:team"
            """);

        await home.CollectKilledAndAgainAsync(clouds.Switches, clouds.Calls, 8, cancellationToken);

        Assert.Equal(month.Totals, home.Totals());
        Assert.InRange(clouds.Calls.All.Count(call => call.Status == 429), clouds.Calls.Begun / 12, clouds.Calls.Begun / 8);
        TestContext.Current.TestOutputHelper?.WriteLine($"{month.Rows.Count} rows, {clouds.Calls.Begun} calls");
    }
}
