using System.Text;
using CostGuard.Cli.Composition;
using CostGuard.Cli.Configuration;
using CostGuard.Cli.Configuration.Checks;
using CostGuard.Cli.Configuration.Csv;
using CostGuard.Cli.Configuration.Shapes;
using CostGuard.Cli.Configuration.Yaml;
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

    /// <summary>The tables of budgets/ that take the amounts: the one that is named; else for each amount the one that has its month, or YEAR.csv for new months.</summary>
    /// <exception cref="CostGuardException">The named one is no file name, or a month stands in another one.</exception>
    public static IReadOnlyDictionary<string, IReadOnlyList<BudgetCell>> Targets(HomeFolder home, string? into, IReadOnlyList<BudgetCell> cells)
    {
        if (into is not null && (Path.GetFileName(into) != into || !into.EndsWith(".csv", StringComparison.Ordinal)))
            throw new CostGuardException(2, CommandErrors.BadArgument.At($"--into '{into}' is not a file name such as 2027.csv; the table lies in budgets/."));
        Dictionary<(string, Currency, BillingPeriod), Place> known = Known(home);
        string fresh = into ?? (cells.Count == 0 ? "budgets.csv" : $"{Invariant.Text(cells.Min(cell => cell.Month).FirstDay.Year)}.csv");
        var targets = new Dictionary<string, IReadOnlyList<BudgetCell>>(StringComparer.Ordinal);
        foreach (IGrouping<string, BudgetCell> group in cells.GroupBy(cell => known.TryGetValue((cell.Team, cell.Currency, cell.Month), out Place at) ? Path.GetFileName(at.File) : fresh))
        {
            if (into is not null && group.Key != into)
            {
                BudgetCell cell = group.First();
                Place at = known[(cell.Team, cell.Currency, cell.Month)];
                throw new CostGuardException(2, BudgetFileErrors.MonthTwice.At($"{cell.Place}: {cell.Team} has an amount for {cell.Month} already, in {at.File}:{Invariant.Text(at.Line)}.") with
                {
                    Fix = $"Leave out --into, and each month is changed in the table that it stands in; or name that table: --into {group.Key}.",
                });
            }

            targets[group.Key] = [.. group];
        }

        return targets;
    }

    private static Dictionary<(string Team, Currency Currency, BillingPeriod Month), Place> Known(HomeFolder home)
    {
        ReadContext context = Context(home, []);
        var known = new Dictionary<(string, Currency, BillingPeriod), Place>();
        foreach ((string file, string text) in new ConfigurationFiles(home, []).Tables("budgets"))
        {
            foreach (BudgetLine line in new BudgetTable(context).Read(file, text))
            {
                foreach (PlacedAmount amount in line.Amounts) known.TryAdd((line.Team, line.Currency, amount.Month), amount.At);
            }
        }

        return known;
    }

    /// <summary>Writes the amounts into their tables, or only checks them.</summary>
    /// <exception cref="CostGuardException">The configuration would not be valid with them; nothing is written then.</exception>
    public static void Apply(HomeFolder home, IReadOnlyDictionary<string, IReadOnlyList<BudgetCell>> targets, bool write)
    {
        var problems = new List<Problem>();
        (_, IReadOnlyList<Problem> now) = ConfigurationReader.Read(home);
        ReadContext context = Context(home, problems);
        string folder = home.Combine("budgets");
        Dictionary<string, string> texts = targets.ToDictionary(
            target => target.Key,
            target => BudgetTableWriter.Merge(Path.Combine(folder, target.Key) is var path && File.Exists(path) ? File.ReadAllText(path) : null, $"budgets/{target.Key}", context, target.Value),
            StringComparer.Ordinal);
        Check(home, texts, targets, [.. now.Where(problem => problem.Severity == Severity.Error)]);
        if (!write) return;
        Directory.CreateDirectory(folder);
        foreach ((string table, string text) in texts)
        {
            string path = Path.Combine(folder, table), half = $"{path}.{Guid.NewGuid():N}";
            File.WriteAllText(half, text, new UTF8Encoding(false));
            File.Move(half, path, overwrite: true);
        }
    }

    private static void Check(HomeFolder home, Dictionary<string, string> texts, IReadOnlyDictionary<string, IReadOnlyList<BudgetCell>> targets, IReadOnlyList<Problem> known)
    {
        string trial = Directory.CreateTempSubdirectory("costguard-budgets-").FullName;
        try
        {
            ArchivingSnapshotStore.CopyConfiguration(home, Path.Combine(trial, "home"));
            string budgets = Path.Combine(trial, "home", "budgets");
            Directory.CreateDirectory(budgets);
            foreach ((string table, string text) in texts) File.WriteAllText(Path.Combine(budgets, table), text, new UTF8Encoding(false));
            (CostGuardConfiguration? changed, IReadOnlyList<Problem> problems) = ConfigurationReader.Read(new HomeFolder(Path.Combine(trial, "home")));
            HashSet<string> before = [.. known.Select(problem => problem.ToString())];
            Problem[] errors = [.. problems.Where(problem => problem.Severity == Severity.Error && !before.Contains(problem.ToString()))];
            if (errors.Length == 0 && changed is not null) errors = [.. targets.SelectMany(target => target.Value.Select(cell => Lost(cell, changed, target.Key))).OfType<Problem>()];
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
