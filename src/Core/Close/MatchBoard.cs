using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Core.Close;

/// <summary>A confirmed match that changes nothing now.</summary>
/// <param name="Match">The match.</param>
/// <param name="Why">Why it rests.</param>
public sealed record RestingMatch(ConfirmedMatch Match, string Why);

/// <summary>What is to be matched in a month: charges that are on no recorded invoice, invoices without charges, and which could belong together.</summary>
/// <param name="Period">Billing month.</param>
/// <param name="Homes">Every group of charges and where it belongs, the largest first.</param>
/// <param name="Bare">Invoices without charges, by number and currency.</param>
/// <param name="Suggestions">What could belong together, the likeliest first; none changes a figure.</param>
/// <param name="Resting">Matches that are not in force.</param>
public sealed record MatchBoard(
    BillingPeriod Period, IReadOnlyList<ChargesHome> Homes, IReadOnlyList<Invoice> Bare, IReadOnlyList<MatchSuggestion> Suggestions, IReadOnlyList<RestingMatch> Resting)
{
    /// <summary>Charges that a person can match.</summary>
    public IEnumerable<ChargesHome> Open => Homes.Where(home => home.IsOpen);

    /// <summary>Looks at a month.</summary>
    /// <param name="period">Billing month.</param>
    /// <param name="book">Invoices, explanations and matches.</param>
    /// <param name="lines">Lines of the month.</param>
    public static MatchBoard Of(BillingPeriod period, CloseBook book, IReadOnlyList<BilledLines> lines)
    {
        ArgumentNullException.ThrowIfNull(book);
        IReadOnlyList<Invoice> invoices = book.InvoicesOf(period);
        ChargesHome[] homes = [.. InvoiceMatch.Homes(period, invoices, lines, book.Matches).OrderByDescending(home => Math.Abs(home.Billed)).ThenBy(home => home.Charges.Name, StringComparer.Ordinal)];
        var held = homes.Select(home => (home.Number, home.Charges.Currency)).ToHashSet();
        return new MatchBoard(
            period,
            homes,
            [.. invoices.Where(invoice => !held.Contains((invoice.Number, invoice.Currency))).OrderBy(invoice => invoice.Number, StringComparer.Ordinal).ThenBy(invoice => invoice.Currency)],
            MatchSuggestion.Of(period, invoices, homes, book.Explanations),
            [.. book.Matches.Where(match => match.Period == period && homes.All(home => home.Match?.Id != match.Id)).Select(match => new RestingMatch(match, Why(match, invoices, homes)))]);
    }

    private static string Why(ConfirmedMatch match, IReadOnlyList<Invoice> invoices, ChargesHome[] homes) =>
        !invoices.Any(invoice => invoice.Number == match.Invoice && invoice.Currency == match.Charges.Currency) ? $"invoice {match.Invoice} is not recorded"
        : homes.Any(home => home.Charges == match.Charges) ? $"the data names invoice {match.Charges.InvoiceId}, which is recorded now"
        : "the data has no such charges now";
}
