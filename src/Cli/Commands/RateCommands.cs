using System.CommandLine;
using CostGuard.Core.Reports;
using CostGuard.Report.Tables;

namespace CostGuard.Cli.Commands;

/// <summary>costguard rate list.</summary>
public static class RateCommands
{
    public static Command Build(Verbs verbs) => Verbs.Group("rate", "Exchange rates.",
    [
        verbs.Ask("list", "List the rates of rates/actual and rates/budget.", [], async (session, cancellationToken) =>
        {
            await session.AnswerAsync(RateTable.Build(session.Configuration.Rates.Rates, ReportMeta.NoMoney), cancellationToken).ConfigureAwait(false);
            return 0;
        }),
    ]);
}
