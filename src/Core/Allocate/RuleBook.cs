using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Values;

namespace CostGuard.Core.Allocate;

/// <summary>
/// The configuration's allocation, compiled. For every charge the first step that gives something wins (domain B.2):
/// rules of allocation/ as written; commitment purchases, unused commitments, tax and unscoped credits; the team tag; teams' matches by id;
/// sub-account owners (before the team tag with <c>accountFirst</c>); unallocated. The charge day chooses among dated rules and teams.
/// </summary>
public sealed class RuleBook
{
    /// <summary>Folded key of the team tag.</summary>
    public const string TeamTag = "team";

    /// <summary>Rule of cost that no step gave to anybody.</summary>
    public const string UnallocatedRule = "unallocated";

    /// <summary>Rule of unallocated cost whose team tag names no known team.</summary>
    public const string UnknownTeamRule = "unknown-team";

    private static readonly string[] AlwaysUsed = ["ChargeCategory", "CommitmentDiscountId", "CommitmentDiscountStatus", "SubAccountId", "x_HasResource"];
    private readonly RuleSteps _steps;
    private readonly IReadOnlyList<RuleStep> _order;

    private RuleBook(CostGuardConfiguration configuration, IReadOnlyList<Pool> pools)
    {
        Configuration = configuration;
        Pools = [.. Pool.BuiltIn, .. pools];
        _steps = new RuleSteps(configuration);
        _order = _steps.All();
        MatchKey[] keys = [.. Keys(configuration)];
        Columns = [.. keys.Where(key => key.TagKey is null).Select(key => key.Column).Concat(AlwaysUsed).Distinct().Order(StringComparer.Ordinal)];
        TagKeys = [.. keys.Select(key => key.TagKey).OfType<string>().Append(TeamTag).Distinct().Order(StringComparer.Ordinal)];
        Shape = new RollupShape(
            [.. TagKeys.Concat(configuration.Company.Tags.Rollup).Concat(configuration.Company.Tags.Required).Distinct().Order(StringComparer.Ordinal)],
            Columns.Any(column => column is "ResourceId" or "ResourceName"),
            Columns.Contains("SkuId"));
        ChangeDays = [.. Dates(configuration).Distinct().Order()];
    }

    /// <summary>What it was compiled from, tag keys and values folded.</summary>
    public CostGuardConfiguration Configuration { get; }

    /// <summary>All pools, each after those that feed it.</summary>
    public IReadOnlyList<Pool> Pools { get; }

    /// <summary>Columns of the daily roll-up, beside tags, that some step looks at, in ordinal order.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>Folded tag keys that some step looks at, in ordinal order; always with "team".</summary>
    public IReadOnlyList<string> TagKeys { get; }

    /// <summary>What the daily roll-up has to keep for this configuration.</summary>
    public RollupShape Shape { get; }

    /// <summary>Charge days on which a rule or team starts, or no longer holds, ascending.</summary>
    public IReadOnlyList<DateOnly> ChangeDays { get; }

    /// <summary>Compiles the rules.</summary>
    /// <exception cref="CostGuardException">The allocation is not valid (exit code 2): every problem of <see cref="AllocationChecks"/>.</exception>
    public static RuleBook Compile(CostGuardConfiguration configuration)
    {
        Problem[] errors = [.. AllocationChecks.Check(configuration).Where(problem => problem.Severity == Severity.Error)];
        if (errors.Length > 0) throw new CostGuardException(2, errors[0], errors[1..]);
        Pool[] pools = [.. configuration.Allocation.Rules.Where(rule => rule.Split is not null)
            .Select(rule => new Pool(rule.Name, PoolKind.Rule, TeamId.Unallocated, rule.Split))];
        return new RuleBook(FoldedRules.Of(configuration), Pool.InOrder(pools)!);
    }

    /// <summary>Who gets the dimension set on a charge day.</summary>
    public Assignment Decide(DimensionSet set, DateOnly day) => First(Candidates(set), day);

    /// <summary>Who gets the dimension set on each of the days; the rules run once.</summary>
    public IReadOnlyList<Assignment> Decide(DimensionSet set, IReadOnlyList<DateOnly> days)
    {
        List<Candidate> candidates = Candidates(set);
        return [.. days.Select(day => First(candidates, day))];
    }

    /// <summary>The value of the team tag when it names no known team (counted as UnknownTeamValue), else null.</summary>
    public string? UnknownTeamValue(DimensionSet set) => _steps.UnknownTeamValue(set);

    private static Assignment First(List<Candidate> candidates, DateOnly day)
    {
        foreach (Candidate candidate in candidates)
        {
            if (candidate.HoldsOn(day)) return candidate.Assignment;
        }

        return candidates[^1].Assignment;
    }

    private List<Candidate> Candidates(DimensionSet set)
    {
        var candidates = new List<Candidate>(1);
        foreach (RuleStep step in _order)
        {
            if (step(set) is not { } candidate) continue;
            candidates.Add(candidate);
            if (candidate.IsAlways) break;
        }

        return candidates;
    }

    private static IEnumerable<MatchKey> Keys(CostGuardConfiguration configuration)
    {
        IEnumerable<Match> matches = configuration.Allocation.Rules.Select(rule => rule.When).Concat(configuration.Teams.SelectMany(team => team.Matches));
        foreach (string key in matches.SelectMany(match => match.Conditions.Keys)) yield return MatchKey.Parse(key)!;
        foreach (AllocationRule rule in configuration.Allocation.Rules)
        {
            if (rule.ByTag is { } tag) yield return new MatchKey(MatchKey.TagColumn, tag);
        }
    }

    private static IEnumerable<DateOnly> Dates(CostGuardConfiguration configuration)
    {
        foreach (TeamConfig team in configuration.Teams) yield return team.EffectiveFrom.FirstDay;
        foreach (AllocationRule rule in configuration.Allocation.Rules)
        {
            if (rule.EffectiveFrom is { } from) yield return from;
            if (rule.EffectiveTo is { } to) yield return to;
        }
    }
}
