using System.Text.Json;
using System.Text.Json.Nodes;
using CostGuard.Cli.Configuration;
using CostGuard.Cli.Configuration.Kinds;
using CostGuard.Cli.Configuration.Shapes;
using CostGuard.Cli.Configuration.Yaml;
using CostGuard.Core.Errors;
using Json.Schema;
using Xunit;

namespace CostGuard.Unit.Cli.Configuration;

/// <summary>An independent validator says what the check says.</summary>
public sealed class ConfigurationSchemasTests
{
    public static TheoryData<string, string> Documents
    {
        get
        {
            var data = new TheoryData<string, string>
            {
                { "team", SpecificationExamplesTests.Team },
                { "budget", SpecificationExamplesTests.Budget },
                { "allocation-rules", SpecificationExamplesTests.Rules },
                { "schedule", SpecificationExamplesTests.Schedule },
                { "connection", SpecificationExamplesTests.Connection },
                { "team", SpecificationExamplesTests.Team.Replace("owner:", "ower:", StringComparison.Ordinal) },
                { "team", SpecificationExamplesTests.Team.Replace("2026-01", "2026-1", StringComparison.Ordinal) },
                { "team", SpecificationExamplesTests.Team.Replace("[payments, pay]", "[]", StringComparison.Ordinal) },
                { "team", SpecificationExamplesTests.Team.Replace("afterDays: 3", "afterDays: 3.5", StringComparison.Ordinal) },
                { "team", SpecificationExamplesTests.Team.Replace("\"4402\"", "4402", StringComparison.Ordinal) },
                { "budget", SpecificationExamplesTests.Budget.Replace("at: 80%", "at: 0.8", StringComparison.Ordinal) },
                { "budget", SpecificationExamplesTests.Budget.Replace("at: 80%", "at: eighty", StringComparison.Ordinal) },
                { "budget", SpecificationExamplesTests.Budget.Replace("severity: high", "severity: loud", StringComparison.Ordinal) },
                { "schedule", SpecificationExamplesTests.Schedule + "\n  every: day 07:00" },
                { "schedule", SpecificationExamplesTests.Schedule.Replace("enabled: true", "enabled: yes", StringComparison.Ordinal) },
                { "allocation-rules", SpecificationExamplesTests.Rules.Replace("among: all", "among: some", StringComparison.Ordinal) },
                { "connection", SpecificationExamplesTests.Connection.Replace("secretRef:", "secret:", StringComparison.Ordinal) },
            };
            foreach (ObjectKind kind in ObjectKinds.All) data.Add(kind.Key, kind.Example);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Schema_AndCheck_Agree(string kind, string text)
    {
        var problems = new List<Problem>();
        YamlNode root = Assert.Single(YamlReader.Read("file.yaml", text, problems));
        new ShapeChecker(problems).Check(root, ObjectKinds.Find(kind)!.Document, kind);
        bool fits = problems.All(problem => problem.Severity != Severity.Error);
        JsonSchema schema = JsonSchema.FromText(ConfigurationSchemas.Schema(kind)!, new BuildOptions { SchemaRegistry = new SchemaRegistry() });
        Assert.Equal(fits, schema.Evaluate(JsonSerializer.SerializeToElement(Json(root))).IsValid);
    }

    [Fact]
    public void Example_OfEachKind_Fits()
    {
        foreach (ObjectKind kind in ObjectKinds.All)
        {
            var problems = new List<Problem>();
            new ShapeChecker(problems).Check(YamlReader.Read("file.yaml", kind.Example, problems)[0], kind.Document, kind.Key);
            Assert.Empty(problems);
        }
    }

    [Fact]
    public void Schema_OfSettings_TakesTheSample()
    {
        JsonSchema schema = JsonSchema.FromText(ConfigurationSchemas.Schema("appsettings")!, new BuildOptions { SchemaRegistry = new SchemaRegistry() });
        using JsonDocument sample = JsonDocument.Parse(File.ReadAllText(ProcessSettingsTests.Sample));
        Assert.True(schema.Evaluate(sample.RootElement).IsValid);
        Assert.Null(ConfigurationSchemas.Schema("nothing"));
    }

    private static JsonNode? Json(YamlNode node) => node switch
    {
        MapNode map => new JsonObject(map.Entries.Select(entry => KeyValuePair.Create(entry.Key, Json(entry.Value)))),
        ListNode list => new JsonArray([.. list.Items.Select(Json)]),
        ScalarNode { IsNull: true } => null,
        ScalarNode { IsFlag: true } scalar => JsonValue.Create(scalar.IsTrue),
        ScalarNode scalar => scalar.TryNumber(out decimal number) ? JsonValue.Create(number) : JsonValue.Create(scalar.Text),
        _ => null,
    };
}
