using Xunit;

namespace CostGuard.Unit.Cli.Configuration;

/// <summary>A cluster's cost is in the bill of its nodes: a connection must say how it is meant before anything is read.</summary>
public sealed class KubernetesConnectionTests : IDisposable
{
    private readonly HomeFixture _home = new HomeFixture().With("Connection", "connections/bill.yaml", "provider: folder", "source: { path: bill }");

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData("source: { api: opencost }", "connections/shop.yaml:6:11 CG1172")]
    [InlineData("source: { api: opencost, standalone: \"false\" }", "connections/shop.yaml:6:11 CG1172")]
    [InlineData("source: { api: opencost, standalone: \"true\" }", null)]
    [InlineData("source: { api: opencost }\n  crossCheckOf: bill", null)]
    public void Read_Kubernetes_SaysWhoseCostItBreaksDown(string spec, string? expected)
    {
        _home.With("Connection", "connections/shop.yaml", ["provider: kubernetes", .. spec.Split('\n').Select(line => line.Trim())]);

        if (expected is null) Assert.Empty(_home.Lines());
        else Assert.StartsWith(expected, Assert.Single(_home.Lines()), StringComparison.Ordinal);
    }
}
