using System.Globalization;
using CostGuard.Cli.Configuration.Checks;
using CostGuard.Cli.Configuration.Csv;
using CostGuard.Cli.Configuration.Kinds;
using CostGuard.Cli.Configuration.Yaml;
using CostGuard.Core.Allocate;
using CostGuard.Core.Budgets;
using CostGuard.Core.Configuration;
using CostGuard.Core.Currencies;
using CostGuard.Core.Errors;
using CostGuard.Core.Normalise;
using CostGuard.Core.Values;

namespace CostGuard.Cli.Configuration;

/// <summary>Reads all business objects of a home in four layers: syntax, shape, references, meaning. Every problem of every file comes in one run.</summary>
public sealed class ConfigurationReader
{
    private readonly HomeFolder _home;
    private readonly List<Problem> _problems = [];
    private readonly ConfigurationFiles _files;
    private readonly IReadOnlyList<ConfigDocument> _documents;
    private readonly ReadContext _context;

    private ConfigurationReader(HomeFolder home, KnownNames known)
    {
        _home = home;
        _files = new ConfigurationFiles(home, _problems);
        _documents = _files.Documents();
        _context = new ReadContext(_documents, known, _problems);
    }

    /// <summary>The configuration, null when there is an error; and every problem, sorted by file and line.</summary>
    public static (CostGuardConfiguration? Configuration, IReadOnlyList<Problem> Problems) Read(HomeFolder home, KnownNames? known = null)
    {
        var reader = new ConfigurationReader(home, known ?? new KnownNames());
        CostGuardConfiguration configuration = reader.ReadAll();
        if (!reader.HasErrors()) reader._problems.AddRange(AllocationChecks.Check(configuration));
        IReadOnlyList<Problem> sorted = Sorted(reader._problems);
        return (reader.HasErrors() ? null : configuration, sorted);
    }

    private CostGuardConfiguration ReadAll()
    {
        CompanyConfig company = ReadCompany();
        _context.Folding = new TagFolding(company.Tags);
        (ConfigDocument Document, TeamConfig Team)[] teams = [.. Sound(TeamKind.Kind).Select(document => (document, TeamKind.Read(document, _context)))];
        Checks.TeamTree.Check(teams, _problems);
        TeamConfig[] ordered = [.. teams.Select(pair => pair.Team).OrderBy(team => team.Id)];
        IReadOnlyList<BudgetRequest> requests = ReadRequests();
        var configuration = new CostGuardConfiguration
        {
            Home = _home,
            Company = company,
            Connections = [.. Sound(ConnectionKind.Kind).Select(document => ConnectionKind.Read(document, _context)).OrderBy(connection => connection.Name, StringComparer.Ordinal)],
            Teams = ordered,
            Allocation = ReadAllocation(),
            Rates = new RateBook([.. ReadRates("rates/actual", RateKind.Actual), .. ReadRates("rates/budget", RateKind.Budget)]),
            Drivers = ReadDrivers(),
            BudgetRequests = requests,
            Budgets = ReadBudgets(company, ordered, requests),
            Schedules = [.. Sound(ScheduleKind.Kind).SelectMany(new ScheduleReader(_context, company, ordered).Read).OrderBy(schedule => schedule.Name, StringComparer.Ordinal)],
            Reports = [.. Sound(ReportKind.Kind).Select(new ReportReader(_context, company).Read).OrderBy(report => report.Name, StringComparer.Ordinal)],
            FinanceTo = [.. Sound(RoutingKind.Kind).SelectMany(document => document.Spec.Texts("finance")).Distinct(StringComparer.OrdinalIgnoreCase)],
            Alerts = RoutingKind.Alerts(Sound(RoutingKind.Kind)),
            Preferences = PreferencesKind.Read(Sound(PreferencesKind.Kind), _context),
            Journal = Sound(JournalKind.Kind).Select(JournalKind.Read).FirstOrDefault(),
            Webhooks = [.. Sound(WebhookKind.Kind).Select(document => WebhookKind.Read(document, _context)).OrderBy(endpoint => endpoint.Name, StringComparer.Ordinal)],
            MoneyHash = "",
        };
        return configuration with { MoneyHash = MoneyHash.Of(configuration) };
    }

