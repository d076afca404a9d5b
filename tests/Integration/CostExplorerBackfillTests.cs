using System.Globalization;
using System.Text;
using System.Text.Json;
using CostGuard.Clouds;
using Xunit;

namespace CostGuard.Integration;

/// <summary>Thirteen months, killed again and again: the same months as an undisturbed backfill, for the price that was told before.</summary>
public sealed class CostExplorerBackfillTests
{
    private const string AsOf = "2025-07-15T06:00:00Z";

    [Fact]
    public async Task Backfill_KilledThreeTimes_EndsLikeAnUndisturbedOne()
    {
        Assert.SkipUnless(File.Exists(CostGuardProgram.Path), "The executable is not built beside the tests: run 'dotnet build -c Release' first.");
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        string folder = Directory.CreateTempSubdirectory("costguard-backfill-").FullName;
        try
        {
            string file = Path.Combine(folder, "focus.csv");
            await File.WriteAllTextAsync(file, ThirteenMonths(), cancellationToken);
            await using CloudHost clouds = await CloudHost.StartAsync(0, cancellationToken);
            await clouds.ServeAsync(file, cancellationToken);

            string undisturbed = Home(folder, "undisturbed", clouds.Address);
            string told = CostGuardProgram.Ok(undisturbed, "collect", "--dry-run", "--as-of", AsOf);
            Assert.Contains("13 calls, 0.13 USD", told, StringComparison.Ordinal);
            Assert.Empty(clouds.Calls.All);
            CostGuardProgram.Ok(undisturbed, "collect", "--as-of", AsOf);
            Assert.Equal(13, clouds.Calls.Count("GetCostAndUsage"));

            string killed = Home(folder, "killed", clouds.Address);
            clouds.Switches.Slowness = TimeSpan.FromMilliseconds(100);
            foreach (int more in new[] { 2, 5, 3 }) await KillAsync(killed, clouds, clouds.Calls.Count("GetCostAndUsage") + more, cancellationToken);
            clouds.Switches.Slowness = TimeSpan.Zero;
            CostGuardProgram.Ok(killed, "collect", "--as-of", AsOf);

            string[] months = Months(undisturbed);
            Assert.Equal(13, months.Length);
            Assert.Equal(months, Months(killed));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task KillAsync(string home, CloudHost clouds, int calls, CancellationToken cancellationToken)
    {
        using var process = CostGuardProgram.Start(home, "collect", "--as-of", AsOf);
        while (clouds.Calls.Count("GetCostAndUsage") < calls && !process.HasExited) await Task.Delay(5, cancellationToken);
        process.Kill();
        await process.WaitForExitAsync(cancellationToken);
    }

    private static string Home(string folder, string name, Uri address)
    {
        string home = Path.Combine(folder, name);
        CostGuardProgram.Ok(home, "init", "--no-input");
        File.WriteAllText(Path.Combine(home, "connections", "acme.yaml"), $$"""
            apiVersion: costguard/v1
            kind: Connection
            metadata: { name: acme }
            spec:
              provider: aws
              auth: { accessKeyId: AKIAEXAMPLE, secretAccessKey: example }
              source: { api: cost-explorer, endpoint: "{{address}}", groupBy: "SERVICE, LINKED_ACCOUNT" }

            """);
        return home;
    }

    private static string[] Months(string home) =>
        [.. JsonDocument.Parse(CostGuardProgram.Ok(home, "load", "list", "-o", "json")).RootElement.GetProperty("items").EnumerateArray()
            .Select(load => $"{load.GetProperty("period")} {load.GetProperty("rows")} {load.GetProperty("billedCost")} {load.GetProperty("effectiveCost")}").Order(StringComparer.Ordinal)];

    private static string ThirteenMonths()
    {
        var text = new StringBuilder("BillingPeriodStart,ChargePeriodStart,BillingCurrency,BilledCost,EffectiveCost,ServiceName,SubAccountId,ChargeCategory\n");
        for (DateOnly day = new(2024, 7, 1); day < new DateOnly(2025, 7, 15); day = day.AddDays(1))
            text.Append(CultureInfo.InvariantCulture, $"{day.AddDays(1 - day.Day):yyyy-MM-dd},{day:yyyy-MM-dd},USD,{day.DayNumber * 0.0000000001m},{day.Day}.5,Amazon S3,000000000001,Usage\n");
        return text.ToString();
    }
}
