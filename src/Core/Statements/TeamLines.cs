using CostGuard.Core.Allocate;
using CostGuard.Core.Configuration;
using CostGuard.Core.Focus;
using CostGuard.Core.Normalise;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Core.Statements;

/// <summary>Resources and tags of each team's direct cost.</summary>
public sealed class TeamLines(OwnedLines owned)
{
    private static readonly string[] Asked = ["ResourceId", "ResourceName", "ServiceName", "ChargeCategory", "ChargeClass", "CommitmentDiscountStatus"];

    /// <summary>A group of lines of one team.</summary>
    /// <param name="Team">Team id.</param>
    /// <param name="Resource">FOCUS ResourceId; null for charges of no resource.</param>
    /// <param name="Name">FOCUS ResourceName.</param>
    /// <param name="Service">FOCUS ServiceName.</param>
    /// <param name="Category">FOCUS ChargeCategory.</param>
    /// <param name="Tags">Folded tag keys that it carries.</param>
    /// <param name="Currency">Currency.</param>
    /// <param name="Costs">Exact sums.</param>
    public sealed record Group(string Team, string? Resource, string? Name, string? Service, string? Category, IReadOnlyList<string> Tags, Currency Currency, Costs Costs)
    {
        /// <summary>The part of a statement that it is in.</summary>
        public StatementPart Part { get; init; }

        /// <summary>Value of the tag that names the application; null without.</summary>
        public string? Application { get; init; }

        /// <summary>Value of the tag that names the environment; null without.</summary>
        public string? Environment { get; init; }
    }

    /// <summary>All direct cost of a month.</summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="configuration">The rules.</param>
    /// <param name="period">The month.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<IReadOnlyList<Group>> ReadAsync(Snapshot snapshot, CostGuardConfiguration configuration, BillingPeriod period, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        (string application, string environment) = DirectSplit.KeysOf(configuration.Company.Tags);
        string[] keys = [.. RuleBook.Compile(configuration).Configuration.Company.Tags.Required.Append(application).Append(environment).Distinct(StringComparer.Ordinal)];
        (int app, int env) = (Array.IndexOf(keys, application), Array.IndexOf(keys, environment));
        IReadOnlyList<OwnedLine> lines = await owned.ReadAsync(snapshot, configuration, period, Asked, keys, cancellationToken).ConfigureAwait(false);
        return
        [
            .. lines.Where(line => line.Whose.Pool is null).Select(line => new Group(
                line.Whose.Team.Value, line.Values[0], line.Values[1], line.Values[2], line.Values[3], [.. keys.Where((_, i) => line.Tags[i] is not null)], line.Currency, line.Costs)
            {
                Part = StatementCharges.PartOf(null, line.Values[3], line.Values[4], line.Values[5]),
                Application = line.Tags[app],
                Environment = line.Tags[env],
            }),
        ];
    }

    /// <summary>A team's largest resources by EffectiveCost, then by id.</summary>
    public static IReadOnlyList<TeamResource> Largest(IEnumerable<Group> own, int most) =>
        [.. own.Where(group => group.Resource is not null).GroupBy(group => (group.Resource, group.Currency))
            .Select(group => new TeamResource(
                group.Key.Resource!, group.Select(each => each.Name).FirstOrDefault(name => name is not null), group.Select(each => each.Service).FirstOrDefault(service => service is not null),
                group.Key.Currency, group.Sum(each => each.Costs.Billed), group.Sum(each => each.Costs.Effective)))
            .OrderByDescending(each => each.Effective).ThenBy(each => each.Id, StringComparer.Ordinal).ThenBy(each => each.Currency).Take(most)];

    /// <summary>How the tags that every resource should have cover a team's usage (domain B.8), by key and currency.</summary>
    public static IReadOnlyList<TeamCoverage> Coverage(IEnumerable<Group> own, TagConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        // Lines know folded keys, and a company may ask for "Cost-Centre".
        var folding = new TagFolding(config);
        IEnumerable<string> keys = config.Required.Select(folding.FoldKey).Distinct(StringComparer.Ordinal);
        Group[] taggable = [.. own.Where(group => group is { Category: "Usage", Resource: not null, Costs.Effective: > 0m })];
        return [.. keys.SelectMany(key => taggable.GroupBy(group => group.Currency).OrderBy(group => group.Key).Select(group => new TeamCoverage(
            key, group.Key, group.Sum(each => each.Costs.Effective), group.Where(each => each.Tags.Contains(key)).Sum(each => each.Costs.Effective))))];
    }
}
