using CostGuard.Core.Values;

namespace CostGuard.Core.Close;

/// <summary>How an invoice and the data compare.</summary>
public enum StatementResult
{
    /// <summary>Nothing is left unexplained.</summary>
    Ties,

    /// <summary>What is left is within the tolerance; a person must still say why.</summary>
    Within,

    /// <summary>More is left than the tolerance allows.</summary>
    Outside,

    /// <summary>The data was billed on an invoice that nobody has recorded, or on none yet.</summary>
    NoInvoice,
}

/// <summary>A part of the difference that has a reason.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Amount">How much of invoice net − billed cost it explains, exact.</param>
/// <param name="Text">In words.</param>
/// <param name="By">Who says so; null when the data does.</param>
/// <param name="Id">The explanation's number; null when the data says so.</param>
public sealed record ExplainedItem(ExplainedReason Reason, decimal Amount, string Text, string? By, long? Id);

/// <summary>An invoice beside what CostGuard has of it, in one currency: net − billed − explained = unexplained.</summary>
public sealed record InvoiceStatement
{
    private const int LeastSubunits = 100;
    private const decimal SubunitsPerRootOfRows = 0.5m;

    /// <summary>Invoice number, or the InvoiceId of lines whose invoice is not recorded; null for lines without one.</summary>
    public required string? Number { get; init; }

    /// <summary>The invoice; null when it is not recorded.</summary>
    public required Invoice? Invoice { get; init; }

    /// <summary>Billing month.</summary>
    public required BillingPeriod Period { get; init; }

    /// <summary>ProviderName.</summary>
    public required string? Provider { get; init; }

    /// <summary>Currency of all amounts.</summary>
    public required Currency Currency { get; init; }

    /// <summary>Σ BilledCost of its lines, exact.</summary>
    public required decimal Billed { get; init; }

    /// <summary>Number of its lines.</summary>
    public required long Rows { get; init; }

    /// <summary>What has a reason.</summary>
    public required IReadOnlyList<ExplainedItem> Items { get; init; }

    /// <summary>Parts that both sides have with different amounts; they explain nothing.</summary>
    public IReadOnlyList<StatedApart> Apart { get; init; } = [];

    /// <summary>Its lines by provider while the invoice is not recorded; empty for a recorded one.</summary>
    public IReadOnlyList<LooseLines> Loose { get; init; } = [];

    /// <summary>Charges that are here because a person says so, the oldest first.</summary>
    public IReadOnlyList<ConfirmedMatch> Matches { get; init; } = [];

    /// <summary>Invoice amount before tax; 0 without an invoice.</summary>
    public decimal Net => Invoice?.Net ?? 0m;

    /// <summary>Σ of <see cref="Items"/>.</summary>
    public decimal Explained => Items.Sum(item => item.Amount);

    /// <summary>What no one has explained. 0 is a tie.</summary>
    public decimal Unexplained => Net - Billed - Explained;

    /// <summary>The most that may be rounding: max(100 subunits, 0.5 subunit × √rows), whole subunits (FOCUS 1.4).</summary>
    public decimal Tolerance => ToleranceOf(Rows, Currency);

    /// <summary>How it compares. Lines on no recorded invoice never tie, though they sum to 0: what one provider gives does not pay another one's bill.</summary>
    public StatementResult Result =>
        Invoice is null ? Rows == 0 ? StatementResult.Ties : StatementResult.NoInvoice
        : Unexplained == 0m ? StatementResult.Ties
        : Math.Abs(Unexplained) <= Tolerance ? StatementResult.Within
        : StatementResult.Outside;

    /// <summary>The tolerance for a number of lines.</summary>
    public static decimal ToleranceOf(long rows, Currency currency)
    {
        // The root is of a count, not of money, and is cut to whole subunits.
        decimal subunits = Math.Max(LeastSubunits, decimal.Floor(SubunitsPerRootOfRows * (decimal)Math.Sqrt(rows)));
        return subunits * currency.Subunit;
    }
}
