using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace CostGuard.House;

/// <summary>No static mutable state: two runs in one process must not meet.</summary>
public sealed class StateTests
{
    private static readonly string[] MutableTypes =
        ["ConcurrentDictionary", "ConcurrentBag", "ConcurrentQueue", "ConcurrentStack", "StringBuilder", "List", "Queue", "Stack", "MemoryCache", "HttpClient", "Random"];

    [Fact]
    public void Sources_HaveNoStaticMutableState() => Rule.Holds(Repository.Sources.Where(file => !file.IsGenerated).SelectMany(Violations));

    [Theory]
    [InlineData("private static int _count;", "_count")]
    [InlineData("public static string? Name { get; set; }", "Name")]
    [InlineData("private static readonly List<int> Seen = [];", "Seen")]
    [InlineData("private static readonly ConcurrentDictionary<int, int> Cache = new();", "Cache")]
    public void Sources_StaticMutableState_IsFound(string member, string name) => Rule.Bites(Violations(Class(member)), name);

    [Theory]
    [InlineData("private const int Max = 1;")]
    [InlineData("private static readonly string[] Names = [];")]
    [InlineData("public static int Zero { get; } = 0;")]
    [InlineData("public static int One => 1;")]
    [InlineData("private int _count;")]
    public void Sources_Constants_AreAllowed(string member) => Rule.Holds(Violations(Class(member)));

    private static IEnumerable<string> Violations(TextFile file)
    {
        foreach (FieldDeclarationSyntax field in file.Tree.DescendantNodes().OfType<FieldDeclarationSyntax>())
        {
            if (!field.Modifiers.Any(SyntaxKind.StaticKeyword)) continue;
            bool holdsState = MutableTypes.Contains(field.Declaration.Type.ToString().Split('<')[0].Split('.')[^1]);
            if (field.Modifiers.Any(SyntaxKind.ReadOnlyKeyword) && !holdsState) continue;
            yield return $"{file.Path}:{TextFile.LineOf(field)}: {field.Declaration.Variables[0].Identifier} is static mutable state; make it a member of a service, or readonly data.";
        }

        foreach (PropertyDeclarationSyntax property in file.Tree.DescendantNodes().OfType<PropertyDeclarationSyntax>())
        {
            bool settable = property.AccessorList?.Accessors.Any(accessor => accessor.IsKind(SyntaxKind.SetAccessorDeclaration) && accessor is { Body: null, ExpressionBody: null }) == true;
            if (property.Modifiers.Any(SyntaxKind.StaticKeyword) && settable)
                yield return $"{file.Path}:{TextFile.LineOf(property)}: {property.Identifier} is static mutable state; make it a member of a service.";
        }
    }

    private static TextFile Class(string member) => new("src/Core/X.cs", $"namespace N; class X {{ {member} }}");
}
