using CostGuard.Core.Savings.Verification;
using Xunit;

namespace CostGuard.Unit.Core.Savings.Verification;

public sealed class VerificationBenchmarkTests
{
    // Few series, so that it is quick: `costguard recommend backtest-verification` has the whole run.
    [Fact]
    public void Run_FewActions_HalvesTheErrorOfBeforeAfter()
    {
        IReadOnlyList<VerificationScore> scores = VerificationBenchmark.Run(6, 1, TestContext.Current.CancellationToken);

        Assert.Equal((6, (VerificationScenario?)null), (scores.Count, scores[^1].Scenario));
        Assert.True(scores[^1].Error <= scores[^1].PlainError / 2m);
        Assert.InRange(scores[^1].Inside, .65m, .95m);
    }
}
