using CostGuard.Core.Close;
using CostGuard.Core.Configuration;
using CostGuard.Core.Focus;
using CostGuard.Core.Ports;
using CostGuard.Core.Statements;
using CostGuard.Core.Values;
using Xunit;

namespace CostGuard.Unit.Core.Statements;

public sealed class TeamRoundingTests
{
    private static readonly BillingPeriod October = BillingPeriod.Parse("2026-10");
    private static readonly JournalConfig Books = new() { Expense = "6540", Payable = "2000", Accrued = "2190" };

    // 33.333, 33.3333… and 33.3333… are cut to 33.33 each; the cent left is of the largest fraction, b's. The two lines of a are 33.33 together.
    [Fact]
    public void Foot_NobodyTakesTheRest_HandsUnitsToTheLargestFractions() => Assert.Equal(
        [33.34m, 20.00m, 33.33m, 13.33m], TeamRounding.Foot([("b", 100m / 3m), ("a", 20m), ("c", 100m / 3m), ("a", 13.333m)], 100m, 2));

    // Each team is rounded as it stands alone; unallocated takes what is left: 0.01 − 0.00 − 0.00.
    [Fact]
    public void Foot_UnallocatedCost_TakesWhatIsLeft() => Assert.Equal([0m, 0m, 0.01m], TeamRounding.Foot([("a", 0.004m), ("b", 0.004m), ("unallocated", 0.003m)], null, 2));

    /// <summary>
    /// Web is billed 10.004 in October and 0.004 of September: 10.00 and 0.00 in the books, and on its statement, though together they are 10.008. Unallocated
    /// cost, 5.003 and 0.003, takes what is left of 15.007 (15.01) and of 0.007 (0.01).
    /// </summary>
    [Fact]
    public void StatementAndJournal_OfOneMonthWithACorrection_SayTheSame()
    {
        LateCorrection[] late = [new(October.Previous, "web", Currency.Usd, 0.004m, 0.004m), new(October.Previous, "unallocated", Currency.Usd, 0.003m, 0.003m)];
        IReadOnlyList<InvoiceStatement> invoices = Invoiced(15.01m, 15.007m);

        ChargedMonth month = ChargedMonth.Of(October, [Charge("web", 10.004m), Charge("unallocated", 5.003m)], late, invoices);
        IReadOnlyList<JournalLine> posted = Journal.OfMonth(
            new MonthToPost(October, [Row("web", 10.004m), Row("unallocated", 5.003m)], invoices) { Corrections = late }, SomeConfiguration.Of(), Books).Lines;

        Assert.Equal([(10.00m, 5.02m)], [(month.Totals("web")[0].Billed, month.Totals("unallocated")[0].Billed)]);
        Assert.Equal((0.01m, 0m), (month.Checks[0].Corrections, month.Checks[0].Difference));
        Assert.Equal((10.00m, 5.02m), (Posted(posted, "web"), Posted(posted, "unallocated")));
        Assert.Equal([("CG-2026-10-USD", 15.01m), ("CG-2026-10-PRIOR-2026-09-USD", 0.01m)], posted.Where(line => line.Account == "2000").Select(line => (line.Document, line.Credit)));
    }

    /// <summary>In a thousand companies, in every currency: a team is posted what its statement says, and every document balances.</summary>
    [Fact]
    public void StatementAndJournal_OfThousandRandomCompanies_SayTheSame() => Parallel.For(
        0,
        1_000,
        seed =>
        {
            var company = new RandomCompany(seed);
            IReadOnlyList<CostRow> rows = company.Allocate(company.Bill);
            LateCorrection[] late = [.. LateCorrections.Differences(October.Previous, ByTeam(company.Allocate(company.Closed)), ByTeam(company.Allocate(company.Restated)))];
            IReadOnlyList<InvoiceStatement> invoices = InvoiceMatch.Of(October, company.Invoices(), RandomCompany.Lines(company.Bill), []);

            ChargedMonth month = ChargedMonth.Of(October, rows, late, invoices);
            // The service stands for the provider: the books split a team's cost otherwise than its statement does.
            IReadOnlyList<JournalLine> posted = Journal.OfMonth(
                new MonthToPost(October, [.. rows.Select(row => row with { Keys = [row.Keys[0], row.Keys[2]] })], invoices) { Corrections = late }, company.Configuration, Books).Lines;

            foreach (string team in month.Teams.Append("central").Append("unallocated"))
            {
                foreach (StatementTotal total in month.Totals(team)) Assert.Equal(total.Billed, posted.Where(line => (line.Team, line.Currency) == (team, total.Currency)).Sum(line => line.Debit - line.Credit));
            }

            Assert.All(posted.GroupBy(line => line.Document), document => Assert.Equal(document.Sum(line => line.Debit), document.Sum(line => line.Credit)));
        });

    private static decimal Posted(IReadOnlyList<JournalLine> lines, string team) => lines.Where(line => line.Team == team).Sum(line => line.Debit - line.Credit);

    private static IReadOnlyList<InvoiceStatement> Invoiced(decimal net, decimal billed)
    {
        var invoice = new Invoice
        {
            Number = "A-1",
            Currency = Currency.Usd,
            Period = October,
            Date = new DateOnly(2026, 11, 3),
            Net = net,
            Tax = 0m,
            By = "fin@acme.test",
            At = DateTimeOffset.UnixEpoch,
        };
        return InvoiceMatch.Of(October, [invoice], [new BilledLines("A-1", "AWS", null, Currency.Usd, null, billed, 2)], []);
    }

    private static CostRow[] ByTeam(IReadOnlyList<CostRow> rows) => [.. rows.GroupBy(row => (row.Keys[0], row.Currency))
        .Select(group => new CostRow([group.Key.Item1], group.Key.Currency, group.Aggregate(default(Costs), (sum, row) => sum + row.Costs), group.Sum(row => row.Rows)))];

    private static CostRow Charge(string team, decimal billed) => new([team, null, "Compute", "Usage", null, null], Currency.Usd, new Costs(billed, billed, billed, billed), 1);

    private static CostRow Row(string team, decimal billed) => new([team, "AWS"], Currency.Usd, new Costs(billed, billed, billed, billed), 1);
}
