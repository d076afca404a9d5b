using System.Text.Json;
using CostGuard.Unit.Collect.Aws;
using Xunit;

namespace CostGuard.Unit.Cli.Commands;

public sealed class CollectCommandTests : IDisposable
{
    private readonly CommandHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Collect_OneOfTwo_IsPartlyInTextAndJson()
    {
        Connection("acme", "billing");
        Connection("gone", "nowhere");
        _home.Write("billing/a.csv", AwsAnswers.Header + AwsAnswers.Row);

        (int code, string text, string error) = await _home.RunAsync("collect");
        (int inJson, string json, _) = await _home.RunAsync("collect", "-o", "json");

        Assert.Equal((7, 7), (code, inJson));
        Assert.Contains("\n1 of 2 sources complete.\n", text, StringComparison.Ordinal);
        Assert.Contains("gone failed; its earlier loads stay current.", error, StringComparison.Ordinal);
        string[] warnings = [.. JsonDocument.Parse(json).RootElement.GetProperty("warnings").EnumerateArray().Select(one => one.GetString()!)];
        Assert.Equal("1 of 2 sources complete", warnings[0]);
        Assert.StartsWith("gone failed: CG", warnings[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Collect_All_IsComplete()
    {
        Connection("acme", "billing");
        _home.Write("billing/a.csv", AwsAnswers.Header + AwsAnswers.Row);

        (int code, string text, _) = await _home.RunAsync("collect");

        Assert.Equal(0, code);
        Assert.Contains("1 of 1 source complete.", text, StringComparison.Ordinal);
    }

    private void Connection(string name, string path) =>
        _home.Write($"connections/{name}.yaml", $"apiVersion: costguard/v1\nkind: Connection\nmetadata: {{ name: {name} }}\nspec:\n  provider: folder\n  source: {{ path: {path} }}\n");
}
