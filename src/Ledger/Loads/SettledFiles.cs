using System.Text.Json;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Ledger.Loads;

/// <summary>
/// Files that need not be read again: byte for byte those of current loads, each of which has all its files in this import. A folder of
/// fourteen months in which one file changed is read for that month only, and the other months keep their loads.
/// </summary>
internal sealed class SettledFiles
{
    private readonly Load[] _kept;
    private readonly HashSet<string> _settled;

    private SettledFiles(Load[] kept, HashSet<string> settled) => (_kept, _settled) = (kept, settled);

    /// <summary>The loads that stay as they are.</summary>
    public IReadOnlyList<ImportedLoad> Kept => [.. _kept.Select(load => new ImportedLoad(load, true, null))];

    /// <summary>True when the file's months are settled.</summary>
    public bool Has(string sha256) => _settled.Contains(sha256);

    /// <summary>True when a month that was just read also has lines in a settled file: then everything has to be read.</summary>
    public bool Overlaps(IEnumerable<BillingPeriod> periods) => _kept.Select(load => load.Period).Intersect(periods).Any();

    /// <summary>Compares the files of an import with the current loads of its source.</summary>
    public static SettledFiles Find(HomeFolder home, IEnumerable<Load> current, IReadOnlyCollection<string> sha256, ReadOptions options)
    {
        // One month of a file, or columns filled on the user's word: only the very same import is the same then.
        if (options.Period is not null) return new SettledFiles([], []);
        // Counted, since a file that is there twice is counted twice.
        Dictionary<string, int> given = sha256.GroupBy(sha => sha, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
        bool Whole(Load load) => load.RowsRejected == 0 && load.Files.GroupBy(file => file.Sha256).All(group => given.GetValueOrDefault(group.Key) == group.Count());
        Load[] loads = [.. current.Where(load => SameAssumptions(home, load, options))];
        HashSet<string> broken = [.. current.Except(loads).Concat(loads.Where(load => !Whole(load)))
            .SelectMany(load => load.Files).Select(file => file.Sha256)];

        // A file that also belongs to a month with other files is read again, and so are the months that share a file with it.
        int before;
        do
        {
            before = broken.Count;
            foreach (Load load in loads.Where(load => load.Files.Any(file => broken.Contains(file.Sha256)))) broken.UnionWith(load.Files.Select(file => file.Sha256));
        }
        while (broken.Count > before);

        Load[] kept = [.. loads.Where(load => load.Files.Count > 0 && !load.Files.Any(file => broken.Contains(file.Sha256)))];
        return new SettledFiles(kept, [.. kept.SelectMany(load => load.Files).Select(file => file.Sha256)]);
    }

    private static bool SameAssumptions(HomeFolder home, Load load, ReadOptions options)
    {
        string path = Path.Combine(home.Loads, load.Folder.Replace('/', Path.DirectorySeparatorChar), LoadRecipe.FileName);
        if (!File.Exists(path)) return false;
        IReadOnlyDictionary<string, string> assumed = JsonSerializer.Deserialize<LoadRecipe>(File.ReadAllText(path))?.Assume ?? new Dictionary<string, string>();
        return assumed.Count == options.Assume.Count && assumed.All(pair => options.Assume.TryGetValue(pair.Key, out string? value) && value == pair.Value);
    }
}
