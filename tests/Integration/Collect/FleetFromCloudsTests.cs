using System.Text.Json;
using CostGuard.Clouds;
using Xunit;

namespace CostGuard.Integration.Collect;

/// <summary>The made fleet of 300, served by the simulated AWS as inventory and metrics: what is recommended is what the truth says, and nothing in use goes.</summary>
public sealed class FleetFromCloudsTests : IDisposable
{
    private const string AsOf = "2026-11-15T06:00:00Z";

    // Buckets are not asked for, two machines are another cloud's, RDS tells free memory in bytes of an unknown whole, and no API has the history of a log group's size.
    private static readonly string[] CannotTell = ["bucket of nobody", "stopped, still billed", "oversized database", "logs kept for ever, growing"];
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("costguard-fleet-");

    public void Dispose() => _root.Delete(recursive: true);

    // By hand: more than a minute of a small machine, and the whole of the tests has fifteen.
    [Fact(Explicit = true)]
    public async Task Collect_FleetOf300_RecommendsWhatTheTruthSays()
    {
        Assert.SkipUnless(File.Exists(CostGuardProgram.Path), "The executable is not built beside the tests: run 'dotnet build -c Release' first.");
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        string fleet = Path.Combine(_root.FullName, "fleet"), home = Path.Combine(_root.FullName, "home");
        CostGuardProgram.Ok(home, "init", "--no-input");
        CostGuardProgram.Ok(home, "recommend", "backtest", "--seeds", "1", "--write", fleet);
        foreach (string month in new[] { "2026-10", "2026-11" }) CostGuardProgram.Ok(home, "import", Path.Combine(fleet, "billing", $"fleet-{month}.csv"), "--source", "fleet");
        await using CloudHost clouds = await CloudHost.StartAsync(0, cancellationToken);
        await clouds.ServeUsageAsync(Path.Combine(fleet, "usage"), cancellationToken);
        clouds.Switches.ThrottledShare = 0.1;
        await File.WriteAllTextAsync(Path.Combine(home, "connections", "acme.yaml"), $$"""
            apiVersion: costguard/v1
            kind: Connection
            metadata: { name: acme }
            spec:
              provider: aws
              auth: { accessKeyId: AKIAEXAMPLE, secretAccessKey: example }
              source: { api: cost-explorer, endpoint: "{{clouds.Address}}" }
              usage: { enabled: true, regions: [eu-west-1] }

            """, cancellationToken);

        CostGuardProgram.Ok(home, "usage", "collect", "--days", "32", "--as-of", AsOf);
        foreach (string prices in new[] { "types.csv", "prices.csv" }) File.Copy(Path.Combine(fleet, "usage", prices), Path.Combine(Directory.CreateDirectory(Path.Combine(home, "usage")).FullName, prices));
        var told = JsonDocument.Parse(CostGuardProgram.Ok(home, "recommend", "list", "--days", "32", "-o", "json", "--as-of", AsOf)).RootElement.GetProperty("items").EnumerateArray()
            .ToDictionary(item => item.GetProperty("resource").GetString()!, item => item.GetProperty("rules").GetString()!.Split(", "));

        string[][] truth = [.. (await File.ReadAllLinesAsync(Path.Combine(fleet, "truth.csv"), cancellationToken)).Skip(1).Select(line => line.Split('"')).Select(parts => (string[])[parts[0].TrimEnd(','), parts[1], .. parts[2].Split(',')[1..]])];
        string[] wrong =
        [
            .. truth.SelectMany(each => Faults(each[0], each[1], each[3].Split(' ', StringSplitOptions.RemoveEmptyEntries), each[4].Split(' '), told.GetValueOrDefault(each[0], []))),
        ];
        Assert.Equal([], wrong);
    }

    // The list shows the best plan of a resource: one of what is right, or another way to the same saving, which must not be silent; and nothing else.
    private static IEnumerable<string> Faults(string id, string role, string[] right, string[] allowed, string[] told)
    {
        foreach (string rule in told.Where(rule => !right.Contains(rule) && !allowed.Contains(rule))) yield return $"{id}, {role}: {rule} is wrong";
        if (right.Length > 0 && told.Length == 0 && !CannotTell.Contains(role)) yield return $"{id}, {role}: {string.Join(' ', right)} is missed";
    }
}
