using System.Text.Json;
using CostGuard.Clouds;
using Xunit;

namespace CostGuard.Unit.Cli.Commands;

public sealed class StatusCommandTests : IDisposable
{
    private const string AsOf = "2025-06-29T06:00:00Z";

    private readonly CommandHome _home = new();

    public void Dispose() => _home.Dispose();

    // C02: a budget that matches by a tag without values sees nothing, and must not do so in silence.
    [Theory]
    [InlineData("Team", true)]
    [InlineData("team", false)]
    public async Task Status_TagWithoutValues_IsSaidBelowItsSourceAndInTheLoad(string key, bool warned)
    {
        string file = _home.Write("focus.csv", """
            BillingPeriodStart,ChargePeriodStart,BillingCurrency,BilledCost,EffectiveCost,ServiceName,SubAccountId,SubAccountName,ChargeCategory,Tags
            2025-06-01,2025-06-10,USD,10,10,Amazon S3,000000000001,shop,Usage,"{""team"":""core""}"

            """);
        await using CloudHost clouds = await CloudHost.StartAsync(0, TestContext.Current.CancellationToken);
        await clouds.ServeAsync(file, TestContext.Current.CancellationToken);
        _home.Write("connections/acme.yaml", $$"""
            apiVersion: costguard/v1
            kind: Connection
            metadata: { name: acme }
            spec:
              provider: aws
              auth: { accessKeyId: AKIAEXAMPLE, secretAccessKey: example }
              source: { api: cost-explorer, endpoint: "{{clouds.Address}}", groupBy: "TAG:{{key}}, RECORD_TYPE" }

            """);
        (int code, string text, string error) = await _home.RunAsync("collect", "--since", "2025-06", "--as-of", AsOf);
        Assert.True(code == 0, error + text);

        (_, string status, _) = await _home.RunAsync("status", "--as-of", AsOf);
        (_, string loads, _) = await _home.RunAsync("load", "list", "-o", "json");
        string id = JsonDocument.Parse(loads).RootElement.GetProperty("items")[0].GetProperty("load").GetString()!;
        (_, string shown, _) = await _home.RunAsync("load", "show", id);

        Assert.Contains("acme", status, StringComparison.Ordinal);
        Assert.Equal(warned, status.Contains("CG1183 No values for Team in 2025-06", StringComparison.Ordinal));
        Assert.Equal(warned, shown.Contains("CG1183", StringComparison.Ordinal));
    }
}
