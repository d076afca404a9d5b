using System.Text.Json;
using CostGuard.Unit;
using Xunit;

namespace CostGuard.Golden;

/// <summary>Every case that a stage of this version answers for is run by some test, which names the case's folder.</summary>
public sealed class CasesAreUsedTests
{
    private static readonly string[] Stages = ["collect", "parse", "store", "allocate", "budget", "report", "schedule", "forecast", "anomaly", "rightsize"];

    [Fact]
    public void Cases_OfTheStagesThatAreBuilt_AreNamedByATest()
    {
        string tests = string.Join('\n', TestFiles().Select(File.ReadAllText));

        string[] unused = [.. Unused(Cases(), tests)];

        Assert.True(unused.Length == 0, $"No test runs these cases; read input and expected.json in a test of the stage: {string.Join(", ", unused)}");
    }

    [Fact]
    public void Cases_CaseThatNoTestNames_IsFound() =>
        Assert.Equal(["B02-other"], Unused([("A01-one", "parse"), ("B02-other", "report"), ("C03-later", "later")], "Path(\"cases\", \"A01-one\", \"x.csv\")"));

    private static IEnumerable<string> Unused(IEnumerable<(string Folder, string Stage)> cases, string tests) => cases
        .Where(entry => Stages.Contains(entry.Stage) && !tests.Contains($"\"{entry.Folder}\"", StringComparison.Ordinal))
        .Select(entry => entry.Folder);

    private static IEnumerable<(string Folder, string Stage)> Cases()
    {
        foreach (string folder in Directory.EnumerateDirectories(SharedFolder.Path("cases")).Order(StringComparer.Ordinal))
        {
            using JsonDocument expected = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "expected.json")));
            yield return (Path.GetFileName(folder), expected.RootElement.GetProperty("stage").GetString()!);
        }
    }

    private static IEnumerable<string> TestFiles()
    {
        DirectoryInfo? root = new(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "CostGuard.sln"))) root = root.Parent;
        return new[] { "Unit", "Integration", "Golden" }.SelectMany(project => Directory.EnumerateFiles(Path.Combine(root!.FullName, "tests", project), "*.cs", SearchOption.AllDirectories));
    }
}
