using CostGuard.Core.Focus;
using CostGuard.Core.Values;

namespace CostGuard.Report.Reviews;

/// <summary>A part of the pack that may not be known: its value, or why it cannot be told. Never zero for nothing.</summary>
/// <param name="Value">What is known.</param>
/// <param name="Gap">Why it is not; null when it is.</param>
public sealed record Part<T>(T? Value, string? Gap)
    where T : class;

/// <summary>
/// Every figure of a review pack, unrounded, built once and frozen. It goes to the state database and comes back as it was, so that the pack stays the
/// same whatever is configured, collected or computed later.
/// </summary>
public sealed record ReviewModel
{
    /// <summary>Company name.</summary>
    public required string Company { get; init; }

    /// <summary>The month that is reviewed.</summary>
    public required BillingPeriod Period { get; init; }

    /// <summary>"CLOSED v1", "OPEN (may be restated)", "OPEN (estimate)".</summary>
    public required string PeriodStatus { get; init; }

    /// <summary>Currency of all amounts, unless a row names its own.</summary>
    public required Currency Currency { get; init; }

    /// <summary>Metric of teams, budgets, bridge and forecast.</summary>
    public required CostMetric Metric { get; init; }

    /// <summary>Snapshot id.</summary>
    public required string Snapshot { get; init; }

    /// <summary>Hash of the configuration that decides about money.</summary>
    public required string ConfigurationHash { get; init; }

    /// <summary>Last complete day; null without data.</summary>
    public required DateOnly? DataThrough { get; init; }

    /// <summary>The moment that is judged, UTC.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>CostGuard's version.</summary>
    public required string Version { get; init; }

    /// <summary>What every reader must know before any figure.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>The review before; null for the first one.</summary>
    public required ReviewBefore? Before { get; init; }

    /// <summary>Hash of what was looked at for the ticks: equal to the closed month's where the review shows what was closed. Null in a team's figures, and in those that were frozen before this was kept.</summary>
    public string? Evidence { get; init; }

    /// <summary>Complete, tied, allocated.</summary>
    public required IReadOnlyList<ReviewTick> Ticks { get; init; }

    /// <summary>The month in one line.</summary>
    public required ReviewTotal Total { get; init; }

    /// <summary>Every team, and what belongs to none.</summary>
    public required IReadOnlyList<ReviewTeam> Teams { get; init; }

    /// <summary>Why cost changed.</summary>
    public required Part<ReviewBridge> Bridge { get; init; }

    /// <summary>The largest changes.</summary>
    public required Part<ReviewMovers> Movers { get; init; }

    /// <summary>The fiscal year to its end.</summary>
    public required Part<ReviewYear> Year { get; init; }

    /// <summary>What was unusual.</summary>
    public required Part<ReviewAnomalies> Anomalies { get; init; }

    /// <summary>Direct, shared, unallocated.</summary>
    public required ReviewAllocation Allocation { get; init; }

    /// <summary>Reservations, savings plans, committed use.</summary>
    public required Part<ReviewCommitments> Commitments { get; init; }

    /// <summary>What could be saved.</summary>
    public required Part<ReviewSavings> Savings { get; init; }

    /// <summary>Actions: promised, done, verified.</summary>
    public required Part<ReviewActions> Actions { get; init; }

    /// <summary>Invoices beside the data.</summary>
    public required IReadOnlyList<ReviewStatement> Statements { get; init; }

    /// <summary>Loads of the month.</summary>
    public required IReadOnlyList<ReviewLoad> Loads { get; init; }

    /// <summary>What each team's cost is made of; empty in figures that an earlier version froze.</summary>
    public IReadOnlyList<ReviewSource> Sources { get; init; } = [];

    /// <summary>The team that the figures are of; null for the whole company.</summary>
    public ReviewScope? Scope { get; init; }

    /// <summary>The figures of the teams that get a pack of their own.</summary>
    public IReadOnlyList<ReviewModel> OfTeams { get; init; } = [];

