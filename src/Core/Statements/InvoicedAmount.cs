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
            return new InvoicedAmount(statement.Currency, Whole(statement.Billed), statement.Billed == 0m ? 0m : null, 0m, 0m, statement.Billed);

        ExplainedItem[] own = [.. statement.Items.Where(item => item.Id is null)];
        decimal tax = -own.Where(item => item.Reason == ExplainedReason.Tax).Sum(item => item.Amount);
        decimal rounding = own.Where(item => item.Reason == ExplainedReason.Rounding).Sum(item => item.Amount);
        // An invoice rounds its net and its tax each once; the tax that it states is the one that its lines are.
        decimal taxed = tax == 0m ? 0m : Whole(tax) == Whole(invoice.Tax) || Math.Abs(tax - invoice.Tax) < Subunit(digits) ? invoice.Tax : Whole(tax);
        decimal explained = Whole(statement.Explained + tax - rounding);
        // The rest of the net, not rounded a second time: two halves of a subunit would make an invoice that ties differ by one.
        decimal charged = invoice.Net - explained - Whole(statement.Unexplained);
        return new InvoicedAmount(statement.Currency, charged + taxed, invoice.Total, invoice.Tax - taxed, explained, statement.Billed);
    }

    private static decimal Subunit(int digits)
    {
        decimal unit = 1m;
        for (int i = 0; i < digits; i++) unit /= 10m;
        return unit;
    }
}
