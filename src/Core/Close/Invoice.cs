using CostGuard.Core.Values;

namespace CostGuard.Core.Close;

/// <summary>An invoice as the provider sent it, in one currency. Amounts are in whole units of <see cref="Currency"/>, exact.</summary>
public sealed record Invoice
{
    /// <summary>The provider's invoice number: FOCUS InvoiceId.</summary>
    public required string Number { get; init; }

    /// <summary>Currency of all amounts.</summary>
    public required Currency Currency { get; init; }

    /// <summary>The billing month that it is for.</summary>
    public required BillingPeriod Period { get; init; }

    /// <summary>Day of the invoice.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>FOCUS ProviderName of the lines, for data that carries no invoice number; null when unknown.</summary>
    public string? Provider { get; init; }

    /// <summary>FOCUS BillingAccountId, for the same purpose; null when unknown.</summary>
    public string? BillingAccount { get; init; }

    /// <summary>Amount before tax.</summary>
    public required decimal Net { get; init; }

    /// <summary>Tax.</summary>
    public required decimal Tax { get; init; }

    /// <summary>Parts of <see cref="Net"/> that the invoice states by name, such as support; a part that is not stated, or that the data has lines of, is taken as in the data.</summary>
    public IReadOnlyDictionary<ExplainedReason, decimal> Parts { get; init; } = new Dictionary<ExplainedReason, decimal>();

    /// <summary>What else the provider says of it; null for one that was typed or imported.</summary>
    public InvoiceOrigin? Origin { get; init; }

    /// <summary>What connections state that say something else; a fetched invoice counts for nothing certain while there is one, a typed one stays above them.</summary>
    public IReadOnlyList<OtherStatement> Otherwise { get; init; } = [];

    /// <summary>True when connections contradict each other and no person has said which one is right.</summary>
    public bool IsContradicted => Origin is not null && Otherwise.Count > 0;

    /// <summary>Who recorded it.</summary>
    public required string By { get; init; }

    /// <summary>When it was recorded, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Amount to pay.</summary>
    public decimal Total => Net + Tax;

    /// <summary>True when charges of this billing account are the invoice's. A fetched one is also found by the last part of an id that is a path, as FOCUS exports of Azure have it.</summary>
    /// <param name="account">FOCUS BillingAccountId.</param>
    public bool IsOf(string? account)
    {
        if (account is null || BillingAccount is null) return false;
        if (account == BillingAccount) return true;
        if (Origin is null) return false;
        string last = account.TrimEnd('/').Split('/')[^1];
        return string.Equals(last, BillingAccount, StringComparison.OrdinalIgnoreCase) || string.Equals(last, Origin.BillingProfile, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>True when the other one says the same of month, day and amounts, whoever recorded it; being paid changes none of them.</summary>
    public bool SaysTheSame(Invoice other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return this with { By = other.By, At = other.At, Parts = other.Parts, Origin = other.Origin, Otherwise = other.Otherwise } == other
            && Parts.Count == other.Parts.Count && Parts.All(part => other.Parts.TryGetValue(part.Key, out decimal amount) && amount == part.Value);
    }
}

/// <summary>What a person wrote about a difference.</summary>
/// <param name="Id">Number in the state database; 0 before it is stored.</param>
/// <param name="Invoice">Invoice number.</param>
/// <param name="Currency">Currency of the amount.</param>
/// <param name="Reason">Why.</param>
/// <param name="Amount">How much of invoice net − billed cost it explains.</param>
/// <param name="Text">The reason in words.</param>
/// <param name="By">Who wrote it.</param>
/// <param name="At">When, UTC.</param>
public sealed record Explanation(
    long Id, string Invoice, Currency Currency, ExplainedReason Reason, decimal Amount, string Text, string By, DateTimeOffset At);
