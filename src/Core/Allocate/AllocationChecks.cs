using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Values;

namespace CostGuard.Core.Allocate;

/// <summary>Finds what is wrong with the meaning of teams and allocation rules; their form is checked when the files are read.</summary>
public static class AllocationChecks
{
    private static readonly HashSet<string> ReservedTeams = new(["central", "unallocated", "all"], StringComparer.Ordinal);

    private static readonly HashSet<string> ReservedRules =
        new(["central", "unallocated", "all", "unknown-team", "tax", "credits", "commitment-unused", "commitment-purchase"], StringComparer.Ordinal);

    /// <summary>Every problem, teams first, then rules as written. Empty: the configuration can be compiled into a <see cref="RuleBook"/>.</summary>
    public static IReadOnlyList<Problem> Check(CostGuardConfiguration configuration) =>
        [.. Teams(configuration.Teams), .. Rules(configuration), .. Metrics(configuration)];

    private static IEnumerable<Problem> Teams(IReadOnlyList<TeamConfig> teams)
    {
        TeamTree tree = TeamTree.Of(teams);
        var ids = new HashSet<TeamId>();
        foreach (TeamConfig team in teams)
        {
            if (!ids.Add(team.Id)) yield return AllocationErrors.DuplicateName.At($"There are two teams '{team.Id}'.", team.File);
            if (ReservedTeams.Contains(team.Id.Value) || team.Id.Value.Contains(':', StringComparison.Ordinal))
                yield return AllocationErrors.ReservedName.At($"A team cannot be named '{team.Id}'.", team.File);
            foreach (Problem problem in team.Matches.SelectMany(match => MatchProblems(match, $"Team '{team.Id}'", team.File, null))) yield return problem;
            foreach (Match match in team.Matches.Where(match => match.Conditions.Count == 0))
                yield return AllocationErrors.BadMatch.At($"Team '{team.Id}' has a match without a key.", team.File);
            if (team.Parent is { } parent && teams.All(other => other.Id != parent))
                yield return AllocationErrors.BadHierarchy.At($"Team '{team.Id}' has the parent '{parent}', which does not exist.", team.File);
            if (tree.IsCircular(team.Id))
                yield return AllocationErrors.BadHierarchy.At($"Team '{team.Id}' is its own ancestor.", team.File);
            else if (tree.Depth(team.Id) > TeamTree.DepthMax)
                yield return AllocationErrors.BadHierarchy.At($"Team '{team.Id}' lies {tree.Depth(team.Id)} levels deep; {TeamTree.DepthMax} is the most.", team.File);
        }
    }

    private static IEnumerable<Problem> Rules(CostGuardConfiguration configuration)
    {
        IReadOnlyList<AllocationRule> rules = configuration.Allocation.Rules;
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (AllocationRule rule in rules)
        {
            if (!names.Add(rule.Name)) yield return AllocationErrors.DuplicateName.At($"There are two rules '{rule.Name}'.", rule.File, rule.Line);
            if (ReservedRules.Contains(rule.Name) || rule.Name.Contains(':', StringComparison.Ordinal))
                yield return AllocationErrors.ReservedName.At($"A rule cannot be named '{rule.Name}'.", rule.File, rule.Line);
            foreach (Problem problem in MatchProblems(rule.When, $"Rule '{rule.Name}'", rule.File, rule.Line)) yield return problem;
            foreach (Problem problem in Outcome(rule, configuration)) yield return problem;
            if (rule.EffectiveFrom >= rule.EffectiveTo)
                yield return AllocationErrors.NoDays.At($"Rule '{rule.Name}' ends ({rule.EffectiveTo:O}) before it starts ({rule.EffectiveFrom:O}).", rule.File, rule.Line);
        }

        Pool[] pools = [.. rules.Where(rule => rule.Split is not null).Select(rule => new Pool(rule.Name, PoolKind.Rule, TeamId.Unallocated, rule.Split))];
        if (Pool.InOrder(pools) is null)
        {
            AllocationRule first = rules.First(rule => rule.Split is { } split && split.Among.Any(name => Pool.NameOf(new TeamId(name)) is not null));
            string circle = string.Join(", ", pools.Where(pool => pool.Split!.Among.Any(name => Pool.NameOf(new TeamId(name)) is not null)).Select(pool => pool.Name));
            yield return AllocationErrors.PoolCircle.At($"These pools feed one another in a circle: {circle}.", first.File, first.Line);
        }
    }

