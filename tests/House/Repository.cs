using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CostGuard.House;

/// <summary>One text file: its path from the repository's root with forward slashes, and its text.</summary>
internal sealed record TextFile(string Path, string Text)
{
    private readonly Lazy<SyntaxNode> _tree = new(() => CSharpSyntaxTree.ParseText(Text, path: Path).GetRoot());

    public string Name => System.IO.Path.GetFileName(Path);

    public string Folder => System.IO.Path.GetDirectoryName(Path)!.Replace('\\', '/');

    public SyntaxNode Tree => _tree.Value;

    /// <summary>Written by a tool, so sizes and style do not apply.</summary>
    public bool IsGenerated => Path.Contains("/Migrations/", StringComparison.Ordinal);

    public static int LineOf(SyntaxNode node) => node.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
}

/// <summary>The files of this repository as they lie on the disk, without what builds and runs leave behind.</summary>
internal static class Repository
{
    private static readonly string[] Left = [".git", ".vs", "artifacts", "bin", "obj", "TestResults", "costguard", "demo", "node_modules"];
    private static readonly string[] TextEndings =
        [".cs", ".csproj", ".props", ".targets", ".sln", ".json", ".md", ".yaml", ".yml", ".txt", ".csv", ".sh", ".html", ".xml", ".editorconfig", ".gitignore", "run", "LICENSE"];

    public static string Root { get; } = FindRoot();

    public static IReadOnlyList<TextFile> Texts { get; } = [.. Walk(Root)
        .Where(file => TextEndings.Any(ending => file.EndsWith(ending, StringComparison.Ordinal)) && new FileInfo(file).Length < 4_000_000)
        .Select(file => new TextFile(Path.GetRelativePath(Root, file).Replace('\\', '/'), File.ReadAllText(file)))
        .OrderBy(file => file.Path, StringComparer.Ordinal)];

    public static IReadOnlyList<TextFile> Sources { get; } =
        [.. Texts.Where(file => file.Path.StartsWith("src/", StringComparison.Ordinal) && file.Path.EndsWith(".cs", StringComparison.Ordinal))];

    public static IReadOnlyList<TextFile> Tests { get; } =
        [.. Texts.Where(file => file.Path.StartsWith("tests/", StringComparison.Ordinal) && file.Path.EndsWith(".cs", StringComparison.Ordinal))];

    public static IReadOnlyList<TextFile> Projects { get; } =
        [.. Texts.Where(file => file.Path.StartsWith("src/", StringComparison.Ordinal) && file.Path.EndsWith(".csproj", StringComparison.Ordinal))];

    private static IEnumerable<string> Walk(string folder) =>
        Directory.EnumerateFiles(folder).Concat(Directory.EnumerateDirectories(folder).Where(sub => !Left.Contains(Path.GetFileName(sub))).SelectMany(Walk));

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "CostGuard.sln"))) return folder.FullName;
        }

        throw new DirectoryNotFoundException("House tests read the repository: run them from a clone that has CostGuard.sln.");
    }
}
