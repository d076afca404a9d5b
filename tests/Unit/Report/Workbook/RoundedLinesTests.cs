using CostGuard.Core.Focus;
using CostGuard.Core.Values;
using CostGuard.Report.Workbook;
using Xunit;

namespace CostGuard.Unit.Report.Workbook;

public sealed class RoundedLinesTests
{
    private static readonly BillingPeriod Month = WorkbookSamples.November;

    // Two teams with two lines each of 0.005 and 0.015 on two invoices: each team 0.02, invoice A 0.01, invoice B 0.03. All of it must hold at once.
    [Fact]
    public void Billed_FootsToTeamsAndToInvoices()
    {
        DataLine[] lines = [Line("Web", "A", 0.005m), Line("Web", "B", 0.015m), Line("Data", "A", 0.005m), Line("Data", "B", 0.015m)];

        var rounded = new RoundedLines(lines, [CostMetric.Billed], CostMetric.Billed);

        Assert.Equal([0.02m, 0.02m], ByTeam(rounded, lines));
        Assert.Equal([0.01m, 0.03m], ByInvoice(rounded, lines));
    }

    // A thousand lines of thirds of a cent, from a fixed seed: invoices have their exact sums to the nearest cent, whatever the teams are.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Billed_ManyLines_InvoicesAreNearestToTheirExactSums(bool teamsByBilled)
    {
        var random = new Random(7);
        DataLine[] lines = [.. Enumerable.Range(0, 1_000).Select(i => Line("T" + (i % 7), "I" + random.Next(3), random.Next(1, 100_000) / 3_000m))];

        var rounded = new RoundedLines(lines, [CostMetric.Billed, CostMetric.Effective], teamsByBilled ? CostMetric.Billed : CostMetric.Effective);

        decimal[] exact = [.. lines.GroupBy(line => line.Invoice).OrderBy(group => group.Key).Select(group => group.Sum(line => line.Costs.Billed))];
        Assert.All(exact.Zip(ByInvoice(rounded, lines)), pair => Assert.True(Math.Abs(pair.First - pair.Second) < 0.01m));
        Assert.Equal(decimal.Round(exact.Sum(), 2, MidpointRounding.ToEven), ByInvoice(rounded, lines).Sum());
        decimal[] teams = [.. lines.GroupBy(line => line.Team).OrderBy(group => group.Key).Select(group => group.Sum(line => line.Costs.Billed))];
        if (teamsByBilled) Assert.All(teams.Zip(ByTeam(rounded, lines)), pair => Assert.True(Math.Abs(pair.First - pair.Second) < 0.01m));
    }

    // No team stands on both invoices, so that teams decide: 0.335 + 0.335 + 0.335 = 1.005, which is 1.00.
    [Fact]
    public void Billed_NobodyCanMoveACent_TeamsKeepTheirs()
    {
        DataLine[] lines = [Line("A", "1", 0.335m), Line("B", "2", 0.335m), Line("C", "3", 0.335m)];

        Assert.Equal(1.00m, ByTeam(new RoundedLines(lines, [CostMetric.Billed], CostMetric.Billed), lines).Sum());
    }

    private static DataLine Line(string team, string invoice, decimal cost) => WorkbookSamples.Line(Month, team, "AWS", "1", "S", "Usage", cost) with { Invoice = invoice };

    private static decimal[] ByTeam(RoundedLines rounded, DataLine[] lines) => By(rounded, lines, line => line.Team);

    private static decimal[] ByInvoice(RoundedLines rounded, DataLine[] lines) => By(rounded, lines, line => line.Invoice!);

    private static decimal[] By(RoundedLines rounded, DataLine[] lines, Func<DataLine, string> key) =>
        [.. Enumerable.Range(0, lines.Length).GroupBy(i => key(lines[i])).OrderBy(group => group.Key).Select(group => group.Sum(i => rounded.Amount(i, CostMetric.Billed)))];
}
