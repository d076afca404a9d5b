using System.CommandLine;
using System.Globalization;
using CostGuard.Cli.Demo;
using CostGuard.Core.Errors;
using CostGuard.Core.Reports;
using CostGuard.Core.Savings.Fleet;
using CostGuard.Core.Values;
using CostGuard.Report.Tables;

namespace CostGuard.Cli.Commands;

/// <summary>costguard recommend backtest.</summary>
public static class FleetBacktestCommand
{
    private const int SeedsMax = 20;

    // The fleets are made and have no today; one day makes every run the same.
    private static readonly DateOnly Last = new(2026, 11, 14);

    public static Command Build(Verbs verbs)
    {
        var seeds = new Option<string>("--seeds") { Description = "Seeds of the fleets, 300 resources each.", HelpName = "N,N,...", DefaultValueFactory = _ => "1,2,3" };
        var days = new Option<int>("--days") { Description = "Days of metrics: 14, 32 or 93.", DefaultValueFactory = _ => 32 };
        days.AcceptOnlyFromAmong("14", "32", "93");
        var write = new Option<string?>("--write") { Description = "Also write the first fleet there: usage/, a FOCUS bill, and truth.csv.", HelpName = "DIR" };
        return verbs.Make(
            "backtest",
            "Precision and recall of every rule on made fleets of which the truth is known, beside the thresholds that AWS and Azure publish.",
            [seeds, days, write],
            async (session, cancellationToken) =>
            {
                int[] all = Seeds(session.Arguments.GetValue(seeds)!);
                int lookBack = session.Arguments.GetValue(days);
                FleetResult result = await Task.Run(() => FleetBenchmark.Run(all, Last, lookBack, cancellationToken), cancellationToken).ConfigureAwait(false);
                if (session.Arguments.GetValue(write) is { } folder) FleetFolder.Write(new HomeFolder(Path.GetFullPath(folder)), FleetBenchmark.Fleet(all[0], Last, lookBack));
                string period = string.Create(CultureInfo.InvariantCulture, $"{all.Length} made fleets, last {lookBack} days");
                ReportTable table = FleetScoreTable.Build(result, ReportMeta.NoMoney with { Period = period });
                await session.AnswerAsync(table, cancellationToken).ConfigureAwait(false);
                if (!result.IsSafe) throw new CostGuardException(3, SavingErrors.FleetUnsafe.At(table.Title + "."));
                return 0;
            });
    }

    private static int[] Seeds(string text)
    {
        string[] parts = text.Split(',', StringSplitOptions.TrimEntries);
        int[] seeds = [.. parts.Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int seed) ? seed : -1)];
        if (seeds.Length > SeedsMax || seeds.Any(seed => seed < 0)) throw new CostGuardException(2, CommandErrors.BadArgument.At($"--seeds '{text}' is not a list of up to {SeedsMax} whole numbers from 0 on."));
        return seeds;
    }
}
