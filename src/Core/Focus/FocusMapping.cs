using CostGuard.Core.Errors;

namespace CostGuard.Core.Focus;

/// <summary>
/// How the columns of one source file feed the FOCUS columns. Pure: input is the list of source column names (a CSV header or a Parquet schema)
/// and the user's assumptions; output is one <see cref="ColumnFeed"/> for each column that the charges get, in the order FOCUS columns (ordinal)
/// then x_ columns. Columns without a feed are null in every row. The same mapping serves the CSV reader and the SQL over Parquet:
/// quote <see cref="ColumnFeed.SourceName"/>, read texts in <see cref="FocusValues.Nulls"/> as null, fold values of
/// <see cref="FocusValues.EnumeratedColumns"/> to their canonical spelling, and COALESCE <see cref="ColumnFeed.NullIsEffective"/> columns with EffectiveCost.
/// </summary>
/// <param name="Feeds">What feeds each column.</param>
/// <param name="Version">The FOCUS version that the columns point to: "1.0" to "1.4".</param>
/// <param name="Problems">Warnings to store with the load: assumed, defaulted, missing and unknown columns.</param>
public sealed record FocusMapping(IReadOnlyList<ColumnFeed> Feeds, string Version, IReadOnlyList<Problem> Problems)
{
    /// <summary>What feeds a column, or null when it is null in every row.</summary>
    public ColumnFeed? this[string name] => Feeds.FirstOrDefault(feed => string.Equals(feed.Name, name, StringComparison.Ordinal));

    /// <summary>Maps the columns of a file.</summary>
    /// <param name="sourceColumns">Names in the order of the file.</param>
    /// <param name="assume">Assumptions, see <see cref="Ports.ReadOptions.Assume"/>.</param>
    /// <param name="file">Name of the file for messages.</param>
    /// <exception cref="CostGuardException">Exit code 2: no header, wrong version, another dataset, columns missing or twice, a bad assumption.</exception>
    public static FocusMapping Of(IReadOnlyList<string> sourceColumns, IReadOnlyDictionary<string, string> assume, string file)
    {
        var header = new FocusHeader(sourceColumns, file);
        header.RefuseOthers();
        var problems = new List<Problem>(header.Problems);
        var feeds = new SortedDictionary<string, ColumnFeed>(StringComparer.Ordinal);
        foreach ((string name, int index) in header.Focus)
            feeds[name] = new ColumnFeed(name, FocusColumns.Find(name)!.Type, FeedKind.Source, index, sourceColumns[index]);
        Rename(feeds, "ProviderName", "ServiceProviderName");
        Rename(feeds, "PublisherName", "HostProviderName");
        foreach ((string name, string text) in assume.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            Assumption.Apply(name, text, feeds, header, problems);
        RefuseMissing(feeds, header);
        string version = VersionOf(header.Focus.Keys);
        AddDefaults(feeds, version, file, problems);
        return new FocusMapping([.. feeds.Values, .. header.Custom.Where(feed => !feeds.ContainsKey(feed.Name))], version, problems);
    }

    private static string VersionOf(IEnumerable<string> columns) =>
        columns.Select(name => FocusColumns.Find(name)!.Since).Max(StringComparer.Ordinal) ?? "1.0";

    // FOCUS 1.3 replaced the two names; the charges carry the older ones, so that reports read one column whatever the version.
    private static void Rename(SortedDictionary<string, ColumnFeed> feeds, string older, string newer)
    {
        if (!feeds.ContainsKey(older) && feeds.TryGetValue(newer, out ColumnFeed? feed)) feeds[older] = feed with { Name = older };
    }

    private static void RefuseMissing(SortedDictionary<string, ColumnFeed> feeds, FocusHeader header)
    {
        List<string> missing = [.. FocusColumns.HardMinimum.Where(name => !feeds.ContainsKey(name))];
        if (!FocusColumns.AccountMinimum.Any(feeds.ContainsKey)) missing.Add(string.Join(" or ", FocusColumns.AccountMinimum));
        if (missing.Count == 0) return;
        string columns = missing.Count == 1 ? "a column" : "columns";
        throw new CostGuardException(2, FocusErrors.MissingColumns.At($"{header.File} lacks {columns} that cost needs: {string.Join(", ", missing)}.", header.File, 1));
    }

    private static void AddDefaults(SortedDictionary<string, ColumnFeed> feeds, string version, string file, List<Problem> problems)
    {
        foreach (string name in FocusColumns.DefaultToEffective.Where(name => !feeds.ContainsKey(name)))
        {
            feeds[name] = new ColumnFeed(name, FocusType.Number, FeedKind.EffectiveCost, -1, null);
            problems.Add(FocusErrors.ColumnDefaulted.At($"{name} is not in the file: every row takes its EffectiveCost.", file, null, name, Severity.Warning));
        }

        string[] older = string.CompareOrdinal(version, "1.3") >= 0 ? ["ProviderName", "PublisherName"] : [];
        string[] missing = [.. FocusColumns.All
            .Where(column => column.Level == FocusLevel.Mandatory && string.CompareOrdinal(column.Since, version) <= 0)
            .Select(column => column.Name)
            .Where(name => !feeds.ContainsKey(name) && !older.Contains(name) && !FocusColumns.AccountMinimum.Contains(name))];
        if (missing.Length == 0) return;
        problems.Add(FocusErrors.MandatoryMissing.At(
            $"FOCUS {version} asks for columns that the file lacks; they are empty in every row: {string.Join(", ", missing)}.", file, null, null, Severity.Warning));
    }
}
