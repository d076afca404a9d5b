using System.Text;
using CostGuard.Core.Configuration;
using CostGuard.Core.Normalise;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Ledger.Sql;
using DuckDB.NET.Data;

namespace CostGuard.Ledger.Snapshots;

/// <summary>
/// Tag coverage over lines (domain B.8). Taggable is usage with a resource and positive EffectiveCost; a resource counts as tagged when one of its
/// lines is. With credits in the total, shares of it may exceed 100 %.
/// </summary>
internal static class TagCoverageReader
{
    public static async Task<IReadOnlyList<TagCoverage>> ReadAsync(
        ILoadContent content, IReadOnlyList<Load> loads, TagConfig tags, IReadOnlyList<string> tagKeys, CancellationToken cancellationToken)
    {
        if (loads.Count == 0 || tagKeys.Count == 0) return [];
        DirectoryInfo spill = Directory.CreateTempSubdirectory("costguard-");
        try
        {
            await using DuckSession session = await DuckSession.OpenAsync(spill.FullName, cancellationToken).ConfigureAwait(false);
            await session.RunAsync(
                "CREATE TEMP TABLE lines(currency VARCHAR, resource VARCHAR, tags VARCHAR, taggable DECIMAL(38,18), total DECIMAL(38,18), rows BIGINT);",
                cancellationToken).ConfigureAwait(false);
            foreach (Load load in loads)
            {
                string lines = await content.LinesAsync(load, session, cancellationToken).ConfigureAwait(false);
                await session.RunAsync(
                    "INSERT INTO lines SELECT BillingCurrency, ResourceId, Tags::VARCHAR, "
                    + "sum(EffectiveCost) FILTER (ChargeCategory = 'Usage' AND EffectiveCost > 0 AND ResourceId IS NOT NULL), sum(EffectiveCost), count(*) "
                    + $"FROM ({lines}) GROUP BY 1, 2, 3;",
                    cancellationToken).ConfigureAwait(false);
            }

            return await SumAsync(session, new TagFolding(tags), tagKeys, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            spill.Delete(recursive: true);
        }
    }

    private static async Task<IReadOnlyList<TagCoverage>> SumAsync(
        DuckSession session, TagFolding folding, IReadOnlyList<string> tagKeys, CancellationToken cancellationToken)
    {
        string[] keys = [.. tagKeys.Select(folding.FoldKey)];
        await FoldAsync(session, folding, keys, cancellationToken).ConfigureAwait(false);
        var coverage = new List<TagCoverage>();
        for (int i = 0; i < keys.Length; i++)
        {
            string sql = FormattableString.Invariant(
                $"""
                SELECT currency, coalesce(sum(taggable), 0)::VARCHAR, coalesce(sum(taggable) FILTER (f.v{i}), 0)::VARCHAR,
                  count(DISTINCT resource) FILTER (taggable IS NOT NULL), count(DISTINCT resource) FILTER (taggable IS NOT NULL AND f.v{i}),
                  coalesce(sum(total) FILTER (resource IS NULL), 0)::VARCHAR, coalesce(sum(total), 0)::VARCHAR, coalesce(sum(rows) FILTER (f.c{i}), 0)::BIGINT
                FROM lines l LEFT JOIN folded f USING (tags) GROUP BY 1 ORDER BY 1
                """);
            foreach (object?[] row in await session.ListAsync(sql, cancellationToken).ConfigureAwait(false))
            {
                coverage.Add(new TagCoverage(
                    keys[i], Currency.Parse((string)row[0]!), Amount(row[1]), Amount(row[2]), DuckSession.WholeNumber(row[3]),
                    DuckSession.WholeNumber(row[4]), Amount(row[5]), Amount(row[6]), DuckSession.WholeNumber(row[7])));
            }
        }

        return coverage;
    }

    private static async Task FoldAsync(DuckSession session, TagFolding folding, string[] keys, CancellationToken cancellationToken)
    {
        string columns = string.Join(", ", keys.Select((_, i) => FormattableString.Invariant($"v{i} BOOLEAN, c{i} BOOLEAN")));
        await session.RunAsync($"CREATE TEMP TABLE folded(tags VARCHAR, {columns});", cancellationToken).ConfigureAwait(false);
        var values = new string?[keys.Length];
        var conflicts = new bool[keys.Length];
        List<object?[]> texts = await session.ListAsync("SELECT DISTINCT tags FROM lines WHERE tags IS NOT NULL", cancellationToken).ConfigureAwait(false);
        using DuckDBAppender appender = session.Connection.CreateAppender("folded");
        foreach (string text in texts.Select(row => (string)row[0]!))
        {
            folding.Look(Encoding.UTF8.GetBytes(text), keys, values, conflicts);
            IDuckDBAppenderRow row = appender.CreateRow().AppendValue(text);
            for (int i = 0; i < keys.Length; i++) row.AppendValue(values[i] is not null).AppendValue(conflicts[i]);
            row.EndRow();
        }
    }

    private static decimal Amount(object? text) => ExactSum.Parse((string)text!).ToDecimal();
}
