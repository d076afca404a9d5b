using System.CommandLine;
using System.Globalization;
using CostGuard.Core.Anomalies;
using CostGuard.Core.Errors;
using CostGuard.Report.Tables;

namespace CostGuard.Cli.Commands;

/// <summary>costguard anomaly backtest.</summary>
public static class AnomalyBacktestCommand
{
    private const int SeedsMax = 50;

    public static Command Build(Verbs verbs, Option<string?> sensitivity)
    {
        var benchmark = new Option<string>("--benchmark") { Description = "The labelled series to use.", HelpName = "NAME", DefaultValueFactory = _ => "cg-syn-1" };
        benchmark.AcceptOnlyFromAmong("cg-syn-1");
        var seeds = new Option<string>("--seeds") { Description = "Which series of each profile: 1,2,3 were looked at while the rules were made, 11,12,13 were not.", HelpName = "N,N,…", DefaultValueFactory = _ => "1,2,3" };
        return verbs.Make("backtest", "Measure the detector on synthetic spend with known anomalies, beside simple rules.", [benchmark, seeds, sensitivity], async (session, cancellationToken) =>
        {
            int[] chosen = Seeds(session.Arguments.GetValue(seeds)!);
            string word = session.Arguments.GetValue(sensitivity) ?? "medium";
            IReadOnlyList<BacktestLine> lines = AnomalyBacktest.Run(chosen, AnomalyOptions.Of(word));
            await session.AnswerAsync(AnomalyBacktestTable.Build(lines, session.Arguments.GetValue(benchmark)!.ToUpperInvariant(), chosen, word), cancellationToken).ConfigureAwait(false);
            return 0;
        });
    }

    private static int[] Seeds(string text)
    {
        var seeds = new List<int>();
        foreach (string part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int seed) || seeds.Count == SeedsMax)
                throw new CostGuardException(2, CommandErrors.BadArgument.At($"--seeds '{text}' must be up to {SeedsMax} whole numbers with commas between."));
            seeds.Add(seed);
        }

        return seeds.Count > 0 ? [.. seeds.Distinct()] : throw new CostGuardException(2, CommandErrors.BadArgument.At("--seeds names no seed."));
    }
}
