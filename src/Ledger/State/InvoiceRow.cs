namespace CostGuard.Ledger.State;

/// <summary>An invoice in one currency. Amounts are exact decimal text.</summary>
public sealed class InvoiceRow
{
    /// <summary>Invoice number.</summary>
    public required string Number { get; init; }

    /// <summary>ISO code.</summary>
    public required string Currency { get; init; }

    /// <summary>Billing month, year * 100 + month.</summary>
    public required int Period { get; init; }

    /// <summary>Day of the invoice.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>ProviderName.</summary>
    public string? Provider { get; init; }

    /// <summary>BillingAccountId.</summary>
    public string? BillingAccount { get; init; }

    /// <summary>Amount before tax.</summary>
    public required string Net { get; init; }

    /// <summary>Tax.</summary>
    public required string Tax { get; init; }

    /// <summary>Parts that the invoice states: reason → amount.</summary>
    public required string PartsJson { get; init; }

    /// <summary>What the provider says beside the amounts; null for one that was typed.</summary>
    public string? OriginJson { get; set; }

    /// <summary>What other connections state of it; null where none states anything else.</summary>
    public string? OtherwiseJson { get; set; }

    /// <summary>Who recorded it.</summary>
    public required string By { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }
}

/// <summary>What a person wrote about a difference.</summary>
public sealed class ExplanationRow
{
    /// <summary>Number.</summary>
    public long Id { get; init; }

    /// <summary>Invoice number.</summary>
    public required string Invoice { get; init; }

    /// <summary>ISO code.</summary>
    public required string Currency { get; init; }

    /// <summary>The reason's word.</summary>
    public required string Reason { get; init; }

    /// <summary>Exact decimal text.</summary>
    public required string Amount { get; init; }

    /// <summary>In words.</summary>
    public required string Text { get; init; }

    /// <summary>Who.</summary>
    public required string By { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }
}
