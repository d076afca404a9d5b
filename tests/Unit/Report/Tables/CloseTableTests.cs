using CostGuard.Core.Close;
using CostGuard.Core.Reports;
using CostGuard.Core.Values;
using CostGuard.Report.Tables;
using Xunit;

namespace CostGuard.Unit.Report.Tables;

public sealed class CloseTableTests
{
    private static readonly BillingPeriod October = BillingPeriod.Parse("2026-10");

    /// <summary>100.004 at the close, 112.504 when November charged it, 115.504 now.</summary>
    private static readonly Restatement Twice = new(October, new SourceKey("aws"), Currency.Usd, Sum(100.004m), Sum(115.504m), new LoadId("a"), new LoadId("c"), BillingPeriod.Parse("2026-12"))
    {
        Charged = [new ChargedRestatement(October.Next, 1, Sum(100.004m), Sum(112.504m), new LoadId("a"), new LoadId("b"))],
    };

    [Fact]
    public void Restatements_RestatedTwiceChargedOnce_ARowEach()
    {
        ReportTable table = CloseTable.Restatements([Twice], ReportMeta.NoMoney);

        Assert.Equal("1 closed month was restated; it stays as it was closed, and +3 USD is not charged yet", table.Title);
        object?[][] rows = [.. table.Rows.Select(row => row.Skip(2).ToArray())];
        Assert.Equal(2, rows.Length);
        Assert.Equal((object?[])["✓ CHARGED", 100.004m, 112.504m, 12.5m, "USD", October.Next, 1L, "a", "b"], rows[0]);
        Assert.Equal((object?[])["! PROPOSED", 112.504m, 115.504m, 3m, "USD", Twice.Proposed, null, "b", "c"], rows[1]);
    }

    [Fact]
    public void Restatements_AllCharged_ProposesNothing()
    {
        ReportTable table = CloseTable.Restatements([All()], ReportMeta.NoMoney);

        Assert.EndsWith("and all is charged", table.Title, StringComparison.Ordinal);
        Assert.Equal("✓ CHARGED", Assert.Single(table.Rows)[2]);
    }

    [Fact]
    public void Words_SayWhatWasChargedWhereAndWhatIsLeft()
    {
        Assert.Equal("+15.50 USD: +12.50 charged in 2026-11 v1, book +3.00 in 2026-12", RestatementWords.Of(Twice));
        Assert.Equal("+12.50 USD: +12.50 charged in 2026-11 v1, nothing is left to book", RestatementWords.Of(All()));
        Assert.Equal("+15.50 USD: book it in 2026-12", RestatementWords.Of(Twice with { Charged = [] }));
        Assert.Equal("0.00 USD in sum: what moved between teams is charged in 2026-12", RestatementWords.Of(Twice with { Charged = [], Now = Twice.AtClose }));
        // Half a cent each: 100.00 to 100.01 is a cent, which the charged part has; the rest rounds to none.
        Assert.Equal("+0.01 USD: 0.00 charged in 2026-11 v1, book +0.01 in 2026-12", RestatementWords.Of(Twice with
        {
            AtClose = Sum(100m),
            Now = Sum(100.008m),
            Charged = [Twice.Charged[0] with { Before = Sum(100m), Now = Sum(100.004m) }],
        }));
    }

    [Theory]
    [InlineData(ClosingState.Reconciled, false, "✓ RECONCILED")]
    [InlineData(ClosingState.Reconciled, true, "! RECONCILED, changed since")]
    [InlineData(ClosingState.Closed, false, "✓ CLOSED v2")]
    public void Word_OfASignature_SaysWhetherItIsOfWhatIsThere(ClosingState state, bool changed, string expected) =>
        Assert.Equal(expected, CloseTable.Word(new Closing { Period = October, State = state, Version = 2 }, changed));

    private static Restatement All() => Twice with { Now = Sum(112.504m), Current = new LoadId("b") };

    private static ExactSum Sum(decimal amount) => ExactSum.Of(amount);
}
