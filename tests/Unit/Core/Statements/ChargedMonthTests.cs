using CostGuard.Core.Close;
using CostGuard.Core.Errors;
using CostGuard.Core.Focus;
using CostGuard.Core.Ports;
using CostGuard.Core.Statements;
using CostGuard.Core.Values;
using Xunit;

namespace CostGuard.Unit.Core.Statements;

public sealed class ChargedMonthTests
{
    private static readonly BillingPeriod October = BillingPeriod.Parse("2026-10");

    /// <summary>Statements + central + unallocated = invoices, to the subunit, in a thousand companies, through the allocation itself.</summary>
    [Fact]
    public void Of_ThousandRandomCompanies_AddsUpToTheInvoices() => Parallel.For(
        0,
        1_000,
        seed =>
        {
            var company = new RandomCompany(seed);
            IReadOnlyList<Invoice> invoices = company.Invoices();
            IReadOnlyList<LateCorrection> late = company.IsRestated ? Late(company) : [];

            ChargedMonth month = ChargedMonth.Of(RandomCompany.Month, company.Allocate(company.Bill), late, InvoiceMatch.Of(RandomCompany.Month, invoices, RandomCompany.Lines(company.Bill), []));

            foreach (SumCheck check in month.Checks) Check(company, month, check, invoices);
            Assert.Equal(company.Bill.Select(each => each.Currency).Union(late.Select(each => each.Currency)).Order(), month.Checks.Select(check => check.Currency));
        });

    // Domain B-8: direct 4,200 / 2,800 / 1,000; support 800 by cost; Kubernetes 1,234.56 by hours; a credit of 100 in even parts.
    [Fact]
    public void Of_DomainExample_GivesItsTotals()
    {
        CostRow[] rows =
        [
            Row("payments", null, 4_200.00m), Row("search", null, 2_800.00m), Row("web", null, 1_000.00m), Row("payments", "support", 420m), Row("search", "support", 280m), Row("web", "support", 100m),
            Row("payments", "kubernetes", 753.08m), Row("search", "kubernetes", 333.33m), Row("web", "kubernetes", 148.15m), Row("payments", "credits", -33.34m, "Credit"), Row("search", "credits", -33.33m, "Credit"), Row("web", "credits", -33.33m, "Credit"),
        ];

        ChargedMonth month = ChargedMonth.Of(October, rows, [], [Statement(9_934.56m, 9_934.56m)]);

        Assert.Equal([5_339.74m, 3_380.00m, 1_214.82m], month.Teams.Select(team => Assert.Single(month.Totals(team)).Billed));
        Assert.Equal((9_934.56m, 0m), (month.Checks[0].Statements, month.Checks[0].Difference));
        Assert.Equal([StatementPart.Direct, StatementPart.Shared, StatementPart.Shared, StatementPart.Credits], month.Lines("web").Select(line => line.Charge.Part));
        Assert.Equal((1_234.56m, 1_234.56m), month.Pools[("kubernetes", Currency.Usd)]);
    }

    // Ten lines of 0.004 are 0.04 and not 0.00 (domain B.4): four of ten teams have a cent, those with the smaller ids.
    [Fact]
    public void Of_FractionsOfACent_AreHandedOutOnce()
    {
        CostRow[] rows = [.. Enumerable.Range(0, 10).Select(i => Row($"t{i}", null, 0.004m))];

        ChargedMonth month = ChargedMonth.Of(October, rows, [], [Statement(0.04m, 0.040m)]);

        Assert.Equal([0.01m, 0.01m, 0.01m, 0.01m, 0m, 0m, 0m, 0m, 0m, 0m], month.Teams.Select(team => month.Totals(team)[0].Billed));
        Assert.Equal(0m, month.Checks[0].Difference);
    }

    // 100.004 and 50.004 are invoiced as 100.00 and 50.00; the sum rounded once would be 150.01.
    [Fact]
    public void Of_TwoInvoices_FollowsEachOnesRounding()
    {
        InvoiceStatement[] invoices = [Statement(100.00m, 100.004m), Statement(50.00m, 50.004m) with { Number = "B" }];

        ChargedMonth month = ChargedMonth.Of(October, [Row("a", null, 100.004m), Row("b", null, 50.004m)], [], invoices);

        Assert.Equal((150.00m, 150.00m, 0m), (month.Checks[0].Statements, month.Checks[0].Invoiced, month.Checks[0].Difference));
    }

    [Fact]
    public void Of_MissingInvoice_CannotTellTheDifference()
    {
        SumCheck check = Assert.Single(ChargedMonth.Of(October, [Row("a", null, 10m)], [], [Statement(null, 10m)]).Checks);

        Assert.Null(check.Difference);
        Assert.Equal((10m, 1), (check.Charged, check.Missing));
    }

