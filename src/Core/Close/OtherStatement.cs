using CostGuard.Core.Values;

namespace CostGuard.Core.Close;

/// <summary>What a connection states of an invoice that is recorded otherwise: kept beside it, never in place of it. Amounts are in the invoice's currency, exact.</summary>
/// <param name="Connection">Connection that was asked.</param>
/// <param name="Issuer">Who issued it, as that connection says: FOCUS InvoiceIssuerName; null when unknown.</param>
/// <param name="Period">Billing month.</param>
/// <param name="Date">Day of the invoice.</param>
/// <param name="Net">Amount before tax.</param>
/// <param name="Tax">Tax.</param>
/// <param name="At">When it was asked, UTC.</param>
public sealed record OtherStatement(string Connection, string? Issuer, BillingPeriod Period, DateOnly Date, decimal Net, decimal Tax, DateTimeOffset At)
{
    /// <summary>Parts of the net that it states by name.</summary>
    public IReadOnlyDictionary<ExplainedReason, decimal> Parts { get; init; } = new Dictionary<ExplainedReason, decimal>();

    /// <summary>What a fetched invoice states.</summary>
    /// <param name="fetched">An invoice with its origin.</param>
    public static OtherStatement Of(Invoice fetched)
    {
        ArgumentNullException.ThrowIfNull(fetched);
        return new OtherStatement(fetched.Origin?.Connection ?? "", fetched.Origin?.Issuer, fetched.Period, fetched.Date, fetched.Net, fetched.Tax, fetched.At) { Parts = fetched.Parts };
    }

    /// <summary>True when the other one states the same, whenever it was asked.</summary>
    public bool SaysTheSame(OtherStatement other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return this with { At = other.At, Parts = other.Parts } == other && Parts.Count == other.Parts.Count && Parts.All(part => other.Parts.TryGetValue(part.Key, out decimal amount) && amount == part.Value);
    }
}
