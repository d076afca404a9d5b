using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace CostGuard.House;

/// <summary>Names that say nothing, work left undone, and words of one machine.</summary>
public sealed class WordTests
{
    private static readonly string[] EmptyFolders = ["Utils", "Util", "Utilities", "Helpers", "Helper", "Managers", "Common", "Shared", "Misc"];
    private static readonly string[] EmptyEndings = ["Utils", "Util", "Utilities", "Helper", "Helpers", "Manager", "Managers"];

    // Joined here so that this file does not hold the words it looks for.
    private static readonly string[] Undone = ["TO" + "DO", "FIX" + "ME", "HA" + "CK"];
    private static readonly string[] UndoneCode = ["NotImplemented" + "Exception", "Skip" + " = \"", "Skip" + "=\""];
    private static readonly Regex MachinePath = new(@"(?<![\w./~\-])/(work|w|root|tmp|home/\w+|Users/\w+)/|\b[A-Z]:\\(Users|Temp|work)\\", RegexOptions.CultureInvariant);
    private static readonly Regex RegistryHost = new(@"https?://[\w.\-]*(nexus|artifactory|mirror|registry|pkgs)[\w.\-]*[:/]", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    [Fact]
    public void Names_SayWhatTheyAre() => Rule.Holds(Repository.Sources.SelectMany(EmptyNames));

    [Theory]
    [InlineData("src/Core/Helpers/X.cs", "class X { }", "Helpers")]
    [InlineData("src/Core/X.cs", "class CostHelper { }", "CostHelper")]
    [InlineData("src/Core/X.cs", "interface ILoadManager { }", "ILoadManager")]
    public void Names_EmptyName_IsFound(string path, string text, string name) => Rule.Bites(EmptyNames(new TextFile(path, text)), name);

    [Fact]
    public void Work_IsDone() => Rule.Holds(Repository.Sources.Concat(Repository.Tests).SelectMany(LeftUndone));

    [Fact]
    public void Work_LeftUndone_IsFound()
    {
        foreach (string word in Undone) Rule.Bites(LeftUndone(new TextFile("src/X.cs", $"class X {{ }} // {word}: later")), word);
        foreach (string word in UndoneCode) Rule.Bites(LeftUndone(new TextFile("src/X.cs", $"class X {{ void M() => {word}; }}")), word);
        Rule.Bites(LeftUndone(new TextFile("src/X.cs", "#reg" + "ion a\nclass X { }\n#endreg" + "ion")), "split the type");
    }

    [Fact]
    public void Texts_NameNoMachine() => Rule.Holds(Repository.Texts.SelectMany(MachineWords));

    [Theory]
    [InlineData("Reads /wo", "rk/data/file.csv", "/wo" + "rk/")]
    [InlineData("at /ro", "ot/.nuget", "/ro" + "ot/")]
    [InlineData("https://nex", "us.acme.test/v3/index.json", "nexus")]
    public void Texts_MachineNamed_IsFound(string first, string second, string words) => Rule.Bites(MachineWords(new TextFile("README.md", first + second)), words);

    [Fact]
    public void Texts_WebAddress_IsNoMachine() => Rule.Holds(MachineWords(new TextFile("README.md", "https://focus.finops.org/w/index and a/work/b and ./tmp/x")));

    private static IEnumerable<string> EmptyNames(TextFile file)
    {
        foreach (string folder in file.Folder.Split('/').Where(EmptyFolders.Contains))
            yield return $"{file.Path}: the folder name {folder} says nothing; name it after what is in it.";
        foreach (BaseTypeDeclarationSyntax type in file.Tree.DescendantNodes().OfType<BaseTypeDeclarationSyntax>())
        {
            string name = type.Identifier.Text;
            if (EmptyFolders.Contains(name) || EmptyEndings.Any(ending => name.EndsWith(ending, StringComparison.Ordinal)))
                yield return $"{file.Path}:{TextFile.LineOf(type)}: the type name {name} says nothing; name it after what it does.";
        }
    }

    private static IEnumerable<string> LeftUndone(TextFile file)
    {
        foreach (string word in Undone.Where(word => Regex.IsMatch(file.Text, $@"\b{word}\b")))
            yield return $"{file.Path} holds the word {word}; do it, or file an issue and delete the comment.";
        foreach (string word in UndoneCode.Where(word => file.Text.Contains(word, StringComparison.Ordinal)))
            yield return $"{file.Path} holds {word}; write the code or remove the test. Nothing here is a placeholder.";
        if (file.Tree.DescendantTrivia().Any(trivia => trivia.IsKind(SyntaxKind.RegionDirectiveTrivia)))
            yield return $"{file.Path} has a region; split the type instead.";
    }

    private static IEnumerable<string> MachineWords(TextFile file)
    {
        if (MachinePath.Match(file.Text) is { Success: true } path)
            yield return $"{file.Path} names a path of one machine ({path.Value}); use a relative path.";
        if (RegistryHost.Match(file.Text) is { Success: true } host)
            yield return $"{file.Path} names a package registry ({host.Value}); the feed is the machine's setting, not the repository's.";
    }
}
