using CostGuard.Core.Close;
using CostGuard.Core.Focus;
using CostGuard.Core.Ports;
using CostGuard.Core.Reports;
using CostGuard.Core.Statements;
using CostGuard.Core.Values;
using CostGuard.Report.Tables;
using Xunit;

namespace CostGuard.Unit.Report.Tables;

public sealed class StatementTableTests
{
    private static readonly BillingPeriod October = BillingPeriod.Parse("2026-10");

    [Fact]
    public void Build_EveryPartOfTheDomain_IsThere()
    {
        ReportTable table = StatementTable.Build(Payments(), SomeTables.Meta);

        string[] parts = [.. table.Rows.Select(row => (string)row[1]!).Distinct()];
        Assert.Equal(
            ["Statement", "Direct cost", "Shared cost", "Unused commitments", "Credits and refunds", "Taxes", "Corrections of earlier periods", "Total", "Direct cost by application", "Direct cost by environment", "Opening reconciliation", "Commitment benefit", "Budget", "Average of 3 months", "Top resources", "Unit cost", "Tag coverage", "Open recommendations", "Sum check", "Sign-off"],
            parts);
        Assert.Equal("Statement 2026-10-payments-2, final: Payments, 2026-10, 5,339.74 USD billed", table.Title);
        Assert.Equal("BilledCost and EffectiveCost", table.Meta.Metric);
        Assert.Equal([1L, 2L, 3L, 4L], table.Rows.Select(row => row[0]).OfType<long>());
        Assert.Equal(4, StatementTable.LinesOf(table));
    }

    // Domain B-8, and September with 5,000.00: a change of 339.74.
    [Fact]
    public void Build_Amounts_AreThoseOfTheMonth()
    {
        ReportTable table = StatementTable.Build(Payments(), SomeTables.Meta);

        Assert.Equal([("Compute", 4_200.00m), ("kubernetes", 753.08m), ("support", 420.00m), ("Credit: Compute", -33.34m)], table.Rows.Where(row => row[0] is not null).Select(row => ((string)row[2]!, (decimal)row[3]!)));
        IReadOnlyList<object?> shared = table.Rows.Single(row => row[2] is "kubernetes");
        Assert.Equal((1_234.56m, 61m, "Pool kubernetes, by usage metric cpu-hours"), ((decimal)shared[6]!, (decimal)shared[8]!, (string)shared[10]!));
        Assert.Equal(339.74m, table.Rows.Single(row => row[2] is "Change of the month's own cost")[3]);
        Assert.Equal([new StatementTotal(Currency.Usd, 5_339.74m, 5_339.74m)], StatementTable.TotalsOf(table));
        Assert.Equal(Payments().Checks[0], Assert.Single(SumCheckRows.Read(table)));
    }

    // Domain H-1, in November.
    [Fact]
    public void Build_UnitCosts_SayBothMonthsAndTheChange()
    {
        var requests = new DriverCost("requests", "requests", Currency.Usd, new DriverMonth(October.Next, 51_904.20m, 3_721_500m), new DriverMonth(October, 48_210.55m, 3_214_000m));
        DriverCost unknown = requests with { Driver = "orders", Unit = "orders", Before = requests.Before with { Quantity = null }, Now = requests.Now with { Quantity = 0m } };

        ReportTable table = StatementTable.Build(Payments() with { UnitCosts = [requests, unknown] }, SomeTables.Meta);

        IReadOnlyList<object?>[] rows = [.. table.Rows.Where(row => row[1] is "Unit cost")];
        Assert.Equal(
            [
                ("requests: 2026-11, per 1,000 requests", 13.95m, 3_721_500m, "51,904.20 USD EffectiveCost, 3,721,500 requests"),
                ("requests: 2026-10, per 1,000 requests", 15.00m, 3_214_000m, "48,210.55 USD EffectiveCost, 3,214,000 requests"),
                ("requests: change", -1.05m, null, "unit cost -7.02 %, cost +7.66 %, quantity +15.79 %; elasticity 0.49 (change of cost ÷ change of quantity)"),
                ("orders: 2026-11, per orders", null, 0m, "cannot be told: 51,904.20 USD and no orders"),
                ("orders: 2026-10, per orders", null, null, "cannot be told: nobody gave a quantity"),
            ],
            rows.Select(row => ((string)row[2]!, (decimal?)row[5], (decimal?)row[12], (string)row[10]!)));
        Assert.Equal(-0.0702m, decimal.Round((decimal)rows[2][9]!, 4));
    }

