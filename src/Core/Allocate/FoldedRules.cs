using CostGuard.Core.Configuration;
using CostGuard.Core.Normalise;

namespace CostGuard.Core.Allocate;

/// <summary>
/// Folds the tag keys and values that rules name as the tags themselves are folded, so that a rule for <c>tag.Environment: production</c>
/// finds what the roll-up holds as env = prod.
/// </summary>
internal static class FoldedRules
{
    private const string TagPrefix = "tag.";

    public static CostGuardConfiguration Of(CostGuardConfiguration configuration)
    {
        var folding = new TagFolding(configuration.Company.Tags);
        TagConfig tags = configuration.Company.Tags;
        return configuration with
        {
            Company = configuration.Company with
            {
                Tags = tags with { Rollup = [.. tags.Rollup.Select(folding.FoldKey)], Required = [.. tags.Required.Select(folding.FoldKey)] },
            },
            Teams = [.. configuration.Teams.Select(team => team with { Matches = [.. team.Matches.Select(match => Fold(match, folding))] })],
            Allocation = configuration.Allocation with { Rules = [.. configuration.Allocation.Rules.Select(rule => Fold(rule, folding))] },
        };
    }

    private static AllocationRule Fold(AllocationRule rule, TagFolding folding)
    {
        string? byTag = rule.ByTag is { } key ? folding.FoldKey(key) : null;
        var map = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach ((string value, string team) in rule.Map) map.TryAdd(byTag is null ? value : folding.FoldValue(byTag, value) ?? value, team);
        return rule with { When = Fold(rule.When, folding), ByTag = byTag, Map = map };
    }

    private static Match Fold(Match match, TagFolding folding)
    {
        var conditions = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach ((string key, IReadOnlyList<string> values) in match.Conditions)
        {
            if (MatchKey.Parse(key) is not { TagKey: not null })
            {
                conditions[key] = values;
                continue;
            }

            string tag = folding.FoldKey(key[TagPrefix.Length..]);
            conditions[TagPrefix + tag] = [.. values.Select(value => IsText(value) ? folding.FoldValue(tag, value) ?? value : value)];
        }

        return new Match(conditions);
    }

    private static bool IsText(string value) => value != "*" && !(value.Length > 2 && value[0] == '/' && value[^1] == '/');
}
