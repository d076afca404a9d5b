using System.Globalization;
using CostGuard.Core.Allocate;
using CostGuard.Core.Values;
using CostGuard.Ledger.Sql;
using DuckDB.NET.Data;

namespace CostGuard.Ledger.Snapshots;

/// <summary>
/// The decisions of a rule book for the rows of the view "daily", as a table: what rules look at, the epoch of the charge day, then team, rule
/// and pool. Only distinct combinations come to the rules.
/// </summary>
internal sealed class Routing(DuckSession session, RuleBook book, string name)
{
    private readonly (string Column, string Source)[] _keys =
    [
        .. book.Columns.Select(column => (column, column == "CommitmentDiscountId"
            // Rules only ask whether there is a commitment.
            ? "CASE WHEN d.CommitmentDiscountId IS NOT NULL THEN '*' END"
            : $"d.{SqlText.Name(column)}")),
        .. book.TagKeys.Select(key => (DailyColumns.Tag(key), $"d.{SqlText.Name(DailyColumns.Tag(key))}")),
    ];

    private IReadOnlyList<AllocationEpoch> _epochs = [];

    /// <summary>The rules.</summary>
    public RuleBook Book => book;

    /// <summary>Name of the table.</summary>
    public string Table => name;

    /// <summary>Pools that occur.</summary>
    public IReadOnlySet<string> Pools { get; private set; } = new HashSet<string>();

    /// <summary>Values of the team tag that name no known team.</summary>
    public IReadOnlyList<string> UnknownTeams { get; private set; } = [];

    /// <summary>Runs the rules and fills the table.</summary>
    public async Task BuildAsync(CancellationToken cancellationToken)
    {
        string keys = string.Join(", ", _keys.Select(key => $"{key.Source} AS {SqlText.Name(key.Column)}"));
        await session.RunAsync(
            $"CREATE TEMP TABLE {name}_sets AS SELECT row_number() OVER () - 1 AS id, * FROM (SELECT DISTINCT {keys} FROM {DailyColumns.View} d);",
            cancellationToken).ConfigureAwait(false);
        List<DimensionSet> sets = await SetsAsync(cancellationToken).ConfigureAwait(false);
        object?[] days = (await session.ListAsync($"SELECT min(ChargeDay)::VARCHAR, max(ChargeDay)::VARCHAR FROM {DailyColumns.View}", cancellationToken)
            .ConfigureAwait(false))[0];
        var range = days[0] is string first ? new DayRange(Day(first), Day((string)days[1]!).AddDays(1)) : new DayRange(DateOnly.MinValue, DateOnly.MinValue);
        _epochs = Allocator.Epochs(book, sets, range);
        Pools = _epochs.SelectMany(epoch => epoch.Assignments).Select(assignment => assignment.Pool).OfType<string>().ToHashSet(StringComparer.Ordinal);
        UnknownTeams = Allocator.UnknownTeamValues(book, sets);
        await FillAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Joins alias "d" (daily) with this table under an alias.</summary>
    public string Join(string alias)
    {
        IEnumerable<string> conditions = _keys.Select(key => $"{alias}.{SqlText.Name(key.Column)} IS NOT DISTINCT FROM {key.Source}");
        return $"JOIN {name} {alias} ON {alias}.epoch = {EpochOfDay()} AND {string.Join(" AND ", conditions)}";
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private string EpochOfDay()
    {
        if (_epochs.Count < 2) return "0";
        IEnumerable<string> cases = _epochs.SkipLast(1).Select((epoch, index) =>
            string.Create(CultureInfo.InvariantCulture, $"WHEN d.ChargeDay < {SqlText.Day(epoch.Days.End)} THEN {index}"));
        return string.Create(CultureInfo.InvariantCulture, $"CASE {string.Join(" ", cases)} ELSE {_epochs.Count - 1} END");
    }

    private async Task<List<DimensionSet>> SetsAsync(CancellationToken cancellationToken)
    {
        string columns = string.Join(", ", _keys.Select(key => SqlText.Name(key.Column)));
        var sets = new List<DimensionSet>();
        await foreach (object?[] row in session.RowsAsync($"SELECT {columns} FROM {name}_sets ORDER BY id", cancellationToken).ConfigureAwait(false))
            sets.Add(Set(row));
        return sets;
    }

    private DimensionSet Set(object?[] row)
    {
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        for (int i = 0; i < book.Columns.Count; i++) values[book.Columns[i]] = row[i];
        string? Text(string column) => values.GetValueOrDefault(column) as string;
        return new DimensionSet
        {
            ProviderName = Text("ProviderName"),
            BillingAccountId = Text("BillingAccountId"),
            SubAccountId = Text("SubAccountId"),
            ServiceName = Text("ServiceName"),
            ServiceCategory = Text("ServiceCategory"),
            RegionId = Text("RegionId"),
            ChargeCategory = Text("ChargeCategory"),
            ChargeClass = Text("ChargeClass"),
            CommitmentDiscountId = Text("CommitmentDiscountId"),
            CommitmentDiscountStatus = Text("CommitmentDiscountStatus"),
            HasResource = values["x_HasResource"] is true,
            ResourceId = Text("ResourceId"),
            ResourceName = Text("ResourceName"),
            SkuId = Text("SkuId"),
            Source = new SourceKey(Text("x_Source") ?? ""),
            Tags = TagSet.Of(book.TagKeys.Select((key, index) => KeyValuePair.Create(key, row[book.Columns.Count + index] as string))
                .Where(tag => tag.Value is not null)!),
        };
    }

    private async Task FillAsync(CancellationToken cancellationToken)
    {
        await session.RunAsync($"CREATE TEMP TABLE {name}_decided(id BIGINT, epoch INTEGER, team VARCHAR, rule VARCHAR, pool VARCHAR);", cancellationToken)
            .ConfigureAwait(false);
        using (DuckDBAppender appender = session.Connection.CreateAppender($"{name}_decided"))
        {
            for (int epoch = 0; epoch < _epochs.Count; epoch++)
            {
                for (int set = 0; set < _epochs[epoch].Assignments.Count; set++)
                {
                    Assignment assignment = _epochs[epoch].Assignments[set];
                    IDuckDBAppenderRow row = appender.CreateRow().AppendValue((long)set).AppendValue(epoch)
                        .AppendValue(assignment.Team.Value).AppendValue(assignment.Rule);
                    (assignment.Pool is null ? row.AppendNullValue() : row.AppendValue(assignment.Pool)).EndRow();
                }
            }
        }

        await session.RunAsync(
            $"CREATE TEMP TABLE {name} AS SELECT s.* EXCLUDE (id), c.epoch, c.team, c.rule, c.pool FROM {name}_sets s JOIN {name}_decided c USING (id); "
            + $"DROP TABLE {name}_sets; DROP TABLE {name}_decided;",
            cancellationToken).ConfigureAwait(false);
    }
}