    [Fact]
    public void Build_Splits_HaveNoNumbersAndNameWhatHasNoTag()
    {
        DirectSplit[] splits =
        [
            new(true, Currency.Usd, [new("shop", 0, 4_000m, 4_000m), new(null, 3, 150m, 150m), new(null, 0, 50m, 50m)]), new(false, Currency.Usd, null),
        ];

        ReportTable table = StatementTable.Build(Payments() with { Splits = splits }, SomeTables.Meta);

        IReadOnlyList<object?>[] rows = [.. table.Rows.Where(row => row[1] is "Direct cost by application" or "Direct cost by environment")];
        Assert.Equal([("shop", 4_000m), ("(3 other applications)", 150m), ("(no application)", 50m), ("Cannot be told", null)], rows.Select(row => ((string)row[2]!, (decimal?)row[3])));
        Assert.All(rows, row => Assert.Null(row[0]));
    }

    [Fact]
    public void Stored_Table_IsTheSameAgain()
    {
        ReportTable table = StatementTable.Build(Payments(), SomeTables.Meta);

        ReportTable again = StoredTable.Read(StoredTable.Write(table));

        Assert.Equal(table.Rows.SelectMany(row => row), again.Rows.SelectMany(row => row));
        Assert.Equal(table.Columns, again.Columns);
        Assert.Equal((table.Title, table.Footnote, table.Meta.Snapshot, table.Meta.Period), (again.Title, again.Footnote, again.Meta.Snapshot, again.Meta.Period));
    }

    [Fact]
    public void List_StatementsCentralAndUnallocated_SayTheDifference()
    {
        Statement payments = Payments();
        ListedStatement[] listed =
        [
            new("2026-10-payments-2", "payments", StatementStanding.Disputed, payments.Totals, new DateOnly(2026, 11, 14), null), new("2026-10-web-2", "web", StatementStanding.Waiting, [], new DateOnly(2026, 11, 14), null),
        ];

        ReportTable table = StatementListTable.Build(October, listed, payments.Checks, SomeTables.Meta);

        Assert.Equal("2026-10: 0 of 2 statements accepted, payments disputed, 1 waiting until 2026-11-14", table.Title);
        Assert.Equal(["payments", "web", "central", "unallocated"], table.Column("team"));
        Assert.Equal("Σ statements + central + unallocated: 9,934.56 USD charged, difference to the invoices 0.00.", table.Footnote);
    }

    /// <summary>Two lines by two people, in the row of one statement: neither hides the other.</summary>
    [Fact]
    public void List_SeveralDisputes_AreAllNamed()
    {
        var issued = new IssuedStatement { Number = "2026-10-payments-2", Period = October, Team = "payments", Version = 2, IssuedAt = DateTimeOffset.UnixEpoch, DisputeUntil = new DateOnly(2026, 11, 14), Content = "{}", Lines = 3 };
        IssuedStatement one = issued.WithDispute(new LineDispute(2, "not ours", "lead@acme.test", DateTimeOffset.UnixEpoch)), two = one.WithDispute(new LineDispute(1, "too much", "bo@acme.test", DateTimeOffset.UnixEpoch));
        ReportTable Table(IssuedStatement answered) => StatementListTable.Build(October, [new("2026-10-payments-2", "payments", StatementStanding.Disputed, Payments().Totals, null, answered)], [], SomeTables.Meta);

        Assert.Equal(["lead@acme.test", 2L, "not ours"], Table(one).Rows[0].TakeLast(3));
        Assert.Equal(["bo@acme.test, lead@acme.test", null, "line 1: too much (bo@acme.test); line 2: not ours (lead@acme.test)"], Table(two).Rows[0].TakeLast(3));
    }