    /// <summary>Drivers of teams with a quantity in the month.</summary>
    public int Drivers { get; init; }

    /// <summary>What a unit of each driver costs, the most expensive driver first; empty in figures that an earlier version froze.</summary>
    public IReadOnlyList<ReviewUnitCost> UnitCosts { get; init; } = [];

    /// <summary>When people meet; null in figures that an earlier version froze.</summary>
    public ReviewMeeting? Meeting { get; init; }

    /// <summary>True when every day of the month is there.</summary>
    public bool IsWhole => DataThrough >= Period.LastDay;
}

/// <summary>The review of an earlier month.</summary>
/// <param name="Period">Its month.</param>
/// <param name="IsClosed">False when nobody closed it.</param>
/// <param name="IsSameConfiguration">True when teams, rules, budgets and rates are those of then.</param>
/// <param name="Carried">What it left to do.</param>
public sealed record ReviewBefore(BillingPeriod Period, bool IsClosed, bool IsSameConfiguration, IReadOnlyList<ReviewCarried> Carried);

/// <summary>A decision or question of an earlier review, and what became of it.</summary>
/// <param name="Id">Number of the entry.</param>
/// <param name="IsQuestion">True for a question.</param>
/// <param name="Text">In words.</param>
/// <param name="Owner">The one person.</param>
/// <param name="Due">Until when.</param>
/// <param name="From">The review that it comes from.</param>
/// <param name="State">"DONE", "OPEN"; null when nobody has said.</param>
/// <param name="Promised">Saving a month that was promised; null without.</param>
/// <param name="Verified">Saving a month that was measured; null when it was not.</param>
public sealed record ReviewCarried(long Id, bool IsQuestion, string Text, string Owner, DateOnly? Due, BillingPeriod From, string? State, decimal? Promised, decimal? Verified);

/// <summary>One of the three ticks.</summary>
/// <param name="Name">Complete, Tied or Allocated.</param>
/// <param name="Holds">True when nothing is wrong.</param>
/// <param name="Words">What is wrong, or what was looked at.</param>
public sealed record ReviewTick(string Name, bool Holds, IReadOnlyList<string> Words);

/// <summary>A named amount.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Amount">How much, exact.</param>
public sealed record ReviewAmount(string Name, decimal Amount);

/// <summary>The largest changes of a team's service.</summary>
/// <param name="BeforeText">The earlier window.</param>
/// <param name="AfterText">The later window.</param>
/// <param name="Up">Rises, the largest first.</param>
/// <param name="Down">Falls, the largest first.</param>
/// <param name="Rest">All other changes together.</param>
/// <param name="RestCount">How many those are.</param>
/// <param name="Before">The earlier amount, of everything.</param>
/// <param name="After">The later amount, of everything.</param>
public sealed record ReviewMovers(
    string BeforeText, string AfterText, IReadOnlyList<ReviewMover> Up, IReadOnlyList<ReviewMover> Down, decimal Rest, int RestCount, decimal Before, decimal After);

/// <summary>A change of one service of one team.</summary>
/// <param name="Team">Team id.</param>
/// <param name="TeamTitle">Name to show.</param>
/// <param name="Service">FOCUS ServiceName; "no service" without.</param>
/// <param name="Before">Earlier cost.</param>
/// <param name="After">Later cost.</param>
public sealed record ReviewMover(string Team, string TeamTitle, string Service, decimal Before, decimal After)
{
    /// <summary>Stable name, for notes.</summary>
    public string Key => $"{Team}/{Service}";

    /// <summary>After − before.</summary>
    public decimal Change => After - Before;
}

