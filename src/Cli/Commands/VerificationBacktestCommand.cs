using System.CommandLine;
using System.Globalization;
using CostGuard.Core.Errors;
using CostGuard.Core.Reports;
using CostGuard.Core.Savings.Verification;
using CostGuard.Report.Tables;

namespace CostGuard.Cli.Commands;

/// <summary>costguard recommend backtest-verification.</summary>
public static class VerificationBacktestCommand
{
    private const int ActionsMax = 1000;
    private const int EnoughToJudge = 40;

    public static Command Build(Verbs verbs)
    {
        var actions = new Option<int>("--actions") { Description = "Synthetic actions of each of the five scenarios.", HelpName = "N", DefaultValueFactory = _ => EnoughToJudge };
        var seed = new Option<int>("--seed") { Description = "The seed of the first one.", HelpName = "N", DefaultValueFactory = _ => 1 };
        return verbs.Make(
            "backtest-verification",
            "Measure savings on generated bills with known effect (growth, season, price change, rebound, migration), beside before/after.",
            [actions, seed],
            async (session, cancellationToken) =>
            {
                int count = session.Arguments.GetValue(actions), first = session.Arguments.GetValue(seed);
                if (count is < 1 or > ActionsMax || first < 0) throw new CostGuardException(2, CommandErrors.BadArgument.At("--actions is a number from 1 to 1000, --seed one of at least 0."));
                IReadOnlyList<VerificationScore> scores = await Task.Run(() => VerificationBenchmark.Run(count, first, cancellationToken), cancellationToken).ConfigureAwait(false);
                string period = string.Create(CultureInfo.InvariantCulture, $"generated bills, seeds {first} to {first + count - 1}");
                await session.AnswerAsync(VerificationScoreTable.Build(scores, ReportMeta.NoMoney with { Period = period }), cancellationToken).ConfigureAwait(false);
                if (count >= EnoughToJudge && !scores[^1].IsMet) throw new CostGuardException(3, VerificationErrors.BenchmarkMissed.At(VerificationScoreTable.Build(scores, ReportMeta.NoMoney).Title + "."));
                return 0;
            });
    }
}
