using CostGuard.Core.Close;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using Xunit;

namespace CostGuard.Unit.Core.Close;

public sealed class MatchBoardTests
{
    private static readonly BillingPeriod October = BillingPeriod.Parse("2026-10");

    [Fact]
    public void Of_EqualAmount_IsFirstAndNothingElseIsChanged()
    {
        BilledLines lines = Lines(null, 100m);
        Invoice[] invoices = [Bill("A-1", 100m), Bill("A-2", 100.40m), Bill("A-3", 700m)];

        MatchBoard board = Board(invoices, lines);

        Assert.Equal(
            [("A-1", 0m, "equal amount, same month"), ("A-2", 0.40m, "0.40 USD apart, within 1.00 USD, same month")],
            board.Suggestions.Select(each => (each.Invoice.Number, each.Left, each.Why)));
        Assert.Equal(["A-1", "A-2", "A-3"], board.Bare.Select(invoice => invoice.Number));
        Assert.True(Assert.Single(board.Homes).IsOpen);
    }

    [Fact]
    public void Of_TaxInTheCharges_IsNamed()
    {
        Invoice invoice = Bill("A-1", 100m) with { Tax = 19m };

        // Marked as tax: the invoice's tax takes it out. Not marked: the difference is the invoice's tax.
        Assert.Equal("equal amount, the difference explained by tax, same month", Assert.Single(Board([invoice], Lines(null, 100m), Lines(null, 19m, ExplainedReason.Tax)).Suggestions).Why);
        MatchSuggestion unmarked = Assert.Single(Board([invoice], Lines(null, 119m)).Suggestions);
        Assert.Equal((-19m, "the difference is the invoice's tax, 19.00 USD, same month"), (unmarked.Left, unmarked.Why));
    }

    [Fact]
    public void Of_BilledAgain_ComesBeforeAnEqualAmountOfAnother()
    {
        InvoiceOrigin origin = new() { Connection = "acme", Document = "Invoice", Issuer = "Microsoft Ireland", Replaces = "G1" };
        BilledLines old = Lines("G1", 100m) with { Provider = "Microsoft", Issuer = "Microsoft Ireland" };

        MatchSuggestion first = Board([Bill("A-1", 100m), Bill("G3", 100m) with { Provider = "Microsoft", BillingAccount = "1", Origin = origin }], old).Suggestions[0];

        Assert.Equal(("G3", "equal amount, billed in place of G1, same billing account, same issuer, same provider, same month"), (first.Invoice.Number, first.Why));
    }

    [Fact]
    public void Of_SeveralIssuers_TogetherEqual()
    {
        MatchBoard board = Board([Bill("A-1", 130m) with { BillingAccount = "1" }, Bill("A-2", 1m) with { BillingAccount = "1" }], Lines(null, 100m) with { Issuer = "Seller" }, Lines(null, 30m) with { Issuer = "Amazon" });

        MatchSuggestion together = board.Suggestions[0];
        Assert.Equal(("A-1", 2, 0m), (together.Invoice.Number, together.Charges.Count, together.Left));
        Assert.StartsWith("equal amount of 2 groups together, same billing account", together.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_OtherCurrencyTiedOrOtherProvider_IsNotSuggested()
    {
        // Tied by its own lines; in another currency; of another provider with another amount.
        Invoice[] invoices = [Bill("T-1", 5m), Bill("E-1", 100m) with { Currency = Currency.Eur }, Bill("O-1", 7m) with { Provider = "Google" }];

        Assert.Empty(Board(invoices, Lines("T-1", 5m), Lines(null, 100m)).Suggestions);
    }

    [Fact]
    public void Of_MatchThatChangesNothing_RestsWithAReason()
    {
        BilledLines lines = Lines("OLD", 5m);
        ConfirmedMatch Match(long id, ChargesKey charges, string invoice) => new() { Id = id, Period = October, Charges = charges, Invoice = invoice, Billed = 5m, Text = "pdf", By = "fin", At = DateTimeOffset.UnixEpoch };
        ConfirmedMatch[] matches = [Match(1, ChargesKey.Of(lines), "GONE"), Match(2, ChargesKey.Of(lines) with { InvoiceId = null }, "OLD"), Match(3, ChargesKey.Of(lines), "OLD")];

        MatchBoard board = MatchBoard.Of(October, new CloseBook([Bill("OLD", 5m)], [], []) { Matches = matches }, [lines]);

        Assert.Equal(
            ["invoice GONE is not recorded", "the data has no such charges now", "the data names invoice OLD, which is recorded now"], board.Resting.Select(each => each.Why));
    }

    [Fact]
    public void Name_Parts_TellAbsentFromEmptyAndFromEachOther()
    {
        ChargesKey key = new(null, "AWS", "1", null, Currency.Usd);

        Assert.Equal(key.Name, (key with { }).Name);
        Assert.Equal(5, new[] { key, key with { InvoiceId = "" }, key with { Provider = "AW", Account = "S1" }, key with { Issuer = "AWS" }, key with { Currency = Currency.Eur } }.Select(each => each.Name).Distinct().Count());
        Assert.Matches("^c[0-9a-f]{7}$", key.Name);
    }

    private static MatchBoard Board(Invoice[] invoices, params BilledLines[] lines) => MatchBoard.Of(October, new CloseBook(invoices, [], []), lines);

    private static Invoice Bill(string number, decimal net) => new()
    {
        Number = number,
        Currency = Currency.Usd,
        Period = October,
        Date = new DateOnly(2026, 11, 3),
        Net = net,
        Tax = 0m,
        By = "fin@acme.test",
        At = DateTimeOffset.UnixEpoch,
    };

    private static BilledLines Lines(string? invoice, decimal billed, ExplainedReason? part = null) => new(invoice, "AWS", "1", Currency.Usd, part, billed, 1);
}
