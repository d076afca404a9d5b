using CostGuard.Core.Close;
using CostGuard.Core.Focus;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using Xunit;

namespace CostGuard.Unit.Core.Close;

public sealed class InvoiceMatchTests
{
    private static readonly BillingPeriod October = BillingPeriod.Parse("2026-10");

    // ux 2.6: 118,402.77 = 44,118.20 + 30,977.45 + 33,652.08 + 8,214.91 + 1,440.13.
    [Fact]
    public void Of_WorkedExample_Ties()
    {
        BilledLines[] lines = [.. ((decimal[])[44_118.20m, 30_977.45m, 33_652.08m, 8_214.91m, 1_440.13m]).Select(amount => Lines("A-1", amount))];

        InvoiceStatement statement = Assert.Single(InvoiceMatch.Of(October, [Bill("A-1", 118_402.77m)], lines, []));

        Assert.Equal(StatementResult.Ties, statement.Result);
        Assert.Equal(0m, statement.Unexplained);
        Assert.Empty(statement.Items);
    }

    [Fact]
    public void Of_TaxLines_AreExplainedByTheInvoicesTax()
    {
        InvoiceStatement statement = Assert.Single(InvoiceMatch.Of(October, [Bill("A-1", 100m) with { Tax = 19m }], [Lines("A-1", 100m), Lines("A-1", 19m, ExplainedReason.Tax)], []));

        Assert.Equal((119m, -19m, 0m), (statement.Billed, statement.Explained, statement.Unexplained));
        Assert.Equal(ExplainedReason.Tax, Assert.Single(statement.Items).Reason);
        Assert.Empty(statement.Apart);
    }

    /// <summary>465 usage, 500 support and 93 tax are 1,058. An invoice of 965 + 53 is 1,018: 40 in the data have no reason. One of 965 alone lacks all 93, one of 965 + 93 nothing.</summary>
    [Theory]
    [InlineData("53", "-53", "-40")]
    [InlineData("0", "0", "-93")]
    [InlineData("93", "-93", "0")]
    public void Of_TaxThatContradictsTheInvoice_IsUnexplained(string tax, string explained, string unexplained)
    {
        BilledLines[] lines = [Lines("A-1", 465m), Lines("A-1", 500m, ExplainedReason.Support), Lines("A-1", 93m, ExplainedReason.Tax)];

        InvoiceStatement statement = Assert.Single(InvoiceMatch.Of(October, [Bill("A-1", 965m) with { Tax = Number(tax) }], lines, []));

        Assert.Equal((1_058m, Number(explained), Number(unexplained)), (statement.Billed, statement.Explained, statement.Unexplained));
        Assert.Equal(tax == "93" ? [] : [new StatedApart(ExplainedReason.Tax, Number(tax), 93m)], statement.Apart);
    }

    // The data of Azure has no tax lines: the net is held against the net, whatever the tax is.
    [Fact]
    public void Of_NoTaxLines_HoldsNetAgainstNet() =>
        Assert.Equal(0m, Assert.Single(InvoiceMatch.Of(October, [Bill("A-1", 100m) with { Tax = 19m }], [Lines("A-1", 100m)], [])).Unexplained);

    // 965.004 and 93.004 are invoiced as 965.00 and 93.00; rounded together they would be 1,058.01.
    [Fact]
    public void Of_FractionsOfNetAndTax_AreRoundedOnceEach()
    {
        InvoiceStatement statement = Assert.Single(InvoiceMatch.Of(October, [Bill("A-1", 965m) with { Tax = 93m }], [Lines("A-1", 965.004m), Lines("A-1", 93.004m, ExplainedReason.Tax)], []));

        Assert.Equal((0m, -0.008m), (statement.Unexplained, statement.Items.Single(item => item.Reason == ExplainedReason.Rounding).Amount));
    }

    /// <summary>465 + 500 of support against a net of 5,465 that states 5,000 of support: 4,500 are a contradiction, and no reason.</summary>
    [Fact]
    public void Of_StatedPartThatTheDataContradicts_ExplainsNothing()
    {
        Invoice invoice = Bill("A-1", 5_465m) with { Parts = new Dictionary<ExplainedReason, decimal> { [ExplainedReason.Support] = 5_000m } };

        InvoiceStatement statement = Assert.Single(InvoiceMatch.Of(October, [invoice], [Lines("A-1", 465m), Lines("A-1", 500m, ExplainedReason.Support)], []));

        Assert.Equal((4_500m, StatementResult.Outside), (statement.Unexplained, statement.Result));
        Assert.Equal(new StatedApart(ExplainedReason.Support, 5_000m, 500m), Assert.Single(statement.Apart));
        Assert.Empty(statement.Items);
    }

