using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace CostGuard.House;

/// <summary>
/// Process settings are documented by a sample that has every one of them. A type is such a section when its summary says
/// "appsettings.json, CostGuard:NAME" or "Section NAME of appsettings.json"; outside Core and the command line every type named …Options must be one.
/// </summary>
public sealed class OptionsTests
{
    private const string Sample = "appsettings.sample.json";
    private static readonly Regex Section = new(@"appsettings\.json, CostGuard:(?<path>\w+)|Section (?<path>\w+) of appsettings\.json", RegexOptions.CultureInvariant);

    [Fact]
    public void Options_AllStandInTheSample() => Rule.Holds(Violations(Repository.Sources, Repository.Texts.SingleOrDefault(file => file.Path == Sample)?.Text));

    [Fact]
    public void Options_PropertyMissing_IsFound() => Rule.Bites(Violations([Example], """{ "CostGuard": { "Mail": { "Port": 25 } } }"""), "CostGuard:Mail:Host");

    [Fact]
    public void Options_NoSample_IsFound() => Rule.Bites(Violations([Example], null), Sample);

    [Fact]
    public void Options_NoSectionNamed_IsFound() => Rule.Bites(Violations([new TextFile("src/Publish/MailOptions.cs", "/// <summary>Mail.</summary>\nclass MailOptions { }")], "{}"), "MailOptions");

    private static TextFile Example => new(
        "src/Publish/MailOptions.cs",
        "/// <summary>appsettings.json, CostGuard:Mail.</summary>\nrecord MailOptions { public string Host { get; init; } = \"\"; public int Port { get; init; } public bool On => Port > 0; }");

    private static IEnumerable<string> Violations(IReadOnlyList<TextFile> sources, string? sample)
    {
        foreach (TextFile file in sources)
        {
            foreach (TypeDeclarationSyntax type in file.Tree.DescendantNodes().OfType<TypeDeclarationSyntax>())
            {
                Match section = Section.Match(type.GetLeadingTrivia().ToFullString());
                if (section.Success)
                {
                    foreach (string violation in Missing(type, "CostGuard:" + section.Groups["path"].Value, sample)) yield return violation;
                }
                else if (type.Identifier.Text.EndsWith("Options", StringComparison.Ordinal) && !file.Path.StartsWith("src/Core/", StringComparison.Ordinal) && !file.Path.StartsWith("src/Cli/", StringComparison.Ordinal))
                {
                    yield return $"{file.Path}: say in the summary of {type.Identifier} which section it is: \"appsettings.json, CostGuard:Section.\"";
                }
            }
        }
    }

    private static IEnumerable<string> Missing(TypeDeclarationSyntax type, string path, string? sample)
    {
        if (sample is null) return [$"{type.Identifier} is a section of settings, but there is no {Sample}; add it with {path}."];
        using JsonDocument document = JsonDocument.Parse(sample, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip });
        JsonElement? at = document.RootElement;
        foreach (string part in path.Split(':')) at = at is { ValueKind: JsonValueKind.Object } here && here.TryGetProperty(part, out JsonElement next) ? next : null;
        return [.. type.Members.OfType<PropertyDeclarationSyntax>()
            .Where(property => property.AccessorList?.Accessors.Any(accessor => accessor.IsKind(SyntaxKind.InitAccessorDeclaration) || accessor.IsKind(SyntaxKind.SetAccessorDeclaration)) == true)
            .Where(property => at is not { ValueKind: JsonValueKind.Object } section || !section.TryGetProperty(property.Identifier.Text, out _))
            .Select(property => $"{Sample} lacks {path}:{property.Identifier}; add it with its default.")];
    }
}
