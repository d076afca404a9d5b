using CostGuard.Core.Close;
using CostGuard.Core.Reports;
using CostGuard.Core.Values;

namespace CostGuard.Report.Tables;

/// <summary>What is to be matched: a row for each group of charges and suggestion, for each invoice without charges, and for each match that a person made.</summary>
public static class MatchTable
{
    private const int Shown = 3;

    /// <summary>The boards of one or several months.</summary>
    public static ReportTable List(IReadOnlyList<MatchBoard> boards, ReportMeta meta)
    {
        int open = boards.Sum(board => board.Open.Count()), bare = boards.Sum(board => board.Bare.Count);
        return new ReportTable
        {
            Schema = "costguard.invoice-match/1",
            Title = open == 0 && bare == 0 ? "All charges are on an invoice, and no invoice is without charges"
                : $"{Count(open, "group of charges is", "groups of charges are")} on no recorded invoice, {Count(bare, "invoice is", "invoices are")} without charges",
            Columns =
            [
                new("state", "State", CellKind.State), new("period", "Month", CellKind.Month), new("charges", "Charges", CellKind.Id), new("provider", "Provider", CellKind.Text),
                new("billingAccount", "Billing account", CellKind.Id), new("issuer", "Issuer", CellKind.Text), new("invoiceId", "Invoice in the data", CellKind.Id),
                new("billedCost", "Charges billed", CellKind.Money), new("rows", "Lines", CellKind.Count), new("rank", "Rank", CellKind.Count), new("invoice", "Invoice", CellKind.Id),
                new("net", "Invoice net", CellKind.Money), new("left", "Left if matched", CellKind.Change), new("why", "Why", CellKind.Text), new("match", "Match", CellKind.Count),
                new("by", "By", CellKind.Text), new("currency", "Currency", CellKind.Text),
            ],
            ShortColumns = ["state", "charges", "provider", "issuer", "invoiceId", "billedCost", "invoice", "net", "left", "why", "match", "currency"],
            Rows = [.. boards.SelectMany(Rows)],
            Meta = meta with { Metric = "BilledCost", Currency = "mixed" },
            Footnote = "A suggestion changes no figure until: costguard invoice match NUMBER --charges NAME --text WHY --by WHO",
        };
    }

    private static IEnumerable<IReadOnlyList<object?>> Rows(MatchBoard board)
    {
        foreach (ChargesHome home in board.Open)
        {
            MatchSuggestion[] found = [.. board.Suggestions.Where(each => each.Charges.Contains(home.Charges)).Take(Shown)];
            for (int i = 0; i < found.Length; i++)
                yield return Row("? SUGGESTED", board.Period, home.Charges, home.Billed, home.Rows, i + 1L, found[i].Invoice.Number, found[i].Invoice.Net, found[i].Left, Why(found[i], home.Charges), null, null);
            if (found.Length == 0) yield return Row("✗ OPEN", board.Period, home.Charges, home.Billed, home.Rows, null, null, null, null, Nothing(board, home), null, null);
        }

        foreach (Invoice invoice in board.Bare.Where(invoice => !board.Suggestions.Any(each => each.Invoice == invoice)))
        {
            var like = new ChargesKey(null, invoice.Provider, invoice.BillingAccount, invoice.Origin?.Issuer, invoice.Currency);
            yield return [.. Row("✗ NO CHARGES", board.Period, like, null, null, null, invoice.Number, invoice.Net, null, "no charges of its month, currency and provider are without an invoice", null, invoice.By).Select((cell, i) => i == 2 ? null : cell)];
        }

        foreach (ChargesHome home in board.Homes.Where(home => home.Reason == ChargesReason.Matched))
            yield return Row("✓ MATCHED", board.Period, home.Charges, home.Billed, home.Rows, null, home.Number, null, null, Confirmed(home), home.Match!.Id, home.Match.By);
        foreach (RestingMatch each in board.Resting)
            yield return Row("! RESTS", board.Period, each.Match.Charges, null, null, null, each.Match.Invoice, null, null, $"{each.Why}; matched: {each.Match.Text}", each.Match.Id, each.Match.By);
        foreach (ChargesHome home in board.Homes.Where(home => home.Reason == ChargesReason.OnlyOne))
            yield return Row("✓ BY RULE", board.Period, home.Charges, home.Billed, home.Rows, null, home.Number, null, null, "the only invoice of its billing account or provider, month and currency", null, null);
    }

    private static object?[] Row(
        string state, BillingPeriod period, ChargesKey charges, decimal? billed, long? rows, long? rank, string? invoice, decimal? net, decimal? left, string why, long? match, string? by) =>
        [state, period, charges.Name, charges.Provider, charges.Account, charges.Issuer, charges.InvoiceId, billed, rows, rank, invoice, net, left, why, match, by, charges.Currency.Code];

    private static string Why(MatchSuggestion of, ChargesKey own) =>
        of.Charges.Count == 1 ? of.Why : $"{of.Why}, with {string.Join(" and ", of.Charges.Where(each => each != own).Select(each => each.Name))}";

    private static string Confirmed(ChargesHome home) =>
        home.Match!.Billed == home.Billed ? home.Match.Text
        : $"{home.Match.Text} (was {new Money(home.Match.Billed, home.Charges.Currency).Rounded()} when it was confirmed)";

    // An invoice in another currency is the usual reason, and one that nobody sees.
    private static string Nothing(MatchBoard board, ChargesHome home)
    {
        Invoice? other = board.Bare.FirstOrDefault(invoice => invoice.Currency != home.Charges.Currency && (invoice.IsOf(home.Charges.Account) || string.Equals(invoice.Provider, home.Charges.Provider, StringComparison.OrdinalIgnoreCase)));
        return other is null
            ? home.Charges.InvoiceId is { } id ? $"invoice {id} is not recorded, and no other is like it" : $"no invoice of {board.Period} is like it"
            : $"invoice {other.Number} is in {other.Currency}, these charges are in {home.Charges.Currency}: they cannot be matched";
    }

    private static string Count(int number, string one, string several) => $"{number.ToString(System.Globalization.CultureInfo.InvariantCulture)} {(number == 1 ? one : several)}";
}
