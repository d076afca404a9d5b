using System.CommandLine;
using System.Globalization;
using System.Text;
using CostGuard.Cli.Configuration.Csv;
using CostGuard.Core.Budgets;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Reports;
using CostGuard.Core.Values;
using CostGuard.Report.Tables;
using CostGuard.Report.Workbook;

namespace CostGuard.Cli.Commands;

/// <summary>costguard budget template|export|import: budgets as people keep them, in a spreadsheet, and back with every change named.</summary>
internal static class BudgetFileCommands
{
    public static IEnumerable<Command> All(Verbs verbs)
    {
        var year = new Option<int?>("--year") { Description = "Fiscal year, by its name. Default: the next one.", HelpName = "YEAR" };
        var file = new Argument<string>("FILE") { Description = "A filled-in template (.xlsx), or a table team,currency,2027-01,… (.csv)." };
        var into = new Option<string?>("--into") { Description = "Table in budgets/ that takes the amounts. Default: for each month the one that it stands in; YEAR.csv of the file's first month for new ones.", HelpName = "NAME.csv" };
        Option<bool> dryRun = GlobalOptions.DryRun();
        var totals = new Option<string[]>("--total") { Description = "Fill in a team's year: payments=120000. Repeatable.", HelpName = "TEAM=AMOUNT" };
        var split = new Option<string?>("--split") { Description = "How a total becomes months: season (shares of the year before; default) or even.", HelpName = "HOW" };
        split.AcceptOnlyFromAmong("season", "even");
        yield return verbs.Make("template", "Write a workbook to fill in: team by month, last year's cost beside it.", [year, totals, split], async (session, cancellationToken) =>
        {
            BudgetGrid grid = await GridAsync(session, session.Arguments.GetValue(year), cancellationToken).ConfigureAwait(false);
            if (session.Arguments.GetValue(totals) is { Length: > 0 } named) grid = BudgetGridTotals.Fill(grid, Totals(named), session.Arguments.GetValue(split) != "even");
            string path = session.Arguments.GetValue(verbs.Globals.Out) ?? $"budgets-{grid.Year[2..]}.xlsx";
            await WriteAsync(grid, Path.GetFullPath(path, session.Surroundings.WorkingFolder), cancellationToken).ConfigureAwait(false);
            session.Screen.Note($"{path}: {grid.Rows.Count} lines, {grid.Months[0]} to {grid.Months[^1]}. Fill it in, then: costguard budget import {path} --dry-run");
            return 0;
        });
        yield return verbs.Make("export", "Write the monthly budgets of a year as a table (standard output, or --out FILE.csv or FILE.xlsx).", [year], async (session, cancellationToken) =>
        {
            BudgetGrid grid = await GridAsync(session, session.Arguments.GetValue(year), cancellationToken).ConfigureAwait(false);
            if (session.Arguments.GetValue(verbs.Globals.Out) is { } path && path != "-") await WriteAsync(grid, Path.GetFullPath(path, session.Surroundings.WorkingFolder), cancellationToken).ConfigureAwait(false);
            else await session.Surroundings.Out.WriteAsync(BudgetTableWriter.Text(grid)).ConfigureAwait(false);
            return 0;
        });
        yield return verbs.Make("import", "Take amounts from a workbook or table: every change is shown, then written to budgets/.", [file, into, dryRun], (session, cancellationToken) =>
            ImportAsync(session, session.Arguments.GetValue(file)!, session.Arguments.GetValue(into), session.Arguments.GetValue(dryRun), cancellationToken));
    }

    private static async Task<int> ImportAsync(Session session, string file, string? into, bool dryRun, CancellationToken cancellationToken)
    {
        IReadOnlyList<BudgetCell> cells = BudgetImport.Read(session.Home, Path.GetFullPath(file, session.Surroundings.WorkingFolder));
        IReadOnlyList<BudgetCellChange> changes = BudgetCellChange.Between(session.Configuration.Budgets, cells);
        IReadOnlyDictionary<string, IReadOnlyList<BudgetCell>> targets = BudgetImport.Targets(session.Home, into, [.. changes.Select(change => change.Cell)]);
        if (changes.Count > 0) BudgetImport.Apply(session.Home, targets, write: !dryRun);
        await session.AnswerAsync(BudgetChangeTable.Build(changes, string.Join(" and ", targets.Keys.Select(target => $"budgets/{target}")), written: !dryRun, ReportMeta.NoMoney), cancellationToken).ConfigureAwait(false);
        return 0;
    }

    private static async Task<BudgetGrid> GridAsync(Session session, int? year, CancellationToken cancellationToken)
    {
        CostGuardConfiguration configuration = session.Configuration;
        var calendar = FiscalCalendar.Of(configuration.Company);
        int named = year ?? calendar.YearOf(DateOnly.FromDateTime(session.AsOf.UtcDateTime)) + 1;
        if (named is < 2000 or > 9000) throw new CostGuardException(2, CommandErrors.BadArgument.At($"--year '{named}' is no year such as 2027."));
        DayRange days = calendar.Year(named);
        BillingPeriod[] months = [.. Enumerable.Range(0, 12).Select(BillingPeriod.Of(days.Start).AddMonths)];
        IReadOnlyList<BudgetConfig> budgets = BudgetGrid.Budgets(configuration);
        Snapshot snapshot = await session.SnapshotAsync(cancellationToken).ConfigureAwait(false);
        IReadOnlyList<IReadOnlyDictionary<BillingPeriod, decimal>> actual = await session.Room<BudgetService>()
            .MonthlyAsync(snapshot, configuration, budgets, DayRange.Of(months[0].AddMonths(-12), months[0].Previous), cancellationToken).ConfigureAwait(false);
        return new BudgetGrid($"FY{named:0000}", months, [.. budgets.Zip(actual, (budget, last) => new BudgetGridRow(budget.Team.Value, budget.Currency, Planned(budget, months), last))]);
    }

    private static Dictionary<string, decimal> Totals(string[] named)
    {
        var totals = new Dictionary<string, decimal>(StringComparer.Ordinal);
        foreach (string each in named)
        {
            int at = each.LastIndexOf('=');
            if (at <= 0 || !decimal.TryParse(each.AsSpan(at + 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal amount) || !totals.TryAdd(each[..at], amount))
                throw new CostGuardException(2, CommandErrors.BadArgument.At($"--total '{each}' is not TEAM=AMOUNT, each team once, such as payments=120000."));
        }

        return totals;
    }

    private static Dictionary<BillingPeriod, decimal> Planned(BudgetConfig budget, BillingPeriod[] months) =>
        months.Select(month => (Month: month, Amount: BudgetCellChange.Planned(budget, month))).Where(each => each.Amount is not null).ToDictionary(each => each.Month, each => each.Amount!.Value);

    private static async Task WriteAsync(BudgetGrid grid, string path, CancellationToken cancellationToken)
    {
        if (Path.GetExtension(path).Equals(".csv", StringComparison.OrdinalIgnoreCase))
        {
            await File.WriteAllTextAsync(path, BudgetTableWriter.Text(grid), new UTF8Encoding(false), cancellationToken).ConfigureAwait(false);
            return;
        }

        using var bytes = new MemoryStream();
        await BudgetGridWorkbook.WriteAsync(grid, bytes, cancellationToken).ConfigureAwait(false);
        await File.WriteAllBytesAsync(path, bytes.ToArray(), cancellationToken).ConfigureAwait(false);
    }
}
