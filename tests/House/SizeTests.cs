using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace CostGuard.House;

/// <summary>Files and methods that fit on a few screens.</summary>
public sealed class SizeTests(ITestOutputHelper output)
{
    private const int FileLinesMax = 400;
    private const int MethodLinesMax = 60;

    [Fact]
    public void Files_AreAtMost400Lines() => Rule.Holds(Repository.Sources.Concat(Repository.Tests).Where(file => !file.IsGenerated).SelectMany(LongFiles));

    [Fact]
    public void Files_OneLineMore_IsFound() => Rule.Bites(LongFiles(new TextFile("src/X.cs", new string('\n', FileLinesMax + 1))), "401");

    [Fact]
    public void Methods_AreAtMost60Lines() => Rule.Holds(Repository.Sources.Where(file => !file.IsGenerated).SelectMany(LongMethods));

    [Fact]
    public void Methods_OneLineMore_IsFound() =>
        Rule.Bites(LongMethods(new TextFile("src/X.cs", $"class X\n{{\n void M()\n{{{new string('\n', MethodLinesMax - 1)}}}\n}}")), "M has 61 lines");

    [Fact]
    public void Files_MedianLength_IsReported()
    {
        int[] lines = [.. Repository.Sources.Where(file => !file.IsGenerated).Select(Lines).Order()];
        output.WriteLine($"{lines.Length} source files, median {lines[lines.Length / 2]} lines, longest {lines[^1]}.");
        Assert.True(lines[lines.Length / 2] <= 150, $"The median source file has {lines[lines.Length / 2]} lines; files want to be about 110. Split by responsibility.");
    }

    private static IEnumerable<string> LongFiles(TextFile file) =>
        Lines(file) > FileLinesMax ? [$"{file.Path} has {Lines(file)} lines, at most {FileLinesMax}; move a part with a name of its own into its own file."] : [];

    private static IEnumerable<string> LongMethods(TextFile file) => file.Tree.DescendantNodes()
        .Where(node => node is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax)
        .Select(node => (Node: node, Lines: LinesOf(node)))
        .Where(method => method.Lines > MethodLinesMax)
        .Select(method => $"{file.Path}:{TextFile.LineOf(method.Node)}: {NameOf(method.Node)} has {method.Lines} lines, at most {MethodLinesMax}; name its steps as methods.");

    private static int Lines(TextFile file) => file.Text.Count(letter => letter == '\n');

    private static int LinesOf(SyntaxNode node)
    {
        FileLinePositionSpan span = node.GetLocation().GetLineSpan();
        return span.EndLinePosition.Line - span.StartLinePosition.Line + 1;
    }

    private static string NameOf(SyntaxNode node) => node switch
    {
        MethodDeclarationSyntax method => method.Identifier.Text,
        LocalFunctionStatementSyntax local => local.Identifier.Text,
        ConstructorDeclarationSyntax constructor => constructor.Identifier.Text,
        _ => "this member",
    };
}
