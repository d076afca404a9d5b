using CostGuard.Core.Savings.Rules;

namespace CostGuard.Core.Savings;

/// <summary>What was found about one resource.</summary>
/// <param name="Findings">The findings, the one that saves most first.</param>
/// <param name="Left">Why the resource or a rule on it was left alone: rule ("*" for all) and reason.</param>
/// <param name="Best">What it saves at best, by findings that go together.</param>
public sealed record Judgement(IReadOnlyList<Finding> Findings, IReadOnlyList<(string Rule, string Why)> Left, SavingPlan Best);

/// <summary>The catalogue (domain F.3), and its judgement of a resource.</summary>
public static class SavingRules
{
    /// <summary>All rules, in the order of their ids.</summary>
    public static IReadOnlyList<ISavingRule> All { get; } =
    [
        new UnattachedDisk(),
        new LowIoDisk(),
        new IdleAddress(),
        new IdleLoadBalancer(),
        new IdleMachine(),
        new StoppedMachine(),
        new StoppedNotDeallocated(),
        new OldSnapshot(),
        new UnusedImage(),
        new IdleDatabase(),
        new IdleWarehouse(),
        new IdleNatGateway(),
        new IdleNetworkGateway(),
        new EmptyPlan(),
        new AbandonedBucket(),
        new EndlessLogs(),
        new HotStorage(),
        new StaleObjects(),
        new UntaggedSpend(),
        new SmallerMachine(),
        new SmallerDatabase(),
        new NewerGeneration(),
        new ArmMachine(),
        new BurstableMachine(),
        new SmallerGroup(),
        new OversizedContainer(),
        new DiskType(),
        new ProvisionedIops(),
        new FunctionMemory(),
        new OfficeHours(),
        new SpotMachine(),
        new LicenceBenefit(),
        new NatToEndpoint(),
    ];

    /// <summary>Judges one resource: exclusions first, then every rule; savings under the least one are not told.</summary>
    public static Judgement Judge(ResourceCase of)
    {
        ArgumentNullException.ThrowIfNull(of);
        if (Exclusions.Of(of) is { } why) return new Judgement([], [("*", why)], SavingPlan.Best([], null));
        var left = new List<(string, string)>();
        var findings = new List<Finding>();
        foreach (ISavingRule rule in All)
        {
            if (rule.Judge(of) is not { } finding) continue;
            // A reason is told only where the rule would have spoken.
            if (Exclusions.Of(of, rule) is { } reason) left.Add((rule.Id, reason));
            else if (finding.Action == SavingAction.Govern || finding.Saving.Full >= Least(finding, of.Options) || finding.Saving.Headline < 0m) findings.Add(finding);
        }

        Finding[] sorted = [.. findings.OrderByDescending(finding => finding.Saving.Headline).ThenBy(finding => finding.Key, StringComparer.Ordinal)];
        return new Judgement(sorted, left, SavingPlan.Best(sorted, of.Bill?.Monthly));
    }

    // What costs neither risk nor effort is told from a fifth on: an address of nobody is 3.65 a month, and there are hundreds.
    private static decimal Least(Finding finding, SavingOptions options) =>
        finding is { Risk: Grade.Low, Effort: Grade.Low, Confidence: Grade.High } ? options.SavingMin / 5m : options.SavingMin;
}
