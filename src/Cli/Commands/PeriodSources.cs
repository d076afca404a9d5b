using System.Collections.Immutable;
using System.CommandLine;
using CostGuard.Core.Close;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Focus;
using CostGuard.Core.Ports;
using CostGuard.Core.Runs;
using CostGuard.Core.Values;
using CostGuard.Report.Tables;

namespace CostGuard.Cli.Commands;

/// <summary>costguard period sources: which providers have billed a month, and which have not.</summary>
internal static class PeriodSources
{
    public static Command Build(Verbs verbs, Argument<string> month) => verbs.Ask(
        "sources", "Show by source whether its provider has billed a month, when it was read last, and how many lines have no invoice yet.", [month], async (session, cancellationToken) =>
    {
        BillingPeriod period = PeriodCloseCommands.Month(session, month);
        IReadOnlySet<string> compared = session.Configuration.CrossChecks;
        Load[] loads = [.. (await session.Room<ILedger>().LoadsAsync(false, cancellationToken).ConfigureAwait(false)).Where(load => load.Period == period && !compared.Contains(load.Source.Value))];
        if (loads.Length == 0) throw new CostGuardException(8, CommandErrors.BadArgument.At($"There is no load of {period}."));
        PeriodText months = PeriodText.Parse(period.ToString(), session.AsOf, session.Configuration.Company);
        // What providers say now: a closed month's own snapshot knows nothing of newer loads.
        Snapshot snapshot = (await session.SnapshotAsync(cancellationToken).ConfigureAwait(false)) with { Loads = [.. loads.Where(load => load.IsCurrent)] };
        var open = await session.Room<UninvoicedLines>().BySourceAsync(snapshot, DayRange.Of(period), cancellationToken).ConfigureAwait(false);
        SourceStanding[] standings = [.. loads.GroupBy(load => load.Source).OrderBy(source => source.Key).SelectMany(source =>
            PeriodStanding.Of([.. source], open.GetValueOrDefault(source.Key.Value) ?? ImmutableDictionary<(BillingPeriod, Currency), long>.Empty, session.AsOf)
                .Select(standing => new SourceStanding(source.Key, standing, source.Single(load => load.IsCurrent))))];
        await session.AnswerAsync(PeriodTable.Sources(period, standings, CostCommands.Facts(session, snapshot, months, CostMetric.Billed)), cancellationToken).ConfigureAwait(false);
        return 0;
    });
}
