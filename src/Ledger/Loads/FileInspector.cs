using System.Globalization;
using CostGuard.Core.Errors;
using CostGuard.Core.Focus;
using CostGuard.Core.Focus.Aws;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Ledger.Sql;

namespace CostGuard.Ledger.Loads;

/// <summary>Checks every row of a Parquet source and sums its own columns, before anything is stored.</summary>
internal sealed class FileInspector(DuckSession duck, ReadOptions options)
{
    private const int KeyColumns = 5;

    /// <summary>Inspects a file.</summary>
    /// <param name="file">Its columns.</param>
    /// <param name="path">The file.</param>
    /// <param name="name">Name for messages.</param>
    /// <param name="rounded">Where to write costs rounded by hand, if there are any.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<InspectedFile> InspectAsync(FileSql file, string path, string name, string rounded, CancellationToken cancellationToken)
    {
        IReadOnlyList<RowCheck> checks = RowChecks.For(file, options.Period);
        var faults = new List<Problem>();
        // Checks on texts run on the few groups; only when a group or row fails are they run on rows.
        string light = RowChecks.Any(checks.Where(check => check.Column is not ("BillingCurrency" or "ChargeCategory" or "BillingPeriodStart")));
        List<object?[]> groups = await GroupsAsync(file, path, light, "", cancellationToken).ConfigureAwait(false);
        long refused = groups.Sum(group => Sound(group) ? DuckSession.WholeNumber(group[4]) : DuckSession.WholeNumber(group[3]));
        string where = "";
        if (refused > 0)
        {
            await ListFaultsAsync(file, checks, path, name, faults, cancellationToken).ConfigureAwait(false);
            where = $"WHERE NOT ({RowChecks.Any(checks)})";
            groups = await GroupsAsync(file, path, light, where, cancellationToken).ConfigureAwait(false);
        }

        var totals = new Dictionary<(BillingPeriod, Currency), FileTotal>();
        bool fast = true, deep = false;
        foreach (object?[] group in groups) Add(file, group, totals, ref fast, ref deep);
        if (deep)
        {
            faults.Add(FocusErrors.DigitsRounded.At($"{name} has costs with more than 18 decimals: stored rounded half-even, the rest is in the residual.", name, severity: Severity.Warning));
            await new HandRounding(duck, file).WriteAsync(path, where, rounded, totals, cancellationToken).ConfigureAwait(false);
        }

        IReadOnlyList<CancelledTotal> cancelled = [];
        if (file.Schema.Report is { } report)
        {
            var reading = new CurInspection(duck, report, FileSql.Rows([path]));
            cancelled = await reading.CancelledAsync(cancellationToken).ConfigureAwait(false);
            faults.AddRange((await reading.NotesAsync(cancellationToken).ConfigureAwait(false)).Problems(name));
        }

        return new InspectedFile
        {
            Cancelled = cancelled,
            Sql = file,
            Totals = [.. totals.Values],
            Refused = refused,
            Problems = [.. faults, .. file.Schema.Mapping.Problems],
            AllFast = fast,
            Rounded = deep ? rounded : null,
        };
    }

    private Task<List<object?[]>> GroupsAsync(FileSql file, string path, string light, string where, CancellationToken cancellationToken)
    {
        var sums = new RawSums(file);
        string slow = string.Join(" OR ", FileSql.Costs.Where(cost => file.SourceType(cost) == "DOUBLE").Select(cost => $"NOT cg_fast({file.Source(cost)})"));
        string deep = string.Join(" OR ", FileSql.Costs.Where(cost => file.Source(cost) != "NULL")
            .Select(cost => ColumnSql.Deep(file.Source(cost), file.SourceType(cost) ?? "VARCHAR")).OfType<string>());
        string[] measures = [.. sums.Columns, $"count(*) FILTER ({Or(slow)})", $"count(*) FILTER ({Or(deep)})"];
        // Texts are read as null or not on the groups.
        string sql = $"""
            SELECT * REPLACE ({ColumnSql.NullIf("c")} AS c, {ColumnSql.NullIf("k")} AS k) FROM (
                SELECT {file.Time("BillingPeriodStart")} AS p, {file.RawText("BillingCurrency")} AS c, {file.RawText("ChargeCategory")} AS k,
                    count(*) AS n, count(*) FILTER ({light}) AS bad, {string.Join(", ", measures.Select((sql, i) => FormattableString.Invariant($"{sql} AS m{i}")))}
                FROM {file.Scan([path])} {where} GROUP BY p, c, k)
            """;
        return duck.ListAsync(sql, cancellationToken);
    }

    private static string Or(string condition) => condition.Length == 0 ? "false" : condition;

    // The same rules as RowChecks, on a group.
    private bool Sound(object?[] group) =>
        group[0] is DateTime start && start is { Day: 1, TimeOfDay.Ticks: 0 }
        && (options.Period is not { } only || BillingPeriod.Of(DateOnly.FromDateTime(start)) == only)
        && Currency.TryParse(group[1] as string, out _)
        && group[2] is string category && FocusValues.Canonical("ChargeCategory", category) is not null;

    private static void Add(FileSql file, object?[] group, Dictionary<(BillingPeriod, Currency), FileTotal> totals, ref bool fast, ref bool deep)
    {
        var sums = new RawSums(file);
        BillingPeriod period = BillingPeriod.Of(DateOnly.FromDateTime((DateTime)group[0]!));
        Currency currency = Currency.Parse((string)group[1]!);
        if (!totals.TryGetValue((period, currency), out FileTotal? total))
            total = new FileTotal(period, currency, 0, new ExactSum[FileSql.Costs.Count], new ExactSum[FileSql.Costs.Count]);
        sums.AddTo(total.Raw, group, KeyColumns);
        totals[(period, currency)] = total with { Rows = total.Rows + DuckSession.WholeNumber(group[3]) };
        fast &= DuckSession.WholeNumber(group[KeyColumns + sums.Count]) == 0;
        deep |= DuckSession.WholeNumber(group[KeyColumns + sums.Count + 1]) > 0;
    }

    private async Task ListFaultsAsync(
        FileSql file, IReadOnlyList<RowCheck> checks, string path, string name, List<Problem> faults, CancellationToken cancellationToken)
    {
        string which = string.Join(" ", checks.Select((check, index) => string.Create(CultureInfo.InvariantCulture, $"WHEN {check.Broken} THEN {index}")));
        string value = string.Join(" ", checks.Select(check => $"WHEN {check.Broken} THEN {check.Value}"));
        string sql = string.Create(CultureInfo.InvariantCulture, $"""
            SELECT file_row_number, CASE {which} END, CASE {value} END FROM {file.Scan([path])}
            WHERE {RowChecks.Any(checks)} ORDER BY file_row_number LIMIT {ReadSummary.ProblemsMax}
            """);
        foreach (object?[] row in await duck.ListAsync(sql, cancellationToken).ConfigureAwait(false))
        {
            RowCheck check = checks[(int)DuckSession.WholeNumber(row[1])];
            // Rows are counted from 1, as a person counts them.
            int line = (int)Math.Min(int.MaxValue, CurView.FileRow(DuckSession.WholeNumber(row[0])) + 1);
            faults.Add(check.Error.At($"{check.Column} is {row[2] ?? "NULL"}: {check.Error.Title}.", name, line, check.Column));
        }
    }
}