    private static IEnumerable<Problem> Outcome(AllocationRule rule, CostGuardConfiguration configuration)
    {
        int outcomes = (rule.Assign is null ? 0 : 1) + (rule.ByTag is null ? 0 : 1) + (rule.Split is null ? 0 : 1) + (rule.Central ? 1 : 0);
        if (outcomes != 1) yield return AllocationErrors.NotOneOutcome.At($"Rule '{rule.Name}' has {outcomes} outcomes instead of one.", rule.File, rule.Line);
        var known = configuration.Teams.Select(team => team.Id.Value).Append(TeamId.Central.Value).Append(TeamId.Unallocated.Value).ToHashSet(StringComparer.Ordinal);
        IEnumerable<string> named = rule.Map.Values;
        if (rule.Assign is { } assign) named = named.Append(assign.Value);
        if (rule.Split is { } split)
        {
            named = named.Concat(split.Among).Concat(split.Weights.Keys);
            known.UnionWith(configuration.Allocation.Rules.Where(other => other.Split is not null).Select(other => Pool.Prefix + other.Name));
            foreach (Problem problem in SplitProblems(rule, split, configuration)) yield return problem;
        }

        foreach (string team in named.Where(name => !known.Contains(name)).Distinct(StringComparer.Ordinal))
            yield return AllocationErrors.UnknownTeam.At($"Rule '{rule.Name}' names '{team}', which is no team.", rule.File, rule.Line);
    }

    private static IEnumerable<Problem> SplitProblems(AllocationRule rule, Split split, CostGuardConfiguration configuration)
    {
        bool byFixed = split.By == SplitMethod.Fixed || (split.By == SplitMethod.Usage && split.Fallback == SplitMethod.Fixed);
        decimal sum = split.Weights.Values.Sum();
        if (byFixed && (Math.Abs(sum - 100m) > 0.01m || split.Weights.Values.Any(weight => weight < 0)))
            yield return AllocationErrors.SharesNotWhole.At(FormattableString.Invariant($"Rule '{rule.Name}': the weights add up to {sum}."), rule.File, rule.Line);
        if (byFixed && split.Among.Count > 0 && split.Weights.Keys.Except(split.Among, StringComparer.Ordinal).FirstOrDefault() is { } outside)
            yield return AllocationErrors.SharesNotWhole.At($"Rule '{rule.Name}': '{outside}' has a weight but is not in 'among'.", rule.File, rule.Line);
        if (split.By == SplitMethod.Usage && (split.Metric is null || !configuration.Allocation.Metrics.ContainsKey(split.Metric)))
            yield return AllocationErrors.MetricMissing.At($"Rule '{rule.Name}' splits by the metric '{split.Metric}', which does not exist.", rule.File, rule.Line);
    }

    private static IEnumerable<Problem> Metrics(CostGuardConfiguration configuration)
    {
        foreach ((string name, IReadOnlyDictionary<(BillingPeriod Period, TeamId Team), decimal> quantities) in configuration.Allocation.Metrics)
        {
            foreach (((BillingPeriod period, TeamId team), decimal quantity) in quantities)
            {
                if (quantity < 0)
                    yield return AllocationErrors.MetricMissing.At(FormattableString.Invariant($"Metric '{name}': {team} has {quantity} in {period}; a quantity is at least 0."));
            }
        }
    }

    private static IEnumerable<Problem> MatchProblems(Match match, string owner, string? file, int? line)
    {
        foreach ((string key, IReadOnlyList<string> values) in match.Conditions)
        {
            if (MatchKey.Parse(key) is null) yield return AllocationErrors.BadMatch.At($"{owner}: '{key}' is not a key of a match.", file, line, key);
            if (values.Count == 0) yield return AllocationErrors.BadMatch.At($"{owner}: '{key}' has no value.", file, line, key);
            foreach (string value in values)
            {
                if (PatternProblem(value) is { } reason)
                    yield return AllocationErrors.BadPattern.At($"{owner}: {value} is not a usable regular expression: {reason}", file, line, key);
            }
        }
    }

    private static string? PatternProblem(string value)
    {
        try
        {
            CompiledMatch.Pattern(value);
            return null;
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            return error.Message;
        }
    }
}
