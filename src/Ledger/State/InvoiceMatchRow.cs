namespace CostGuard.Ledger.State;

/// <summary>That charges belong to an invoice, because a person says so.</summary>
public sealed class InvoiceMatchRow
{
    /// <summary>Number.</summary>
    public long Id { get; init; }

    /// <summary>Billing month, year * 100 + month.</summary>
    public required int Period { get; init; }

    /// <summary>Short name of the charges, made from the five parts below.</summary>
    public required string Charges { get; init; }

    /// <summary>InvoiceId of the charges.</summary>
    public string? InvoiceId { get; init; }

    /// <summary>ProviderName of the charges.</summary>
    public string? Provider { get; init; }

    /// <summary>BillingAccountId of the charges.</summary>
    public string? BillingAccount { get; init; }

    /// <summary>InvoiceIssuerName of the charges.</summary>
    public string? Issuer { get; init; }

    /// <summary>ISO code of charges and invoice.</summary>
    public required string Currency { get; init; }

    /// <summary>Number of the invoice.</summary>
    public required string Invoice { get; init; }

    /// <summary>Σ BilledCost when it was confirmed, exact decimal text.</summary>
    public required string Billed { get; init; }

    /// <summary>Why.</summary>
    public required string Text { get; init; }

    /// <summary>Who.</summary>
    public required string By { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }
}
