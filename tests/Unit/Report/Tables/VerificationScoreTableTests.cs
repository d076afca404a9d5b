using CostGuard.Core.Reports;
using CostGuard.Core.Savings.Verification;
using CostGuard.Report.Tables;
using Xunit;

namespace CostGuard.Unit.Report.Tables;

public sealed class VerificationScoreTableTests
{
    [Fact]
    public void Build_Scores_SaysWhichIsBetter()
    {
        ReportTable table = VerificationScoreTable.Build(
            [new VerificationScore(VerificationScenario.Growth, 2, .05m, .15m, .8m, .01m), new VerificationScore(null, 2, .05m, .15m, .8m, .01m)], ReportMeta.NoMoney);

        Assert.Equal("Verified savings are off by 5.0 %, before/after by 15.0 %; 80.0 % are inside the 80 % interval", table.Title);
        Assert.Equal(["growth"], table.Column("scenario"));
        Assert.Equal(.15m, table.Total("errorBeforeAfter"));
    }

    [Theory]
    [InlineData(.075, .80, true)]
    [InlineData(.076, .80, false)]
    [InlineData(.05, .86, false)]
    [InlineData(.05, .74, false)]
    public void IsMet_HalfTheErrorAndTheRightShare(double error, double inside, bool met) =>
        Assert.Equal(met, new VerificationScore(null, 1, (decimal)error, .15m, (decimal)inside, 0m).IsMet);
}
