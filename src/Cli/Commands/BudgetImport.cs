using System.Text;
using CostGuard.Cli.Composition;
using CostGuard.Cli.Configuration;
using CostGuard.Cli.Configuration.Checks;
using CostGuard.Cli.Configuration.Csv;
using CostGuard.Cli.Configuration.Shapes;
using CostGuard.Core.Budgets;
using CostGuard.Core.Close;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Values;
using CostGuard.Ledger.State;
using CostGuard.Report.Workbook;

namespace CostGuard.Cli.Commands;

/// <summary>Brings amounts of a file into a table of budgets/. The whole configuration is checked with the change in it before a byte is written.</summary>
internal static class BudgetImport
{
    public static IReadOnlyList<BudgetCell> Read(HomeFolder home, string file)
    {
        if (!File.Exists(file)) throw new CostGuardException(8, CommandErrors.BadArgument.At($"There is no file '{file}'."));
        string name = Path.GetFileName(file);
        (IReadOnlyList<BudgetCell> cells, IReadOnlyList<Problem> problems) = Path.GetExtension(file).Equals(".csv", StringComparison.OrdinalIgnoreCase) ? ReadTable(home, file, name) : ReadWorkbook(home, file, name);
        IEnumerable<Problem> twice = cells.GroupBy(cell => (cell.Team, cell.Currency, cell.Month)).Where(same => same.Count() > 1)
            .Select(same => BudgetFileErrors.MonthTwice.At($"{same.Last().Place}: {same.Key.Team} has an amount for {same.Key.Month} already, in {same.First().Place}.", name));
        Problem[] all = [.. problems, .. twice];
        return all.Length > 0 ? throw new CostGuardException(2, all[0], [.. all.Skip(1)]) : cells;
    }

    /// <summary>The table's name in budgets/.</summary>
    public static string Target(string? into, IReadOnlyList<BudgetCell> cells)
    {
        string name = into ?? (cells.Count == 0 ? "budgets.csv" : $"{Invariant.Text(cells.Min(cell => cell.Month).FirstDay.Year)}.csv");
        if (Path.GetFileName(name) != name || !name.EndsWith(".csv", StringComparison.Ordinal))
            throw new CostGuardException(2, CommandErrors.BadArgument.At($"--into '{name}' is not a file name such as 2027.csv; the table lies in budgets/."));
        return name;
    }

    /// <summary>Writes the amounts, or only checks them.</summary>
    /// <exception cref="CostGuardException">The configuration would not be valid with them; nothing is written then.</exception>
    public static void Apply(HomeFolder home, string table, IReadOnlyList<BudgetCell> cells, bool write)
    {
        string path = home.Combine("budgets", table);
        var problems = new List<Problem>();
        (_, IReadOnlyList<Problem> now) = ConfigurationReader.Read(home);
        string text = BudgetTableWriter.Merge(File.Exists(path) ? File.ReadAllText(path) : null, $"budgets/{table}", Context(home, problems), cells);
        Check(home, table, text, cells, [.. now.Where(problem => problem.Severity == Severity.Error)]);
        if (!write) return;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        string half = $"{path}.{Guid.NewGuid():N}";
        File.WriteAllText(half, text, new UTF8Encoding(false));
        File.Move(half, path, overwrite: true);
    }

    private static void Check(HomeFolder home, string table, string text, IReadOnlyList<BudgetCell> cells, IReadOnlyList<Problem> known)
    {
        string trial = Directory.CreateTempSubdirectory("costguard-budgets-").FullName;
        try
        {
            ArchivingSnapshotStore.CopyConfiguration(home, Path.Combine(trial, "home"));
            string budgets = Path.Combine(trial, "home", "budgets");
            Directory.CreateDirectory(budgets);
            File.WriteAllText(Path.Combine(budgets, table), text, new UTF8Encoding(false));
            (CostGuardConfiguration? changed, IReadOnlyList<Problem> problems) = ConfigurationReader.Read(new HomeFolder(Path.Combine(trial, "home")));
            HashSet<string> before = [.. known.Select(problem => problem.ToString())];
            Problem[] errors = [.. problems.Where(problem => problem.Severity == Severity.Error && !before.Contains(problem.ToString()))];
            if (errors.Length == 0 && changed is not null) errors = [.. cells.Select(cell => Lost(cell, changed, table)).OfType<Problem>()];
            if (errors.Length > 0) throw new CostGuardException(2, errors[0], [.. errors.Skip(1)]);
            Problem[] closed = changed is null ? [] : [.. ClosedMonths.Check(changed, StateReads.Locks(home)).Where(problem => problem.Severity == Severity.Error)];
            if (closed.Length > 0) throw new CostGuardException(9, closed[0], [.. closed.Skip(1)]);
        }
        finally
        {
            Directory.Delete(trial, recursive: true);
        }
    }

    // An amount that is written and does not count would be believed: a version replaces it, or the budget reads its amounts elsewhere.
    private static Problem? Lost(BudgetCell cell, CostGuardConfiguration changed, string table)
    {
        BudgetConfig[] budgets = [.. changed.Budgets.Where(budget => budget is { Kind: BudgetPeriodKind.Month, Once: null } && budget.Team.Value == cell.Team && budget.Currency == cell.Currency)];
        if (budgets.Length == 1 && BudgetCellChange.Planned(budgets[0], cell.Month) == cell.Amount) return null;
        string why = budgets.Length == 1
            ? budgets[0].Revisions.Count > 0 ? $"budget \"{budgets[0].Name}\" has a version that counts instead" : $"budget \"{budgets[0].Name}\" does not read budgets/{table}"
            : $"{Invariant.Text(budgets.Length)} budgets would have it ({string.Join(", ", budgets.Select(budget => budget.Name))})";
        return BudgetGridErrors.NoEffect.At($"{cell.Place}: {Invariant.Exact(cell.Amount)} for {cell.Team} in {cell.Month} would not count: {why}.");
    }

    private static (IReadOnlyList<BudgetCell> Cells, IReadOnlyList<Problem> Problems) ReadWorkbook(HomeFolder home, string file, string name)
    {
        using FileStream stream = File.OpenRead(file);
        (IReadOnlyList<BudgetCell> cells, IReadOnlyList<Problem> problems) = BudgetGridReader.Read(stream, name);
        ReadContext context = Context(home, []);
        IEnumerable<Problem> strangers = cells.Where(cell => cell.Team != "all" && !context.Teams.Contains(cell.Team)).DistinctBy(cell => cell.Team)
            .Select(cell => TeamErrors.UnknownTeam.At($"{cell.Place}: there is no team \"{cell.Team}\".{Suggestion.For(cell.Team, context.Teams)}", name));
        return (cells, [.. problems, .. strangers]);
    }

    private static ReadContext Context(HomeFolder home, List<Problem> problems) =>
        new(new ConfigurationFiles(home, []).Documents(), new KnownNames(), problems);

    private static (IReadOnlyList<BudgetCell> Cells, IReadOnlyList<Problem> Problems) ReadTable(HomeFolder home, string file, string name)
    {
        var problems = new List<Problem>();
        IReadOnlyList<BudgetLine> lines = new BudgetTable(Context(home, problems)).Read(name, File.ReadAllText(file));
        BudgetCell[] cells = [.. lines.SelectMany(line => line.Amounts.Select(amount =>
            new BudgetCell(line.Team, line.Currency, amount.Month, amount.Amount, $"{name}:{Invariant.Text(amount.At.Line)}:{Invariant.Text(amount.At.Column)}")))];
        return (cells, problems);
    }
}
