using CostGuard.Core.Allocate;
using CostGuard.Core.Statements;
using CostGuard.Core.Values;

namespace CostGuard.Core.Close;

/// <summary>A part of an invoice that the data does not have, so that no team is charged it: support of a provider whose cost data holds none, tax without lines.</summary>
/// <param name="Number">Invoice number.</param>
/// <param name="Provider">ProviderName; null when nobody said it.</param>
/// <param name="Reason">Why the data does not have it.</param>
/// <param name="Currency">Currency of the invoice.</param>
/// <param name="Amount">Whole minor units; negative where the data has more than the invoice.</param>
public sealed record InvoiceOnly(string Number, string? Provider, ExplainedReason Reason, Currency Currency, decimal Amount)
{
    /// <summary>
    /// Everything of the kind. With what teams, central and unallocated are charged it adds up to the invoices' totals to the last minor unit, but for what nobody has explained.
    /// </summary>
    /// <param name="invoices">Invoices beside the data.</param>
    public static IReadOnlyList<InvoiceOnly> Of(IReadOnlyList<InvoiceStatement> invoices)
    {
        ArgumentNullException.ThrowIfNull(invoices);
        return [.. invoices.Where(each => each.Invoice is not null).OrderBy(each => each.Number, StringComparer.Ordinal).SelectMany(Of)];
    }

    private static IEnumerable<InvoiceOnly> Of(InvoiceStatement invoice)
    {
        InvoicedAmount amount = InvoicedAmount.Of(invoice);
        InvoiceOnly Part(ExplainedReason reason, decimal part) => new(invoice.Invoice!.Number, invoice.Provider ?? invoice.Invoice.Provider, reason, invoice.Currency, part);
        if (amount.TaxNotCharged != 0m) yield return Part(ExplainedReason.Tax, amount.TaxNotCharged);

        // Tax and rounding that the data itself explains are in what is charged.
        IGrouping<ExplainedReason, ExplainedItem>[] reasons =
            [.. invoice.Items.Where(item => item.Id is not null || item.Reason is not (ExplainedReason.Tax or ExplainedReason.Rounding)).GroupBy(item => item.Reason).OrderBy(group => group.Key)];
        IReadOnlyList<decimal> parts = LargestRemainder.Foot([.. reasons.Select(group => group.Sum(item => item.Amount))], amount.Explained, invoice.Currency.MinorUnits);
        for (int i = 0; i < reasons.Length; i++)
        {
            if (parts[i] != 0m) yield return Part(reasons[i].Key, parts[i]);
        }
    }
}
