using CostGuard.Core.Close;
using CostGuard.Core.Configuration;
using CostGuard.Core.Focus;
using CostGuard.Core.Ports;
using CostGuard.Core.Statements;
using CostGuard.Core.Values;
using Xunit;

namespace CostGuard.Unit.Core.Close;

public sealed class JournalTests
{
    private static readonly BillingPeriod October = BillingPeriod.Parse("2026-10");
    private static readonly JournalConfig Books = new() { Expense = "6540", Payable = "2000", Accrued = "2190", CostCentre = "4400", Accounts = new Dictionary<string, string> { ["Microsoft"] = "6542" } };

    // domain B-1: 100.00 by thirds is 33.34, 33.33, 33.33.
    [Fact]
    public void Rounded_Thirds_AddUp() => Assert.Equal([33.34m, 33.33m, 33.33m], Journal.Rounded([100m / 3m, 100m / 3m, 100m / 3m], 2));

    [Theory]
    [InlineData(2, "0.005", "0.005", "-0.02")]
    [InlineData(0, "333.4", "333.4", "333.2")]
    [InlineData(2, "-21.428", "-14.286", "-14.286")]
    public void Rounded_AnySign_AddsUpToTheSumRoundedOnce(int units, params string[] amounts)
    {
        decimal[] exact = [.. amounts.Select(text => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture))];
        Assert.Equal(decimal.Round(exact.Sum(), units, MidpointRounding.ToEven), Journal.Rounded(exact, units).Sum());
    }

    [Fact]
    public void OfMonth_CreditsAndTwoCurrencies_BalanceInEach()
    {
        CostRow[] rows = [Row("web", "AWS", 10.005m), Row("web", "Microsoft", 5.005m), Row("unallocated", "AWS", -3.333m), Row("web", "AWS", 7.5m) with { Currency = Currency.Eur }];

        IReadOnlyList<JournalLine> lines = Journal.OfMonth(new MonthToPost(October, rows, []), SomeConfiguration.Of(), Books).Lines;

        Assert.All(lines.GroupBy(line => line.Document), document => Assert.Equal(document.Sum(line => line.Debit), document.Sum(line => line.Credit)));
        // 10.005 + 5.005 − 3.333 = 11.677, once rounded 11.68.
        Assert.Equal(11.68m, lines.Single(line => line is { Account: "2000", Currency.Code: "USD" }).Credit);
        Assert.Equal("6542", lines.Single(line => line.Provider == "Microsoft").Account);
        Assert.Equal(new DateOnly(2026, 10, 31), lines[0].Date);
    }

    // 10.004 and 20.004 on an invoice each are 10.00 and 20.00: payables clear, though 30.008 is 30.01. The cent is nobody's own.
    [Fact]
    public void OfMonth_TwoInvoices_PostWhatEachOfThemBills()
    {
        CostRow[] rows = [Row("web", "AWS", 10.004m), Row("central", "Microsoft", 12.003m), Row("web", "Microsoft", 8.001m)];
        Invoice[] invoices = [Invoiced("A-1", 10m), Invoiced("M-1", 20m)];
        BilledLines[] lines = [new("A-1", "AWS", null, Currency.Usd, null, 10.004m, 1), new("M-1", "Microsoft", null, Currency.Usd, null, 20.004m, 2)];

        IReadOnlyList<JournalLine> posted = Journal.OfMonth(new MonthToPost(October, rows, InvoiceMatch.Of(October, invoices, lines, [])), SomeConfiguration.Of(), Books).Lines;

        Assert.Equal(30m, posted.Single(line => line.Account == "2000").Credit);
        Assert.Equal([("central", 12m), ("web", 10m), ("web", 8m)], posted.Where(line => line.Debit > 0).Select(line => (line.Team, line.Debit)));
    }

    // Usage 558.00 with its tax of 93.00, support of 500.00 that the data has not: what is owed is 558 + 500 + 93 = 1,151.00, and all of it is posted.
    [Fact]
    public void OfMonth_InvoiceWithMoreThanTheData_PostsTheWholeInvoice()
    {
        CostRow[] rows = [Row("web", "Microsoft", 558m)];
        Invoice invoice = Invoiced("M-9", 1_058m) with { Provider = "Microsoft", Tax = 93m };
        BilledLines[] lines = [new("M-9", "Microsoft", null, Currency.Usd, null, 558m, 2)];
        Explanation[] told = [new(1, "M-9", Currency.Usd, ExplainedReason.Support, 500m, "plan, not in cost data", "fin@acme.test", default)];
        JournalConfig books = Books with { Accounts = new Dictionary<string, string> { ["tax"] = "1576", ["Microsoft"] = "6542" } };

        IReadOnlyList<JournalLine> posted = Journal.OfMonth(new MonthToPost(October, rows, InvoiceMatch.Of(October, [invoice], lines, told)), SomeConfiguration.Of(), books).Lines;

        Assert.Equal(1_151m, posted.Where(line => line.Account == "2000").Sum(line => line.Credit));
        Assert.Equal(
            [("1576", 93m, "tax of invoice M-9, not in the data"), ("6542", 500m, "support of invoice M-9, not in the data")],
            posted.Where(line => line.Document == "CG-2026-10-INVOICES-USD" && line.Debit > 0).Select(line => (line.Account, line.Debit, line.Text)));
        Assert.All(posted.GroupBy(line => line.Document), document => Assert.Equal(document.Sum(line => line.Debit), document.Sum(line => line.Credit)));
    }

    // October's invoice of 21,880.11 has 1,000.00 whose lines come in November, as a correction: owed then, by PRIOR, and once.
    [Fact]
    public void OfMonth_PartOfAnotherMonth_IsOwedByThatMonthAlone()
    {
        CostRow[] rows = [Row("web", "Microsoft", 20_880.11m)];
        BilledLines[] lines = [new("M-9", "Microsoft", null, Currency.Usd, null, 20_880.11m, 2)];
        Explanation[] told = [new(1, "M-9", Currency.Usd, ExplainedReason.PriorPeriod, 1_000m, "its lines come in November", "fin@acme.test", default)];

        MonthJournal posted = Journal.OfMonth(new MonthToPost(October, rows, InvoiceMatch.Of(October, [Invoiced("M-9", 21_880.11m)], lines, told)), SomeConfiguration.Of(), Books);

        Assert.Equal(20_880.11m, posted.Lines.Where(line => line.Account == "2000").Sum(line => line.Credit));
        Assert.Equal(1_000m, Assert.Single(posted.OfOtherMonths).Amount);
    }

    private static Invoice Invoiced(string number, decimal net) => new()
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

    // Domain B.7: a line of the books names the statement that charges it.
    [Fact]
    public void OfMonth_ClosedMonth_NamesTheTeamsStatement()
    {
        var closed = new Closing { Period = October, State = ClosingState.Closed, Version = 2, ChangedAt = DateTimeOffset.UnixEpoch };
        CostRow[] rows = [Row("web", "AWS", 10m), Row("unallocated", "AWS", 1m)];

        Assert.Equal([null, "2026-10-web-2", null], Journal.OfMonth(new MonthToPost(October, rows, []) { Version = 2 }, SomeConfiguration.Of() with { Closed = [closed] }, Books).Lines.Select(line => line.Statement));
        Assert.All(Journal.OfMonth(new MonthToPost(October, rows, []), SomeConfiguration.Of(), Books).Lines, line => Assert.Null(line.Statement));
    }

    [Fact]
    public void OfAccrual_IsTurnedRoundOnTheFirstDayAfter()
    {
        IReadOnlyList<JournalLine> lines = Journal.OfAccrual([("web", Currency.Usd, 100m)], [], SomeConfiguration.Of(), Books, October);

        Assert.Equal([(31, "6540", 100m, 0m), (31, "2190", 0m, 100m), (1, "6540", 0m, 100m), (1, "2190", 100m, 0m)], lines.Select(line => (line.Date.Day, line.Account, line.Debit, line.Credit)));
    }

    // September was restated by 212.40 after its close, of which web has 200.00: known, and so accrued beside the estimate, in a document of its own.
    [Fact]
    public void OfAccrual_RestatedClosedMonth_AccruesWhatItIsOwed()
    {
        LateCorrection[] late = [new(October.Previous, "web", Currency.Usd, 200m, 0m), new(October.Previous, "unallocated", Currency.Usd, 12.40m, 0m)];

        IReadOnlyList<JournalLine> lines = Journal.OfAccrual([("web", Currency.Usd, 100m)], late, SomeConfiguration.Of(), Books, October);

        Assert.Equal(
            [
                ("CG-2026-10-ACCRUAL-USD", 100m), ("CG-2026-10-ACCRUAL-PRIOR-2026-09-USD", 212.40m),
                ("CG-2026-10-ACCRUAL-USD-REVERSAL", 100m), ("CG-2026-10-ACCRUAL-PRIOR-2026-09-USD-REVERSAL", 212.40m),
            ],
            lines.GroupBy(line => line.Document).Select(document => (document.Key, document.Sum(line => line.Debit))));
        Assert.All(lines.GroupBy(line => line.Document), document => Assert.Equal(document.Sum(line => line.Debit), document.Sum(line => line.Credit)));
    }

    // An open month is a preview of its close: what closed months are owed is in it, in a document that balances.
    [Fact]
    public void OfMonth_OpenMonthAfterARestatement_ShowsWhatItsCloseWouldCharge()
    {
        LateCorrection[] late = [new(October.Previous, "web", Currency.Usd, 200m, 0m), new(October.Previous, "unallocated", Currency.Usd, 12.40m, 0m)];

        MonthJournal journal = Journal.OfMonth(new MonthToPost(October, [Row("web", "AWS", 10m)], []) { Corrections = late }, SomeConfiguration.Of(), Books);

        Assert.False(journal.IsFinal);
        Assert.Equal(
            [("CG-2026-10-USD", "6540", 10m, 0m), ("CG-2026-10-USD", "2000", 0m, 10m), ("CG-2026-10-PRIOR-2026-09-USD", "6540", 12.40m, 0m), ("CG-2026-10-PRIOR-2026-09-USD", "6540", 200m, 0m), ("CG-2026-10-PRIOR-2026-09-USD", "2000", 0m, 212.40m)],
            journal.Lines.Select(line => (line.Document, line.Account, line.Debit, line.Credit)));
    }

    /// <summary>
    /// Version 1 posted 100.00 for web and −3.00 for nobody: 97.00 against payables. Version 2 is 112.50: it takes 97.00 back first, and all three files
    /// together leave 112.50 in the books.
    /// </summary>
    [Fact]
    public void OfMonth_SecondVersion_TakesTheFirstBackAndHasNumbersOfItsOwn()
    {
        CostGuardConfiguration closed = SomeConfiguration.Of() with { Closed = [new Closing { Period = October, State = ClosingState.Closed, Version = 1, ChangedAt = DateTimeOffset.UnixEpoch }] };
        MonthJournal first = Journal.OfMonth(new MonthToPost(October, [Row("web", "AWS", 100m), Row("unallocated", "AWS", -3m)], []), closed, Books);

        MonthJournal second = Journal.OfMonth(
            new MonthToPost(October, [Row("web", "AWS", 112.50m)], []) { Version = 2, Replaced = new PostedJournal(1, first.Own) },
            closed with { Closed = [closed.Closed[0] with { Version = 2 }] },
            Books);

        Assert.Equal(
            [
                ("CG-2026-10-USD-REVERSAL", "6540", 3m, 0m), ("CG-2026-10-USD-REVERSAL", "6540", 0m, 100m), ("CG-2026-10-USD-REVERSAL", "2000", 97m, 0m),
                ("CG-2026-10-V2-USD", "6540", 112.50m, 0m), ("CG-2026-10-V2-USD", "2000", 0m, 112.50m),
            ],
            second.Lines.Select(line => (line.Document, line.Account, line.Debit, line.Credit)));
        JournalLine[] booked = [.. first.Lines, .. second.Lines];
        Assert.Equal((112.50m, 112.50m), (booked.Where(line => line.Account == "6540").Sum(line => line.Debit - line.Credit), booked.Where(line => line.Account == "2000").Sum(line => line.Credit - line.Debit)));
        Assert.Empty(first.Lines.Select(line => line.Document).Intersect(second.Lines.Select(line => line.Document)));
        // The line that is taken back names the statement that is.
        Assert.Equal(["2026-10-web-1", "2026-10-web-2"], second.Lines.Where(line => line.Team == "web").Select(line => line.Statement));
        Assert.All(second.Reversal, line => Assert.Equal((new DateOnly(2026, 10, 31), "Cloud cost 2026-10, reversal of version 1"), (line.Date, line.Text)));
    }

    [Fact]
    public void OfMonth_SecondVersionOfAMonthWhosePostingNobodyKept_SaysSo()
    {
        Assert.True(Journal.OfMonth(new MonthToPost(October, [Row("web", "AWS", 1m)], []) { Version = 2 }, SomeConfiguration.Of(), Books).LacksReversal);
        Assert.False(Journal.OfMonth(new MonthToPost(October, [Row("web", "AWS", 1m)], []), SomeConfiguration.Of(), Books).LacksReversal);
    }

    private static CostRow Row(string team, string provider, decimal billed) => new([team, provider], Currency.Usd, new Costs(billed, billed, billed, billed), 1);
}
