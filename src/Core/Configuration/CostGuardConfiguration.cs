using CostGuard.Core.Close;
using CostGuard.Core.Currencies;
using CostGuard.Core.Values;

namespace CostGuard.Core.Configuration;

/// <summary>All business objects of a home, read and checked.</summary>
public sealed record CostGuardConfiguration
{
    /// <summary>Where it was read from.</summary>
    public required HomeFolder Home { get; init; }

    /// <summary>costguard.yaml.</summary>
    public required CompanyConfig Company { get; init; }

    /// <summary>connections/, by name.</summary>
    public IReadOnlyList<Connection> Connections { get; init; } = [];

    /// <summary>teams/, by id.</summary>
    public IReadOnlyList<TeamConfig> Teams { get; init; } = [];

    /// <summary>allocation/.</summary>
    public AllocationConfig Allocation { get; init; } = new();

    /// <summary>budgets/, by name.</summary>
    public IReadOnlyList<BudgetConfig> Budgets { get; init; } = [];

    /// <summary>Requests for more (or less) budget, with what was decided; approved ones are revisions of their budgets already.</summary>
    public IReadOnlyList<BudgetRequest> BudgetRequests { get; init; } = [];

    /// <summary>rates/actual and rates/budget.</summary>
    public RateBook Rates { get; init; } = RateBook.Empty;

    /// <summary>drivers/: what unit costs are per, in the order of the files.</summary>
    public IReadOnlyList<DriverQuantity> Drivers { get; init; } = [];

    /// <summary>schedules/, by name.</summary>
    public IReadOnlyList<ScheduleConfig> Schedules { get; init; } = [];

    /// <summary>reports/, by name.</summary>
    public IReadOnlyList<ReportDefinition> Reports { get; init; } = [];

    /// <summary>Recipients of the finance report (notifications/routing.yaml: finance).</summary>
    public IReadOnlyList<string> FinanceTo { get; init; } = [];

    /// <summary>When alerts may be sent, and who is told that the data are too old (notifications/routing.yaml: alerts).</summary>
    public AlertRouting Alerts { get; init; } = new();

    /// <summary>notifications/preferences/, by address.</summary>
    public IReadOnlyList<ReaderPreferences> Preferences { get; init; } = [];

    /// <summary>webhooks/, by name.</summary>
    public IReadOnlyList<WebhookConfig> Webhooks { get; init; } = [];

    /// <summary>SHA-256 (hex) over everything that decides about money: company, teams, allocation with metrics, budgets, rates, drivers. In canonical form, so that
    /// comments and order of keys do not matter.</summary>
    public required string MoneyHash { get; init; }

    /// <summary>reports/journal.yaml; null without one.</summary>
    public JournalConfig? Journal { get; init; }

    /// <summary>Months that are closed, from the state database: their rates have replaced those of the files.</summary>
    public IReadOnlyList<Closing> Closed { get; init; } = [];

    /// <summary>Where the files of a closed month lead, as it was when it was closed; null for open months, whose files lead where today's settings say.</summary>
    public PublishedLinks? ClosedLinks { get; init; }

    /// <summary>Names of connections that are compared with another one and never added to it.</summary>
    public IReadOnlySet<string> CrossChecks =>
        Connections.Where(connection => connection.CrossCheckOf is not null).Select(connection => connection.Name).ToHashSet(StringComparer.Ordinal);
}
