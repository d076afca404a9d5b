using CostGuard.Core.Budgets;
using CostGuard.Core.Changes;
using CostGuard.Core.Close;
using CostGuard.Core.Configuration;
using CostGuard.Core.Currencies;
using CostGuard.Core.Focus;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Report.Workbook;

/// <summary>Everything a finance workbook shows. Same input, same bytes.</summary>
public sealed record WorkbookInput
{
    /// <summary>Months of history, the report month included.</summary>
    public const int Months = 13;

    /// <summary>Company name.</summary>
    public required string Company { get; init; }

    /// <summary>The report month.</summary>
    public required BillingPeriod Period { get; init; }

    /// <summary>"OPEN (estimate)", "CLOSED", ….</summary>
    public required string PeriodStatus { get; init; }

    /// <summary>Currency of budgets and totals. Lines in other currencies are shown apart.</summary>
    public required Currency Currency { get; init; }

    /// <summary>Metric of teams and budgets.</summary>
    public required CostMetric Metric { get; init; }

    /// <summary>Snapshot id.</summary>
    public required string Snapshot { get; init; }

    /// <summary>Last complete day; null without data.</summary>
    public required DateOnly? DataThrough { get; init; }

    /// <summary>Hash of the configuration that decides about money.</summary>
    public required string ConfigurationHash { get; init; }

    /// <summary>CostGuard's version.</summary>
    public required string Version { get; init; }

    /// <summary>Teams in the order of the configuration, then the pseudo-teams that have cost.</summary>
    public required IReadOnlyList<WorkbookTeam> Teams { get; init; }

    /// <summary>Budgets that are not a team's own budget of the report month in the report's currency and metric.</summary>
    public required IReadOnlyList<BudgetStatus> OtherBudgets { get; init; }

    /// <summary>Allocation rules, for the basis of shared cost.</summary>
    public required IReadOnlyList<AllocationRule> Rules { get; init; }

    /// <summary>The lines of the Data sheet, exact.</summary>
    public required IReadOnlyList<DataLine> Lines { get; init; }

    /// <summary>How fine the lines are, in a sentence.</summary>
    public required string DataNote { get; init; }

    /// <summary>Loads of the months shown.</summary>
    public required IReadOnlyList<Load> Loads { get; init; }

    /// <summary>Cost of each day of the report month, as budgets count it, in the report's currency and metric. Days without data are left out.</summary>
    public required IReadOnlyDictionary<DateOnly, decimal> Daily { get; init; }

    /// <summary>Why the company's cost changed from the month before, in the report's currency and metric; null without cost in either month.</summary>
    public Bridge? Bridge { get; init; }

    /// <summary>False where nothing was loaded of the month before: then nothing is compared with it, since it was not zero.</summary>
    public bool HasPrior { get; init; } = true;

    /// <summary>What every reader must know: stale sources, conflicts.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Exchange rates of the months shown; none makes no FX sheet.</summary>
    public IReadOnlyList<ExchangeRate> Rates { get; init; } = [];

    /// <summary>True when there is an FX sheet: the company's rates, in its own workbook.</summary>
    public bool HasFx => Team is null && Rates.Count > 0;

    /// <summary>How commitments did; null makes no sheet.</summary>
    public CommitmentPart? Commitments { get; init; }

    /// <summary>What was odd; null, where nobody has judged, makes no sheet.</summary>
    public AnomalyPart? Anomalies { get; init; }

    /// <summary>What could be saved and was; null makes no sheet.</summary>
    public SavingPart? Savings { get; init; }

    /// <summary>Invoices, explanations and the journal of the report month; null in a team's workbook, since they are the company's.</summary>
    public WorkbookClose? Close { get; init; }

    /// <summary>The invoice of each group of charges of the report month; empty while none is recorded. Kept in a team's workbook, whose lines name their invoices, too.</summary>
    internal IReadOnlyList<ChargesHome> Homes { get; init; } = [];

    /// <summary>Restatements of closed months that the report month carries.</summary>
    public RestatedPart Restated { get; init; } = RestatedPart.None;

    /// <summary>The version before this one; null for the first.</summary>
    public EarlierVersion? Earlier { get; init; }

    /// <summary>Days of the report month with cost, by source.</summary>
    public IReadOnlyDictionary<string, int> DaysPresent { get; init; } = new Dictionary<string, int>();

    /// <summary>Paper of printed sheets.</summary>
    public PaperSize Paper { get; init; } = PaperSize.A4;

    /// <summary>Address of the web pages; null, or without https, leaves links to them out.</summary>
    public Uri? Web { get; init; }

    /// <summary>Address for questions; null names the company's finance team.</summary>
    public string? Contact { get; init; }

    /// <summary>True when Data was rolled up to fit, so that the file beside the workbook has the lines.</summary>
    public bool IsRolledUp { get; init; }

    /// <summary>Name of the file beside the workbook with every line, where Data was rolled up.</summary>
    public string LinesFileName => Path.ChangeExtension(FileName, null) + "-lines.csv";

    /// <summary>Share of cost (0 to 1) above which Unallocated is warned of.</summary>
    public decimal UnallocatedTarget { get; init; } = 0.01m;

    /// <summary>The team that it is for; null for the whole company.</summary>
    public TeamPart? Team { get; init; }

    /// <summary>The lines' cents, where they come from a larger whole; null rounds the lines by themselves.</summary>
    internal RoundedLines? Rounded { get; init; }

