using CostGuard.Core.Values;

namespace CostGuard.Core.Close;

/// <summary>
/// What the two sides explain by themselves. Where the data has tax lines, net + tax is held against everything that is billed: what tax explains is the
/// invoice's own. A part that the invoice states explains itself where the data has no line of it. What both have with different amounts explains nothing.
/// </summary>
internal sealed class InvoiceParts
{
    private readonly List<ExplainedItem> _items = [];
    private readonly List<StatedApart> _apart = [];

    /// <param name="invoice">A recorded invoice.</param>
    /// <param name="lines">Its lines.</param>
    public InvoiceParts(Invoice invoice, IReadOnlyList<BilledLines> lines)
    {
        BilledLines[] taxed = [.. lines.Where(line => line.Part == ExplainedReason.Tax)];
        decimal tax = taxed.Sum(line => line.Billed), net = lines.Sum(line => line.Billed) - tax;
        if (taxed.Length > 0) Tax(invoice, tax);
        foreach (ExplainedReason part in ExplainedReasons.Parts.Where(invoice.Parts.ContainsKey)) net += Stated(part, invoice, lines);

        // An invoice rounds its net and its tax each once. Tax that is less than a subunit apart is the invoice's, however the lines were rounded.
        decimal rounding = Whole(net, invoice.Currency) - net;
        if (taxed.Length > 0) rounding += (IsSame(tax, invoice.Tax, invoice.Currency) ? invoice.Tax : Whole(tax, invoice.Currency)) - tax;
        if (rounding != 0m) Explain(ExplainedReason.Rounding, rounding, taxed.Length > 0 ? "Net and tax of the lines, each rounded once." : "The sum of the lines, rounded once.");
    }

    /// <summary>What has a reason.</summary>
    public IReadOnlyList<ExplainedItem> Items => _items;

    /// <summary>What contradicts itself.</summary>
    public IReadOnlyList<StatedApart> Apart => _apart;

    private void Tax(Invoice invoice, decimal data)
    {
        if (invoice.Tax != 0m) Explain(ExplainedReason.Tax, -invoice.Tax, "The invoice's tax: the data has tax lines, and the net amount is without tax.");
        if (!IsSame(data, invoice.Tax, invoice.Currency)) _apart.Add(new StatedApart(ExplainedReason.Tax, invoice.Tax, data));
    }

    private decimal Stated(ExplainedReason part, Invoice invoice, IReadOnlyList<BilledLines> lines)
    {
        BilledLines[] own = [.. lines.Where(line => line.Part == part)];
        decimal stated = invoice.Parts[part], data = own.Sum(line => line.Billed), apart = stated - data;
        if (apart == 0m) return 0m;
        if (own.Length > 0 && !IsSame(stated, data, invoice.Currency))
        {
            _apart.Add(new StatedApart(part, stated, data));
            return 0m;
        }

        Explain(part, apart, own.Length > 0 ? "Stated on the invoice, rounded once." : "Stated on the invoice; the data has no line of it.");
        return apart;
    }

    private void Explain(ExplainedReason reason, decimal amount, string text) => _items.Add(new ExplainedItem(reason, amount, text, null, null));

    private static decimal Whole(decimal amount, Currency currency) => decimal.Round(amount, currency.MinorUnits, MidpointRounding.ToEven);

    private static bool IsSame(decimal one, decimal other, Currency currency) => Math.Abs(one - other) < currency.Subunit;
}
