using System.Text.Json;
using CostGuard.Cli.Configuration;
using CostGuard.Core.Errors;
using Xunit;

namespace CostGuard.Unit.Cli.Configuration;

public sealed class ProblemRenderersTests
{
    private static readonly Problem[] Problems =
    [
        new("CG2207", Severity.Warning, "Payments Mar 2027 is 10 times Feb 2027 (480,000.00).", "budgets/2027.csv", 3, "6"),
        new("CG2101", Severity.Error, "unknown key \"a%b\".", "teams/a,b.yaml", 9, "7", "Correct it."),
    ];

    [Fact]
    public void Text_IsAsInTheSpecification() => Assert.Equal(
        """
        budgets/2027.csv:3:6   warning  CG2207 Payments Mar 2027 is 10 times Feb 2027 (480,000.00).
        teams/a,b.yaml:9:7     error    CG2101 unknown key "a%b".
        1 error, 1 warning in 14 files.

        """,
        ProblemRenderers.Text(Problems, 14));

    [Fact]
    public void GitHub_EscapesAndLeavesFieldNumbersOut() => Assert.Equal(
        "::warning file=budgets/2027.csv,line=3,title=CG2207::Payments Mar 2027 is 10 times Feb 2027 (480,000.00).\n"
        + "::error file=teams/a%2Cb.yaml,line=9,col=7,title=CG2101::unknown key \"a%25b\". Fix: Correct it.\n",
        ProblemRenderers.GitHub(Problems));

    [Fact]
    public void Sarif_HasRulesAndPlaces()
    {
        using JsonDocument sarif = JsonDocument.Parse(ProblemRenderers.Sarif(Problems, "0.1.0"));
        JsonElement run = sarif.RootElement.GetProperty("runs")[0];
        Assert.Equal("2.1.0", sarif.RootElement.GetProperty("version").GetString());
        Assert.Equal(["CG2101", "CG2207"], run.GetProperty("tool").GetProperty("driver").GetProperty("rules").EnumerateArray().Select(rule => rule.GetProperty("id").GetString()));
        JsonElement error = run.GetProperty("results")[1];
        Assert.Equal(("error", 0), (error.GetProperty("level").GetString(), error.GetProperty("ruleIndex").GetInt32()));
        JsonElement place = error.GetProperty("locations")[0].GetProperty("physicalLocation");
        Assert.Equal("teams/a%2Cb.yaml", place.GetProperty("artifactLocation").GetProperty("uri").GetString());
        Assert.Equal((9, 7), (place.GetProperty("region").GetProperty("startLine").GetInt32(), place.GetProperty("region").GetProperty("startColumn").GetInt32()));
    }

    [Fact]
    public void Json_CountsAndLists()
    {
        using JsonDocument json = JsonDocument.Parse(ProblemRenderers.Json(Problems, 14));
        Assert.Equal("costguard.config-validate/1", json.RootElement.GetProperty("schema").GetString());
        Assert.Equal((1, 1), (json.RootElement.GetProperty("errors").GetInt32(), json.RootElement.GetProperty("warnings").GetInt32()));
        Assert.Equal(9, json.RootElement.GetProperty("items")[1].GetProperty("line").GetInt32());
    }
}
