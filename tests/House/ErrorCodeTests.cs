using System.Text.RegularExpressions;
using CostGuard.Core.Errors;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace CostGuard.House;

/// <summary>Every code a person can meet is explained, once.</summary>
public sealed class ErrorCodeTests
{
    private static readonly Regex Code = new(@"\bCG\d{4}\b", RegexOptions.CultureInvariant);

    [Fact]
    public void Catalog_EachCodeOnceAndExplained() => Rule.Holds(CatalogViolations(ErrorCatalog.All));

    [Fact]
    public void Catalog_CodeTwice_IsFound() => Rule.Bites(CatalogViolations([Info("CG1001"), Info("CG1001")]), "CG1001");

    [Fact]
    public void Catalog_NoFix_IsFound() => Rule.Bites(CatalogViolations([Info("CG1001") with { Fix = " " }]), "CG1001");

    [Fact]
    public void Sources_UseOnlyCodesOfTheCatalog() => Rule.Holds(Repository.Sources.SelectMany(file => UnknownCodes(file, ErrorCatalog.All)));

    [Fact]
    public void Sources_UnknownCode_IsFound() => Rule.Bites(UnknownCodes(new TextFile("src/Cli/X.cs", "class X { string c = \"CG9999\"; }"), ErrorCatalog.All), "CG9999");

    [Fact]
    public void Catalog_SummaryNamesTheCodeBelowIt() => Rule.Holds(Repository.Sources.SelectMany(WrongSummaries));

    [Fact]
    public void Catalog_SummaryOfAnotherCode_IsFound() => Rule.Bites(
        WrongSummaries(new TextFile("src/Core/Errors/XErrors.cs", "class X {\n/// <summary>CG1001.</summary>\npublic static readonly ErrorInfo A = new(\"CG1002\", \"\", \"\", \"\"); }")), "CG1002");

    private static IEnumerable<string> CatalogViolations(IReadOnlyList<ErrorInfo> all)
    {
        foreach (IGrouping<string, ErrorInfo> code in all.GroupBy(info => info.Code, StringComparer.Ordinal).Where(group => group.Count() > 1))
            yield return $"{code.Key} is given {code.Count()} times ({string.Join("; ", code.Select(info => info.Title))}); give one of them a free number of its range.";
        foreach (ErrorInfo info in all.Where(info => !Regex.IsMatch(info.Code, @"^CG\d{4}$") || new[] { info.Title, info.Why, info.Fix }.Any(string.IsNullOrWhiteSpace)))
            yield return $"{info.Code} needs the form CGnnnn, a title, a reason and a fix.";
    }

    private static IEnumerable<string> UnknownCodes(TextFile file, IReadOnlyList<ErrorInfo> all) => file.Tree.DescendantTokens()
        .Where(token => token.IsKind(SyntaxKind.StringLiteralToken) || token.IsKind(SyntaxKind.InterpolatedStringTextToken) || token.IsKind(SyntaxKind.SingleLineRawStringLiteralToken))
        .SelectMany(token => Code.Matches(token.Text).Select(match => match.Value))
        .Where(code => all.All(info => info.Code != code))
        .Select(code => $"{file.Path} uses {code}, which nobody explains; add it to a file in src/Core/Errors.");

    private static IEnumerable<string> WrongSummaries(TextFile file) => file.Path.StartsWith("src/Core/Errors/", StringComparison.Ordinal)
        ? Regex.Matches(file.Text, @"<summary>(CG\d{4})\.[\s\S]*?""(CG\d{4})""").Where(pair => pair.Groups[1].Value != pair.Groups[2].Value)
            .Select(pair => $"{file.Path}: the summary says {pair.Groups[1].Value} above {pair.Groups[2].Value}; make them equal.")
        : [];

    private static ErrorInfo Info(string code) => new(code, "Title", "Why", "Fix");
}
