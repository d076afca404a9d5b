using System.Text;
using System.Text.Json;
using CostGuard.Core.Normalise;
using CostGuard.Ledger.Sql;
using DuckDB.NET.Data;

namespace CostGuard.Ledger.Loads;

/// <summary>
/// Brings tags into the roll-up with bounded memory. A MAP is asked for the few raw keys that fold to a wanted key; a JSON text is cut down to them,
/// once for each distinct text. Folding itself runs on the distinct rests of the groups.
/// </summary>
internal sealed class TagReader(DuckSession duck, RollupPolicy policy)
{
    private readonly TagFolding _folding = new(policy.Tags);
    private readonly HashSet<string> _wanted = policy.Shape.TagKeys.ToHashSet(StringComparer.Ordinal);

    /// <summary>Prepares the table tag_texts and says how each file's tags are read.</summary>
    public async Task<Dictionary<LineFile, TagSource>> PrepareAsync(IReadOnlyList<LineFile> files, CancellationToken cancellationToken)
    {
        var sources = new Dictionary<LineFile, TagSource>(ReferenceEqualityComparer.Instance);
        await duck.RunAsync("CREATE OR REPLACE TABLE tag_texts (text VARCHAR, tags VARCHAR)", cancellationToken).ConfigureAwait(false);
        LineFile[] texts = [.. files.Where(file => file.Sql.Source("Tags") != "NULL" && file.Sql.SourceType("Tags") != "MAP(VARCHAR, VARCHAR)")];
        LineFile[] maps = [.. files.Where(file => file.Sql.SourceType("Tags") == "MAP(VARCHAR, VARCHAR)")];
        foreach (LineFile file in files) sources[file] = new TagSource([], "CAST(NULL AS VARCHAR)", null);
        foreach (LineFile file in texts) sources[file] = new TagSource([new TagKeySql(null, "m.tags")], "t0", file.Sql.Json("Tags"));
        if (texts.Length > 0) await ReadTextsAsync(texts, cancellationToken).ConfigureAwait(false);
        foreach (IGrouping<string, LineFile> alike in maps.GroupBy(file => file.Sql.Source("Tags"), StringComparer.Ordinal))
        {
            TagSource source = MapSource(alike.Key, RawKeys(alike, cancellationToken));
            foreach (LineFile file in alike) sources[file] = source;
        }

        return sources;
    }

    /// <summary>Makes the table folded(part, tags, v0…, c0…) from the distinct rests in the table "grouped".</summary>
    public async Task FoldAsync(IReadOnlyList<DailyPart> parts, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> keys = policy.Shape.TagKeys;
        string columns = string.Join(", ", keys.Select((_, i) => FormattableString.Invariant($"v{i} VARCHAR, c{i} BOOLEAN")));
        await duck.RunAsync($"CREATE OR REPLACE TABLE folded (part INTEGER, tags VARCHAR, {columns})", cancellationToken).ConfigureAwait(false);
        string json = string.Concat(parts.Select(part => FormattableString.Invariant($" WHEN {part.Number} THEN {part.Tags.Json}")));
        string sql = $"SELECT tags, part, CASE part{json} END FROM (SELECT DISTINCT part, tags FROM grouped WHERE tags IS NOT NULL)";
        var values = new string?[keys.Count];
        var conflicts = new bool[keys.Count];
        await AppendAsync("folded", sql, (appender, distinct) =>
        {
            _folding.Look((string)distinct[2]!, keys, values, conflicts);
            IDuckDBAppenderRow row = appender.CreateRow().AppendValue((int)DuckSession.WholeNumber(distinct[1])).AppendValue((string)distinct[0]!);
            for (int i = 0; i < keys.Count; i++) row.AppendValue(values[i]).AppendValue(conflicts[i]);
            row.EndRow();
        }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Number of distinct tag texts that are not a JSON object of plain values.</summary>
    public long BadTexts { get; private set; }

    private static TagSource MapSource(string map, List<string> rawKeys)
    {
        if (rawKeys.Count == 0) return new TagSource([], "CAST(NULL AS VARCHAR)", null);
        if (rawKeys is [string only])
            return new TagSource([new TagKeySql(only, $"{map}[{SqlText.Value(only)}]")], "t0", null, $"CAST(json_object({SqlText.Value(only)}, tags) AS VARCHAR)");
        IEnumerable<string> pairs = rawKeys.Select((key, i) => FormattableString.Invariant($"{SqlText.Value(key)}, t{i}"));
        string none = string.Join(" AND ", rawKeys.Select((_, i) => FormattableString.Invariant($"t{i} IS NULL")));
        return new TagSource(
            [.. rawKeys.Select(key => new TagKeySql(key, $"{map}[{SqlText.Value(key)}]"))],
            $"CASE WHEN NOT ({none}) THEN CAST(json_object({string.Join(", ", pairs)}) AS VARCHAR) END",
            null);
    }

    private List<string> RawKeys(IEnumerable<LineFile> files, CancellationToken cancellationToken)
    {
        var keys = new SortedSet<string>(StringComparer.Ordinal);
        foreach (LineFile file in files)
        {
            IReadOnlyCollection<string> raw = MapKeys.Read(file.Path, file.Sql.Schema.Mapping["Tags"]!.SourceName!, cancellationToken);
            keys.UnionWith(raw.Where(key => _wanted.Contains(_folding.FoldKey(key))));
        }

        return [.. keys];
    }

    private Task ReadTextsAsync(LineFile[] files, CancellationToken cancellationToken)
    {
        string sql = string.Join(" UNION ", files
            .GroupBy(file => (Tags: file.Sql.Json("Tags"), View: file.Sql.Schema.Report?.Of("")))
            .Select(alike => $"SELECT DISTINCT {alike.Key.Tags} AS text FROM {alike.First().Sql.Scan(alike.Select(file => file.Path))}"));
        var raw = new List<KeyValuePair<string, string>>();
        return AppendAsync("tag_texts", $"SELECT text FROM ({sql}) WHERE text IS NOT NULL AND text <> '{{}}'", (appender, row) =>
        {
            string text = (string)row[0]!;
            raw.Clear();
            if (!TagsJson.TryRead(Encoding.UTF8.GetBytes(text), raw, out _)) BadTexts++;
            raw.RemoveAll(tag => !_wanted.Contains(_folding.FoldKey(tag.Key)));
            if (raw.Count > 0) appender.CreateRow().AppendValue(text).AppendValue(Json(raw)).EndRow();
        }, cancellationToken);
    }

    private async Task AppendAsync(string table, string sql, Action<DuckDBAppender, object?[]> append, CancellationToken cancellationToken)
    {
        DuckDBConnection second = duck.Connection.Duplicate();
        await using (second.ConfigureAwait(false))
        {
            await second.OpenAsync(cancellationToken).ConfigureAwait(false);
            using DuckDBAppender appender = second.CreateAppender(table);
            await foreach (object?[] row in duck.RowsAsync(sql, cancellationToken).ConfigureAwait(false)) append(appender, row);
        }
    }

    // Written by hand, since repeated keys must stay repeated.
    private static string Json(List<KeyValuePair<string, string>> tags) =>
        $"{{{string.Join(",", tags.Select(tag => $"{JsonSerializer.Serialize(tag.Key)}:{JsonSerializer.Serialize(tag.Value)}"))}}}";
}
