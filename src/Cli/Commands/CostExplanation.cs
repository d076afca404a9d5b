using CostGuard.Core.Changes;
using CostGuard.Core.Errors;
using CostGuard.Core.Focus;
using CostGuard.Core.Ports;
using CostGuard.Core.Reports;
using CostGuard.Core.Runs;
using CostGuard.Core.Values;
using CostGuard.Report.Tables;

namespace CostGuard.Cli.Commands;

/// <summary>The answer of costguard cost explain.</summary>
/// <param name="Period">The later window, as typed.</param>
/// <param name="Compare">The earlier window, as typed, or null.</param>
/// <param name="Filters">All must hold.</param>
/// <param name="Metric">Metric explained.</param>
/// <param name="Code">Currency to convert to, as typed, or null.</param>
/// <param name="AsReported">True: the earlier months as they stood after their end.</param>
internal sealed record CostExplanation(string Period, string? Compare, IReadOnlyList<CostFilter> Filters, CostMetric Metric, string? Code, bool AsReported)
{
    // Domain H.2: the ten largest of each cause.
    private const int DriversShown = 10;

    /// <summary>Asks and shows.</summary>
    public async Task<int> AnswerAsync(Session session, Snapshot data, CancellationToken cancellationToken)
    {
        ChangeWindow after = ChangeWindow.Parse(Period, session.AsOf, session.Configuration.Company);
        ChangeWindow before = Compare is { } text ? ChangeWindow.Parse(text, session.AsOf, session.Configuration.Company) : after.Previous();
        if (Compare is null && !AsReported && after.SoFar(data.DataThrough) is { } running) (before, after) = running;
        var question = new ChangeQuestion(before, after, Filters, Metric)
        {
            Target = Target(),
            Rates = session.Configuration.Rates,
            AsReported = AsReported ? await ReportedAsync(session, before, cancellationToken).ConfigureAwait(false) : null,
        };
        ChangeAnswer answer = await session.Room<ChangeService>().ExplainAsync(data, question, cancellationToken).ConfigureAwait(false);
        ReportMeta meta = new(
            data.Id.Value,
            data.DataThrough,
            session.Configuration.Company.Currency.Code,
            null,
            $"{before.Text} → {after.Text}",
            PeriodHint.Status(after.Days, session.AsOf, session.Configuration.Closed),
            PeriodHint.Stale(data, session.AsOf, session.Configuration.Company.WarnAfter));
        await session.AnswerAsync(CostExplainTable.Build(answer, Metric, DriversShown, new InCurrency([], answer.Used, []).Tell(meta)), cancellationToken).ConfigureAwait(false);
        return 0;
    }

    private Currency? Target() => Code is null ? null
        : Currency.TryParse(Code, out Currency target) ? target
        : throw new CostGuardException(2, CommandErrors.BadArgument.At($"--currency '{Code}' is not a currency code such as USD."));

    // Each source's first load after the end of the last month before: what people were told then.
    private static async Task<Snapshot> ReportedAsync(Session session, ChangeWindow before, CancellationToken cancellationToken)
    {
        IReadOnlySet<string> compared = session.Configuration.CrossChecks;
        IReadOnlyList<Load> loads = await session.Room<ILedger>().LoadsAsync(false, cancellationToken).ConfigureAwait(false);
        Load[] window = [.. loads.Where(load => !compared.Contains(load.Source.Value) && load.Period.FirstDay < before.Days.End && load.Period.Next.FirstDay > before.Days.Start)];
        BillingPeriod? last = window.Select(load => (BillingPeriod?)load.Period).Max();
        DateTimeOffset? then = PeriodStanding.FirstSealedAfterEnd(window.Where(load => load.Period == last));
        Snapshot? reported = then is { } moment
            ? await session.Room<ISnapshotStore>().BeforeAsync(session.Configuration, moment, cancellationToken).ConfigureAwait(false)
            : null;
        return reported ?? throw new CostGuardException(5, ChangeErrors.NotReportedYet.At($"Not every source of {before.Text} was read after its end."));
    }
}
