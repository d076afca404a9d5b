using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace CostGuard.House;

/// <summary>An extension is one file, one test and one row in its folder's README table; this says which of the three is missing.</summary>
public sealed class ExtensionTests
{
    private const string RulesFolder = "src/Core/Savings/Rules";

    private static readonly Dictionary<string, string> FolderOfPort = new(StringComparer.Ordinal)
    {
        ["ICostSource"] = "src/Collect",
        ["IChargeReader"] = "src/Collect",
        ["IUsageCollector"] = "src/Collect",
        ["IFileSetReader"] = "src/Collect",
        ["IReportFormat"] = "src/Report/Formats",
        ["IMailTransport"] = "src/Publish",
    };

    [Fact]
    public void Extensions_HaveFileTestAndRow() => Rule.Holds(Violations([.. Repository.Sources, .. Repository.Tests, .. Readmes]));

    [Fact]
    public void Readmes_NameOnlyFilesThatAreThere() => Rule.Holds(GhostRows([.. Repository.Sources, .. Readmes]));

    [Fact]
    public void Ports_AreInCore() => Rule.Holds(FolderOfPort.Keys
        .Where(port => !Repository.Sources.Any(file => file.Path.StartsWith("src/Core/", StringComparison.Ordinal) && file.Text.Contains($"interface {port}", StringComparison.Ordinal)))
        .Select(port => $"The port {port} is gone from src/Core; name its successor in this test."));

    [Fact]
    public void SavingRules_HaveRowFindingAndSilence() => Rule.Holds(RuleViolations([.. Repository.Sources, .. Repository.Tests, .. Readmes]));

    [Theory]
    [InlineData("Holds", "Holds")]
    [InlineData("Silent", "Silent")]
    [InlineData("XRule.cs", "row")]
    public void SavingRules_OneMissing_IsFound(string gone, string words) => Rule.Bites(RuleViolations(
        [.. RuleExample().Select(file => file.Path.EndsWith("XRule.cs", StringComparison.Ordinal) ? file : file with { Text = file.Text.Replace(gone, "", StringComparison.Ordinal) })]), words);

    [Fact]
    public void SavingRules_AllThree_Holds() => Rule.Holds(RuleViolations(RuleExample()));

    [Fact]
    public void Extensions_AllThree_Holds() => Rule.Holds(Violations(Example()));

    [Theory]
    [InlineData("tests/Unit/Collect/OracleSourceTests.cs", "OracleSourceTests.cs")]
    [InlineData("src/Collect/README.md", "row")]
    public void Extensions_OneMissing_IsFound(string missing, string words) => Rule.Bites(Violations([.. Example().Where(file => file.Path != missing)]), words);

    [Fact]
    public void Extensions_TypeInAnotherFile_IsFound() => Assert.Contains(
        Violations([.. Example().Select(file => file.Path == "src/Collect/OracleSource.cs" ? file with { Path = "src/Collect/Sources.cs" } : file)]),
        violation => violation.Contains("file of its own", StringComparison.Ordinal));

    [Fact]
    public void Readmes_RowWithoutFile_IsFound() =>
        Rule.Bites(GhostRows([new TextFile("src/Collect/README.md", "| key | file | what it is |\n|---|---|---|\n| x | GoneSource.cs | Nothing. |")]), "GoneSource.cs");

    private static IEnumerable<TextFile> Readmes => Repository.Texts.Where(file => file.Name == "README.md" && file.Path.StartsWith("src/", StringComparison.Ordinal));