/// <summary>The fiscal year.</summary>
/// <param name="Label">"FY2026".</param>
/// <param name="Months">Its months.</param>
/// <param name="Error">Share by which forecasts of this series made on about this day of the month were off; null when none could be tested.</param>
/// <param name="ErrorDay">The day of the month that the error is of: 10, 15 or 20.</param>
/// <param name="Inside">Share of months inside of the 80 % interval.</param>
/// <param name="Tested">Forecasts that were tested.</param>
/// <param name="Notes">What is not in it.</param>
public sealed record ReviewYear(string Label, IReadOnlyList<ReviewMonth> Months, decimal? Error, int ErrorDay, decimal? Inside, int Tested, IReadOnlyList<string> Notes)
{
    /// <summary>Actual of months that are over, and forecast of the others; null when a month has neither.</summary>
    public decimal? Total => Months.All(month => month.Best is not null) ? Months.Sum(month => month.Best) : null;

    /// <summary>The lower ends added.</summary>
    public decimal? Low => Months.All(month => month.Low is not null || month.Forecast is null) && Total is not null ? Months.Sum(month => month.Low ?? month.Best) : null;

    /// <summary>The upper ends added.</summary>
    public decimal? High => Months.All(month => month.High is not null || month.Forecast is null) && Total is not null ? Months.Sum(month => month.High ?? month.Best) : null;

    /// <summary>Budget of the year; null when a month has none.</summary>
    public decimal? Budget => Months.All(month => month.Budget is not null) ? Months.Sum(month => month.Budget) : null;
}

/// <summary>A month of the year.</summary>
/// <param name="Month">The month.</param>
/// <param name="Actual">Cost so far; null when there is no data.</param>
/// <param name="Forecast">Expected cost of the whole month; null for a month that is over.</param>
/// <param name="Low">Lower end of the 80 % interval.</param>
/// <param name="High">Upper end.</param>
/// <param name="Budget">Budget of the company; null without one.</param>
public sealed record ReviewMonth(BillingPeriod Month, decimal? Actual, decimal? Forecast, decimal? Low, decimal? High, decimal? Budget)
{
    /// <summary>Forecast, else actual.</summary>
    public decimal? Best => Forecast ?? Actual;
}

/// <summary>What was unusual in the month.</summary>
/// <param name="Shown">What waits for a person first.</param>
/// <param name="Hidden">How many more there are that are over, low or small.</param>
/// <param name="Open">How many wait for a person.</param>
/// <param name="Right">Judged by people and right.</param>
/// <param name="Judged">Judged by people.</param>
public sealed record ReviewAnomalies(IReadOnlyList<ReviewAnomaly> Shown, int Hidden, int Open, int Right, int Judged);

/// <summary>An anomaly.</summary>
/// <param name="Id">Short id, as in 'anomaly list'.</param>
/// <param name="Since">First unusual day.</param>
/// <param name="Days">Unusual days.</param>
/// <param name="Team">Name of the team.</param>
/// <param name="What">Service and account.</param>
/// <param name="Impact">Actual − expected, exact.</param>
/// <param name="Currency">Currency of the impact.</param>
/// <param name="State">Sign and word.</param>
/// <param name="Said">What a person wrote, and who; null for nothing.</param>
public sealed record ReviewAnomaly(string Id, DateOnly Since, int Days, string Team, string What, decimal Impact, Currency Currency, string State, string? Said);

/// <summary>Who the cost was given to.</summary>
/// <param name="Direct">Given by tag, match or rule.</param>
/// <param name="Shared">Shared pools, by name.</param>
/// <param name="Central">Kept apart on purpose.</param>
/// <param name="Unallocated">Given to nobody.</param>
/// <param name="WarnShare">Share above which unallocated cost is warned of.</param>
/// <param name="Where">Where unallocated cost is, the largest first.</param>
/// <param name="WhereRest">All other unallocated cost.</param>
/// <param name="Tags">Coverage of the tags that resources should carry; effective cost.</param>
public sealed record ReviewAllocation(
    decimal Direct, IReadOnlyList<ReviewAmount> Shared, decimal Central, decimal Unallocated, decimal WarnShare, IReadOnlyList<ReviewAmount> Where, decimal WhereRest, IReadOnlyList<ReviewTag> Tags)
{
    /// <summary>Everything.</summary>
    public decimal Total => Direct + Shared.Sum(pool => pool.Amount) + Central + Unallocated;

    /// <summary>1 − unallocated ÷ total; null when the total is not above zero.</summary>
    public decimal? Coverage => Ratio.Of(Total - Unallocated, Total);
}