    // One provider's credit does not pay another one's bill, and an invoice that nobody recorded is not known to be 0.
    [Fact]
    public void Of_LinesOnNoRecordedInvoiceThatSumToZero_NeverTie()
    {
        BilledLines[] lines = [Lines(null, 100m), Lines(null, -100m) with { Provider = "Microsoft" }, Lines("A-9", 5m), Lines("A-9", -5m, ExplainedReason.Credits)];

        IReadOnlyList<InvoiceStatement> statements = InvoiceMatch.Of(October, [], lines, []);

        Assert.All(statements, each => Assert.Equal((0m, StatementResult.NoInvoice), (each.Billed, each.Result)));
        Assert.Equal([new LooseLines("AWS", 100m, 1), new LooseLines("Microsoft", -100m, 1)], statements[1].Loose);
    }

    [Fact]
    public void Of_SupportOnlyOnTheInvoice_IsExplainedWhenStated()
    {
        Invoice invoice = Bill("A-1", 129m) with { Parts = new Dictionary<ExplainedReason, decimal> { [ExplainedReason.Support] = 29m } };

        Assert.Equal(0m, Assert.Single(InvoiceMatch.Of(October, [invoice], [Lines("A-1", 100m)], [])).Unexplained);
        Assert.Equal(29m, Assert.Single(InvoiceMatch.Of(October, [Bill("A-1", 129m)], [Lines("A-1", 100m)], [])).Unexplained);
        // Stated and in the data: nothing to explain.
        Assert.Equal(0m, Assert.Single(InvoiceMatch.Of(October, [invoice], [Lines("A-1", 100m), Lines("A-1", 29m, ExplainedReason.Support)], [])).Unexplained);
    }

    [Fact]
    public void Of_FractionsOfACent_AreRoundingAndNothingElse()
    {
        InvoiceStatement tied = Assert.Single(InvoiceMatch.Of(October, [Bill("A-1", 0.04m)], [.. Enumerable.Range(0, 10).Select(_ => Lines("A-1", 0.0041m))], []));
        Assert.Equal((0m, -0.0010m), (tied.Unexplained, Assert.Single(tied.Items).Amount));

        InvoiceStatement apart = Assert.Single(InvoiceMatch.Of(October, [Bill("A-1", 0.05m)], [Lines("A-1", 0.0410m)], []));
        Assert.Equal((0.01m, StatementResult.Within), (apart.Unexplained, apart.Result));
    }

    [Fact]
    public void Of_MissingAccount_IsUnexplainedToTheCent()
    {
        InvoiceStatement statement = Assert.Single(InvoiceMatch.Of(October, [Bill("A-1", 118_402.77m)], [Lines("A-1", 118_402.77m - 8_214.91m)], []));

        Assert.Equal((8_214.91m, StatementResult.Outside), (statement.Unexplained, statement.Result));
    }

    [Fact]
    public void Of_Explanation_CountsForItsInvoiceAndCurrencyOnly()
    {
        Explanation fx = new(1, "A-1", Currency.Usd, ExplainedReason.Fx, 0.37m, "Bank's rate", "fin@acme.test", DateTimeOffset.UnixEpoch);
        Invoice[] invoices = [Bill("A-1", 10.37m), Bill("A-1", 10.37m) with { Currency = Currency.Eur }];

        IReadOnlyList<InvoiceStatement> both = InvoiceMatch.Of(October, invoices, [Lines("A-1", 10m), Lines("A-1", 10m) with { Currency = Currency.Eur }], [fx]);

        Assert.Equal([(Currency.Eur, 0.37m), (Currency.Usd, 0m)], both.Select(each => (each.Currency, each.Unexplained)));
    }

    [Fact]
    public void Of_LinesWithoutInvoiceId_GoToTheOnlyInvoiceOfTheirAccount()
    {
        Invoice first = Bill("G-1", 10m) with { BillingAccount = "acc-1" }, second = Bill("G-2", 20m) with { BillingAccount = "acc-2" };
        BilledLines[] lines = [Lines(null, 10m) with { Account = "acc-1" }, Lines(null, 20m) with { Account = "acc-2" }];

        Assert.All(InvoiceMatch.Of(October, [first, second], lines, []), each => Assert.Equal(StatementResult.Ties, each.Result));

        // Two invoices fit: nothing is guessed.
        IReadOnlyList<InvoiceStatement> unclear = InvoiceMatch.Of(October, [first, second with { BillingAccount = "acc-1" }], [Lines(null, 30m) with { Account = "acc-1" }], []);
        Assert.Equal((null, StatementResult.NoInvoice, -30m), (unclear[2].Number, unclear[2].Result, unclear[2].Unexplained));
    }

    [Fact]
    public void Of_InvoiceIdThatNobodyRecorded_StandsAlone() =>
        Assert.Equal(StatementResult.NoInvoice, Assert.Single(InvoiceMatch.Of(October, [], [Lines("A-9", 1m)], [])).Result);

