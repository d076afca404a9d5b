using System.Globalization;
using CostGuard.Core.Configuration;
using CostGuard.Core.Focus;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Core.Allocate;

/// <summary>A group of lines of a month, with the step of the allocation that gives it away.</summary>
/// <param name="Whose">Team and rule; of shared cost the pool.</param>
/// <param name="Values">Values of the columns that were asked for, in their order.</param>
/// <param name="Tags">Values of the folded tag keys that were asked for, in their order; null where a line has none.</param>
/// <param name="Currency">BillingCurrency.</param>
/// <param name="Costs">Exact sums.</param>
/// <param name="Rows">Number of lines.</param>
public sealed record OwnedLine(Assignment Whose, IReadOnlyList<string?> Values, IReadOnlyList<string?> Tags, Currency Currency, Costs Costs, long Rows);

/// <summary>Lines with their teams. Lines do not say whose they are: the rules are asked again, as the allocation asks them.</summary>
public sealed class OwnedLines(ICostQueries costs)
{
    private const string Resource = "ResourceId", Name = "ResourceName", Service = "ServiceName", Day = "day", HasResource = "x_HasResource", Source = "x_Source";

    // A charge of a month may have begun a little before it.
    private const int DaysBefore = 31;

    /// <summary>All lines of a billing month, grouped by what was asked for and by what rules look at: several groups may agree in all that was asked for.</summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="configuration">The rules.</param>
    /// <param name="period">The billing month.</param>
    /// <param name="asked">FOCUS columns or dimensions ("resource", "rawTag:Cost Center") to tell, or x_Source.</param>
    /// <param name="tagged">Folded tag keys to tell.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<IReadOnlyList<OwnedLine>> ReadAsync(
        Snapshot snapshot, CostGuardConfiguration configuration, BillingPeriod period, IReadOnlyList<string> asked, IReadOnlyList<string> tagged, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(asked);
        ArgumentNullException.ThrowIfNull(tagged);
        var book = RuleBook.Compile(configuration);
        bool dated = book.ChangeDays.Any(day => day > period.FirstDay.AddDays(-DaysBefore) && day <= period.LastDay);
        // Whether a line has a resource is told by its id, which the roll-up that rules usually read has left out.
        string[] columns = [.. asked.Concat(book.Columns.Where(column => column != HasResource)).Append(Resource).Distinct(StringComparer.Ordinal)];
        string[] tags = [.. tagged.Concat(book.TagKeys).Distinct(StringComparer.Ordinal)];
        Dimension[] by =
        [
            .. columns.Select(column => column == Source ? new Dimension("source") : Dimension.Parse(column)), .. tags.Select(key => new Dimension("tag", key)), .. dated ? [new Dimension(Day)] : Array.Empty<Dimension>(),
        ];
        Dictionary<string, int> places = columns.Select((column, i) => (column, i)).ToDictionary(each => each.column, each => each.i, StringComparer.Ordinal);
        IReadOnlyList<CostRow> rows = await costs.QueryAsync(snapshot, new CostQuery(DayRange.Of(period), by, []), cancellationToken).ConfigureAwait(false);
        var lines = new List<OwnedLine>(rows.Count);
        foreach (CostRow row in rows)
        {
            string?[] values = [.. row.Keys.Take(columns.Length)];
            string?[] own = [.. row.Keys.Skip(columns.Length).Take(tags.Length)];
            DateOnly day = dated ? DateOnly.ParseExact(row.Keys[^1]!, "yyyy-MM-dd", CultureInfo.InvariantCulture) : period.FirstDay;
            Assignment whose = book.Decide(Set(book, column => values[places[column]], tags, own), day);
            lines.Add(new OwnedLine(whose, new ArraySegment<string?>(values, 0, asked.Count), new ArraySegment<string?>(own, 0, tagged.Count), row.Currency, row.Costs, row.Rows));
        }

        return lines;
    }

    // The same as the ledger's own set, which comes from the roll-up.
    private static DimensionSet Set(RuleBook book, Func<string, string?> value, string[] keys, string?[] tags)
    {
        string? Looked(string column) => book.Columns.Contains(column) ? value(column) : null;
        return new DimensionSet
        {
            ProviderName = Looked("ProviderName"),
            BillingAccountId = Looked("BillingAccountId"),
            SubAccountId = Looked("SubAccountId"),
            ServiceName = Looked(Service),
            ServiceCategory = Looked("ServiceCategory"),
            RegionId = Looked("RegionId"),
            ChargeCategory = Looked("ChargeCategory"),
            ChargeClass = Looked("ChargeClass"),
            CommitmentDiscountId = Looked("CommitmentDiscountId"),
            CommitmentDiscountStatus = Looked("CommitmentDiscountStatus"),
            HasResource = value(Resource) is not null,
            ResourceId = Looked(Resource),
            ResourceName = Looked(Name),
            SkuId = Looked("SkuId"),
            Source = new SourceKey(Looked(Source) ?? ""),
            Tags = TagSet.Of(keys.Select((key, i) => KeyValuePair.Create(key, tags[i])).Where(tag => tag.Value is not null && book.TagKeys.Contains(tag.Key))!),
        };
    }
}
