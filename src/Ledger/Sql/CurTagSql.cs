using CostGuard.Core.Focus.Aws;

namespace CostGuard.Ledger.Sql;

/// <summary>SQL that makes FOCUS Tags, as JSON text with raw keys, of a report's tag columns and maps.</summary>
internal sealed class CurTagSql(CurColumns source)
{
    /// <summary>The tags; null when the report has none.</summary>
    public string? Tags
    {
        get
        {
            string[] parts = [.. source.Header.TagColumns.Select(Column), .. Map(CurNames.ResourceTags, ""), .. Map(CurNames.CostCategory, CurHeader.CategoryPrefix)];
            return parts.Length == 0 ? null : $"nullif('{{' || concat_ws(',', {string.Join(", ", parts)}) || '}}', '{{}}')";
        }
    }

    private string Column(CurTagColumn tag)
    {
        string text = ColumnSql.Text(source.Raw(tag.Index), source.TypeAt(tag.Index));
        return $"(CAST(to_json({SqlText.Value(tag.Key)}) AS VARCHAR) || ':' || CAST(to_json({text}) AS VARCHAR))";
    }

    private IEnumerable<string> Map(string name, string prefix)
    {
        foreach (int index in source.Header.Find(name))
        {
            string map = source.Raw(index);
            bool isMap = source.TypeAt(index).StartsWith("MAP", StringComparison.Ordinal);
            string key = prefix.Length == 0 ? "e.key" : $"{SqlText.Value(prefix)} || e.key";
            string entries = isMap ? $"map_entries({map})" : $"map_entries(TRY_CAST(TRY_CAST({map} AS JSON) AS MAP(VARCHAR, VARCHAR)))";
            yield return $"nullif(array_to_string(list_transform({entries}, e -> CAST(to_json({key}) AS VARCHAR) || ':' || coalesce(CAST(to_json(e.value) AS VARCHAR), 'null')), ','), '')";
        }
    }
}