    private static IEnumerable<string> Violations(IReadOnlyList<TextFile> files)
    {
        foreach (TextFile file in files.Where(file => file.Path.StartsWith("src/", StringComparison.Ordinal) && file.Name.EndsWith(".cs", StringComparison.Ordinal)))
        {
            foreach (ClassDeclarationSyntax type in file.Tree.DescendantNodes().OfType<ClassDeclarationSyntax>().Where(type => !type.Modifiers.Any(SyntaxKind.AbstractKeyword)))
            {
                string? port = type.BaseList?.Types.Select(parent => parent.Type.ToString()).FirstOrDefault(FolderOfPort.ContainsKey);
                if (port is null) continue;
                string name = type.Identifier.Text;
                if (file.Name != $"{name}.cs") yield return $"{name} ({port}) needs a file of its own: {FolderOfPort[port]}/{name}.cs.";
                if (!file.Path.StartsWith(FolderOfPort[port], StringComparison.Ordinal)) yield return $"{file.Path} ({port}) belongs in {FolderOfPort[port]}.";
                if (files.All(test => test.Name != $"{name}Tests.cs")) yield return $"{name} ({port}) has no test; add {name}Tests.cs under tests/Unit.";
                if (!Rows(files.FirstOrDefault(readme => readme.Path == $"{FolderOfPort[port]}/README.md")).Contains($"{name}.cs"))
                    yield return $"{name} ({port}) has no row in {FolderOfPort[port]}/README.md; add | key | {name}.cs | what it is |.";
            }
        }
    }

    /// <summary>Rules share their tests' fixtures, so their tests share a file: each must find there what it is for, and be silent beside it.</summary>
    private static IEnumerable<string> RuleViolations(IReadOnlyList<TextFile> files)
    {
        string tests = string.Concat(files.Where(file => file.Name == "SavingRulesTests.cs").Select(file => file.Text));
        HashSet<string> rows = [.. Rows(files.FirstOrDefault(file => file.Path == RulesFolder + "/README.md"))];
        foreach (TextFile file in files.Where(file => file.Folder == RulesFolder && file.Name.EndsWith(".cs", StringComparison.Ordinal)))
        {
            string id = file.Text.Split("SavingRule(\"")[1].Split('"')[0];
            if (!rows.Contains(file.Name)) yield return $"{file.Name} has no row in {RulesFolder}/README.md.";
            foreach (string word in new[] { "Holds", "Silent" }.Where(word => !tests.Contains($"{word}(\"{id}\"", StringComparison.Ordinal))) yield return $"{id} has no {word}(\"{id}\", …) in SavingRulesTests.cs.";
        }
    }

    private static TextFile[] RuleExample() =>
    [
        new($"{RulesFolder}/XRule.cs", "public sealed class XRule() : SavingRule(\"CG-X\", 1) { }"),
        new("tests/Unit/Core/Savings/SavingRulesTests.cs", "Holds(\"CG-X\", a); Silent(\"CG-X\", b);"),
        new($"{RulesFolder}/README.md", "| id | file | what it finds |\n|---|---|---|\n| CG-X | XRule.cs | X. |"),
    ];

    private static IEnumerable<string> GhostRows(IReadOnlyList<TextFile> files) =>
        from readme in files.Where(file => file.Name == "README.md")
        from row in Rows(readme)
        where !files.Any(file => file.Name == row && file.Path.StartsWith(readme.Folder + "/", StringComparison.Ordinal))
        select $"{readme.Path} has a row for {row}, which is not there; delete the row.";

    /// <summary>The file names of a README's extension tables.</summary>
    private static IEnumerable<string> Rows(TextFile? readme) => (readme?.Text ?? "").Split('\n')
        .Where(line => line.StartsWith('|')).Select(line => line.Split('|'))
        .Where(cells => cells.Length >= 5).Select(cells => cells[2].Trim(' ', '`'))
        .Where(cell => cell.EndsWith(".cs", StringComparison.Ordinal) && !cell.Contains(' ', StringComparison.Ordinal));

    private static TextFile[] Example() =>
    [
        new("src/Collect/OracleSource.cs", "namespace N; sealed class OracleSource(int a) : ICostSource { }"),
        new("tests/Unit/Collect/OracleSourceTests.cs", "class OracleSourceTests { }"),
        new("src/Collect/README.md", "| key | file | what it is |\n|---|---|---|\n| oracle | OracleSource.cs | Oracle. |"),
    ];
}
