using CostGuard.Core.Budgets;
using CostGuard.Core.Currencies;
using CostGuard.Core.Values;

namespace CostGuard.Core.Statements;

/// <summary>What stands above and below the figures of a statement.</summary>
public sealed record StatementHead
{
    /// <summary>"2026-10-payments-1": month, team, version. The same as long as the version is.</summary>
    public required string Number { get; init; }

    /// <summary>How often the month was closed, or will have been when it is.</summary>
    public required int Version { get; init; }

    /// <summary>True when the month is closed.</summary>
    public required bool IsFinal { get; init; }

    /// <summary>Company.</summary>
    public required string Company { get; init; }

    /// <summary>Team id.</summary>
    public required string Team { get; init; }

    /// <summary>Team's name; its id when it is configured no longer.</summary>
    public required string Title { get; init; }

    /// <summary>E-mail of the owner; null when the team is configured no longer.</summary>
    public required string? Owner { get; init; }

    /// <summary>Cost centre, text.</summary>
    public required string? CostCentre { get; init; }

    /// <summary>Who answers questions; null when nobody is named.</summary>
    public required string? Contact { get; init; }

    /// <summary>Billing month.</summary>
    public required BillingPeriod Period { get; init; }

    /// <summary>The data.</summary>
    public required SnapshotId Snapshot { get; init; }

    /// <summary>SHA-256 of the rules that decided.</summary>
    public required string RuleSet { get; init; }

    /// <summary>When it was made; of a final one the moment of the close, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Last complete day of the data.</summary>
    public required DateOnly? DataThrough { get; init; }

    /// <summary>Last day on which it may be disputed; null while it is preliminary.</summary>
    public required DateOnly? DisputeUntil { get; init; }

    /// <summary>True when silence until then accepts it.</summary>
    public required bool SilenceAccepts { get; init; }

    /// <summary>Rates of the month for its currencies beside the company's.</summary>
    public required IReadOnlyList<ExchangeRate> Rates { get; init; }

    /// <summary>The number of a team's statement.</summary>
    public static string NumberOf(BillingPeriod period, string team, int version) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{period}-{team}-{version}");
}

/// <summary>What commitments did for a team in a currency: its covered usage at other prices than the effective one.</summary>
/// <param name="Currency">Currency.</param>
/// <param name="OnContracted">ContractedCost − EffectiveCost: what commitments are worth.</param>
/// <param name="OnList">ListCost − EffectiveCost: negotiated prices counted, too.</param>
public sealed record CommitmentBenefit(Currency Currency, decimal OnContracted, decimal OnList);

/// <summary>A resource of a team, its direct cost of the month.</summary>
/// <param name="Id">FOCUS ResourceId.</param>
/// <param name="Name">FOCUS ResourceName, if it has one.</param>
/// <param name="Service">FOCUS ServiceName.</param>
/// <param name="Currency">Currency.</param>
/// <param name="Billed">Σ BilledCost, exact.</param>
/// <param name="Effective">Σ EffectiveCost, exact.</param>
public sealed record TeamResource(string Id, string? Name, string? Service, Currency Currency, decimal Billed, decimal Effective);

/// <summary>How a tag covers a team's own usage (domain B.8), by EffectiveCost.</summary>
/// <param name="Key">Folded tag key.</param>
/// <param name="Currency">Currency.</param>
/// <param name="Taggable">Σ EffectiveCost above zero of usage with a resource.</param>
/// <param name="Tagged">The part that carries the tag.</param>
public sealed record TeamCoverage(string Key, Currency Currency, decimal Taggable, decimal Tagged);

/// <summary>What could be saved on a team's resources.</summary>
/// <param name="Currency">Currency; null for findings without a price.</param>
/// <param name="Resources">Number of resources.</param>
/// <param name="Monthly">Σ a month, never alternatives added.</param>
public sealed record OpenSaving(Currency? Currency, int Resources, decimal Monthly);

/// <summary>An earlier month of the team, as its statement says.</summary>
/// <param name="Period">The month.</param>
/// <param name="Totals">By currency; empty when the month has no data.</param>
public sealed record EarlierMonth(BillingPeriod Period, IReadOnlyList<StatementTotal> Totals);

/// <summary>What a team is charged for a month, and what it needs to judge that (domain B.7). Billed cost adds up to the invoices; effective cost stands beside it.</summary>
public sealed record Statement
{
    /// <summary>Head and foot.</summary>
    public required StatementHead Head { get; init; }

    /// <summary>The charges, by currency, part and item.</summary>
    public required IReadOnlyList<StatementLine> Lines { get; init; }

    /// <summary>How lines of pools came about, by pool and currency.</summary>
    public required IReadOnlyDictionary<(string Pool, Currency Currency), PoolShare> Pools { get; init; }

    /// <summary>Totals by currency.</summary>
    public required IReadOnlyList<StatementTotal> Totals { get; init; }

    /// <summary>What commitments did, by currency; empty without covered usage.</summary>
    public required IReadOnlyList<CommitmentBenefit> Benefits { get; init; }

    /// <summary>The team's own budgets of the month.</summary>
    public required IReadOnlyList<BudgetStatus> Budgets { get; init; }

    /// <summary>The three months before, the newest first.</summary>
    public required IReadOnlyList<EarlierMonth> Earlier { get; init; }

    /// <summary>Its direct cost by application and by environment, in each currency.</summary>
    public required IReadOnlyList<DirectSplit> Splits { get; init; }

    /// <summary>What a unit of its drivers costs, in each currency; empty without a quantity of this month or the one before.</summary>
    public required IReadOnlyList<DriverCost> UnitCosts { get; init; }

    /// <summary>The largest resources by effective cost.</summary>
    public required IReadOnlyList<TeamResource> Resources { get; init; }

    /// <summary>Coverage of the tags that every resource should carry.</summary>
    public required IReadOnlyList<TeamCoverage> Coverage { get; init; }

    /// <summary>Open recommendations by currency; null when nobody has given an inventory.</summary>
    public required IReadOnlyList<OpenSaving>? Savings { get; init; }

    /// <summary>The sum checks of the whole month.</summary>
    public required IReadOnlyList<SumCheck> Checks { get; init; }
}
