using CostGuard.Collect.Kubernetes;
using CostGuard.Core.Configuration;
using CostGuard.Core.Ports;
using Xunit;

namespace CostGuard.Unit.Collect.Kubernetes;

/// <summary>The doctor names the link that is broken: settings, the answer, idle cost.</summary>
public sealed class OpenCostDoctorTests
{
    [Theory]
    [InlineData(true, "c/__idle__", 200, "settings Ok, allocation Ok, idle Ok")]
    [InlineData(true, "c/shop", 200, "settings Ok, allocation Ok, idle Warning")]
    [InlineData(true, "", 200, "settings Ok, allocation Failed, idle Skipped")]
    [InlineData(true, "c/shop", 401, "settings Ok, allocation Failed, idle Skipped")]
    [InlineData(false, "c/shop", 200, "settings Failed, allocation Skipped, idle Skipped")]
    public async Task ExamineAsync_Link_IsNamed(bool crossCheck, string name, int status, string expected)
    {
        using var cluster = new FakeHttp((_, url, _) => (status, name.Length == 0 ? """{"code":200,"data":[{}]}""" : Answer(name, Uri.UnescapeDataString(url).Split("window=")[1].Split('&')[0].Split(','))));
        var connection = new Connection
        {
            Name = "shop-cluster",
            Provider = "kubernetes",
            CrossCheckOf = crossCheck ? "acme-aws" : null,
            Source = new Dictionary<string, string> { ["api"] = "opencost", ["endpoint"] = cluster.Address, ["currency"] = "EUR", ["aggregate"] = "cluster, namespace" },
        };

        var found = new List<string>();
        await foreach (CheckResult result in new OpenCostDoctor(new PlainSecrets(), TimeProvider.System).ExamineAsync(connection, TestContext.Current.CancellationToken)) found.Add($"{result.Name} {result.State}");

        Assert.Equal(expected, string.Join(", ", found));
    }

    private static string Answer(string name, string[] window) =>
        $$$"""{"code":200,"data":[{"{{{name}}}":{"name":"{{{name}}}","properties":{"cluster":"c"},"window":{"start":"{{{window[0]}}}","end":"{{{window[1]}}}"},"totalCost":1}}]}""";
}