    private CompanyConfig ReadCompany()
    {
        ConfigDocument[] companies = [.. _documents.Where(document => document.Kind == CompanyKind.Kind)];
        if (!File.Exists(_home.Combine(ConfigurationFiles.CompanyFile)))
            _problems.Add(new Place(ConfigurationFiles.CompanyFile, 1, 1).Report(ConfigurationErrors.CompanyMissing, "There is no costguard.yaml."));
        else if (companies.Length == 0 && !HasErrors())
            _problems.Add(new Place(ConfigurationFiles.CompanyFile, 1, 1).Report(ConfigurationErrors.CompanyMissing, "costguard.yaml is empty."));
        foreach (ConfigDocument second in companies.Skip(1))
            _problems.Add(second.Root.At.Report(ConfigurationErrors.SetTwice, "costguard.yaml holds one company only."));
        // With an unsound company the other files are still checked; its defaults are then of no account.
        return companies is [{ Sound: true } first, ..]
            ? CompanyKind.Read(first, _context)
            : new CompanyConfig { Company = "", Currency = Currency.Usd };
    }

    private AllocationConfig ReadAllocation()
    {
        var metrics = new Dictionary<string, IReadOnlyDictionary<(BillingPeriod, TeamId), decimal>>(StringComparer.Ordinal);
        foreach ((string file, string text) in _files.Tables("allocation/metrics"))
            metrics[Path.GetFileNameWithoutExtension(file)] = MetricCsv.Read(file, text, _context);
        return new AllocationReader(_context, metrics).Read([.. Sound(AllocationKind.Kind)]);
    }

    private ExchangeRate[] ReadRates(string folder, RateKind kind)
    {
        var table = new RateCsv(kind, _context);
        return [.. _files.Tables(folder).SelectMany(file => table.Read(file.File, file.Text))];
    }

    private DriverQuantity[] ReadDrivers()
    {
        var table = new DriverCsv(_context);
        return [.. _files.Tables("drivers").SelectMany(file => table.Read(file.File, file.Text))];
    }

    private IReadOnlyList<BudgetRequest> ReadRequests() =>
        File.Exists(_home.Combine(BudgetRequestFile.Name.Split('/'))) && _files.TryText(BudgetRequestFile.Name) is { } text ? BudgetRequestFile.Read(text, _context) : [];

    private IReadOnlyList<BudgetConfig> ReadBudgets(CompanyConfig company, IReadOnlyList<TeamConfig> teams, IReadOnlyList<BudgetRequest> requests)
    {
        var table = new BudgetTable(_context);
        var tables = new Dictionary<string, IReadOnlyList<BudgetLine>>(StringComparer.Ordinal);
        foreach ((string file, string text) in _files.Tables("budgets")) tables[file] = table.Read(file, text);
        HashSet<string> names = _documents.Where(document => document.Kind == BudgetKind.Kind).Select(document => document.Name).OfType<string>().ToHashSet(StringComparer.Ordinal);
        IReadOnlyList<BudgetConfig> budgets = [.. new BudgetReader(_context, company, tables).Read([.. Sound(BudgetKind.Kind)], names).Select(budget => BudgetRequestFile.Approved(budget, requests))];
        if (!HasErrors()) _problems.AddRange(BudgetRequestFile.Orphans(requests, budgets));
        if (!HasErrors()) _problems.AddRange(BudgetHierarchyCheck.Warnings(budgets, teams, FiscalCalendar.Of(company)));
        return budgets;
    }

    private IEnumerable<ConfigDocument> Sound(ObjectKind kind) => _documents.Where(document => document.Kind == kind && document.Sound);

    private bool HasErrors() => _problems.Any(problem => problem.Severity == Severity.Error);

    private static Problem[] Sorted(List<Problem> problems) =>
        [.. problems.OrderBy(problem => problem.File, StringComparer.Ordinal).ThenBy(problem => problem.Line ?? 0)
            .ThenBy(problem => int.TryParse(problem.Column, NumberStyles.None, CultureInfo.InvariantCulture, out int column) ? column : 0)];
}
