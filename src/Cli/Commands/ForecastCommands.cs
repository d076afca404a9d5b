using System.CommandLine;
using System.Globalization;
using CostGuard.Core.Budgets;
using CostGuard.Core.Configuration;
using CostGuard.Core.Currencies;
using CostGuard.Core.Errors;
using CostGuard.Core.Focus;
using CostGuard.Core.Forecasts;
using CostGuard.Core.Forecasts.Backtests;
using CostGuard.Core.Ports;
using CostGuard.Core.Reports;
using CostGuard.Core.Values;
using CostGuard.Report.Tables;

namespace CostGuard.Cli.Commands;

/// <summary>costguard forecast show|backtest.</summary>
public static class ForecastCommands
{
    private const int MonthsMax = 12;

    public static Command Build(Verbs verbs)
    {
        var scope = new ScopeOptions();
        var months = new Option<int>("--months") { Description = "How many months, the running one first: 1 to 12.", HelpName = "N", DefaultValueFactory = _ => 1 };
        var change = new Option<string[]>("--change")
        {
            Description = "What history cannot tell, such as a commitment that ends: \"2026-12-01, 120.00/day, savings plan ends\" or \"2027-01-15, -500, refund, 60 %\". Repeatable.",
            HelpName = "DAY, AMOUNT[/day], NOTE[, LIKELY]",
        };
        var benchmark = new Option<string?>("--benchmark") { Description = "Test on generated series instead of one's own cost: cg-syn-1.", HelpName = "NAME" };
        benchmark.AcceptOnlyFromAmong(SyntheticBacktest.Name);
        var seeds = new Option<string>("--seeds") { Description = "Seeds of the generated series.", HelpName = "N,N", DefaultValueFactory = _ => "1,2,3" };
        return Verbs.Group("forecast", "What will it cost?",
        [
            verbs.Ask("show", "Forecast the month, or up to 12: by team or service, parts that add up, intervals, and the error of earlier forecasts.",
                [scope.By, months, scope.Team, scope.Service, scope.Metric, scope.Currency, change], async (session, cancellationToken) =>
                {
                    int count = session.Arguments.GetValue(months);
                    if (count is < 1 or > MonthsMax) throw new CostGuardException(2, CommandErrors.BadArgument.At($"--months '{Text(count)}' is not a number from 1 to {Text(MonthsMax)}."));
                    Snapshot data = await session.SnapshotAsync(cancellationToken).ConfigureAwait(false);
                    ForecastQuestion question = scope.Question(session) with { Months = count, Changes = [.. (session.Arguments.GetValue(change) ?? []).Select(PlannedChange.Parse)] };
                    ForecastReport report = await session.Room<ForecastService>().ForecastAsync(data, question, cancellationToken).ConfigureAwait(false);
                    // A source that is silent makes every forecast too low, however good the method is.
                    IReadOnlyList<string> gaps = SourceGaps.Find(data, session.Configuration, DayRange.Of(BillingPeriod.Of(DateOnly.FromDateTime(session.AsOf.UtcDateTime))), session.AsOf);
                    ReportMeta facts = Facts(session, data, question, report);
                    await session.AnswerAsync(ForecastTable.Build(question.By, report, facts with { Warnings = [.. facts.Warnings, .. gaps] }), cancellationToken).ConfigureAwait(false);
                    return gaps.Count > 0 || (report.Total.Months[0].Forecast is null && report.Total.Confidence == ForecastConfidence.None) ? 5 : 0;
                }),
            verbs.Ask("backtest", "Test forecasts on months that are over, beside six simpler methods.",
                [scope.By, scope.Team, scope.Service, scope.Metric, scope.Currency, benchmark, seeds], async (session, cancellationToken) =>
                {
                    if (session.Arguments.GetValue(benchmark) is not null) return await BenchmarkAsync(session, session.Arguments.GetValue(seeds)!, cancellationToken).ConfigureAwait(false);
                    Snapshot data = await session.SnapshotAsync(cancellationToken).ConfigureAwait(false);
                    ForecastQuestion question = scope.Question(session);
                    IReadOnlyList<BacktestScope> scopes = await session.Room<ForecastService>().BacktestAsync(data, question, cancellationToken).ConfigureAwait(false);
                    ReportMeta meta = CostCommands.Facts(session, data, Months(session, 1), question.Metric) with { Period = "months that are over", PeriodStatus = null };
                    await session.AnswerAsync(BacktestTable.Build(scopes, meta,
                        "Errors are Σ|actual − forecast| ÷ Σ actual. Each forecast knows only the days before it, as they are stored now: later corrections are in them."), cancellationToken).ConfigureAwait(false);
                    return 0;
                }),
        ]);
    }

