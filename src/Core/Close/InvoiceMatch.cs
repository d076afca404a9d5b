using CostGuard.Core.Values;

namespace CostGuard.Core.Close;

/// <summary>
/// Puts invoices and billing lines side by side. Lines with an InvoiceId belong to that invoice. Others belong to the invoice that a person matched them to;
/// else lines without one to the only invoice of their billing account (or provider), month and currency that no line names. Nothing is guessed: what fits
/// nowhere, or twice, stands alone.
/// </summary>
public static class InvoiceMatch
{
    /// <summary>A statement for each invoice, and for each InvoiceId in the data without one; by number, then currency.</summary>
    /// <param name="period">Billing month.</param>
    /// <param name="invoices">Invoices of the month.</param>
    /// <param name="lines">Lines of the month.</param>
    /// <param name="explanations">What people wrote.</param>
    /// <param name="matches">What people matched.</param>
    public static IReadOnlyList<InvoiceStatement> Of(
        BillingPeriod period, IReadOnlyList<Invoice> invoices, IReadOnlyList<BilledLines> lines, IReadOnlyList<Explanation> explanations, IReadOnlyList<ConfirmedMatch>? matches = null)
    {
        ArgumentNullException.ThrowIfNull(invoices);
        ArgumentNullException.ThrowIfNull(lines);
        ILookup<(string? Number, Currency Currency), ChargesHome> home = Homes(period, invoices, lines, matches ?? []).ToLookup(each => (each.Number, each.Charges.Currency));
        return
        [
            .. invoices.Select(invoice => (Number: (string?)invoice.Number, invoice.Currency)).Union(home.Select(group => group.Key))
                .OrderBy(key => key.Number is null).ThenBy(key => key.Number, StringComparer.Ordinal).ThenBy(key => key.Currency)
                .Select(key => Statement(
                    key, period, invoices.FirstOrDefault(invoice => invoice.Number == key.Number && invoice.Currency == key.Currency), [.. home[key].SelectMany(each => each.Lines)], explanations) with
                {
                    Matches = [.. home[key].Select(each => each.Match).OfType<ConfirmedMatch>().OrderBy(match => match.Id)],
                }),
        ];
    }

    /// <summary>Where each group of charges belongs, and why.</summary>
    /// <param name="period">Billing month.</param>
    /// <param name="invoices">Invoices of the month.</param>
    /// <param name="lines">Lines of the month.</param>
    /// <param name="matches">What people matched.</param>
    public static IReadOnlyList<ChargesHome> Homes(BillingPeriod period, IReadOnlyList<Invoice> invoices, IReadOnlyList<BilledLines> lines, IReadOnlyList<ConfirmedMatch> matches)
    {
        ArgumentNullException.ThrowIfNull(invoices);
        ArgumentNullException.ThrowIfNull(lines);
        ArgumentNullException.ThrowIfNull(matches);
        var recorded = invoices.Select(invoice => (invoice.Number, invoice.Currency)).ToHashSet();
        var named = lines.Where(line => line.InvoiceId is not null).Select(line => (line.InvoiceId!, line.Currency)).ToHashSet();
        Invoice[] unnamed = [.. invoices.Where(invoice => !named.Contains((invoice.Number, invoice.Currency)))];
        Dictionary<ChargesKey, ConfirmedMatch> confirmed = matches.Where(match => match.Period == period && recorded.Contains((match.Invoice, match.Charges.Currency)))
            .GroupBy(match => match.Charges).ToDictionary(group => group.Key, group => group.OrderBy(match => match.Id).First());
        return [.. lines.GroupBy(ChargesKey.Of).Select(group => Home(group.Key, [.. group]))];

        ChargesHome Home(ChargesKey key, BilledLines[] own)
        {
            // What the provider says of an invoice that is recorded comes before what anybody says.
            if (key.InvoiceId is { } id && recorded.Contains((id, key.Currency))) return new ChargesHome(key, own, id, ChargesReason.InvoiceId, null);
            if (confirmed.TryGetValue(key, out ConfirmedMatch? match)) return new ChargesHome(key, own, match.Invoice, ChargesReason.Matched, match);
            if (key.InvoiceId is not null) return new ChargesHome(key, own, key.InvoiceId, ChargesReason.NotRecorded, null);
            return Fitting(own[0], unnamed) is { } only ? new ChargesHome(key, own, only, ChargesReason.OnlyOne, null) : new ChargesHome(key, own, null, ChargesReason.NoInvoice, null);
        }
    }

    private static string? Fitting(BilledLines line, Invoice[] unnamed)
    {
        Invoice[] fits = [.. unnamed.Where(invoice => invoice.Currency == line.Currency && Fits(invoice, line))];
        return fits.Length == 1 ? fits[0].Number : null;
    }

    private static bool Fits(Invoice invoice, BilledLines line) => invoice.BillingAccount is not null
        ? invoice.IsOf(line.Account)
        : invoice.Provider is { } provider && string.Equals(provider, line.Provider, StringComparison.OrdinalIgnoreCase);

    /// <summary>One invoice, or charges without one, as they compare.</summary>
    internal static InvoiceStatement Statement(
        (string? Number, Currency Currency) key, BillingPeriod period, Invoice? invoice, BilledLines[] lines, IReadOnlyList<Explanation> explanations)
    {
        decimal billed = lines.Sum(line => line.Billed);
        InvoiceParts? parts = invoice is null ? null : new InvoiceParts(invoice, lines);
        List<ExplainedItem> items = parts is null ? [] : [.. parts.Items];
        if (parts is not null)
        {
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
            Apart = parts?.Apart ?? [],
            Loose = invoice is not null ? [] :
                [.. lines.GroupBy(line => line.Provider).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => new LooseLines(group.Key, group.Sum(line => line.Billed), group.Sum(line => line.Rows)))],
        };
    }
}
