using System.CommandLine;
using CostGuard.Cli.Configuration;
using CostGuard.Core.Close;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Focus;
using CostGuard.Core.Forecasts;
using CostGuard.Core.Ports;
using CostGuard.Core.Statements;
using CostGuard.Core.Values;
using CostGuard.Report.Tables;

namespace CostGuard.Cli.Commands;

/// <summary>costguard period journal.</summary>
internal static class PeriodJournal
{
    public static Command Build(Verbs verbs, Argument<string> month)
    {
        var accrual = new Option<bool>("--accrual") { Description = "The running month as an estimate: actual, forecast of the days left and what closed months are owed, with its reversal on the first day after." };
        return verbs.Make("journal", "Post a month in the columns and accounts of reports/journal.yaml; debit equals credit. Of an open month it is a preview, with what its close would charge of closed months. With -o csv or xlsx and --out FILE.", [month, accrual], async (session, cancellationToken) =>
        {
            BillingPeriod period = PeriodCloseCommands.Month(session, month);
            PeriodText months = PeriodText.Parse(period.ToString(), session.AsOf, session.Configuration.Company);
            CostGuardConfiguration configuration = session.ConfigurationOf(months);
            // A month that was closed before there were accounts is posted to those of today.
            JournalConfig journal = configuration.Journal ?? session.Configuration.Journal ?? throw new CostGuardException(8, CloseErrors.NoJournal.At("There is no reports/journal.yaml."));
            Snapshot snapshot = await session.SnapshotAsync(months, cancellationToken).ConfigureAwait(false);
            (IReadOnlyList<JournalLine> lines, string? note) = session.Arguments.GetValue(accrual)
                ? await AccruedAsync(session, snapshot, journal, period, cancellationToken).ConfigureAwait(false)
                : await PostedAsync(session, snapshot, configuration, journal, period, cancellationToken).ConfigureAwait(false);
            await session.AnswerAsync(JournalTable.Build(period, lines, journal, note, CostCommands.Facts(session, snapshot, months, CostMetric.Billed)), cancellationToken).ConfigureAwait(false);
            return 0;
        });
    }

    private static async Task<(IReadOnlyList<JournalLine> Lines, string? Note)> PostedAsync(
        Session session, Snapshot snapshot, CostGuardConfiguration configuration, JournalConfig journal, BillingPeriod period, CancellationToken cancellationToken)
    {
        MonthJournal posted = await session.Room<JournalService>().OfMonthAsync(snapshot, configuration, journal, period, session.AsOf, cancellationToken).ConfigureAwait(false);
        return (posted.Lines, JournalTable.Note(period, posted));
    }

    /// <summary>costguard period accrual.</summary>
    public static Command Accrual(Verbs verbs, Argument<string> month) => verbs.Ask(
        "accrual", "Estimate the running month by cost centre: actual, forecast of the days left, range, what closed months are owed. The same as 'period journal MONTH --accrual' posts.", [month], async (session, cancellationToken) =>
    {
        BillingPeriod period = PeriodCloseCommands.Month(session, month);
        PeriodText months = PeriodText.Parse(period.ToString(), session.AsOf, session.Configuration.Company);
        Snapshot snapshot = await session.SnapshotAsync(months, cancellationToken).ConfigureAwait(false);
        ForecastReport report = await ForecastAsync(session, snapshot, period, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<LateCorrection> prior = await PriorAsync(session, period, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<AccruedCentre> centres = AccruedCentre.Of(report.Parts, session.Configuration, session.Configuration.Journal?.CostCentre, prior);
        await session.AnswerAsync(AccrualTable.Build(period, centres, report.Total.Months[0], CostCommands.Facts(session, snapshot, months, CostMetric.Billed)), cancellationToken).ConfigureAwait(false);
        return 0;
    });

    private static async Task<ForecastReport> ForecastAsync(Session session, Snapshot snapshot, BillingPeriod period, CancellationToken cancellationToken)
    {
        if (period != BillingPeriod.Of(session.AsOf)) throw new CostGuardException(2, CommandErrors.BadArgument.At($"An accrual is of the running month, {BillingPeriod.Of(session.AsOf)}."));
        Currency currency = session.Configuration.Company.Currency;
        var question = new ForecastQuestion(new Dimension("team"), [], CostMetric.Billed, currency, session.AsOf) { ScopesMax = int.MaxValue, Rates = session.Configuration.Rates };
        ForecastReport report = await session.Room<ForecastService>().ForecastAsync(snapshot, question, cancellationToken).ConfigureAwait(false);
        if (report.Total.Months[0].Forecast is null) throw new CostGuardException(5, CloseErrors.NoAccrual.At($"There is no forecast of {period}."));
        if (report.OtherCurrencies.Count > 0) throw new CostGuardException(5, CloseErrors.NoAccrual.At($"There is cost in {string.Join(" and ", report.OtherCurrencies)} and no rate to {currency} for each of its months."));
        return report;
    }

    // What closed months are owed stands in no forecast of this one, and is posted with its close.
    private static async Task<IReadOnlyList<LateCorrection>> PriorAsync(Session session, BillingPeriod period, CancellationToken cancellationToken) => AccruedCentre.Convert(
        await session.Room<LateCorrections>().OfAsync(session.Configuration, period, session.AsOf, cancellationToken).ConfigureAwait(false), session.Configuration.Rates, session.Configuration.Company.Currency);

    private static async Task<(IReadOnlyList<JournalLine> Lines, string? Note)> AccruedAsync(
        Session session, Snapshot snapshot, JournalConfig journal, BillingPeriod period, CancellationToken cancellationToken)
    {
        ForecastReport report = await ForecastAsync(session, snapshot, period, cancellationToken).ConfigureAwait(false);
        Currency currency = session.Configuration.Company.Currency;
        MonthForecast total = report.Total.Months[0];
        IReadOnlyList<LateCorrection> prior = await PriorAsync(session, period, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<JournalLine> lines = Journal.OfAccrual(
            [.. report.Parts.Select(part => (part.Scope, currency, part.Months[0].Forecast ?? part.Months[0].Actual))], prior, session.Configuration, journal, period);
        string range = total.Inner is { } inner ? $", 80 % interval {Invariant.Amount(inner.Low, currency.MinorUnits)} to {Invariant.Amount(inner.High, currency.MinorUnits)}" : "";
        return (lines, $"Estimate of {Invariant.Amount(total.Forecast!.Value, currency.MinorUnits)} {currency}{range}{(prior.Count > 0 ? $", and {Invariant.Amount(prior.Sum(each => each.Billed), currency.MinorUnits)} of closed months" : "")}; by cost centre: costguard period accrual {period}");
    }
}
