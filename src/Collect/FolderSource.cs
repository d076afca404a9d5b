using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using CostGuard.Collect.Exports;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Collect;

/// <summary>Billing files in a folder that an export, a sync or a person fills. Settings: <c>path</c> (absolute, or relative to the home), <c>pattern</c>.</summary>
internal sealed class FolderSource(HomeFolder home) : ICostSource
{
    public string Key => "folder";

    public string Provider => "folder";

    public bool Reads(Connection connection) => true;

    public CallEstimate Estimate(CollectRequest request) => new(0, 0, "files of a folder");

    public async IAsyncEnumerable<CollectUnit> CollectAsync(CollectRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Connection connection = request.Connection;
        if (!connection.Source.TryGetValue("path", out string? path) || string.IsNullOrWhiteSpace(path))
            throw new CostGuardException(2, ConnectionErrors.SettingMissing.At($"Connection '{connection.Name}' has no 'path'.", $"connections/{connection.Name}.yaml"));
        string root = Path.GetFullPath(path, Path.GetFullPath(home.Path));
        if (!Directory.Exists(root))
            throw new CostGuardException(2, ConnectionErrors.FolderMissing.At($"Connection '{connection.Name}': there is no folder {path}.", $"connections/{connection.Name}.yaml"));
        string pattern = connection.Source.GetValueOrDefault("pattern", "**/*");
        ExportObject[] objects = await Task.Run(() => List(root, cancellationToken), cancellationToken);
        string PathOf(ExportObject entry) => Path.Combine(root, entry.Key.Replace('/', Path.DirectorySeparatorChar));
        Task<Stream> Open(ExportObject entry, CancellationToken token) => Task.FromResult<Stream>(File.OpenRead(PathOf(entry)));
        IReadOnlyList<ExportObject> chosen = await ExportListing.ChooseAsync(objects, Open, $"connections/{connection.Name}.yaml", cancellationToken);
        ExportMeasure.Check(chosen, connection);
        Regex glob = Glob(pattern);
        SourceFile[] files = [.. chosen.Where(entry => glob.IsMatch(entry.Key)).Select(entry => new SourceFile(PathOf(entry), entry.Key, entry.Bytes) { Dataset = entry.Dataset })];
        if (files.Length == 0)
            throw new CostGuardException(2, ConnectionErrors.NoFiles.At($"Connection '{connection.Name}': no billing files match {pattern} in {path}.", $"connections/{connection.Name}.yaml"));
        yield return new CollectUnit(files);
    }

    // The whole listing is made before the first file is given, so that an error cannot leave half of it.
    private static ExportObject[] List(string root, CancellationToken cancellationToken)
    {
        var files = new List<ExportObject>();
        foreach (FileInfo file in new DirectoryInfo(root).EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = false, AttributesToSkip = 0 }))
        {
            cancellationToken.ThrowIfCancellationRequested();
            string name = Path.GetRelativePath(root, file.FullName).Replace('\\', '/');
            var entry = new ExportObject(name, file.Length, file.LastWriteTimeUtc);
            if (ExportFiles.IsFinished(name)) files.Add(entry);
        }

        return [.. files];
    }

    // ** any folders, * any characters of a name, ? one character, {a,b} either.
    private static Regex Glob(string pattern)
    {
        string regex = Regex.Escape(pattern.Replace('\\', '/').TrimStart('/'))
            .Replace(@"\*\*/", "(?:.*/)?", StringComparison.Ordinal)
            .Replace(@"\*\*", ".*", StringComparison.Ordinal)
            .Replace(@"\*", "[^/]*", StringComparison.Ordinal)
            .Replace(@"\?", "[^/]", StringComparison.Ordinal);
        regex = Regex.Replace(regex, @"\\\{([^{}]*)}", match => $"(?:{match.Groups[1].Value.Replace(',', '|')})");
        return new Regex($"^{regex}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
    }
}
