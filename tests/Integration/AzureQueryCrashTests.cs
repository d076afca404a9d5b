using System.Globalization;
using System.Text;
using System.Text.Json;
using CostGuard.Clouds;
using CostGuard.Core.Values;
using Xunit;

namespace CostGuard.Integration;

/// <summary>Three months behind the simulated Azure, a tenth of the calls throttled, the program killed in the middle: the second run ends with the file's totals.</summary>
public sealed class AzureQueryCrashTests
{
    private const int Rows = 6_000;

    [Fact]
    public async Task Collect_KilledInTheMiddle_EndsWithTheFilesTotals()
    {
        Assert.SkipUnless(File.Exists(CostGuardProgram.Path), "The executable is not built beside the tests: run 'dotnet build -c Release' first.");
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        string folder = Directory.CreateTempSubdirectory("costguard-aq-").FullName;
        try
        {
            Dictionary<string, ExactSum> truth = Write(Path.Combine(folder, "focus.csv"));
            await using CloudHost clouds = await CloudHost.StartAsync(0, cancellationToken);
            clouds.Switches.ThrottledShare = 0.1;
            clouds.Switches.PageSize = 500;
            await clouds.ServeAsync(Path.Combine(folder, "focus.csv"), cancellationToken);
            string home = Path.Combine(folder, "home");
            CostGuardProgram.Ok(home, "init", "--no-input");
            File.WriteAllText(Path.Combine(home, "connections", "acme-azure.yaml"), Connection(clouds.Address));

            // The first month is whole, the second is begun.
            using (var process = CostGuardProgram.Start(home, Collect))
            {
                while (Items(home, "load", "list").Length == 0)
                {
                    Assert.False(process.HasExited, $"The collection ended before it could be killed: {(process.HasExited ? process.StandardError.ReadToEnd() : "")}");
                    await Task.Delay(5, cancellationToken);
                }

                process.Kill();
                await process.WaitForExitAsync(cancellationToken);
            }

            CostGuardProgram.Ok(home, Collect);

            foreach (string metric in new[] { "billed", "effective" })
            {
                Dictionary<string, ExactSum> found = Items(home, "cost", "show", "--by", "month", "--by", "rawTag:team", "--metric", metric, "--period", "all").ToDictionary(
                    item => string.Join(' ', metric, item.EnumerateObject().First().Value.GetString(), item.GetProperty("rawTag:team").GetString()),
                    item => ExactSum.Parse(item.GetProperty(metric + "Cost").GetString()!));
                Assert.Equal(truth.Where(one => one.Key.StartsWith(metric, StringComparison.Ordinal)).OrderBy(one => one.Key, StringComparer.Ordinal), found.OrderBy(one => one.Key, StringComparer.Ordinal));
            }

            Assert.Contains(clouds.Calls.All, call => call.Status == 429);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string[] Collect => ["collect", "acme-azure", "--since", "2025-04", "--as-of", "2025-07-01T06:00:00Z"];

    private static JsonElement[] Items(string home, params string[] arguments) =>
        [.. JsonDocument.Parse(CostGuardProgram.Ok(home, [.. arguments, "-o", "json"])).RootElement.GetProperty("items").EnumerateArray()];

    private static string Connection(Uri address) => $$"""
        apiVersion: costguard/v1
        kind: Connection
        metadata: { name: acme-azure }
        spec:
          provider: azure
          auth: { tenantId: 00000000-0000-4000-8000-00000000000a, clientId: app, clientSecret: example, authority: "{{address}}" }
          source:
            api: query
            endpoint: "{{address}}"
            scope: providers/Microsoft.Management/managementGroups/acme
            groupBy: "SubscriptionId, ServiceName, ChargeType, TAG:team"

        """;

    // Sums are taken here from the numbers that are written, before any program reads them.
    private static Dictionary<string, ExactSum> Write(string path)
    {
        var truth = new Dictionary<string, ExactSum>(StringComparer.Ordinal);
        var random = new Random(20_250_401);
        using var file = new StreamWriter(path, false, new UTF8Encoding(false));
        file.WriteLine("BillingPeriodStart,ChargePeriodStart,BillingCurrency,BilledCost,EffectiveCost,ServiceName,SubAccountId,SubAccountName,ChargeCategory,Tags");
        for (int i = 0; i < Rows; i++)
        {
            (string month, string team, int account) = ($"2025-{random.Next(4, 7):00}", $"team{random.Next(3)}", random.Next(2));
            decimal billed = random.NextInt64(-1_000, 50_000_000_000_000) * 0.000000000000001m, effective = billed - (random.Next(1_000) * 0.000001m);
            file.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{month}-01,{month}-{random.Next(1, 31):00},EUR,{billed},{effective},Service {random.Next(8)},00000000-0000-4000-8000-00000000000{account},Subscription {account},Usage,\"{{\"\"team\"\":\"\"{team}\"\"}}\""));
            foreach ((string metric, decimal cost) in new[] { ("billed", billed), ("effective", effective) }) truth[$"{metric} {month} {team}"] = truth.GetValueOrDefault($"{metric} {month} {team}") + ExactSum.Of(cost);
        }

        return truth;
    }
}