    /// <summary>The months shown, oldest first.</summary>
    public IReadOnlyList<BillingPeriod> MonthsShown => [.. Enumerable.Range(0, Months).Select(i => Period.AddMonths(i - Months + 1))];

    /// <summary>How often the month was closed; null while it is open.</summary>
    public int? CloseVersion { get; init; }

    /// <summary>"costguard-2026-11-acme-asof-2026-11-14-ESTIMATE.xlsx".</summary>
    public string FileName
    {
        get
        {
            string company = Team?.Id ?? string.Join('-', new string([.. Company.ToLowerInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : ' ')])
                .Split(' ', StringSplitOptions.RemoveEmptyEntries));
            string through = DataThrough is { } day ? "-asof-" + day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) : "";
            if (CloseVersion is { } version)
                return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"costguard-{Period}-{company}-close-v{version}-FINAL.xlsx");
            return string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $"costguard-{Period}-{company}{through}-{(IsEstimate ? "ESTIMATE" : "FINAL")}.xlsx");
        }
    }

    /// <summary>What the file says it is.</summary>
    public WorkbookIdentity Identity => new(Team is null ? WorkbookIdentity.Finance(Period) : WorkbookIdentity.OfTeam(Team.Id, Period), Snapshot, Version);

    /// <summary>True while the month can still change.</summary>
    public bool IsEstimate => PeriodStatus.Contains("estimate", StringComparison.OrdinalIgnoreCase);
}

/// <summary>Whose workbook it is, when it is not the company's.</summary>
/// <param name="Id">Team id.</param>
/// <param name="Title">Name to show.</param>
/// <param name="Below">Titles of the teams below it, which are in it, too.</param>
public sealed record TeamPart(string Id, string Title, IReadOnlyList<string> Below);

/// <summary>A row of Budget v Actual.</summary>
/// <param name="Label">Name in all sheets, unique without case and safe as a criterion of SUMIFS.</param>
/// <param name="Owner">E-mail of the owner.</param>
/// <param name="CostCentre">Cost centre; text.</param>
/// <param name="Budget">Its own budget of the month, or null.</param>
/// <param name="CreditsCounted">True when credits reduce what is compared with the budget.</param>
/// <param name="TaxCounted">True when tax counts against the budget.</param>
/// <param name="IsPseudo">True for unallocated and central cost.</param>
/// <param name="Id">Team id; null for unallocated and central cost.</param>
/// <param name="Parent">Id of the team above, or null.</param>
public sealed record WorkbookTeam(string Label, string? Owner, string? CostCentre, BudgetStatus? Budget, bool CreditsCounted, bool TaxCounted, bool IsPseudo, string? Id = null, string? Parent = null)
{
    /// <summary>What tells teams apart: the id; unallocated and central cost have ids of their own.</summary>
    internal string Key => Id ?? (!IsPseudo ? Label : Label == TeamLabels.Unallocated ? TeamId.Unallocated.Value : Label == TeamLabels.Central ? TeamId.Central.Value : Label);
}

/// <summary>The version of a workbook that was written before, from other data.</summary>
/// <param name="File">Name of its file.</param>
/// <param name="Snapshot">Its snapshot.</param>
/// <param name="Billed">Billed cost of the report month in it, exact, by currency.</param>
public sealed record EarlierVersion(string File, string Snapshot, IReadOnlyDictionary<Currency, decimal> Billed);

/// <summary>A line of the Data sheet: charges of one billing month that agree in all of these.</summary>
/// <param name="Month">Billing month.</param>
/// <param name="Team">Label of the team.</param>
/// <param name="CostCentre">The team's cost centre.</param>
/// <param name="Provider">FOCUS ProviderName.</param>
/// <param name="AccountId">FOCUS SubAccountId.</param>
/// <param name="AccountName">FOCUS SubAccountName.</param>
/// <param name="Service">FOCUS ServiceName.</param>
/// <param name="Region">FOCUS RegionId.</param>
/// <param name="ChargeCategory">FOCUS ChargeCategory.</param>
/// <param name="Currency">FOCUS BillingCurrency.</param>
/// <param name="Costs">Exact sums.</param>
/// <param name="Rule">Rule that gave it to the team.</param>
/// <param name="Pool">Shared pool it came from, or null when it is direct.</param>
/// <param name="Invoice">Number of the invoice that the charges belong to in the report month, otherwise FOCUS InvoiceId.</param>
/// <param name="Source">Source of the loads.</param>
public sealed record DataLine(
    BillingPeriod Month,
    string Team,
    string? CostCentre,
    string? Provider,
    string? AccountId,
    string? AccountName,
    string? Service,
    string? Region,
    string? ChargeCategory,
    Currency Currency,
    Costs Costs,
    string? Rule,
    string? Pool,
    string? Invoice,
    string? Source)
{
    /// <summary>FOCUS ResourceId, or SkuMeter where the charges have no resource; null for shared cost, rolled-up lines and months before the report month.</summary>
    public string? Resource { get; init; }

    /// <summary>FOCUS BillingAccountId; tells invoices apart, and has no column.</summary>
    public string? BillingAccount { get; init; }

    /// <summary>Id of the load that has the source's lines.</summary>
    public string? Load { get; init; }

    /// <summary>How many of the source's lines it is made of; 0 for a share of a pool.</summary>
    public long Rows { get; init; }
}
