using System.Globalization;
using System.Text;
using System.Text.Json;
using CostGuard.Clouds;
using CostGuard.Core.Values;
using Xunit;

namespace CostGuard.Integration.Collect;

/// <summary>The simulated OpenCost read by the built program: totals by namespace and day are the file's, and nothing counts twice.</summary>
public sealed class OpenCostCollectTests
{
    private static readonly string[] Namespaces = ["shop", "search", "kube-system", "__idle__"];

    [Fact]
    public async Task Collect_StandaloneCluster_TotalsByNamespaceAndDayAreTheFiles()
    {
        CancellationToken stop = TestContext.Current.CancellationToken;
        await using CloudHost clouds = await CloudHost.StartAsync(0, stop);
        using var home = new ExportHome(Connection(clouds.Address, "standalone: \"true\"", ""));
        string file = Path.Combine(home.Path, "focus.csv");
        Dictionary<string, ExactSum> truth = Write(file);
        await clouds.ServeAsync(file, stop);
        clouds.Switches.BrokenCalls.Add(3);

        CostGuardProgram.Ok(home.Path, "collect", "acme", "--since", "2025-06", "--as-of", "2025-07-01T06:00:00Z");

        Assert.Equal(truth, Totals(home.Path));
        Assert.Equal(30, clouds.Calls.Answered("Allocation"));

        // Prometheus forgets the first twenty days: what was kept of them stays in the month.
        clouds.Switches.RemembersFrom = new DateOnly(2025, 6, 21);
        CostGuardProgram.Ok(home.Path, "collect", "acme", "--since", "2025-06", "--as-of", "2025-07-01T06:00:00Z");
        Assert.Equal(truth, Totals(home.Path));
    }

    [Fact]
    public async Task Collect_BreakdownOfABill_IsComparedAndNeverAdded()
    {
        CancellationToken stop = TestContext.Current.CancellationToken;
        await using CloudHost clouds = await CloudHost.StartAsync(0, stop);
        using var home = new ExportHome(Connection(clouds.Address, "idle: \"true\"", "crossCheckOf: bill"));
        string file = Path.Combine(home.Path, "focus.csv");
        Dictionary<string, ExactSum> truth = Write(file);
        await clouds.ServeAsync(file, stop);
        Directory.CreateDirectory(Path.Combine(home.Path, "bill"));
        File.WriteAllText(Path.Combine(home.Path, "bill", "june.csv"), ExportHome.Header + ExportHome.Row("2025-06", "1000000"));
        File.WriteAllText(Path.Combine(home.Path, "connections", "bill.yaml"), "apiVersion: costguard/v1\nkind: Connection\nmetadata: { name: bill }\nspec:\n  provider: folder\n  source: { path: bill }\n");

        CostGuardProgram.Ok(home.Path, "collect", "--since", "2025-06", "--as-of", "2025-07-01T06:00:00Z");

        Assert.Equal("1000000", home.Billed("2025-06").Split('.')[0]);
        JsonElement line = Assert.Single(Items(home.Path, "connection", "compare"));
        ExactSum cluster = Namespaces.Aggregate(ExactSum.Zero, (sum, name) => sum + truth["n:" + name]);
        Assert.Equal((cluster, ExactSum.Parse("1000000")), (ExactSum.Parse(line.GetProperty("crossCheckBilledCost").GetString()!), ExactSum.Parse(line.GetProperty("billedCost").GetString()!)));
    }

    private static Dictionary<string, ExactSum> Totals(string home)
    {
        var found = new Dictionary<string, ExactSum>(StringComparer.Ordinal);
        foreach (JsonElement item in Items(home, "cost", "show", "--by", "rawTag:k8s:namespace", "--by", "day", "--by", "rawTag:team", "--by", "subAccountId", "--metric", "billed", "--period", "all"))
        {
            string[] keys = [.. item.EnumerateObject().Take(4).Select(cell => cell.Value.GetString() ?? "")];
            foreach (string key in (string[])[$"n:{keys[0]}", $"d:{keys[1]}", $"t:{keys[2]}", $"c:{keys[3]}"])
                found[key] = found.GetValueOrDefault(key) + ExactSum.Parse(item.GetProperty("billedCost").GetString()!);
        }

        return found;
    }

    private static JsonElement[] Items(string home, params string[] arguments) =>
        [.. JsonDocument.Parse(CostGuardProgram.Ok(home, [.. arguments, "-o", "json"])).RootElement.GetProperty("items").EnumerateArray()];

    private static string Connection(Uri address, string setting, string more) => $$"""
          provider: kubernetes
          auth: { token: example }
          source:
            api: opencost
            endpoint: "{{address}}"
            currency: USD
            aggregate: "cluster, namespace, controllerKind, controller, label:team"
            {{setting}}
          {{more}}

        """;

    // Sums are taken here from the numbers that are written, before any program reads them.
    private static Dictionary<string, ExactSum> Write(string path)
    {
        var truth = new Dictionary<string, ExactSum>(StringComparer.Ordinal);
        var random = new Random(20_250_601);
        using var file = new StreamWriter(path, false, new UTF8Encoding(false));
        file.WriteLine("BillingPeriodStart,ChargePeriodStart,BillingCurrency,BilledCost,EffectiveCost,ServiceName,SubAccountId,ChargeCategory,Tags");
        for (int i = 0; i < 600; i++)
        {
            string name = Namespaces[i % Namespaces.Length], cluster = $"cluster-{i % 2}", day = $"2025-06-{(i / 20) + 1:00}", team = name.StartsWith('_') || i % 3 == 0 ? "" : "web";
            decimal cost = random.NextInt64(-1_000_000_000, 50_000_000_000) * 0.0000000001m;
            string tags = name.StartsWith('_') ? $"{{\"k8s:namespace\":\"{name}\"}}" : $"{{\"k8s:namespace\":\"{name}\",\"k8s:controllerKind\":\"deployment\",\"k8s:controller\":\"app-{i % 5}\",\"team\":\"{team}\"}}";
            file.WriteLine(string.Create(CultureInfo.InvariantCulture, $"2025-06-01,{day},USD,{cost},{cost},Kubernetes,{cluster},Usage,\"{tags.Replace("\"", "\"\"", StringComparison.Ordinal)}\""));
            foreach (string key in (string[])[$"n:{name}", $"d:{day}", $"t:{team}", $"c:{cluster}"]) truth[key] = truth.GetValueOrDefault(key) + ExactSum.Of(cost);
        }

        return truth;
    }
}