    [Fact]
    public void Of_UnexplainedPart_IsTheDifference() =>
        Assert.Equal(-2.50m, Assert.Single(ChargedMonth.Of(October, [Row("a", null, 10m)], [], [Statement(12.50m, 10m)]).Checks).Difference);

    [Fact]
    public void Of_Restatement_IsACorrectionOnNoInvoice()
    {
        ChargedMonth month = ChargedMonth.Of(October, [Row("a", null, 10m)], [new LateCorrection(October.Previous, "a", Currency.Usd, 212.40m, 212.40m)], [Statement(10m, 10m)]);

        Assert.Equal(222.40m, month.Totals("a")[0].Billed);
        Assert.Equal((212.40m, 0m), (month.Checks[0].Corrections, month.Checks[0].Difference));
        Assert.Equal("2026-09, changed after it was closed", month.Lines("a")[^1].Charge.Item);
    }

    [Fact]
    public void Of_TeamsUnlikeLines_IsRefused()
    {
        CostGuardException refused = Assert.Throws<CostGuardException>(() => ChargedMonth.Of(October, [Row("a", null, 10.01m)], [], [Statement(10m, 10m)]));

        Assert.Equal(("CG2720", 6), (refused.Problem.Code, refused.ExitCode));
    }

    private static void Check(RandomCompany company, ChargedMonth month, SumCheck check, IReadOnlyList<Invoice> invoices)
    {
        Currency currency = check.Currency;
        Invoice[] own = [.. invoices.Where(each => each.Currency == currency)];
        // Support and tax that no line has are charged to nobody.
        decimal support = own.Sum(each => each.Parts.GetValueOrDefault(ExplainedReason.Support)), untaxed = own.Where(each => each.Tax == 7m && !Taxed(company, each)).Sum(each => each.Tax);
        decimal late = company.IsRestated ? Late(company, currency) : 0m;
        decimal expected = own.Sum(each => each.Net + each.Tax) - support - untaxed + late;
        decimal charged = month.Teams.Append("central").Append("unallocated").SelectMany(month.Totals).Where(total => total.Currency == currency).Sum(total => total.Billed);

        Assert.Equal(expected, charged);
        if (own.Length > 0) Assert.Equal(0m, check.Difference);
        foreach (string team in month.Teams)
        {
            foreach (StatementTotal total in month.Totals(team))
            {
                StatementLine[] lines = [.. month.Lines(team).Where(line => line.Charge.Currency == total.Currency)];
                Assert.Equal((total.Billed, total.Effective), (lines.Sum(line => line.Billed), lines.Sum(line => line.Effective)));
                Assert.All(lines, line => Assert.Equal(line.Billed, decimal.Round(line.Billed, total.Currency.MinorUnits)));
            }
        }
    }

    private static bool Taxed(RandomCompany company, Invoice invoice) => company.Bill.Any(each =>
        each.Category == "Tax" && each.Provider == invoice.Provider && each.Currency == invoice.Currency && (each.Invoice ?? $"{each.Provider}-unnamed") == invoice.Number);

    private static decimal Late(RandomCompany company, Currency currency) => RandomCompany.Whole(
        RandomCompany.Sum(company.Restated.Where(each => each.Currency == currency), each => each.Billed) - RandomCompany.Sum(company.Closed.Where(each => each.Currency == currency), each => each.Billed), currency.MinorUnits);

    private static IReadOnlyList<LateCorrection> Late(RandomCompany company) =>
        [.. LateCorrections.Differences(October.Previous, ByTeam(company.Allocate(company.Closed)), ByTeam(company.Allocate(company.Restated)))];

    private static CostRow[] ByTeam(IReadOnlyList<CostRow> rows) => [.. rows.GroupBy(row => (row.Keys[0], row.Currency))
        .Select(group => new CostRow([group.Key.Item1], group.Key.Currency, group.Aggregate(default(Costs), (sum, row) => sum + row.Costs), group.Sum(row => row.Rows)))];

    private static CostRow Row(string team, string? pool, decimal amount, string category = "Usage") =>
        new([team, pool, "Compute", category, null, null], Currency.Usd, new Costs(amount, amount, amount, amount), 1);

    private static InvoiceStatement Statement(decimal? net, decimal billed)
    {
        Invoice? invoice = net is null ? null : new Invoice { Number = "A", Currency = Currency.Usd, Period = October, Date = new DateOnly(2026, 11, 3), Net = net.Value, Tax = 0m, By = "f", At = DateTimeOffset.UnixEpoch };
        return Assert.Single(InvoiceMatch.Of(October, invoice is null ? [] : [invoice], [new BilledLines("A", "AWS", "1", Currency.Usd, null, billed, 1)], []));
    }
}
