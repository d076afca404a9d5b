using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CostGuard.Core.Errors;

namespace CostGuard.Cli.Configuration;

/// <summary>The problems of a check as text for people, GitHub annotations, SARIF 2.1.0 and JSON.</summary>
public static class ProblemRenderers
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One line a problem and a closing line, as in an editor's problem list.</summary>
    public static string Text(IReadOnlyList<Problem> problems, int files)
    {
        var text = new StringBuilder();
        int width = problems.Count == 0 ? 0 : problems.Max(problem => PlaceOf(problem).Length);
        foreach (Problem problem in problems)
            text.Append(CultureInfo.InvariantCulture, $"{PlaceOf(problem).PadRight(width)}   {Word(problem),-8} {problem.Code} {problem.Message}\n");
        int errors = problems.Count(problem => problem.Severity == Severity.Error);
        int warnings = problems.Count(problem => problem.Severity == Severity.Warning);
        return text.Append(CultureInfo.InvariantCulture, $"{Count(errors, "error")}, {Count(warnings, "warning")} in {Count(files, "file")}.\n").ToString();
    }

    /// <summary>Workflow commands: https://docs.github.com/actions/reference/workflow-commands-for-github-actions</summary>
    public static string GitHub(IReadOnlyList<Problem> problems)
    {
        var text = new StringBuilder();
        foreach (Problem problem in problems)
        {
            string level = problem.Severity == Severity.Info ? "notice" : Word(problem);
            var parts = new List<string>();
            if (problem.File is { } file) parts.Add($"file={EscapedValue(file)}");
            if (problem.Line is { } line) parts.Add($"line={Invariant.Text(line)}");
            if (ColumnOf(problem) is { } column) parts.Add($"col={Invariant.Text(column)}");
            parts.Add($"title={problem.Code}");
            text.Append(CultureInfo.InvariantCulture, $"::{level} {string.Join(',', parts)}::{Escaped(Whole(problem))}\n");
        }

        return text.ToString();
    }

    /// <summary>SARIF 2.1.0, one run with the rules that occur.</summary>
    public static string Sarif(IReadOnlyList<Problem> problems, string version)
    {
        string[] codes = [.. problems.Select(problem => problem.Code).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var driver = new JsonObject
        {
            ["name"] = "costguard",
            ["semanticVersion"] = version,
            ["rules"] = new JsonArray([.. codes.Select(Rule)]),
        };
        var run = new JsonObject
        {
            ["tool"] = new JsonObject { ["driver"] = driver },
            ["results"] = new JsonArray([.. problems.Select(problem => Result(problem, Array.IndexOf(codes, problem.Code)))]),
        };
        return new JsonObject
        {
            ["$schema"] = "https://json.schemastore.org/sarif-2.1.0.json",
            ["version"] = "2.1.0",
            ["runs"] = new JsonArray(run),
        }.ToJsonString(Readable) + "\n";
    }

    public static string Json(IReadOnlyList<Problem> problems, int files) => new JsonObject
    {
        ["schema"] = "costguard.config-validate/1",
        ["files"] = files,
        ["errors"] = problems.Count(problem => problem.Severity == Severity.Error),
        ["warnings"] = problems.Count(problem => problem.Severity == Severity.Warning),
        ["items"] = new JsonArray([.. problems.Select(Item)]),
    }.ToJsonString(Readable) + "\n";

    private static JsonObject Item(Problem problem) => new()
    {
        ["code"] = problem.Code,
        ["severity"] = Word(problem),
        ["message"] = problem.Message,
        ["file"] = problem.File,
        ["line"] = problem.Line,
        ["column"] = problem.Column,
        ["fix"] = problem.Fix,
    };

    private static JsonNode Rule(string code)
    {
        var rule = new JsonObject { ["id"] = code };
        if (ErrorCatalog.Find(code) is not { } info) return rule;
        rule["shortDescription"] = new JsonObject { ["text"] = info.Title };
        rule["fullDescription"] = new JsonObject { ["text"] = info.Why };
        rule["help"] = new JsonObject { ["text"] = info.Fix };
        return rule;
    }

    private static JsonObject Result(Problem problem, int rule)
    {
        var result = new JsonObject
        {
            ["ruleId"] = problem.Code,
            ["ruleIndex"] = rule,
            ["level"] = problem.Severity == Severity.Info ? "note" : Word(problem),
            ["message"] = new JsonObject { ["text"] = Whole(problem) },
        };
        if (problem.File is not { } file) return result;
        var place = new JsonObject { ["artifactLocation"] = new JsonObject { ["uri"] = Uri.EscapeDataString(file).Replace("%2F", "/", StringComparison.Ordinal) } };
        if (problem.Line is { } line)
        {
            var region = new JsonObject { ["startLine"] = line };
            if (ColumnOf(problem) is { } column) region["startColumn"] = column;
            place["region"] = region;
        }

        result["locations"] = new JsonArray(new JsonObject { ["physicalLocation"] = place });
        return result;
    }

    private static string Whole(Problem problem) => problem.Fix is { } fix ? $"{problem.Message} Fix: {fix}" : problem.Message;

    // In a table the column is the number of the field, which an editor would take for a character.
    private static int? ColumnOf(Problem problem) =>
        problem.File?.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) != true
        && int.TryParse(problem.Column, NumberStyles.None, CultureInfo.InvariantCulture, out int column) ? column : null;

    private static string PlaceOf(Problem problem) =>
        $"{problem.File}{(problem.Line is { } line ? ":" + Invariant.Text(line) : "")}{(problem.Column is { } column ? ":" + column : "")}";

    private static string Word(Problem problem) => problem.Severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "info",
    };

    private static string Count(int count, string word) => $"{Invariant.Text(count)} {word}{(count == 1 ? "" : "s")}";

    private static string Escaped(string text) => text
        .Replace("%", "%25", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);

    private static string EscapedValue(string text) =>
        Escaped(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}
