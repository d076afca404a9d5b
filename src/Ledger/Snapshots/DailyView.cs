using CostGuard.Core.Allocate;
using CostGuard.Ledger.Sql;

namespace CostGuard.Ledger.Snapshots;

/// <summary>
/// Makes the view "daily" over the roll-ups of several loads. Its dimensions are ENUMs, in order of their text: joining, grouping and writing then
/// work on small integers, which more than halves the time of an allocation. In Parquet an ENUM is text with a dictionary.
/// </summary>
internal static class DailyView
{
    /// <summary>The same rows with dimensions as text: where few rows are left in the end, those alone need become ENUMs.</summary>
    public const string Text = "daily_text";

    // Every row group repeats the whole dictionary of an ENUM.
    private const int ValuesMax = 20_000;

    private static readonly string[] Texts = [.. DailyColumns.Shared.Where(column => column is not ("ChargeDay" or "x_Period"))];

    /// <summary>Makes the views.</summary>
    /// <returns>SQL that makes the ENUMs of texts, to put behind a star: REPLACE (…), or nothing.</returns>
    public static async Task<string> CreateAsync(DuckSession session, IReadOnlyList<DailyFile> files, RollupShape shape, CancellationToken cancellationToken)
    {
        await session.RunAsync(DailyColumns.CreateView(Text, files, shape), cancellationToken).ConfigureAwait(false);
        var casts = new List<string>();
        foreach (string column in Texts)
        {
            string name = SqlText.Name(column);
            if (await MakeTypeAsync(session, TypeOf(column), $"SELECT {name} AS value FROM {Text}", cancellationToken).ConfigureAwait(false))
                casts.Add($"{name}::{TypeOf(column)} AS {name}");
        }

        string replaced = casts.Count > 0 ? $" REPLACE ({string.Join(", ", casts)})" : "";
        await session.RunAsync($"CREATE TEMP VIEW {DailyColumns.View} AS SELECT *{replaced} FROM {Text};", cancellationToken).ConfigureAwait(false);
        return replaced;
    }

    /// <summary>Makes an ENUM of the distinct values of a query's column "value", unless there are too many.</summary>
    public static async Task<bool> MakeTypeAsync(DuckSession session, string type, string values, CancellationToken cancellationToken)
    {
        await session.RunAsync($"CREATE OR REPLACE TEMP TABLE enum_values AS SELECT DISTINCT value FROM ({values}) WHERE value IS NOT NULL;", cancellationToken)
            .ConfigureAwait(false);
        object? count = (await session.ListAsync("SELECT count(*) FROM enum_values", cancellationToken).ConfigureAwait(false))[0][0];
        bool few = DuckSession.WholeNumber(count) is > 0 and <= ValuesMax;
        string make = few ? $"CREATE TYPE {type} AS ENUM (SELECT value FROM enum_values ORDER BY 1); " : "";
        await session.RunAsync($"{make}DROP TABLE enum_values;", cancellationToken).ConfigureAwait(false);
        return few;
    }

    private static string TypeOf(string column) => SqlText.Name($"cg_{column}");
}
