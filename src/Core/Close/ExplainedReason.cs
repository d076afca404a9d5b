namespace CostGuard.Core.Close;

/// <summary>Why an invoice and the billing data may rightly differ.</summary>
public enum ExplainedReason
{
    /// <summary>Tax that an invoice's net amount does not hold: the invoice's own, where the data has tax lines.</summary>
    Tax,

    /// <summary>Credits, applied on one side only.</summary>
    Credits,

    /// <summary>Support plans; Azure's cost data, for one, has none.</summary>
    Support,

    /// <summary>Products of other publishers.</summary>
    Marketplace,

    /// <summary>Money given back for this period.</summary>
    Refunds,

    /// <summary>Corrections of earlier periods.</summary>
    PriorPeriod,

    /// <summary>Another rate of exchange than the data's.</summary>
    Fx,

    /// <summary>Fractions of the smallest unit.</summary>
    Rounding,
}

/// <summary>The reasons as people and files write them.</summary>
public static class ExplainedReasons
{
    /// <summary>All words: tax, credits, support, marketplace, refunds, prior-period, fx, rounding.</summary>
    public static IReadOnlyList<string> Words { get; } = [.. Enum.GetValues<ExplainedReason>().Select(Word)];

    /// <summary>Parts that an invoice may state by name. Tax has a column of its own; fx and rounding are no parts of an invoice.</summary>
    public static IReadOnlyList<ExplainedReason> Parts { get; } =
        [ExplainedReason.Credits, ExplainedReason.Support, ExplainedReason.Marketplace, ExplainedReason.Refunds, ExplainedReason.PriorPeriod];

    /// <summary>The word of a reason.</summary>
    public static string Word(this ExplainedReason reason) => reason == ExplainedReason.PriorPeriod ? "prior-period" : reason.ToString().ToLowerInvariant();

    /// <summary>The reason of a word, without case; null when there is none.</summary>
    public static ExplainedReason? Parse(string word)
    {
        foreach (ExplainedReason reason in Enum.GetValues<ExplainedReason>())
        {
            if (string.Equals(reason.Word(), word, StringComparison.OrdinalIgnoreCase)) return reason;
        }

        return null;
    }
}
