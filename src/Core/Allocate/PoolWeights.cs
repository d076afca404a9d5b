using System.Numerics;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Values;

namespace CostGuard.Core.Allocate;

/// <summary>The receivers of pools and their weights in a month and currency (domain B.3), in ordinal order of the receiver.</summary>
internal sealed class PoolWeights
{
    private static readonly IReadOnlyDictionary<TeamId, BigInteger> Nothing = new Dictionary<TeamId, BigInteger>();
    private readonly CostGuardConfiguration _configuration;
    private readonly TeamTree _tree;
    private readonly ICollection<Problem> _warnings;
    private readonly HashSet<(string, BillingPeriod)> _warned = [];
    private readonly Sums _direct = new();
    private readonly Sums _gross = new();
    private readonly Sums _preTax = new();
    private readonly Sums _received = new();
    private readonly Sums _preTaxOfAccount = new();
    private readonly Sums _usedOfCommitment = new();

    public PoolWeights(CostGuardConfiguration configuration, IReadOnlyList<DirectCost> direct, ICollection<Problem> warnings)
    {
        _configuration = configuration;
        _tree = TeamTree.Of(configuration.Teams);
        _warnings = warnings;
        foreach (DirectCost cost in direct)
        {
            _direct.Add(cost.Period, cost.Currency, null, cost.Target, cost.Effective);
            if (IsTeam(cost.Target)) _gross.Add(cost.Period, cost.Currency, null, cost.Target, cost.Positive);
            if (!cost.IsTax)
            {
                _preTax.Add(cost.Period, cost.Currency, null, cost.Target, cost.Effective);
                _preTaxOfAccount.Add(cost.Period, cost.Currency, cost.SubAccountId, cost.Target, cost.Effective);
            }

            if (cost.IsUsed && cost.CommitmentDiscountId is { } commitment)
                _usedOfCommitment.Add(cost.Period, cost.Currency, commitment, cost.Target, cost.Effective);
        }
    }

    /// <summary>Receivers with their weights; all zero means even. Empty: nobody, the pool's rest keeps it.</summary>
    public IReadOnlyList<KeyValuePair<TeamId, BigInteger>> Of(Pool pool, PoolCell cell) => pool.Kind switch
    {
        PoolKind.Rule => OfRule(pool, cell.Period, cell.Currency),
        PoolKind.CommitmentUnused => Positive(
            cell.CommitmentDiscountId is { } commitment ? _usedOfCommitment.Of(cell.Period, cell.Currency, commitment) : Nothing),
        PoolKind.Tax => OfTax(cell),
        _ => Positive(_gross.Of(cell.Period, cell.Currency, null)),
    };

    /// <summary>Remembers shared cost that somebody got, for pools with cascade.</summary>
    public void Receive(TeamId target, BillingPeriod period, Currency currency, Int128 effective) =>
        _received.Add(period, currency, null, target, effective);

    private IReadOnlyList<KeyValuePair<TeamId, BigInteger>> OfTax(PoolCell cell)
    {
        IReadOnlyList<KeyValuePair<TeamId, BigInteger>> own = cell.SubAccountId is { } account
            ? Positive(_preTaxOfAccount.Of(cell.Period, cell.Currency, account))
            : [];
        return own.Count > 0 ? own : Positive(_preTax.Of(cell.Period, cell.Currency, null));
    }

    private IReadOnlyList<KeyValuePair<TeamId, BigInteger>> OfRule(Pool pool, BillingPeriod period, Currency currency)
    {
        Split split = pool.Split!;
        IReadOnlyDictionary<TeamId, BigInteger> direct = _direct.Of(period, currency, null);
        IEnumerable<TeamId> targets = Targets(split, period, direct);
        if (split is { By: SplitMethod.Even, ActiveOnly: true })
            targets = targets.Where(target => direct.TryGetValue(target, out BigInteger cost) && !cost.IsZero).ToArray() is { Length: > 0 } active ? active : targets;
        SplitMethod method = MethodOf(pool.Name, split, period);
        return [.. targets.Order().Select(target => KeyValuePair.Create(target, Weight(method, split, target, period, currency, direct)))];
    }

