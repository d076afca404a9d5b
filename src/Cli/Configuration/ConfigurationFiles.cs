using System.Text;
using CostGuard.Cli.Configuration.Kinds;
using CostGuard.Cli.Configuration.Shapes;
using CostGuard.Cli.Configuration.Yaml;
using CostGuard.Core.Errors;
using CostGuard.Core.Values;

namespace CostGuard.Cli.Configuration;

/// <summary>Finds and reads the files of a home, in the order of their names, and holds each object against its shape.</summary>
public sealed class ConfigurationFiles(HomeFolder home, List<Problem> problems)
{
    public const string CompanyFile = "costguard.yaml";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>All objects, also those with errors.</summary>
    public IReadOnlyList<ConfigDocument> Documents()
    {
        ConfigDocument[] documents = [.. ObjectKinds.All.SelectMany(kind => FilesOf(kind).SelectMany(file => Read(kind, file)))];
        foreach (IGrouping<(string, string?), ConfigDocument> same in documents.Where(document => document.Name is not null)
            .GroupBy(document => (document.Kind.Key, document.Name)))
        {
            foreach (ConfigDocument second in same.Skip(1))
                problems.Add(NameAt(second).Report(ConfigurationErrors.NameTwice, $"There is a {second.Kind.Word} \"{second.Name}\" in {same.First().File} already."));
        }

        return documents;
    }

    /// <summary>Tables of a folder: name relative to the home, and text.</summary>
    public IEnumerable<(string File, string Text)> Tables(string folder)
    {
        foreach (string file in Listed(folder, ".csv"))
        {
            if (TryText(file) is { } text) yield return (file, text);
        }
    }

    /// <summary>The text of a file of the home; null, with a problem, when it cannot be read.</summary>
    public string? TryText(string file)
    {
        try
        {
            return Utf8.GetString(File.ReadAllBytes(home.Combine(file.Split('/'))));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or DecoderFallbackException)
        {
            string reason = error is DecoderFallbackException ? "it is not UTF-8 text" : error.Message.TrimEnd('.');
            problems.Add(new Place(file, 1, 1).Report(ConfigurationErrors.Unreadable, $"The file cannot be read: {reason}."));
            return null;
        }
    }

    private IEnumerable<string> FilesOf(ObjectKind kind)
    {
        // The journal lies among the reports, as one file of its own name.
        if (kind.Folder == JournalKind.Kind.Folder)
            return Listed(kind.Folder, ".yaml", ".yml").Where(file => (Path.GetFileNameWithoutExtension(file) == JournalKind.FileName) == (kind == JournalKind.Kind));
        if (kind != CompanyKind.Kind) return Listed(kind.Folder, ".yaml", ".yml");
        return File.Exists(home.Combine(CompanyFile)) ? [CompanyFile] : [];
    }

    private IEnumerable<string> Listed(string folder, params string[] extensions)
    {
        string path = home.Combine(folder.Split('/'));
        if (!Directory.Exists(path)) return [];
        return Directory.EnumerateFiles(path)
            .Where(file => extensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase))
            .Select(file => $"{folder}/{Path.GetFileName(file)}")
            .Order(StringComparer.Ordinal);
    }

    private ConfigDocument[] Read(ObjectKind kind, string file)
    {
        if (TryText(file) is not { } text) return [];
        IReadOnlyList<YamlNode> roots = YamlReader.Read(file, text, problems);
        ConfigDocument[] documents = [.. roots.Select(root => Checked(kind, root)).OfType<ConfigDocument>()];
        string stem = Path.GetFileNameWithoutExtension(file);
        if (kind.NamedByFile && roots.Count == 1 && documents is [{ Name: { } name } only] && name != stem)
            problems.Add(NameAt(only).Report(ConfigurationErrors.NameAndFile, $"The name \"{name}\" differs from the file's name \"{stem}\"."));
        return documents;
    }

    private ConfigDocument? Checked(ObjectKind kind, YamlNode root)
    {
        int before = problems.Count(problem => problem.Severity == Severity.Error);
        new ShapeChecker(problems).Check(root, kind.Document, kind.Word);
        if (root is not MapNode map) return null;
        bool sound = before == problems.Count(problem => problem.Severity == Severity.Error);
        return new ConfigDocument(kind, map.Map("metadata")?.Text("name"), map, sound);
    }

    private static Place NameAt(ConfigDocument document) => document.Root.Map("metadata")!.PlaceOf("name");
}
