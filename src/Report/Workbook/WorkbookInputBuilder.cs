using System.Globalization;
using CostGuard.Core.Budgets;
using CostGuard.Core.Changes;
using CostGuard.Core.Close;
using CostGuard.Core.Configuration;
using CostGuard.Core.Currencies;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Report.Mails;

namespace CostGuard.Report.Workbook;

/// <summary>Fills a workbook's input from a snapshot, by the query ports only, and refuses a snapshot whose lines do not add up to its loads.</summary>
public sealed class WorkbookInputBuilder(
    ICostQueries queries, ChangeService changes, WorkbookCloseBuilder close, LineDetail detail, RestatedBuilder? restated = null, JudgedParts? parts = null, MailSettings? settings = null)
{
    internal static readonly Dimension[] DailyBy = [new("team"), new("day"), new("chargeCategory")];

    /// <summary>The input of one month's workbook.</summary>
    /// <param name="snapshot">The data.</param>
    /// <param name="configuration">Company, teams, rules.</param>
    /// <param name="period">The report month.</param>
    /// <param name="budgets">The statuses of the month's budgets.</param>
    /// <param name="asOf">The moment of the judgement, UTC.</param>
    /// <param name="cancellationToken">Stops the questions.</param>
    /// <exception cref="CostGuardException">Lines and loads differ (exit code 6), or there are no lines (5).</exception>
    public async Task<WorkbookInput> BuildAsync(
        Snapshot snapshot, CostGuardConfiguration configuration, BillingPeriod period, IReadOnlyList<BudgetStatus> budgets, DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        BillingPeriod first = period.AddMonths(1 - WorkbookInput.Months);
        Load[] loads = [.. snapshot.Loads.Where(load => load.Period.CompareTo(first) >= 0 && load.Period.CompareTo(period) <= 0)];
        var labels = new TeamLabels(configuration.Teams);
        (IReadOnlyList<DataLine> lines, string note, bool isRolledUp) = await WorkbookLines.FitAsync(
            queries, configuration, snapshot, [.. loads.Select(load => load.Period).Distinct().Order()], DataSheet.RowsMax, cancellationToken).ConfigureAwait(false);
        if (lines.Count == 0) throw new CostGuardException(5, ReportErrors.NothingToReport.At($"There is no cost in {period} or the twelve months before it."));
        (WorkbookClose closing, IReadOnlyList<ChargesHome> homes) = await close.BuildAsync(snapshot, configuration, period, asOf, cancellationToken).ConfigureAwait(false);
        if (!isRolledUp)
        {
            (lines, string more) = await detail.AddAsync(lines, snapshot, configuration, period, homes, DataSheet.RowsMax, cancellationToken).ConfigureAwait(false);
            note += more;
        }

        Tie(lines, loads);

        CompanyConfig company = configuration.Company;
        PublishedLinks links = configuration.ClosedLinks ?? settings?.Links(configuration) ?? new PublishedLinks(null, null);
        var own = new OwnBudgets(configuration, period, budgets);
        WorkbookTeam[] teams = [.. own.Teams(labels, lines)];
        IReadOnlyList<CostRow> days = await queries.QueryAsync(snapshot, new CostQuery(DayRange.Of(period), DailyBy, []), cancellationToken).ConfigureAwait(false);
        var input = new WorkbookInput
        {
            Company = company.Company,
            Period = period,
            // Closing a month is a person's act; until then every month may still be restated.
            PeriodStatus = configuration.Closed.FirstOrDefault(closing => closing.Period == period) is { } closed
                ? string.Create(CultureInfo.InvariantCulture, $"CLOSED v{closed.Version}") : "OPEN (estimate)",
            CloseVersion = configuration.Closed.FirstOrDefault(closing => closing.Period == period)?.Version,
            Currency = company.Currency,
            Metric = company.Metric,
            Snapshot = snapshot.Id.Value,
            DataThrough = snapshot.DataThrough,
            ConfigurationHash = snapshot.ConfigurationHash,
            Version = typeof(WorkbookInputBuilder).Assembly.GetName().Version?.ToString(3) ?? "0",
            Teams = teams,
            OtherBudgets = own.Others,
            Rules = configuration.Allocation.Rules,
            Lines = lines,
            DataNote = note,
            IsRolledUp = isRolledUp,
            Paper = company.Paper,
            Web = links.Pages,
            Contact = links.Contact,
            UnallocatedTarget = configuration.Allocation.UnallocatedWarnShare,
            DaysPresent = await DaysAsync(snapshot, period, cancellationToken).ConfigureAwait(false),
            Restated = restated is null ? RestatedPart.None : await restated.BuildAsync(configuration, period, asOf, cancellationToken).ConfigureAwait(false),
            Rates = [.. configuration.Rates.Rates.Where(rate => rate.Month.CompareTo(first) >= 0 && rate.Month.CompareTo(period) <= 0)],
            Loads = loads,
            HasPrior = loads.Any(load => load.Period == period.Previous),
            Close = closing,
            Homes = homes,
            Bridge = await BridgeAsync(snapshot, configuration, period, cancellationToken).ConfigureAwait(false),
            Daily = Daily(days, labels, teams, configuration, period),
            Warnings = Warnings(snapshot, company, period, asOf),
        };
        return parts is null ? input : await parts.AddAsync(input, snapshot, configuration, asOf, cancellationToken).ConfigureAwait(false);
    }

    private async Task<Bridge?> BridgeAsync(Snapshot snapshot, CostGuardConfiguration configuration, BillingPeriod period, CancellationToken cancellationToken)
    {
        ChangeAnswer answer = await changes.ExplainAsync(snapshot, Change(ChangeWindow.Of(period), [], configuration), cancellationToken).ConfigureAwait(false);
        return answer.Bridges.FirstOrDefault(bridge => bridge.Currency == configuration.Company.Currency);
    }

    /// <summary>Why the month changed, in the company's currency as far as there are rates, as mails and packs ask.</summary>
    internal static ChangeQuestion Change(ChangeWindow after, IReadOnlyList<CostFilter> filters, CostGuardConfiguration configuration)
    {
        var question = new ChangeQuestion(after.Previous(), after, filters, configuration.Company.Metric);
        return configuration.Rates.Rates.Count == 0 ? question : question with { Target = configuration.Company.Currency, Rates = configuration.Rates, KeepsApart = true };
    }

    private async Task<IReadOnlyDictionary<string, int>> DaysAsync(Snapshot snapshot, BillingPeriod period, CancellationToken cancellationToken)
    {
        IReadOnlyList<CostRow> rows = await queries.QueryAsync(snapshot, new CostQuery(DayRange.Of(period), [new("source"), new("day")], []), cancellationToken).ConfigureAwait(false);
        return rows.GroupBy(row => row.Keys[0] ?? "", StringComparer.Ordinal).ToDictionary(
            source => source.Key,
            // A charge of the month may carry a day outside it.
            source => source.Select(row => DateOnly.ParseExact(row.Keys[1] ?? "", "yyyy-MM-dd", CultureInfo.InvariantCulture)).Where(period.Contains).Distinct().Count(), StringComparer.Ordinal);
    }

    private static void Tie(IReadOnlyList<DataLine> lines, Load[] loads)
    {
        var sums = new Dictionary<(BillingPeriod Month, Currency Currency), (ExactSum Billed, ExactSum Effective)>();
        foreach (DataLine line in lines)
        {
            (ExactSum billed, ExactSum effective) = sums.GetValueOrDefault((line.Month, line.Currency));
            sums[(line.Month, line.Currency)] = (billed + ExactSum.Of(line.Costs.Billed), effective + ExactSum.Of(line.Costs.Effective));
        }

        foreach (var stored in loads.SelectMany(load => load.Totals.Select(total => (load.Period, Total: total))).GroupBy(item => (item.Period, item.Total.Currency)))
        {
            ExactCosts expected = stored.Aggregate(default(ExactCosts), (sum, item) => sum + item.Total.Stored);
            (ExactSum billed, ExactSum effective) = sums.GetValueOrDefault(stored.Key);
            if (billed == expected.Billed && effective == expected.Effective) continue;
            throw new CostGuardException(6, ReportErrors.DoesNotTie.At(
                $"{stored.Key.Period} {stored.Key.Currency}: the lines add up to {billed} billed and {effective} effective, the loads to {expected.Billed} and {expected.Effective}."));
        }
    }

    internal static Dictionary<DateOnly, decimal> Daily(IReadOnlyList<CostRow> rows, TeamLabels labels, WorkbookTeam[] teams, CostGuardConfiguration configuration, BillingPeriod period)
    {
        CompanyConfig company = configuration.Company;
        Dictionary<string, WorkbookTeam> byLabel = teams.ToDictionary(team => team.Label, StringComparer.Ordinal);
        var daily = new Dictionary<DateOnly, decimal>();
        foreach (CostRow row in rows)
        {
            // As budgets count: other currencies at the rate of the month, those without one not at all.
            if (configuration.Rates.Find(RateKind.Actual, period, row.Currency, company.Currency) is not { } rate) continue;
            WorkbookTeam? team = byLabel.GetValueOrDefault(labels.Of(row.Keys[0]));
            if (row.Keys[2] == "Credit" && team?.CreditsCounted == false) continue;
            if (row.Keys[2] == "Tax" && team?.TaxCounted == false) continue;
            var day = DateOnly.ParseExact(row.Keys[1] ?? "", "yyyy-MM-dd", CultureInfo.InvariantCulture);
            // A charge of the month may carry a day outside it; days must add up to the month.
            DateOnly clipped = day < period.FirstDay ? period.FirstDay : day > period.LastDay ? period.LastDay : day;
            daily[clipped] = daily.GetValueOrDefault(clipped) + (row.Costs[company.Metric] * rate.Rate);
        }

        return daily;
    }

    private static List<string> Warnings(Snapshot snapshot, CompanyConfig company, BillingPeriod period, DateTimeOffset asOf)
    {
        var warnings = new List<string>();
        if (snapshot.DataThrough is not { } through)
        {
            warnings.Add("No source has usage data: nothing here can be judged.");
            return warnings;
        }

        // A month that is over and complete does not become stale.
        DateTimeOffset known = new(through.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        if (known < period.End && asOf - known > company.WarnAfter)
            warnings.Add(string.Create(CultureInfo.InvariantCulture, $"Stale: data through {through:yyyy-MM-dd} only; later days of {period} are missing."));
        return warnings;
    }
}
