using System.Globalization;
using CostGuard.Core.Budgets;
using CostGuard.Core.Changes;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Report.Workbook;

/// <summary>Fills a workbook's input from a snapshot, by the query ports only, and refuses a snapshot whose lines do not add up to its loads.</summary>
public sealed class WorkbookInputBuilder(ICostQueries queries, ChangeService changes, WorkbookCloseBuilder close, JudgedParts? parts = null)
{
    // From fine to coarse: the first whose lines fit on the Data sheet is taken. Team, rule, pool, service and account are in each.
    private static readonly (string[] By, string Note)[] Grains =
    [
        (["team", "provider", "subAccountId", "subAccountName", "service", "chargeCategory", "rule", "pool", "source", "region", "invoiceId"],
            "One line is the charges of a month with the same team, account, service, region, category, rule, invoice and source."),
        (["team", "provider", "subAccountId", "subAccountName", "service", "chargeCategory", "rule", "pool", "source"],
            "Rolled up, since there were more than 200,000 lines: regions and invoices are left out; ask for them as CSV (cost show -o csv)."),
        (["team", "provider", "subAccountId", "subAccountName", "chargeCategory", "rule", "pool", "source"],
            "Rolled up twice, since there were more than 200,000 lines: services, regions and invoices are left out; ask for them as CSV (cost show -o csv)."),
    ];

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
        (IReadOnlyList<DataLine> lines, string note) = await LinesAsync(snapshot, configuration, labels, loads, cancellationToken).ConfigureAwait(false);
        if (lines.Count == 0) throw new CostGuardException(5, ReportErrors.NothingToReport.At($"There is no cost in {period} or the twelve months before it."));
        Tie(lines, loads);

        CompanyConfig company = configuration.Company;
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
            Rates = [.. configuration.Rates.Rates.Where(rate => rate.Month.CompareTo(first) >= 0 && rate.Month.CompareTo(period) <= 0)],
            Loads = loads,
            Close = await close.BuildAsync(snapshot, configuration, period, cancellationToken).ConfigureAwait(false),
            Bridge = await BridgeAsync(snapshot, company, period, cancellationToken).ConfigureAwait(false),
            Daily = Daily(days, labels, teams, company, period),
            Warnings = Warnings(snapshot, company, period, asOf),
        };
        return parts is null ? input : await parts.AddAsync(input, snapshot, configuration, asOf, cancellationToken).ConfigureAwait(false);
    }

    private async Task<Bridge?> BridgeAsync(Snapshot snapshot, CompanyConfig company, BillingPeriod period, CancellationToken cancellationToken)
    {
        var after = ChangeWindow.Of(period);
        ChangeAnswer answer = await changes.ExplainAsync(snapshot, new ChangeQuestion(after.Previous(), after, [], company.Metric), cancellationToken).ConfigureAwait(false);
        return answer.Bridges.FirstOrDefault(bridge => bridge.Currency == company.Currency);
    }

    private async Task<(IReadOnlyList<DataLine> Lines, string Note)> LinesAsync(
        Snapshot snapshot, CostGuardConfiguration configuration, TeamLabels labels, Load[] loads, CancellationToken cancellationToken)
    {
        BillingPeriod[] months = [.. loads.Select(load => load.Period).Distinct().Order()];
        Dictionary<string, string?> centres = configuration.Teams.ToDictionary(team => labels.Of(team.Id.Value), team => team.CostCentre, StringComparer.Ordinal);
        foreach ((string[] by, string note) in Grains)
        {
            var lines = new List<DataLine>();
            Dimension[] dimensions = [.. by.Select(name => new Dimension(name))];
            // Month by month, so that a grain that does not fit is given up early and never held whole.
            foreach (BillingPeriod month in months)
            {
                IReadOnlyList<CostRow> rows = await queries.QueryAsync(snapshot, new CostQuery(DayRange.Of(month), dimensions, []), cancellationToken).ConfigureAwait(false);
                lines.AddRange(rows.Select(row => Line(month, row, by, labels, centres)));
                if (lines.Count > DataSheet.RowsMax) break;
            }

            if (lines.Count <= DataSheet.RowsMax) return (lines, note);
        }

        throw new CostGuardException(2, ReportErrors.TooManyRows.At($"Even by team and account there are more than {DataSheet.RowsMax} lines."));
    }

    private static DataLine Line(BillingPeriod month, CostRow row, string[] by, TeamLabels labels, Dictionary<string, string?> centres)
    {
        string? Key(string name) => Array.IndexOf(by, name) is >= 0 and var i ? row.Keys[i] : null;
        string team = labels.Of(Key("team"));
        return new DataLine(
            month, team, centres.GetValueOrDefault(team), Key("provider"), Key("subAccountId"), Key("subAccountName"), Key("service"), Key("region"),
            Key("chargeCategory"), row.Currency, row.Costs, Key("rule"), Key("pool"), Key("invoiceId"), Key("source"));
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

    internal static Dictionary<DateOnly, decimal> Daily(IReadOnlyList<CostRow> rows, TeamLabels labels, WorkbookTeam[] teams, CompanyConfig company, BillingPeriod period)
    {
        Dictionary<string, WorkbookTeam> byLabel = teams.ToDictionary(team => team.Label, StringComparer.Ordinal);
        var daily = new Dictionary<DateOnly, decimal>();
        foreach (CostRow row in rows.Where(row => row.Currency == company.Currency))
        {
            WorkbookTeam? team = byLabel.GetValueOrDefault(labels.Of(row.Keys[0]));
            if (row.Keys[2] == "Credit" && team?.CreditsCounted == false) continue;
            if (row.Keys[2] == "Tax" && team?.TaxCounted == false) continue;
            var day = DateOnly.ParseExact(row.Keys[1] ?? "", "yyyy-MM-dd", CultureInfo.InvariantCulture);
            // A charge of the month may carry a day outside it; days must add up to the month.
            DateOnly clipped = day < period.FirstDay ? period.FirstDay : day > period.LastDay ? period.LastDay : day;
            daily[clipped] = daily.GetValueOrDefault(clipped) + row.Costs[company.Metric];
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
