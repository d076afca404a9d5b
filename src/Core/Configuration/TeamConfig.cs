using CostGuard.Core.Values;

namespace CostGuard.Core.Configuration;

/// <summary>teams/NAME.yaml.</summary>
public sealed record TeamConfig
{
    /// <summary>Immutable id.</summary>
    public required TeamId Id { get; init; }

    /// <summary>Name to show.</summary>
    public required string Title { get; init; }

    /// <summary>E-mail of the owner.</summary>
    public required string Owner { get; init; }

    /// <summary>E-mails of deputies.</summary>
    public IReadOnlyList<string> Deputies { get; init; } = [];

    /// <summary>Cost centre, text: leading zeros count.</summary>
    public string? CostCentre { get; init; }

    /// <summary>IANA zone of the team's mails; null takes the company's.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Parent node for roll-ups (another team's id), or null at the top. Depth at most 6.</summary>
    public TeamId? Parent { get; init; }

    /// <summary>First month in which its matches hold.</summary>
    public required BillingPeriod EffectiveFrom { get; init; }

    /// <summary>What belongs to the team: any of these.</summary>
    public IReadOnlyList<Match> Matches { get; init; } = [];

    /// <summary>Who gets the weekly digest: "owner", "deputies" or addresses. Empty: nobody.</summary>
    public IReadOnlyList<string> WeeklyDigestTo { get; init; } = [];

    /// <summary>Who is told about the team's budgets.</summary>
    public BudgetAlertsTo BudgetAlerts { get; init; } = new();

    /// <summary>When a day's cost of this team is unusual; null takes the company's settings.</summary>
    public AnomalySettings? Anomalies { get; init; }

    /// <summary>File it was read from, for messages.</summary>
    public string? File { get; init; }
}

/// <summary>notify.budgetAlerts of a team.</summary>
public sealed record BudgetAlertsTo
{
    /// <summary>"owner", "deputies" or addresses. Default the owner.</summary>
    public IReadOnlyList<string> To { get; init; } = ["owner"];

    /// <summary>A team (its owner) or an address that is told when nobody acknowledges; null takes the owner of the parent team.</summary>
    public string? EscalateTo { get; init; }

    /// <summary>Days after which that happens; null is 48 hours.</summary>
    public int? AfterDays { get; init; }
}

/// <summary>
/// A predicate over one charge: all conditions must hold. Keys: provider, aws.account / azure.subscription / gcp.project / subAccountId (one and the
/// same), billingAccountId, service, serviceCategory, region, chargeCategory, chargeClass, commitmentDiscountStatus, resource (id), resourceName,
/// sku, source, tag.KEY (folded key).
/// A value is compared without case; "*" means present; a leading and trailing slash (/^pay-/) makes a regular expression.
/// </summary>
/// <param name="Conditions">Key → accepted values (any of).</param>
public sealed record Match(IReadOnlyDictionary<string, IReadOnlyList<string>> Conditions);

/// <summary>How a shared pool is divided.</summary>
public enum SplitMethod
{
    /// <summary>Equal parts.</summary>
    Even,

    /// <summary>By each team's direct EffectiveCost before any shared cost; negative counts as 0.</summary>
    Cost,

    /// <summary>By configured percentages that add up to 100.00 ± 0.01.</summary>
    Fixed,

    /// <summary>By an imported usage metric.</summary>
    Usage,
}

/// <summary>How a rule's pool is split.</summary>
/// <param name="By">Method.</param>
/// <param name="Among">Receiving teams; empty means all teams.</param>
/// <param name="Weights">Percent per team, for <see cref="SplitMethod.Fixed"/>.</param>
/// <param name="Metric">Metric name, for <see cref="SplitMethod.Usage"/> (allocation/metrics/NAME.csv: month,team,quantity).</param>
/// <param name="Fallback">Used, with a warning, where the metric has no quantity for a month. Default Cost.</param>
/// <param name="ActiveOnly">Even: only teams with direct cost in the month.</param>
/// <param name="Cascade">True counts shared cost received from earlier pools into the weights. Default false.</param>
public sealed record Split(
    SplitMethod By,
    IReadOnlyList<string> Among,
    IReadOnlyDictionary<string, decimal> Weights,
    string? Metric = null,
    SplitMethod Fallback = SplitMethod.Cost,
    bool ActiveOnly = false,
    bool Cascade = false);

/// <summary>One ordered rule. Exactly one of the outcomes (Assign, ByTag, Split, Central) is given.</summary>
public sealed record AllocationRule
{
    /// <summary>Immutable name, unique over all rule files; stored on each allocated row.</summary>
    public required string Name { get; init; }

    /// <summary>Which charges.</summary>
    public required Match When { get; init; }

    /// <summary>Charges go to this team.</summary>
    public TeamId? Assign { get; init; }

    /// <summary>Charges go to the team named by this folded tag key, through <see cref="Map"/>.</summary>
    public string? ByTag { get; init; }

    /// <summary>Tag value → team id, for <see cref="ByTag"/>; a value that is a team id needs no entry.</summary>
    public IReadOnlyDictionary<string, string> Map { get; init; } = new Dictionary<string, string>();

    /// <summary>Charges go to the pool of this rule's name, which is split.</summary>
    public Split? Split { get; init; }

    /// <summary>True keeps the charges central.</summary>
    public bool Central { get; init; }

    /// <summary>First charge day, inclusive; null from the beginning.</summary>
    public DateOnly? EffectiveFrom { get; init; }

    /// <summary>Day after the last charge day, exclusive; null for ever.</summary>
    public DateOnly? EffectiveTo { get; init; }

    /// <summary>File and line, for messages.</summary>
    public string? File { get; init; }

    /// <summary>Line in the file.</summary>
    public int? Line { get; init; }
}

/// <summary>allocation/*.yaml.</summary>
public sealed record AllocationConfig
{
    /// <summary>Rules in order: files by name, rules as written. First match wins.</summary>
    public IReadOnlyList<AllocationRule> Rules { get; init; } = [];

    /// <summary>True tries a sub-account's owner before the team tag (domain B.2). Default false.</summary>
    public bool AccountFirst { get; init; }

    /// <summary>True keeps credits without resource and sub-account central, so that they do not hide consumption. Default true.</summary>
    public bool CreditsCentral { get; init; } = true;

    /// <summary>Share of the total (0 to 1) above which Unallocated is warned of. Default 0.01.</summary>
    public decimal UnallocatedWarnShare { get; init; } = 0.01m;

    /// <summary>Share of the total (0 to 1) above which Unallocated keeps a month from being closed; null: none.</summary>
    public decimal? UnallocatedCloseShare { get; init; }

    /// <summary>Usage metrics by name: (month, team) → quantity.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<(BillingPeriod Period, TeamId Team), decimal>> Metrics { get; init; } =
        new Dictionary<string, IReadOnlyDictionary<(BillingPeriod, TeamId), decimal>>();
}
