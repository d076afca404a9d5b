namespace CostGuard.Core.Close;

/// <summary>What a provider says of an invoice that was fetched, beside its amounts.</summary>
public sealed record InvoiceOrigin
{
    /// <summary>Connection that it was asked by.</summary>
    public required string Connection { get; init; }

    /// <summary>Kind of document, in the provider's word: "Invoice", "CreditNote", "INVOICE", "CREDIT_MEMO".</summary>
    public required string Document { get; init; }

    /// <summary>The provider's word for where it stands, as it was when it was fetched: "Due", "OverDue", "Paid"; null when the provider has none.</summary>
    public string? Status { get; init; }

    /// <summary>Who issued it: FOCUS InvoiceIssuerName; null when unknown.</summary>
    public string? Issuer { get; init; }

    /// <summary>Id of the billing profile within the account; null when there is none.</summary>
    public string? BillingProfile { get; init; }

    /// <summary>First day of what it bills; null when the provider names the month alone.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day of what it bills, itself included.</summary>
    public DateOnly? Through { get; init; }

    /// <summary>Number of the void invoice that it was billed in place of; null for a first one.</summary>
    public string? Replaces { get; init; }
}
