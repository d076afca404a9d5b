using System.Text.RegularExpressions;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using Match = System.Text.RegularExpressions.Match;

namespace CostGuard.Collect.Exports;

/// <summary>
/// Exports that a schedule writes by hand, without manifests: EXPORT DATA into a folder or file of each day. Whether each has rows of its own or all of the
/// month again nobody can see in a listing, and adding the second kind up multiplies the bill. So two days of one month are refused, unless the connection
/// says that they are parts.
/// </summary>
internal static partial class DatedRuns
{
    /// <summary>Setting of <c>source</c>: <see cref="Parts"/> where each day has rows of its own.</summary>
    public const string Setting = "dated";

    /// <summary>The only value of <see cref="Setting"/>.</summary>
    public const string Parts = "parts";

    /// <summary>Refuses files that may hold the same month twice.</summary>
    /// <exception cref="CostGuardException">Exit code 2: two dates of one month below the same place, or a setting that is none.</exception>
    public static void Check(IEnumerable<ExportObject> files, Connection connection)
    {
        string where = $"connections/{connection.Name}.yaml";
        if (connection.Source.TryGetValue(Setting, out string? setting))
        {
            if (setting != Parts) throw new CostGuardException(2, ConnectionErrors.SettingMissing.At($"Connection '{connection.Name}': {Setting} is '{setting}'; there is {Parts}.", where));
            return;
        }

        foreach (var month in files.Select(Split).OfType<(string Place, string Month, string Run, string Key)>().GroupBy(file => (file.Place, file.Month)))
        {
            var runs = month.GroupBy(file => file.Run, StringComparer.Ordinal).OrderBy(run => run.Key, StringComparer.Ordinal).ToArray();
            if (runs.Length > 1) throw new CostGuardException(2, GcpErrors.Overlap.At($"{runs[0].First().Key} and {runs[^1].First().Key} are two exports of {month.Key.Month}.", where));
        }
    }

    // What stands before the date, its month, and the whole folder's name; of a file's name only the date, since one export has several files.
    private static (string Place, string Month, string Run, string Key)? Split(ExportObject file)
    {
        Match date = Date().Match(file.Key);
        if (!date.Success) return null;
        int end = file.Key.IndexOf('/', date.Index + date.Length);
        string run = end < 0 ? date.Value : file.Key[date.Index..end];
        return (file.Key[..date.Index], $"{date.Groups[1].Value}-{date.Groups[3].Value}", run, file.Key);
    }

    [GeneratedRegex("(?<![0-9])(20[0-9]{2})([-_/]?)(0[1-9]|1[0-2])\\2(?:0[1-9]|[12][0-9]|3[01])(?![0-9]{7}|[-_]20[0-9]{2}[-_]?[0-9]{2}[-_]?[0-9]{2}(?![0-9]))", RegexOptions.CultureInvariant)]
    private static partial Regex Date();
}