    private static async Task<int> BenchmarkAsync(Session session, string seeds, CancellationToken cancellationToken)
    {
        int[] numbers = [.. seeds.Split(',', StringSplitOptions.TrimEntries).Select(seed =>
            int.TryParse(seed, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
                ? number
                : throw new CostGuardException(2, CommandErrors.BadArgument.At($"--seeds '{seed}' is not a number.")))];
        IReadOnlyList<SyntheticChecksum> sums = SyntheticBacktest.Checksums();
        foreach (SyntheticChecksum sum in sums)
            session.Screen.Note(string.Create(CultureInfo.InvariantCulture, $"seed 1 {sum.Profile,-18} {sum.Computed,12:N2}  published {sum.Published,12:N2}  {(sum.Ties ? "ok" : "DIFFERS")}"));
        if (sums.Any(sum => !sum.Ties))
            throw new CostGuardException(6, ForecastErrors.BenchmarkDiffers.At($"Sums differ: {string.Join(", ", sums.Where(sum => !sum.Ties).Select(sum => sum.Profile))}."));

        IReadOnlyList<BacktestScope> scopes = await Task.Run(() => SyntheticBacktest.Run(numbers, cancellationToken), cancellationToken).ConfigureAwait(false);
        ReportMeta meta = ReportMeta.NoMoney with { Period = $"CG-SYN-1, seeds {string.Join(", ", numbers.Select(Text))}" };
        await session.AnswerAsync(BacktestTable.Build(scopes, meta,
            "Generated series: they compare methods and say nothing about how exact forecasts are on a bill. Parameters are never tuned on seeds 11 to 13."), cancellationToken).ConfigureAwait(false);
        return 0;
    }

    private static ReportMeta Facts(Session session, Snapshot data, ForecastQuestion question, ForecastReport report)
    {
        ReportMeta meta = CostCommands.Facts(session, data, Months(session, question.Months), question.Metric) with { Currency = question.Currency.Code };
        return report.OtherCurrencies.Count == 0 ? meta : meta with
        {
            Warnings = [.. meta.Warnings, $"Cost in {string.Join(" and ", report.OtherCurrencies.Select(other => other.Code))} is not in it: a forecast is in one currency, and counts others by rates/actual with --currency."],
        };
    }

    private static PeriodText Months(Session session, int count)
    {
        BillingPeriod first = BillingPeriod.Of(DateOnly.FromDateTime(session.AsOf.UtcDateTime));
        return PeriodText.Parse(count == 1 ? first.ToString() : $"{first}..{first.AddMonths(count - 1)}", session.AsOf, session.Configuration.Company);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>The options that say what is forecast.</summary>
    private sealed class ScopeOptions
    {
        public Option<string?> By { get; } = new("--by") { Description = "team or service. Default: team, and service with --team.", HelpName = "DIMENSION" };

        public Option<string?> Team { get; } = new("--team") { Description = "Only this team.", HelpName = "TEAM" };

        public Option<string?> Service { get; } = new("--service") { Description = "Only this service, as the bill names it.", HelpName = "SERVICE" };

        public Option<string?> Metric { get; } = new("--metric") { Description = "billed, effective, list or contracted. Default: the company's (effective).", HelpName = "METRIC" };

        public Option<string?> Currency { get; } = new("--currency") { Description = "In this currency, with cost in others at each month's rate of rates/actual. Default: only cost in the company's currency.", HelpName = "CODE" };

        public ScopeOptions() => By.AcceptOnlyFromAmong("team", "service");

        public ForecastQuestion Question(Session session)
        {
            string? team = session.Arguments.GetValue(Team), service = session.Arguments.GetValue(Service);
            List<CostFilter> filters = [];
            if (team is not null) filters.Add(new CostFilter(new Dimension("team"), [CostCommands.KnownTeam(session, team)]));
            if (service is not null) filters.Add(new CostFilter(new Dimension("service"), [service]));
            CostMetric metric = CostCommands.Metric(session.Arguments.GetValue(Metric), session.Configuration);
            Currency currency = session.Configuration.Company.Currency;
            string? code = session.Arguments.GetValue(Currency);
            if (code is not null && !Core.Values.Currency.TryParse(code, out currency))
                throw new CostGuardException(2, CommandErrors.BadArgument.At($"--currency '{code}' is not a three-letter ISO 4217 code."));
            return new ForecastQuestion(
                new Dimension(session.Arguments.GetValue(By) ?? (team is null ? "team" : "service")), filters, metric, currency, session.AsOf)
            {
                Rates = code is null ? RateBook.Empty : session.Configuration.Rates,
            };
        }
    }
}
