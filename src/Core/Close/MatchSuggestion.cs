using System.Globalization;
using CostGuard.Core.Values;

namespace CostGuard.Core.Close;

/// <summary>Charges and an invoice that could belong together. It changes no figure until a person confirms it.</summary>
/// <param name="Charges">The charges, together.</param>
/// <param name="Invoice">The invoice.</param>
/// <param name="Left">What would be unexplained of the invoice.</param>
/// <param name="Weight">How much speaks for it; larger is likelier.</param>
/// <param name="Why">What speaks for it, and against.</param>
public sealed record MatchSuggestion(IReadOnlyList<ChargesKey> Charges, Invoice Invoice, decimal Left, int Weight, string Why)
{
    private const int Equal = 100, Together = 90, OnlyTax = 60, Near = 40, Replaced = 50, SameAccount = 20, SameIssuer = 10, SameProvider = 5, OtherProvider = -50;

    /// <summary>All suggestions of a month, the likeliest first. An invoice that ties already is suggested to nothing.</summary>
    /// <param name="period">Billing month.</param>
    /// <param name="invoices">Its invoices.</param>
    /// <param name="homes">Its charges, and where they belong.</param>
    /// <param name="explanations">What people wrote.</param>
    public static IReadOnlyList<MatchSuggestion> Of(BillingPeriod period, IReadOnlyList<Invoice> invoices, IReadOnlyList<ChargesHome> homes, IReadOnlyList<Explanation> explanations)
    {
        ArgumentNullException.ThrowIfNull(invoices);
        ArgumentNullException.ThrowIfNull(homes);
        ChargesHome[] open = [.. homes.Where(home => home.IsOpen)];
        var found = new List<MatchSuggestion>();
        foreach (Invoice invoice in invoices)
        {
            BilledLines[] own = [.. homes.Where(home => home.Number == invoice.Number && home.Charges.Currency == invoice.Currency).SelectMany(home => home.Lines)];
            InvoiceStatement With(IEnumerable<ChargesHome> more) => InvoiceMatch.Statement((invoice.Number, invoice.Currency), period, invoice, [.. own, .. more.SelectMany(home => home.Lines)], explanations);
            if (own.Length > 0 && With([]).Unexplained == 0m) continue;
            ChargesHome[] here = [.. open.Where(home => home.Charges.Currency == invoice.Currency)];
            found.AddRange(here.Select(home => One(invoice, home, With([home]))).OfType<MatchSuggestion>());
            found.AddRange(Sets(here).Where(set => With(set).Unexplained == 0m).Select(set => Several(invoice, set)));
        }

        return [.. found.OrderByDescending(each => each.Weight).ThenBy(each => Math.Abs(each.Left)).ThenBy(each => each.Invoice.Number, StringComparer.Ordinal).ThenBy(each => each.Charges[0].Name, StringComparer.Ordinal)];
    }

    private static MatchSuggestion? One(Invoice invoice, ChargesHome home, InvoiceStatement with)
    {
        (int weight, string? amount) = Amount(invoice, with);
        (int more, List<string> reasons) = Kinship(invoice, home.Charges);
        if (amount is not null) reasons.Insert(0, amount);
        if (weight + more <= 0) return null;
        if (amount is null) reasons.Add($"{Text(with.Unexplained, invoice.Currency)} would be left");
        return new MatchSuggestion([home.Charges], invoice, with.Unexplained, weight + more, string.Join(", ", reasons));
    }

    private static MatchSuggestion Several(Invoice invoice, ChargesHome[] set)
    {
        (int more, List<string> reasons) = Kinship(invoice, set[0].Charges);
        return new MatchSuggestion([.. set.Select(home => home.Charges)], invoice, 0m, Together + more, string.Join(", ", [$"equal amount of {set.Length.ToString(CultureInfo.InvariantCulture)} groups together", .. reasons]));
    }

    // What an invoice bills of one account, or one provider, often stands in the data under several issuers or accounts.
    private static IEnumerable<ChargesHome[]> Sets(ChargesHome[] open)
    {
        ChargesHome[][] accounts = [.. open.GroupBy(home => (home.Charges.Provider, home.Charges.Account)).Select(group => group.ToArray()).Where(set => set.Length > 1)];
        IEnumerable<ChargesHome[]> providers = open.GroupBy(home => home.Charges.Provider).Select(group => group.ToArray()).Where(set => set.Length > 1 && accounts.All(account => account.Length != set.Length));
        return accounts.Concat(providers);
    }

    private static (int Weight, string? Words) Amount(Invoice invoice, InvoiceStatement with)
    {
        if (with.Unexplained == 0m)
        {
            string[] apart = [.. with.Items.Where(item => item.Reason != ExplainedReason.Rounding).Select(item => item.Reason.Word()).Distinct()];
            return (Equal, apart.Length == 0 ? "equal amount" : $"equal amount, the difference explained by {string.Join(", ", apart)}");
        }

        if (invoice.Tax != 0m && with.Unexplained == -invoice.Tax) return (OnlyTax, $"the difference is the invoice's tax, {Text(invoice.Tax, invoice.Currency)}");
        return Math.Abs(with.Unexplained) <= with.Tolerance ? (Near, $"{Text(with.Unexplained, invoice.Currency)} apart, within {Text(with.Tolerance, invoice.Currency)}") : (0, null);
    }

    private static (int Weight, List<string> Words) Kinship(Invoice invoice, ChargesKey charges)
    {
        var words = new List<string>();
        int weight = 0;
        void Speaks(int much, string what)
        {
            weight += much;
            words.Add(what);
        }

        if (charges.InvoiceId is { } id && invoice.Origin?.Replaces == id) Speaks(Replaced, $"billed in place of {id}");
        if (invoice.IsOf(charges.Account)) Speaks(SameAccount, "same billing account");
        if (charges.Issuer is { } issuer && string.Equals(invoice.Origin?.Issuer, issuer, StringComparison.OrdinalIgnoreCase)) Speaks(SameIssuer, "same issuer");
        if (invoice.Provider is { } provider && charges.Provider is { } other)
        {
            if (string.Equals(provider, other, StringComparison.OrdinalIgnoreCase)) Speaks(SameProvider, "same provider");
            else Speaks(OtherProvider, $"but of {provider}");
        }

        words.Add("same month");
        return (weight, words);
    }

    private static string Text(decimal amount, Currency currency) => string.Create(CultureInfo.InvariantCulture, $"{decimal.Round(amount, currency.MinorUnits, MidpointRounding.ToEven).ToString($"N{currency.MinorUnits}", CultureInfo.InvariantCulture)} {currency}");
}