    // FOCUS 1.4: max(100 subunits, 0.5 subunit × √rows); √1,000,000 = 1000, half of it 500 cents.
    [Theory]
    [InlineData(0, "USD", "1.00")]
    [InlineData(40_000, "USD", "1.00")]
    [InlineData(1_000_000, "USD", "5.00")]
    [InlineData(1_000_000, "JPY", "500")]
    [InlineData(10, "BHD", "0.100")]
    public void ToleranceOf_Rows_IsOfFocus(long rows, string currency, string expected) =>
        Assert.Equal(decimal.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), InvoiceStatement.ToleranceOf(rows, Currency.Parse(currency)));

    [Theory]
    [InlineData("Tax", null, "Tax", null, "2026-10-01", ExplainedReason.Tax)]
    [InlineData("Credit", null, "Amazon EC2", null, "2026-10-01", ExplainedReason.Credits)]
    [InlineData("Usage", "Correction", "Amazon EC2", "Amazon Web Services", "2026-10-03", ExplainedReason.PriorPeriod)]
    [InlineData("Usage", null, "Amazon EC2", "Amazon Web Services", "2026-09-30", ExplainedReason.PriorPeriod)]
    [InlineData("Usage", null, "Datadog Pro", "Datadog, Inc.", "2026-10-03", ExplainedReason.Marketplace)]
    [InlineData("Usage", null, "AWS Support [Business]", "AWS", "2026-10-01", ExplainedReason.Support)]
    [InlineData("Usage", null, "Amazon EC2", "Amazon Web Services, Inc.", "2026-10-03", null)]
    public void Of_Row_NamesItsPartOfTheBill(string category, string? kind, string service, string? publisher, string day, ExplainedReason? part)
    {
        var row = new CostRow(["A-1", "AWS", "1", category, kind, service, publisher, day, "AWS"], Currency.Usd, new Costs(1m, 1m, 1m, 1m), 1);

        Assert.Equal(part, Assert.Single(BilledLines.Of([row], October)).Part);
    }

    [Fact]
    public void Of_ConfirmedMatch_BringsTheChargesToItsInvoice()
    {
        BilledLines old = Lines("OLD-1", 100m), loose = Lines(null, 20m) with { Account = "2" };
        Invoice[] invoices = [Bill("A-1", 120m) with { Provider = "Other" }];
        ConfirmedMatch[] matches = [Match(1, old, "A-1"), Match(2, loose, "A-1")];

        // Without a person's word nothing belongs to A-1, whatever the amounts are.
        Assert.Equal([("A-1", 120m), ("OLD-1", -100m), (null, -20m)], InvoiceMatch.Of(October, invoices, [old, loose], []).Select(each => (each.Number, each.Unexplained)));
        InvoiceStatement tied = Assert.Single(InvoiceMatch.Of(October, invoices, [old, loose], [], matches));
        Assert.Equal((120m, 0m, StatementResult.Ties), (tied.Billed, tied.Unexplained, tied.Result));
        Assert.Equal([1L, 2L], tied.Matches.Select(match => match.Id));
    }

    [Fact]
    public void Of_MatchOfAnotherMonthOrARecordedInvoiceId_ChangesNothing()
    {
        BilledLines lines = Lines("OLD-1", 100m);
        ConfirmedMatch match = Match(1, lines, "A-1");

        Assert.Equal(2, InvoiceMatch.Of(October, [Bill("A-1", 100m)], [lines], [], [match with { Period = October.Next }]).Count);
        // The data's own word comes first once its invoice is recorded.
        Assert.Equal([("A-1", 100m), ("OLD-1", 0m)], InvoiceMatch.Of(October, [Bill("A-1", 100m), Bill("OLD-1", 100m)], [lines], [], [match]).Select(each => (each.Number!, each.Unexplained)));
        // An invoice that was removed holds nothing.
        Assert.Equal("OLD-1", Assert.Single(InvoiceMatch.Of(October, [], [lines], [], [match])).Number);
    }

    [Fact]
    public void Of_FetchedInvoice_FindsAnAccountThatIsAPath()
    {
        InvoiceOrigin origin = new() { Connection = "acme", Document = "Invoice", BillingProfile = "BKM6-54VH-BG7-PGB" };
        Invoice fetched = Bill("G-1", 10m) with { BillingAccount = "ab12:cd34_2019-05-31", Origin = origin };
        string account = "/providers/microsoft.billing/billingaccounts/ab12:cd34_2019-05-31";

        foreach (string path in (string[])["ab12:cd34_2019-05-31", account, account + "/billingprofiles/bkm6-54vh-bg7-pgb"])
            Assert.Equal(StatementResult.Ties, Assert.Single(InvoiceMatch.Of(October, [fetched], [Lines(null, 10m) with { Account = path }], [])).Result);
        Assert.Equal(2, InvoiceMatch.Of(October, [fetched], [Lines(null, 10m) with { Account = account + "/billingprofiles/other" }], []).Count);
        // A typed one is meant as it was typed.
        Assert.Equal(2, InvoiceMatch.Of(October, [fetched with { Origin = null }], [Lines(null, 10m) with { Account = account }], []).Count);
    }

    private static decimal Number(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static ConfirmedMatch Match(long id, BilledLines lines, string invoice) => new()
    {
        Id = id,
        Period = October,
        Charges = ChargesKey.Of(lines),
        Invoice = invoice,
        Billed = lines.Billed,
        Text = "from the PDF",
        By = "fin@acme.test",
        At = DateTimeOffset.UnixEpoch,
    };

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
