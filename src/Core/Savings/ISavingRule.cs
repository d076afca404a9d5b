using System.Globalization;

namespace CostGuard.Core.Savings;

/// <summary>Everything a rule knows about one resource.</summary>
public sealed record ResourceCase
{
    /// <summary>The resource.</summary>
    public required CloudResource Resource { get; init; }

    /// <summary>What it costs; null when the bill does not show it. No rule claims money without it.</summary>
    public required ResourceBill? Bill { get; init; }

    /// <summary>Metrics by name (<see cref="MetricNames"/>); one that is not there is unknown.</summary>
    public IReadOnlyDictionary<string, MetricUse> Usage { get; init; } = new Dictionary<string, MetricUse>();

    /// <summary>Types and prices of its region.</summary>
    public PriceSheet Prices { get; init; } = PriceSheet.Empty;

    /// <summary>Last complete day of the metrics.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>Thresholds.</summary>
    public SavingOptions Options { get; init; } = new();

    /// <summary>Cost a month of disks and addresses that hang on it, for a machine that is stopped.</summary>
    public decimal AttachedMonthly { get; init; }

    /// <summary>A metric, or null.</summary>
    public MetricUse? Metric(string name) => Usage.GetValueOrDefault(name);

    /// <summary>True for an environment that is named as something else than production.</summary>
    public bool IsNonProduction => Resource.Tags.GetValueOrDefault("env") is { } env && env is not ("prod" or "production" or "live");
}

/// <summary>Thresholds that a company may set.</summary>
public sealed record SavingOptions
{
    /// <summary>Days of metrics: 14, 32 or 93.</summary>
    public int LookBackDays { get; init; } = 14;

    /// <summary>Savings below are not told, in the bill's currency; those without risk and effort are told from a fifth of it on.</summary>
    public decimal SavingMin { get; init; } = 5m;

    /// <summary>Share of CPU that stays free on a smaller machine.</summary>
    public double CpuHeadroom { get; init; } = 0.2;

    /// <summary>Largest share of memory in use on a smaller machine, by the largest use seen.</summary>
    public double MemoryUse { get; init; } = 0.8;

    /// <summary>The same where only the 95th percentile is known.</summary>
    public double MemoryUseP95 { get; init; } = 0.75;
}

/// <summary>Finds one kind of waste. One file a rule, one row in the folder's README.</summary>
public interface ISavingRule
{
    /// <summary>"CG-W01".</summary>
    string Id { get; }

    /// <summary>The finding, or null: the condition does not hold, or nobody can tell.</summary>
    Finding? Judge(ResourceCase of);
}

/// <summary>What all rules write alike.</summary>
public abstract class SavingRule(string id, SavingAction action, Grade risk, Grade effort, params ResourceKind[] kinds) : ISavingRule
{
    /// <inheritdoc/>
    public string Id => id;

    /// <inheritdoc/>
    public Finding? Judge(ResourceCase of)
    {
        ArgumentNullException.ThrowIfNull(of);
        return kinds.Contains(of.Resource.Kind) ? Find(of) : null;
    }

    /// <summary>The rule itself, for a resource of its kinds.</summary>
    protected abstract Finding? Find(ResourceCase of);

    /// <summary>A finding of this rule.</summary>
    protected Finding Make(ResourceCase of, string title, Saving saving, Grade confidence, string command, params Evidence[] evidence) => new()
    {
        Rule = id,
        Resource = of.Resource,
        Action = action,
        Title = title,
        Evidence = evidence,
        Saving = saving,
        Risk = risk,
        Confidence = confidence,
        Effort = effort,
        Command = command,
    };

    /// <summary>The whole cost of the resource.</summary>
    protected static Saving All(ResourceCase of) => of.Bill is null ? Saving.None : Saving.Share(of.Bill, 1m);

    /// <summary>"2.1 %", "14 days", in the same words on every machine.</summary>
    protected static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