/// <summary>Coverage of a tag.</summary>
/// <param name="Key">Folded key.</param>
/// <param name="Currency">Currency.</param>
/// <param name="CostShare">Share of taggable cost; null without any.</param>
/// <param name="ResourceShare">Share of resources; null without any.</param>
public sealed record ReviewTag(string Key, Currency Currency, decimal? CostShare, decimal? ResourceShare);

/// <summary>Commitments in the month.</summary>
/// <param name="Totals">By provider and currency.</param>
/// <param name="Lines">By commitment, the one with the most unused money first.</param>
/// <param name="LinesHidden">How many more there are.</param>
/// <param name="Ends">Ends within 90 days, and unknown ones.</param>
/// <param name="Proposals">What to commit to.</param>
/// <param name="ProposalGap">Why nothing is proposed; null when it is known.</param>
/// <param name="Reasons">What cannot be told.</param>
public sealed record ReviewCommitments(
    IReadOnlyList<ReviewCommitmentTotal> Totals, IReadOnlyList<ReviewCommitment> Lines, int LinesHidden, IReadOnlyList<ReviewEnd> Ends, IReadOnlyList<ReviewProposal> Proposals,
    string? ProposalGap, IReadOnlyList<string> Reasons);

/// <summary>All commitments of a provider.</summary>
/// <param name="Provider">ProviderName.</param>
/// <param name="Currency">Currency.</param>
/// <param name="SavingsRate">Effective savings rate against contracted prices.</param>
/// <param name="Coverage">Share of eligible usage that commitments paid for.</param>
/// <param name="Utilisation">Share of the commitments that was used.</param>
/// <param name="NetSaving">What they saved, unused money taken off.</param>
/// <param name="Unused">Paid for and not used.</param>
public sealed record ReviewCommitmentTotal(string? Provider, Currency Currency, decimal? SavingsRate, decimal? Coverage, decimal? Utilisation, decimal? NetSaving, decimal? Unused);

/// <summary>One commitment.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Service">Service it paid most for.</param>
/// <param name="Currency">Currency.</param>
/// <param name="Used">Effective cost used.</param>
/// <param name="Unused">Effective cost not used.</param>
/// <param name="Utilisation">Used share.</param>
/// <param name="NetSaving">What it saved.</param>
public sealed record ReviewCommitment(string Id, string? Service, Currency Currency, decimal? Used, decimal? Unused, decimal? Utilisation, decimal? NetSaving);

/// <summary>A commitment that ends.</summary>
/// <param name="Id">Its id.</param>
/// <param name="End">First day without it; null when the bill does not tell.</param>
/// <param name="DaysLeft">Days until then.</param>
/// <param name="LostPerMonth">What its usage costs more afterwards.</param>
/// <param name="Currency">Currency.</param>
public sealed record ReviewEnd(string Id, DateOnly? End, int? DaysLeft, decimal? LostPerMonth, Currency Currency);

/// <summary>A commitment to buy.</summary>
/// <param name="Service">Service.</param>
/// <param name="Currency">Currency.</param>
/// <param name="PerHour">To be paid every hour.</param>
/// <param name="SavingPerMonth">What it saves.</param>
/// <param name="SavingIfUsageFalls">The same if usage falls by 30 %.</param>
/// <param name="Reason">Why nothing is proposed; null when something is.</param>
public sealed record ReviewProposal(string? Service, Currency Currency, decimal PerHour, decimal SavingPerMonth, decimal SavingIfUsageFalls, string? Reason);

