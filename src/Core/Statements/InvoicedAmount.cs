using CostGuard.Core.Close;
using CostGuard.Core.Values;

namespace CostGuard.Core.Statements;

/// <summary>How much of an invoice teams are charged, in whole subunits of its currency: what the data has of it, rounded as the invoice is.</summary>
/// <param name="Currency">Currency.</param>
/// <param name="Charged">What is handed out to teams.</param>
/// <param name="Invoice">Net + tax; null when the invoice is not recorded.</param>
/// <param name="TaxNotCharged">Tax of the invoice that the data has no lines of.</param>
/// <param name="Explained">What is on the invoice and, for a stated reason, not in the data.</param>
/// <param name="Lines">Σ BilledCost of its lines, exact.</param>
public sealed record InvoicedAmount(Currency Currency, decimal Charged, decimal? Invoice, decimal TaxNotCharged, decimal Explained, decimal Lines)
{
    /// <summary>Reads a statement of an invoice. Lines without a recorded invoice are rounded by themselves.</summary>
    public static InvoicedAmount Of(InvoiceStatement statement)
    {
        ArgumentNullException.ThrowIfNull(statement);
        int digits = statement.Currency.MinorUnits;
        decimal Whole(decimal amount) => decimal.Round(amount, digits, MidpointRounding.ToEven);
        if (statement.Invoice is not { } invoice)
            return new InvoicedAmount(statement.Currency, Whole(statement.Billed), null, 0m, 0m, statement.Billed);

        ExplainedItem[] own = [.. statement.Items.Where(item => item.Id is null)];
        // The invoice's tax, where the data has tax lines. What these have beside it is unexplained, and charged: teams bear what the data says.
        decimal tax = -own.Where(item => item.Reason == ExplainedReason.Tax).Sum(item => item.Amount);
        decimal rounding = own.Where(item => item.Reason == ExplainedReason.Rounding).Sum(item => item.Amount);
        decimal explained = Whole(statement.Explained + tax - rounding);
        // The rest of the net, not rounded a second time: two halves of a subunit would make an invoice that ties differ by one.
        decimal charged = invoice.Net - explained - Whole(statement.Unexplained);
        return new InvoicedAmount(statement.Currency, charged + tax, invoice.Total, invoice.Tax - tax, explained, statement.Billed);
    }
}
