using System.Globalization;
using CostGuard.Core.Allocate;
using CostGuard.Core.Configuration;
using CostGuard.Core.Focus;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Core.Statements;

/// <summary>Resources and tags of each team's direct cost. Lines do not say whose they are: the rules are asked again, as the allocation asks them.</summary>
public sealed class TeamLines(ICostQueries costs)
{
    private const string Resource = "ResourceId", Name = "ResourceName", Service = "ServiceName", Day = "day", HasResource = "x_HasResource", Source = "x_Source";
    private static readonly int DaysBefore = 31;

    /// <summary>A group of lines of one team.</summary>
    /// <param name="Team">Team id.</param>
    /// <param name="Resource">FOCUS ResourceId; null for charges of no resource.</param>
    /// <param name="Name">FOCUS ResourceName.</param>
    /// <param name="Service">FOCUS ServiceName.</param>
    /// <param name="Category">FOCUS ChargeCategory.</param>
    /// <param name="Tags">Folded tag keys that it carries.</param>
    /// <param name="Currency">Currency.</param>
    /// <param name="Costs">Exact sums.</param>
    public sealed record Group(string Team, string? Resource, string? Name, string? Service, string? Category, IReadOnlyList<string> Tags, Currency Currency, Costs Costs);

    /// <summary>All direct cost of a month.</summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="configuration">The rules.</param>
    /// <param name="period">The month.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<IReadOnlyList<Group>> ReadAsync(Snapshot snapshot, CostGuardConfiguration configuration, BillingPeriod period, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var book = RuleBook.Compile(configuration);
        // A rule that starts within the month asks for the day; a charge of the month may have begun a little before it.
        bool dated = book.ChangeDays.Any(day => day > period.FirstDay.AddDays(-DaysBefore) && day <= period.LastDay);
        string[] columns = [.. book.Columns.Where(column => column != HasResource).Append(Resource).Append(Name).Append(Service).Distinct(StringComparer.Ordinal)];
        string[] tags = [.. book.TagKeys.Concat(book.Configuration.Company.Tags.Required).Distinct(StringComparer.Ordinal)];
        Dimension[] by =
        [
            .. columns.Select(column => new Dimension(column == Source ? "source" : column)), .. tags.Select(key => new Dimension("tag", key)), .. dated ? [new Dimension(Day)] : Array.Empty<Dimension>(),
        ];
        IReadOnlyList<CostRow> rows = await costs.QueryAsync(snapshot, new CostQuery(DayRange.Of(period), by, []), cancellationToken).ConfigureAwait(false);
        var groups = new List<Group>();
        foreach (CostRow row in rows)
        {
            Dictionary<string, string?> values = columns.Select((column, i) => (column, row.Keys[i])).ToDictionary(pair => pair.column, pair => pair.Item2, StringComparer.Ordinal);
            string?[] tagged = [.. tags.Select((_, i) => row.Keys[columns.Length + i])];
            DateOnly day = dated ? DateOnly.ParseExact(row.Keys[^1]!, "yyyy-MM-dd", CultureInfo.InvariantCulture) : period.FirstDay;
            Assignment whose = book.Decide(Set(book, values, tags, tagged), day);
            if (whose.Pool is not null) continue;
            groups.Add(new Group(
                whose.Team.Value, values[Resource], values[Name], values[Service], values["ChargeCategory"], [.. tags.Where((_, i) => tagged[i] is not null)], row.Currency, row.Costs));
        }

        return groups;
    }

    /// <summary>A team's largest resources by EffectiveCost, then by id.</summary>
    public static IReadOnlyList<TeamResource> Largest(IEnumerable<Group> own, int most) =>
        [.. own.Where(group => group.Resource is not null).GroupBy(group => (group.Resource, group.Currency))
            .Select(group => new TeamResource(
                group.Key.Resource!, group.Select(each => each.Name).FirstOrDefault(name => name is not null), group.Select(each => each.Service).FirstOrDefault(service => service is not null),
                group.Key.Currency, group.Sum(each => each.Costs.Billed), group.Sum(each => each.Costs.Effective)))
            .OrderByDescending(each => each.Effective).ThenBy(each => each.Id, StringComparer.Ordinal).ThenBy(each => each.Currency).Take(most)];

    /// <summary>How tags cover a team's usage (domain B.8), by key and currency.</summary>
    public static IReadOnlyList<TeamCoverage> Coverage(IEnumerable<Group> own, IReadOnlyList<string> keys)
    {
        Group[] taggable = [.. own.Where(group => group is { Category: "Usage", Resource: not null, Costs.Effective: > 0m })];
        return [.. keys.SelectMany(key => taggable.GroupBy(group => group.Currency).OrderBy(group => group.Key).Select(group => new TeamCoverage(
            key, group.Key, group.Sum(each => each.Costs.Effective), group.Where(each => each.Tags.Contains(key)).Sum(each => each.Costs.Effective))))];
    }

    // The same as the ledger's own set, which comes from the roll-up.
    private static DimensionSet Set(RuleBook book, Dictionary<string, string?> values, string[] keys, string?[] tags)
    {
        string? Looked(string column) => book.Columns.Contains(column) ? values.GetValueOrDefault(column) : null;
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
            HasResource = values[Resource] is not null,
            ResourceId = Looked(Resource),
            ResourceName = Looked(Name),
            SkuId = Looked("SkuId"),
            Source = new SourceKey(Looked(Source) ?? ""),
            Tags = TagSet.Of(keys.Select((key, i) => KeyValuePair.Create(key, tags[i])).Where(tag => tag.Value is not null && book.TagKeys.Contains(tag.Key))!),
        };
    }
}
