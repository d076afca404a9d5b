namespace CostGuard.Core.Close;

/// <summary>Why charges are where they are.</summary>
public enum ChargesReason
{
    /// <summary>Their InvoiceId names an invoice that is recorded.</summary>
    InvoiceId,

    /// <summary>A person matched them.</summary>
    Matched,

    /// <summary>They name no invoice, and there is only one that they can be on.</summary>
    OnlyOne,

    /// <summary>Their InvoiceId names an invoice that nobody has recorded.</summary>
    NotRecorded,

    /// <summary>They name no invoice, and none or several could be theirs.</summary>
    NoInvoice,
}

/// <summary>A group of charges and the invoice that they belong to.</summary>
/// <param name="Charges">What they have in common.</param>
/// <param name="Lines">The lines, by part of the bill.</param>
/// <param name="Number">Invoice number, or their InvoiceId; null without one.</param>
/// <param name="Reason">Why there.</param>
/// <param name="Match">Who said so; null where nobody had to.</param>
public sealed record ChargesHome(ChargesKey Charges, IReadOnlyList<BilledLines> Lines, string? Number, ChargesReason Reason, ConfirmedMatch? Match)
{
    /// <summary>True when a person can say where they belong.</summary>
    public bool IsOpen => Reason is ChargesReason.NotRecorded or ChargesReason.NoInvoice;

    /// <summary>Σ BilledCost, exact.</summary>
    public decimal Billed => Lines.Sum(line => line.Billed);

    /// <summary>Number of lines.</summary>
    public long Rows => Lines.Sum(line => line.Rows);
}