    /// <summary>Reopened and closed again: nobody has answered version 2, and what was said to version 1 still waits; a new answer takes its place.</summary>
    [Fact]
    public void List_DisputedBeforeTheReopening_IsSaidUntilTheNewOneIsAnswered()
    {
        var issued = new IssuedStatement { Number = "2026-10-payments-2", Period = October, Team = "payments", Version = 2, IssuedAt = DateTimeOffset.UnixEpoch, DisputeUntil = new DateOnly(2026, 11, 14), Content = "{}", Lines = 3 };
        IssuedStatement before = (issued with { Number = "2026-10-payments-1", Version = 1 }).WithDispute(new LineDispute(2, "not ours", "lead@acme.test", DateTimeOffset.UnixEpoch));
        ReportTable Table(IssuedStatement now, StatementStanding standing) => StatementListTable.Build(
            October, [new("2026-10-payments-2", "payments", standing, Payments().Totals, issued.DisputeUntil, now) { DisputedBefore = before }], [], SomeTables.Meta);

        ReportTable waiting = Table(issued, StatementStanding.Waiting), accepted = Table(issued with { Answer = StatementAnswer.Accepted, By = "lead@acme.test" }, StatementStanding.Accepted);

        Assert.Equal("2026-10: 0 of 1 statement accepted, payments disputed 2026-10-payments-1, 1 waiting until 2026-11-14", waiting.Title);
        Assert.Equal(["lead@acme.test", 2L, "2026-10-payments-1: not ours"], waiting.Rows[0].TakeLast(3));
        Assert.Equal("2026-10: 1 of 1 statement accepted", accepted.Title);
        Assert.Equal(["lead@acme.test", null, null], accepted.Rows[0].TakeLast(3));
    }

    private static Statement Payments()
    {
        CostRow[] rows = [Row("payments", null, 4_200.00m), Row("payments", "support", 420m), Row("payments", "kubernetes", 753.08m), Row("payments", "credits", -33.34m, "Credit"), Row("rest", null, 4_113.34m), Row("rest", "kubernetes", 481.48m)];
        var invoice = new Invoice { Number = "A", Currency = Currency.Usd, Period = October, Date = new DateOnly(2026, 11, 3), Net = 9_934.56m, Tax = 0m, By = "f", At = DateTimeOffset.UnixEpoch };
        ChargedMonth month = ChargedMonth.Of(October, rows, [], InvoiceMatch.Of(October, [invoice], [new BilledLines("A", "AWS", "1", Currency.Usd, null, 9_934.56m, 1)], []));
        return new Statement
        {
            Head = new StatementHead
            {
                Number = "2026-10-payments-2",
                Version = 2,
                IsFinal = true,
                Company = "Acme",
                Team = "payments",
                Title = "Payments",
                Owner = "lead@acme.test",
                CostCentre = "0440",
                Contact = null,
                Period = October,
                Snapshot = new SnapshotId("abc"),
                RuleSet = "ff",
                At = new DateTimeOffset(2026, 11, 4, 8, 0, 0, TimeSpan.Zero),
                DataThrough = new DateOnly(2026, 10, 31),
                DisputeUntil = new DateOnly(2026, 11, 14),
                SilenceAccepts = false,
                Rates = [],
            },
            Lines = month.Lines("payments"),
            Pools = new Dictionary<(string, Currency), PoolShare> { [("kubernetes", Currency.Usd)] = new("kubernetes", "usage metric cpu-hours", 1_234.56m, 1_234.56m, 61m, 0.61m) },
            Totals = month.Totals("payments"),
            Benefits = [],
            Budgets = [],
            Earlier = [new EarlierMonth(October.AddMonths(-1), [new StatementTotal(Currency.Usd, 5_000m, 5_000m)]), new EarlierMonth(October.AddMonths(-2), []), new EarlierMonth(October.AddMonths(-3), [])],
            Splits = [],
            UnitCosts = [],
            Resources = [],
            Coverage = [],
            Savings = null,
            Checks = month.Checks,
        };
    }

    private static CostRow Row(string team, string? pool, decimal amount, string category = "Usage") => new([team, pool, "Compute", category, null, null], Currency.Usd, new Costs(amount, amount, amount, amount), 1);
}
