using CostGuard.Core.Actions;
using CostGuard.Core.Budgets;
using CostGuard.Core.Focus;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Report.Mails;

/// <summary>One team of the finance report, unrounded.</summary>
/// <param name="Title">Team title; "Unallocated" and "Central" are teams of their own.</param>
/// <param name="Cost">All its cost in the month.</param>
/// <param name="Budget">Budget amount of the month; null without one; 0 for what was planned to be nothing.</param>
/// <param name="Counted">The part that counts against the budget (without credits or tax, if the budget says so).</param>
/// <param name="State">Verdict; null without a budget.</param>
public sealed record FinanceTeam(string Title, decimal Cost, decimal? Budget, decimal? Counted, BudgetState? State)
{
    /// <summary>True for unallocated and central cost.</summary>
    public bool IsPseudo { get; init; }

    /// <summary>True when the budget of a team above holds this team's, which is then not added once more.</summary>
    public bool IsWithin { get; init; }
}

/// <summary>A month that the provider changed since the last finance report.</summary>
/// <param name="Period">Billing month.</param>
/// <param name="Currency">Currency.</param>
/// <param name="Before">Total then.</param>
/// <param name="Now">Total now.</param>
public sealed record Restatement(BillingPeriod Period, Currency Currency, decimal Before, decimal Now)
{
    /// <summary>The days that are compared; null: the whole month.</summary>
    public DayRange? Days { get; init; }

    /// <summary>True when the month was not whole then, and only the days that were known are compared.</summary>
    public bool IsPart => Days is { } days && days != DayRange.Of(Period);
}

/// <summary>What the monthly finance report says. Amounts unrounded, in one currency and metric; other currencies are in the notes.</summary>
public sealed record FinanceModel
{
    public required BillingPeriod Period { get; init; }

    public required string Company { get; init; }

    public required IReadOnlyList<string> To { get; init; }

    public required SnapshotId Snapshot { get; init; }

    public required Currency Currency { get; init; }

    public required CostMetric Metric { get; init; }

    public required DateOnly? Through { get; init; }

    /// <summary>Σ of all loads of the month, which equals Σ of all teams to the last digit.</summary>
    public required decimal Total { get; init; }

    /// <summary>Company budget of the month; null without one.</summary>
    public required decimal? Budget { get; init; }

    /// <summary>What counts against it.</summary>
    public required decimal? BudgetCounted { get; init; }

    /// <summary>Why there is no budget for all teams together though teams have some: "22 of 60 teams have no budget"; null where none has one.</summary>
    public string? BudgetGap { get; init; }

    public required IReadOnlyList<FinanceTeam> Teams { get; init; }

    /// <summary>Share of the total that no rule gave to a team; null when the total is zero or negative.</summary>
    public required decimal? UnallocatedShare { get; init; }

    /// <summary>Share above which it is warned of.</summary>
    public required decimal UnallocatedLimit { get; init; }

    /// <summary>Loads of the month, and the line items in them.</summary>
    public required int Loads { get; init; }

    public required long Rows { get; init; }

    /// <summary>Null when there was no earlier report to compare with.</summary>
    public required IReadOnlyList<Restatement>? Restatements { get; init; }

    /// <summary>When the report was queued that the restatements are counted from, UTC; null: each load is compared with the one before it.</summary>
    public required DateTimeOffset? RestatedSince { get; init; }

    /// <summary>What changed against the month before; null when there is nothing to compare with.</summary>
    public required FinanceChanges? Changes { get; init; }

    /// <summary>What was found to save, agreed and verified; null when nobody asked.</summary>
    public SavingsOverview? Savings { get; init; }

    /// <summary>False when metrics are missing or too old to tell what is found now.</summary>
    public bool SavingsAreFresh { get; init; }

    /// <summary>True when the mail's schedule waited in vain for fresh data: then nothing is shown as fine.</summary>
    public required bool IsOverdue { get; init; }

    public required string? StaleWarning { get; init; }

    public required IReadOnlyList<string> Notes { get; init; }

    public required MailPart? Workbook { get; init; }

    /// <summary>Other files that go with it: the journal, the review pack.</summary>
    public IReadOnlyList<MailPart> Files { get; init; } = [];

    /// <summary>The close of the month; null where nothing is known of it.</summary>
    public FinanceClosing? Closing { get; init; }

    public required MailSettings Settings { get; init; }

    /// <summary>True for a closed month: its figures do not move any more.</summary>
    public bool IsFinal => Closing?.IsFinal == true;

    /// <summary>True when every day of the month is there.</summary>
    public bool IsComplete => Through >= Period.LastDay;
}