/// <summary>What could be saved.</summary>
/// <param name="Resources">Resources with something to save.</param>
/// <param name="Sums">Saving a month by currency.</param>
/// <param name="Top">The most worthwhile.</param>
public sealed record ReviewSavings(int Resources, IReadOnlyList<ReviewAmount> Sums, IReadOnlyList<ReviewSaving> Top);

/// <summary>Something to save.</summary>
/// <param name="Title">In a sentence.</param>
/// <param name="Team">Team by tag; null without.</param>
/// <param name="Currency">Currency.</param>
/// <param name="PerMonth">Saving a month.</param>
/// <param name="Risk">low, medium, high.</param>
/// <param name="Effort">low, medium, high.</param>
public sealed record ReviewSaving(string Title, string? Team, Currency? Currency, decimal PerMonth, string Risk, string Effort);

/// <summary>Actions that people took on.</summary>
/// <param name="Items">Open ones first.</param>
/// <param name="Hidden">How many more there are.</param>
/// <param name="Promised">Saving a month promised by all that is not cancelled.</param>
/// <param name="Verified">Saving a month measured so far; null when nothing was.</param>
public sealed record ReviewActions(IReadOnlyList<ReviewAction> Items, int Hidden, decimal Promised, decimal? Verified);

/// <summary>An action.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Title">What is done.</param>
/// <param name="Owner">The one person.</param>
/// <param name="Due">Until when.</param>
/// <param name="State">Sign and word.</param>
/// <param name="Promised">Saving a month that was promised; null without.</param>
/// <param name="Verified">Saving a month that was measured; null when it was not.</param>
public sealed record ReviewAction(string Id, string Title, string? Owner, DateOnly? Due, string State, decimal? Promised, decimal? Verified);

/// <summary>An invoice beside the data.</summary>
/// <param name="Number">Invoice number; null for lines without one.</param>
/// <param name="Provider">ProviderName.</param>
/// <param name="Currency">Currency.</param>
/// <param name="Net">Invoice net; null when it is not recorded.</param>
/// <param name="Billed">Σ BilledCost of its lines.</param>
/// <param name="Explained">Parts with a reason.</param>
/// <param name="Unexplained">What is left.</param>
/// <param name="Tolerance">The most that may be rounding.</param>
/// <param name="Result">Sign and word.</param>
public sealed record ReviewStatement(
    string? Number, string? Provider, Currency Currency, decimal? Net, decimal Billed, IReadOnlyList<ReviewAmount> Explained, decimal Unexplained, decimal Tolerance, string Result);

/// <summary>A load of the month.</summary>
/// <param name="Source">Source.</param>
/// <param name="Load">Load id.</param>
/// <param name="SealedAt">When it was sealed, UTC.</param>
/// <param name="Rows">Rows read.</param>
/// <param name="Through">Last day with usage.</param>
/// <param name="Currency">Currency of the amount.</param>
/// <param name="Amount">Σ of the metric, exact.</param>
public sealed record ReviewLoad(string Source, string Load, DateTimeOffset SealedAt, long Rows, DateOnly? Through, Currency Currency, decimal Amount);

/// <summary>A part of a team's cost.</summary>
/// <param name="Team">Team id.</param>
/// <param name="Service">FOCUS ServiceName; "no service" without.</param>
/// <param name="Account">Name or id of the account; the pool's name for a share of one.</param>
/// <param name="Amount">Cost of the month, exact.</param>
/// <param name="Rows">Line items behind it; 0 for a share.</param>
public sealed record ReviewSource(string Team, string Service, string Account, decimal Amount, long Rows);

/// <summary>The meeting in which the review is held.</summary>
/// <param name="Start">When it begins, UTC.</param>
/// <param name="Minutes">How long it is.</param>
/// <param name="Place">A room or a link; null for neither.</param>
public sealed record ReviewMeeting(DateTimeOffset Start, int Minutes, string? Place);
