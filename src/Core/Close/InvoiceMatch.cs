using CostGuard.Core.Values;

namespace CostGuard.Core.Close;

/// <summary>
/// Puts invoices and billing lines side by side. Lines with an InvoiceId belong to that invoice. Lines without one belong to the only invoice of
/// their billing account (or provider), month and currency that no line names. Nothing is guessed: what fits nowhere, or twice, stands alone.
/// </summary>
public static class InvoiceMatch
{
    /// <summary>A statement for each invoice, and for each InvoiceId in the data without one; by number, then currency.</summary>
    /// <param name="period">Billing month.</param>
    /// <param name="invoices">Invoices of the month.</param>
    /// <param name="lines">Lines of the month.</param>
    /// <param name="explanations">What people wrote.</param>
    public static IReadOnlyList<InvoiceStatement> Of(
        BillingPeriod period, IReadOnlyList<Invoice> invoices, IReadOnlyList<BilledLines> lines, IReadOnlyList<Explanation> explanations)
    {
        ArgumentNullException.ThrowIfNull(invoices);
        ArgumentNullException.ThrowIfNull(lines);
        var named = lines.Where(line => line.InvoiceId is not null).Select(line => (line.InvoiceId!, line.Currency)).ToHashSet();
        Invoice[] unnamed = [.. invoices.Where(invoice => !named.Contains((invoice.Number, invoice.Currency)))];
        var home = lines.GroupBy(line => line.InvoiceId is { } id ? (Number: id, line.Currency) : (Number: Fitting(line, unnamed), line.Currency))
            .ToDictionary(group => group.Key, group => group.ToArray());
        return
        [
            .. invoices.Select(invoice => (Number: (string?)invoice.Number, invoice.Currency)).Union(home.Keys)
                .OrderBy(key => key.Number is null).ThenBy(key => key.Number, StringComparer.Ordinal).ThenBy(key => key.Currency)
                .Select(key => Statement(
                    key, period, invoices.FirstOrDefault(invoice => invoice.Number == key.Number && invoice.Currency == key.Currency), home.GetValueOrDefault(key) ?? [], explanations)),
        ];
    }

    private static string? Fitting(BilledLines line, Invoice[] unnamed)
    {
        Invoice[] fits = [.. unnamed.Where(invoice => invoice.Currency == line.Currency && Fits(invoice, line))];
        return fits.Length == 1 ? fits[0].Number : null;
    }

    private static bool Fits(Invoice invoice, BilledLines line) => invoice.BillingAccount is { } account
        ? account == line.Account
        : invoice.Provider is { } provider && string.Equals(provider, line.Provider, StringComparison.OrdinalIgnoreCase);

    private static InvoiceStatement Statement(
        (string? Number, Currency Currency) key, BillingPeriod period, Invoice? invoice, BilledLines[] lines, IReadOnlyList<Explanation> explanations)
    {
        decimal billed = lines.Sum(line => line.Billed);
        List<ExplainedItem> items = invoice is null ? [] : Derived(invoice, lines);
        if (invoice is not null)
        {
            decimal net = billed + items.Sum(item => item.Amount);
            decimal rounding = decimal.Round(net, key.Currency.MinorUnits, MidpointRounding.ToEven) - net;
            if (rounding != 0m) items.Add(new ExplainedItem(ExplainedReason.Rounding, rounding, "The sum of the lines, rounded once.", null, null));
            items.AddRange(explanations.Where(each => each.Invoice == key.Number && each.Currency == key.Currency).OrderBy(each => each.Id)
                .Select(each => new ExplainedItem(each.Reason, each.Amount, each.Text, each.By, each.Id)));
        }

        return new InvoiceStatement
        {
            Number = key.Number,
            Invoice = invoice,
            Period = period,
            Provider = invoice?.Provider ?? lines.Select(line => line.Provider).FirstOrDefault(),
            Currency = key.Currency,
            Billed = billed,
            Rows = lines.Sum(line => line.Rows),
            Items = items,
        };
    }

    // What both sides name with different amounts. The net never holds tax; any other part counts only when the invoice states it.
    private static List<ExplainedItem> Derived(Invoice invoice, BilledLines[] lines)
    {
        decimal Data(ExplainedReason part) => lines.Where(line => line.Part == part).Sum(line => line.Billed);
        var items = new List<ExplainedItem>();
        if (Data(ExplainedReason.Tax) is var tax && tax != 0m)
            items.Add(new ExplainedItem(ExplainedReason.Tax, -tax, "Tax lines of the data; the net amount is without tax.", null, null));
        foreach (ExplainedReason part in ExplainedReasons.Parts.Where(invoice.Parts.ContainsKey))
        {
            decimal apart = invoice.Parts[part] - Data(part);
            if (apart != 0m) items.Add(new ExplainedItem(part, apart, "Stated on the invoice with another amount than in the data.", null, null));
        }

        return items;
    }
}
