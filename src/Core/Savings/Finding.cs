using System.Security.Cryptography;
using System.Text;

namespace CostGuard.Core.Savings;

/// <summary>Three steps, of risk, confidence or effort.</summary>
public enum Grade
{
    /// <summary>Low; a small effort.</summary>
    Low,

    /// <summary>Medium.</summary>
    Medium,

    /// <summary>High; a large effort.</summary>
    High,
}

/// <summary>What is done to a resource: alternatives of one resource exclude each other, or multiply.</summary>
public enum SavingAction
{
    /// <summary>It goes away.</summary>
    Terminate,

    /// <summary>It runs for a part of the week.</summary>
    Schedule,

    /// <summary>It becomes another type: smaller, newer, burstable, another architecture.</summary>
    Retype,

    /// <summary>It becomes interruptible.</summary>
    Spot,

    /// <summary>Its content is kept cheaper or shorter.</summary>
    Store,

    /// <summary>It is bought in another way.</summary>
    Commit,

    /// <summary>It is put in order; no money.</summary>
    Govern,
}

/// <summary>A number that a finding rests on.</summary>
/// <param name="Name">"P95 CPU, 14 days".</param>
/// <param name="Value">"2.1 %".</param>
/// <param name="Limit">"under 3 %"; empty without one.</param>
public sealed record Evidence(string Name, string Value, string Limit);

/// <summary>Something that one resource could save. Its identity is rule, resource and variant, so that decisions survive every run.</summary>
public sealed record Finding
{
    /// <summary>"CG-W01".</summary>
    public required string Rule { get; init; }

    /// <summary>The resource.</summary>
    public required CloudResource Resource { get; init; }

    /// <summary>Which of several ways: the target type, the schedule; empty when there is one.</summary>
    public string Variant { get; init; } = "";

    /// <summary>What is done.</summary>
    public required SavingAction Action { get; init; }

    /// <summary>One sentence for people.</summary>
    public required string Title { get; init; }

    /// <summary>What it rests on.</summary>
    public required IReadOnlyList<Evidence> Evidence { get; init; }

    /// <summary>What it saves a month.</summary>
    public required Saving Saving { get; init; }

    /// <summary>What may go wrong.</summary>
    public required Grade Risk { get; init; }

    /// <summary>How sure it is.</summary>
    public required Grade Confidence { get; init; }

    /// <summary>How much work it is.</summary>
    public required Grade Effort { get; init; }

    /// <summary>The provider's command, to be read before it is run; empty when there is none.</summary>
    public string Command { get; init; } = "";

    /// <summary>Stable key of decisions, however bill and inventory spell the resource.</summary>
    public string Key => $"{Rule}|{ResourceKey.Of(Resource.Id)}|{Variant}";

    /// <summary>The first eight hex digits of the key's SHA-256: short enough to be typed.</summary>
    public string Id => IdOf(Key);

    /// <summary>The sentence with the resource's own name instead of its long id.</summary>
    public string ShortTitle
    {
        get
        {
            string name = Resource.Id[(Resource.Id.LastIndexOfAny([':', '/']) + 1)..];
            return name.Length == 0 ? Title : Title.Replace(Resource.Id, name, StringComparison.Ordinal);
        }
    }

    /// <summary>The short id of a key.</summary>
    public static string IdOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..8];

    /// <summary>saving × confidence × risk ÷ effort (domain F.6).</summary>
    public decimal Score => Saving.Headline * Weight(Confidence, 1m, 0.8m, 0.5m) * Weight((Grade)(2 - (int)Risk), 1m, 0.7m, 0.4m) / (decimal)Math.Pow(2, (int)Effort);

    /// <summary>1 from a score of 100 or 1 % of the team's cost on, 2 from 20 on, else 3.</summary>
    public int Priority(decimal teamMonthly) => Score >= 100m || (teamMonthly > 0m && Saving.Headline >= teamMonthly / 100m) ? 1 : Score >= 20m ? 2 : 3;

    private static decimal Weight(Grade grade, decimal high, decimal medium, decimal low) => grade switch { Grade.High => high, Grade.Medium => medium, _ => low };
}
