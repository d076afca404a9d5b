using CostGuard.Core.Close;
using CostGuard.Core.Configuration;
using CostGuard.Core.Focus;
using CostGuard.Core.Ports;
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

        IReadOnlyList<JournalLine> lines = Journal.OfMonth(rows, [], SomeConfiguration.Of(), Books, October);

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

        IReadOnlyList<JournalLine> posted = Journal.OfMonth(rows, InvoiceMatch.Of(October, invoices, lines, []), SomeConfiguration.Of(), Books, October);

        Assert.Equal(30m, posted.Single(line => line.Account == "2000").Credit);
        Assert.Equal([("central", 12m), ("web", 10m), ("web", 8m)], posted.Where(line => line.Debit > 0).Select(line => (line.Team, line.Debit)));
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

        Assert.Equal([null, "2026-10-web-2", null], Journal.OfMonth(rows, [], SomeConfiguration.Of() with { Closed = [closed] }, Books, October).Select(line => line.Statement));
        Assert.All(Journal.OfMonth(rows, [], SomeConfiguration.Of(), Books, October), line => Assert.Null(line.Statement));
    }

    [Fact]
    public void OfAccrual_IsTurnedRoundOnTheFirstDayAfter()
    {
        IReadOnlyList<JournalLine> lines = Journal.OfAccrual([("web", Currency.Usd, 100m)], SomeConfiguration.Of(), Books, October);

        Assert.Equal([(31, "6540", 100m, 0m), (31, "2190", 0m, 100m), (1, "6540", 0m, 100m), (1, "2190", 100m, 0m)], lines.Select(line => (line.Date.Day, line.Account, line.Debit, line.Credit)));
    }

    private static CostRow Row(string team, string provider, decimal billed) => new([team, provider], Currency.Usd, new Costs(billed, billed, billed, billed), 1);
}
