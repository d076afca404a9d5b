using CostGuard.Core.Configuration;
using CostGuard.Core.Values;

namespace CostGuard.Core.Allocate;

/// <summary>An assignment and the charge days on which it holds, half-open.</summary>
internal readonly record struct Candidate(Assignment Assignment, DateOnly From, DateOnly To)
{
    public static Candidate Always(Assignment assignment) => new(assignment, DateOnly.MinValue, DateOnly.MaxValue);

    public bool IsAlways => From == DateOnly.MinValue && To == DateOnly.MaxValue;

    public bool HoldsOn(DateOnly day) => From <= day && day < To;
}

/// <summary>One step of the order: what it gives to a dimension set, or null to go on.</summary>
internal delegate Candidate? RuleStep(DimensionSet set);

/// <summary>Makes the steps of a <see cref="RuleBook"/> in their order (README.md of this folder).</summary>
internal sealed class RuleSteps(CostGuardConfiguration configuration)
{
    private readonly TeamNames _teams = TeamNames.Of(configuration.Teams);

    /// <summary>All steps; the last one always gives something.</summary>
    public IReadOnlyList<RuleStep> All()
    {
        IEnumerable<RuleStep> byTag = [TeamTag, .. TeamMatches(account: false)];
        IEnumerable<RuleStep> byAccount = TeamMatches(account: true);
        return
        [
            .. configuration.Allocation.Rules.Select(Explicit),
            ChargeKind(configuration.Allocation.CreditsCentral),
            .. configuration.Allocation.AccountFirst ? byAccount.Concat(byTag) : byTag.Concat(byAccount),
            Unallocated,
        ];
    }

    /// <summary>The value of the team tag, when no team of that id or title exists.</summary>
    public string? UnknownTeamValue(DimensionSet set) =>
        set.Tags[RuleBook.TeamTag] is { } value && _teams.Find(value) is null ? value : null;

    /// <summary>True for a match that only names accounts, subscriptions or projects.</summary>
    public static bool IsAccount(Match match)
    {
        MatchKey?[] keys = [.. match.Conditions.Keys.Select(MatchKey.Parse)];
        return keys.Any(key => key is { IsAccount: true }) && keys.All(key => key is { IsAccount: true } or { NarrowsAccount: true });
    }

    private RuleStep Explicit(AllocationRule rule)
    {
        CompiledMatch when = CompiledMatch.Of(rule.When);
        DateOnly from = rule.EffectiveFrom ?? DateOnly.MinValue;
        DateOnly to = rule.EffectiveTo ?? DateOnly.MaxValue;
        if (rule.ByTag is { } key) return set => when.Holds(set) ? ByTag(rule, key, set, from, to) : null;
        Assignment assignment =
            rule.Split is not null ? new Assignment(TeamId.Unallocated, rule.Name, rule.Name)
            : rule.Central ? new Assignment(TeamId.Central, rule.Name)
            : new Assignment(rule.Assign ?? TeamId.Unallocated, rule.Name);
        return set => when.Holds(set) ? new Candidate(assignment, from, to) : null;
    }

    private Candidate? ByTag(AllocationRule rule, string key, DimensionSet set, DateOnly from, DateOnly to)
    {
        if (set.Tags[key] is not { } value) return null;
        TeamConfig? team = _teams.Find(rule.Map.TryGetValue(value, out string? mapped) ? mapped : value);
        if (team is null) return null;
        DateOnly start = team.EffectiveFrom.FirstDay;
        start = start > from ? start : from;
        return start < to ? new Candidate(new Assignment(team.Id, rule.Name), start, to) : null;
    }

    private static RuleStep ChargeKind(bool creditsCentral)
    {
        Candidate purchase = Candidate.Always(new Assignment(TeamId.Central, "commitment-purchase"));
        Candidate credit = Candidate.Always(creditsCentral ? new Assignment(TeamId.Central, Pool.Credits.Name) : Shared(Pool.Credits));
        Candidate unused = Candidate.Always(Shared(Pool.CommitmentUnused));
        Candidate tax = Candidate.Always(Shared(Pool.Tax));
        return set => set.ChargeCategory switch
        {
            "Purchase" when set.CommitmentDiscountId is not null => purchase,
            "Tax" => tax,
            "Credit" when !set.HasResource && set.SubAccountId is null => credit,
            _ when set.CommitmentDiscountStatus == "Unused" => unused,
            _ => null,
        };
    }

    private static Assignment Shared(Pool pool) => new(pool.Rest, pool.Name, pool.Name);

    private Candidate? TeamTag(DimensionSet set) =>
        set.Tags[RuleBook.TeamTag] is { } value && _teams.Find(value) is { } team ? From(team, "tag:team") : null;

    private IEnumerable<RuleStep> TeamMatches(bool account)
    {
        foreach (TeamConfig team in configuration.Teams.OrderBy(team => team.Id))
        {
            Candidate candidate = From(team, $"{(account ? "account" : "match")}:{team.Id}");
            foreach (CompiledMatch match in team.Matches.Where(match => IsAccount(match) == account).Select(CompiledMatch.Of))
            {
                yield return set => match.Holds(set) ? candidate : null;
            }
        }
    }

    private Candidate? Unallocated(DimensionSet set) => Candidate.Always(
        new Assignment(TeamId.Unallocated, UnknownTeamValue(set) is null ? RuleBook.UnallocatedRule : RuleBook.UnknownTeamRule));

    private static Candidate From(TeamConfig team, string rule) => new(new Assignment(team.Id, rule), team.EffectiveFrom.FirstDay, DateOnly.MaxValue);

    /// <summary>Teams by id and, where it is no other team's id, by title; compared without case.</summary>
    private sealed class TeamNames
    {
        private readonly Dictionary<string, TeamConfig> _byName = new(StringComparer.OrdinalIgnoreCase);

        public static TeamNames Of(IReadOnlyList<TeamConfig> teams)
        {
            var names = new TeamNames();
            foreach (TeamConfig team in teams) names._byName.TryAdd(team.Id.Value, team);
            foreach (TeamConfig team in teams.OrderBy(team => team.Id)) names._byName.TryAdd(team.Title.Trim(), team);
            return names;
        }

        public TeamConfig? Find(string name) => _byName.GetValueOrDefault(name.Trim());
    }
}