    private IEnumerable<TeamId> Targets(Split split, BillingPeriod period, IReadOnlyDictionary<TeamId, BigInteger> direct)
    {
        if (split.Among.Count > 0) return split.Among.Distinct(StringComparer.Ordinal).Select(name => new TeamId(name));
        if (split.By == SplitMethod.Fixed) return split.Weights.Keys.Select(name => new TeamId(name));
        // A node above other teams takes part only where it has cost of its own.
        return _configuration.Teams
            .Where(team => team.EffectiveFrom.CompareTo(period) <= 0)
            .Select(team => team.Id)
            .Where(team => _tree.IsLeaf(team) || (split.By == SplitMethod.Cost && direct.ContainsKey(team)));
    }

    private SplitMethod MethodOf(string pool, Split split, BillingPeriod period)
    {
        if (split.By != SplitMethod.Usage) return split.By;
        if (Metric(split).Keys.Any(key => key.Period == period)) return SplitMethod.Usage;
        if (_warned.Add((pool, period)))
        {
            _warnings.Add(AllocationErrors.MetricMissing.At(
                $"Pool '{pool}': metric '{split.Metric}' has no quantity for {period}; the split falls back to {split.Fallback}.", severity: Severity.Warning));
        }

        return split.Fallback == SplitMethod.Usage ? SplitMethod.Cost : split.Fallback;
    }

    private BigInteger Weight(
        SplitMethod method, Split split, TeamId target, BillingPeriod period, Currency currency, IReadOnlyDictionary<TeamId, BigInteger> direct)
    {
        BigInteger weight = method switch
        {
            SplitMethod.Even => BigInteger.One,
            SplitMethod.Fixed => LargestRemainder.Weight(split.Weights.TryGetValue(target.Value, out decimal percent) ? percent : 0m),
            SplitMethod.Usage => LargestRemainder.Weight(Metric(split).TryGetValue((period, target), out decimal quantity) ? quantity : 0m),
            _ => direct.GetValueOrDefault(target) + (split.Cascade ? _received.Of(period, currency, null).GetValueOrDefault(target) : BigInteger.Zero),
        };
        return weight.Sign < 0 ? BigInteger.Zero : weight;
    }

    private IReadOnlyDictionary<(BillingPeriod Period, TeamId Team), decimal> Metric(Split split) =>
        split.Metric is { } name && _configuration.Allocation.Metrics.TryGetValue(name, out var quantities)
            ? quantities
            : new Dictionary<(BillingPeriod Period, TeamId Team), decimal>();

    private static bool IsTeam(TeamId target) => Pool.NameOf(target) is null && target != TeamId.Unallocated && target != TeamId.Central;

    private static IReadOnlyList<KeyValuePair<TeamId, BigInteger>> Positive(IReadOnlyDictionary<TeamId, BigInteger> costs) =>
        [.. costs.Where(cost => cost.Value.Sign > 0).OrderBy(cost => cost.Key)];

    /// <summary>Sums by month, currency and an optional id, then by receiver.</summary>
    private sealed class Sums
    {
        private readonly Dictionary<(BillingPeriod, Currency, string?), Dictionary<TeamId, BigInteger>> _sums = [];

        public void Add(BillingPeriod period, Currency currency, string? id, TeamId target, Int128 amount)
        {
            if (!_sums.TryGetValue((period, currency, id), out Dictionary<TeamId, BigInteger>? sums)) _sums[(period, currency, id)] = sums = [];
            sums[target] = sums.GetValueOrDefault(target) + amount;
        }

        public IReadOnlyDictionary<TeamId, BigInteger> Of(BillingPeriod period, Currency currency, string? id) =>
            _sums.TryGetValue((period, currency, id), out Dictionary<TeamId, BigInteger>? sums) ? sums : Nothing;
    }
}
