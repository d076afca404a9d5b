using System.Globalization;
using System.Text;
using System.Text.Json;
using CostGuard.Clouds;
using CostGuard.Core.Values;
using CostGuard.Ledger.State;
using Xunit;

namespace CostGuard.Integration;

/// <summary>
/// A month of FOCUS rows behind the simulated Cost Explorer, a tenth of the calls throttled, one run killed in the middle: totals by service, account,
/// team and day are those of the file, to the last digit, and the price is that of the calls the cloud counted.
/// </summary>
public sealed class CostExplorerMonthTests
{
    private const int Services = 12;
    private const int Accounts = 5;

    private static readonly string[] Teams = ["payments", "core", "web", "data$lake", ""];

    [Fact]
    public Task Month_Of20000Rows_IsTheFiles() => MonthIsTheFilesAsync(20_000);

    [Fact(Explicit = true)]
    public Task Month_Of200000Rows_IsTheFiles() => MonthIsTheFilesAsync(200_000);

    private static async Task MonthIsTheFilesAsync(int rows)
    {
        Assert.SkipUnless(File.Exists(CostGuardProgram.Path), "The executable is not built beside the tests: run 'dotnet build -c Release' first.");
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        string folder = Directory.CreateTempSubdirectory("costguard-ce-").FullName;
        try
        {
            Dictionary<string, ExactSum> truth = Write(Path.Combine(folder, "focus.csv"), rows);
            await using CloudHost clouds = await CloudHost.StartAsync(0, cancellationToken);
            clouds.Switches.ThrottledShare = 0.1;
            clouds.Switches.PageSize = 500;
            clouds.Switches.EmptyPageEvery = 5;
            clouds.Switches.BrokenCalls.Add(4);
            await clouds.ServeAsync(Path.Combine(folder, "focus.csv"), cancellationToken);
            string home = Path.Combine(folder, "home");
            CostGuardProgram.Ok(home, "init", "--no-input");
            File.WriteAllText(Path.Combine(home, "connections", "acme.yaml"), Connection(clouds.Address));

            await KillAsync(home, clouds, cancellationToken);
            Assert.Empty(Items(home, "load", "list"));
            (int calls, decimal price) = (clouds.Calls.Count("GetCostAndUsage"), await PriceAsync(home));
            CostGuardProgram.Ok(home, "collect", "acme", "--since", "2025-06", "--as-of", "2025-07-01T06:00:00Z");
            calls = clouds.Calls.Count("GetCostAndUsage") - calls;
            Assert.Equal(calls * 0.01m, await PriceAsync(home) - price);

            Assert.Equal(truth, Totals(home));
            Assert.Contains(clouds.Calls.All, call => call.Status == 400);
            TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rows} rows, {calls} calls, {calls * 0.01m} USD"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // The program dies when the cloud has counted so many calls: in the middle of the month.
    private static async Task KillAsync(string home, CloudHost clouds, CancellationToken cancellationToken)
    {
        using var process = CostGuardProgram.Start(home, "collect", "acme", "--since", "2025-06", "--as-of", "2025-07-01T06:00:00Z");
        while (clouds.Calls.Count("GetCostAndUsage") < 8)
        {
            Assert.False(process.HasExited, $"The collection ended before it could be killed: {(process.HasExited ? process.StandardError.ReadToEnd() : "")}");
            await Task.Delay(5, cancellationToken);
        }

        process.Kill();
        await process.WaitForExitAsync(cancellationToken);
    }

    private static async Task<decimal> PriceAsync(string home)
    {
        var governor = new CallGovernor(new StateDbFactory(new HomeFolder(home)), TimeProvider.System);
        return (await governor.CountsAsync(2, TestContext.Current.CancellationToken)).Sum(count => count.Price);
    }

    // What the product says, under the names that Write gives.
    private static Dictionary<string, ExactSum> Totals(string home)
    {
        var found = new Dictionary<string, ExactSum>(StringComparer.Ordinal);
        string[] marks = ["s", "a", "t", "d", "c"];
        foreach (string metric in new[] { "billed", "effective" })
        {
            foreach (JsonElement item in Items(home, "cost", "show", "--by", "service", "--by", "subAccountId", "--by", "rawTag:team", "--by", "day", "--by", "chargeCategory", "--metric", metric, "--period", "all"))
            {
                string[] keys = [.. item.EnumerateObject().Take(marks.Length).Select(cell => cell.Value.GetString() ?? "")];
                for (int i = 0; i < marks.Length; i++)
                {
                    string key = $"{marks[i]}{metric}:{keys[i]}";
                    found[key] = found.GetValueOrDefault(key) + ExactSum.Parse(item.GetProperty(metric + "Cost").GetString()!);
                }
            }
        }

        return found;
    }

    private static JsonElement[] Items(string home, params string[] arguments) =>
        [.. JsonDocument.Parse(CostGuardProgram.Ok(home, [.. arguments, "-o", "json"])).RootElement.GetProperty("items").EnumerateArray()];

    private static string Connection(Uri address) => $$"""
        apiVersion: costguard/v1
        kind: Connection
        metadata: { name: acme }
        spec:
          provider: aws
          auth: { accessKeyId: AKIAEXAMPLE, secretAccessKey: example }
          source:
            api: cost-explorer
            endpoint: "{{address}}"
            groupBy: "SERVICE, TAG:team, LINKED_ACCOUNT, RECORD_TYPE"

        """;

    // Sums are taken here from the numbers that are written, before any program reads them.
    private static Dictionary<string, ExactSum> Write(string path, int rows)
    {
        var truth = new Dictionary<string, ExactSum>(StringComparer.Ordinal);
        var random = new Random(20_250_601);
        using var file = new StreamWriter(path, false, new UTF8Encoding(false));
        file.WriteLine("BillingPeriodStart,ChargePeriodStart,BillingCurrency,BilledCost,EffectiveCost,ServiceName,SubAccountId,SubAccountName,ChargeCategory,Tags");
        for (int i = 0; i < rows; i++)
        {
            (string service, string account, string team) = ($"Service {random.Next(Services):00}", $"00000000000{random.Next(Accounts)}", Teams[random.Next(Teams.Length)]);
            string day = $"2025-06-{random.Next(1, 31):00}";
            string category = random.Next(20) switch { 0 => "Tax", 1 => "Credit", _ => "Usage" };
            decimal billed = random.NextInt64(1, 50_000_000_000) * 0.0000000001m * (category == "Credit" ? -1 : 1);
            decimal effective = billed - (random.Next(1_000) * 0.000001m);
            string tags = team.Length == 0 ? "" : $"\"{{\"\"team\"\":\"\"{team}\"\"}}\"";
            file.WriteLine(string.Create(CultureInfo.InvariantCulture, $"2025-06-01,{day},USD,{billed},{effective},{service},{account},Account {account[^1]},{category},{tags}"));
            foreach ((string metric, decimal cost) in new[] { ("billed", billed), ("effective", effective) })
            {
                foreach (string key in new[] { $"s{metric}:{service}", $"a{metric}:{account}", $"t{metric}:{team}", $"d{metric}:{day}", $"c{metric}:{category}" })
                    truth[key] = truth.GetValueOrDefault(key) + ExactSum.Of(cost);
            }
        }

        return truth;
    }
}
