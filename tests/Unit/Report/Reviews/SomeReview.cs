using CostGuard.Core.Budgets;
using CostGuard.Core.Focus;
using CostGuard.Core.Reviews;
using CostGuard.Core.Values;
using CostGuard.Report.Reviews;

namespace CostGuard.Unit.Report.Reviews;

/// <summary>The October of the worked example (ux 0.2): 163,198.24 USD against a budget of 158,000.00, over by 5,198.24 (3.3 %).</summary>
internal static class SomeReview
{
    public static readonly BillingPeriod October = BillingPeriod.Month(2026, 10);
    public static readonly DateTimeOffset Opened = new(2026, 11, 4, 8, 0, 0, TimeSpan.Zero);

    public static ReviewModel Model { get; } = new()
    {
        Company = "Acme",
        Period = October,
        PeriodStatus = "CLOSED v1",
        Currency = Currency.Usd,
        Metric = CostMetric.Effective,
        Snapshot = "1f2e3d4c5b6a",
        ConfigurationHash = "abcdef0123456789",
        DataThrough = new DateOnly(2026, 11, 2),
        AsOf = Opened,
        Version = "0.1.0",
        Warnings = [],
        Before = new ReviewBefore(October.Previous, true, false,
        [
            new(1, false, "Payments moves to the new region", "li@acme.test", new DateOnly(2026, 10, 31), October.Previous, "✓ VERIFIED", 600m, 631.14m),
            new(2, true, "Who owns the sandbox?", "ana@acme.test", new DateOnly(2026, 10, 20), October.Previous, null, null, null),
        ]),
        Ticks = [new("Complete", true, ["2 sources, 12 accounts"]), new("Tied", true, ["2 invoices"]), new("Allocated", true, ["limit 2.00 % unallocated"])],
        Total = new ReviewTotal(163_198.24m, 158_000m, 163_198.24m, []),
        Teams =
        [
            Team("payments", "Payments", 52_135.71m, 48_000m, BudgetState.Over), Team("platform", "Platform", 62_100m, 60_000m, BudgetState.Over),
            Team("web", "Web", 20_200m, 21_000m, BudgetState.Ok), Team("data", "Data", 26_782.53m, 29_000m, BudgetState.Ok),
            new("unallocated", "Unallocated", null, 1_980m, null, null, null, null),
        ],
        Bridge = new Part<ReviewBridge>(new ReviewBridge("2026-09", "2026-10", 160_000m, 163_198.24m, [new("New", 4_140.16m), new("Price", -26m), new("Credits", -915.92m)]), null),
        Movers = new Part<ReviewMovers>(new ReviewMovers("2026-09", "2026-10",
            [new("payments", "Payments", "Amazon RDS", 10_000m, 13_920m), new("data", "Data", "Amazon EMR", 2_000m, 2_390m)],
            [new("web", "Web", "Amazon S3", 1_000m, 830m)], -941.76m, 7, 160_000m, 163_198.24m), null),
        Year = new Part<ReviewYear>(new ReviewYear("FY2026", Months(), 0.0537m, 10, 0.83m, 24, []), null),
        Anomalies = new Part<ReviewAnomalies>(new ReviewAnomalies(
            [new("3fa91c20", new DateOnly(2026, 10, 8), 3, "Payments", "Amazon RDS, prod-payments", 393m, Currency.Usd, "✓ RESOLVED", "index rebuild (li@acme.test)")], 2, 0, 3, 4), null),
        Allocation = new ReviewAllocation(150_000m, [new("shared-eks", 11_218.24m)], 0m, 1_980m, 0.01m, [new("Amazon EC2, sandbox", 1_980m)], 0m, [new("team", Currency.Usd, 0.65m, 0.5m)]),
        Commitments = new Part<ReviewCommitments>(new ReviewCommitments(
            [new("AWS", Currency.Usd, 0.182m, 0.7m, 0.97m, 4_000m, 120m)], [new("arn:aws:savingsplans::1:savingsplan/plan-1", "Amazon EC2", Currency.Usd, 9_000m, 120m, 0.97m, 4_000m)], 0,
            [new("plan-1", new DateOnly(2027, 1, 15), 72, 2_500m, Currency.Usd)], [new("Amazon EC2", Currency.Usd, 3.24m, 869.92m, -40m, null)], null, []), null),
        Savings = new Part<ReviewSavings>(new ReviewSavings(1, [new("USD", 280.32m)], [new("i-1 does nothing", "Payments", Currency.Usd, 280.32m, "low", "low")]), null),
        Actions = new Part<ReviewActions>(new ReviewActions([new("A-1", "Stop the idle machine", "li@acme.test", new DateOnly(2026, 10, 12), "✓ VERIFIED", 600m, 631.14m)], 0, 600m, 631.14m), null),
        Statements =
        [
            new("AWS-1", "AWS", Currency.Usd, 118_402.77m, 118_402.7699m, [new("rounding", 0.0001m)], 0m, 1m, "✓ TIES"),
            new("AZ-1", "Microsoft", Currency.Eur, 41_286.15m, 41_286.15m, [], 0m, 1m, "✓ TIES"),
        ],
        Loads = [new("aws", "load-1", Opened, 1_234, October.LastDay, Currency.Usd, 118_402.77m)],
    };

    public static Review Review { get; } = new()
    {
        Period = October,
        State = ReviewState.Open,
        Snapshot = new SnapshotId("1f2e3d4c5b6a"),
        Model = ReviewJson.Write(Model),
        OpenedBy = "fin@acme.test",
        OpenedAt = Opened,
        Revision = 1,
    };

    /// <summary>Nothing but the month's cost is known.</summary>
    public static ReviewModel Bare { get; } = Model with
    {
        Before = null,
        Total = new ReviewTotal(163_198.24m, null, null, []),
        Teams = [new("unallocated", "Unallocated", null, 163_198.24m, null, null, null, null)],
        Bridge = new Part<ReviewBridge>(null, "there is no data of 2026-09 to compare with"),
        Movers = new Part<ReviewMovers>(null, "there is no cost in 2026-09 to compare with"),
        Year = new Part<ReviewYear>(null, "The data end on 2026-09-01. (CG1421)"),
        Anomalies = new Part<ReviewAnomalies>(null, "there is no complete day of 2026-10"),
        Commitments = new Part<ReviewCommitments>(null, "No usage charge of the period names a commitment."),
        Savings = new Part<ReviewSavings>(null, "there is no inventory of resources"),
        Actions = new Part<ReviewActions>(null, "no action is recorded"),
        Ticks = [new("Complete", false, ["Source aws has no data."]), new("Tied", false, ["There is no invoice."]), new("Allocated", true, ["no limit"])],
        Statements = [],
    };

    public static ReviewEntry Entry(ReviewEntryKind kind, string text, ReviewSubject? subject = null, string by = "li@acme.test", int minutes = 5) => new()
    {
        Period = October,
        Kind = kind,
        Subject = subject,
        Text = text,
        Owner = kind is ReviewEntryKind.Decision or ReviewEntryKind.Question ? "ana@acme.test" : null,
        Due = kind is ReviewEntryKind.Decision or ReviewEntryKind.Question ? new DateOnly(2026, 11, 30) : null,
        By = by,
        At = Opened.AddMinutes(minutes),
    };

    private static ReviewTeam Team(string id, string title, decimal cost, decimal budget, BudgetState state) => new(id, title, $"{id}-lead@acme.test", cost, budget, cost, state, "a reason");

    // Ten months of 160,000, November forecast at 172,235.71 and December at 170,000.
    private static ReviewMonth[] Months() =>
    [
        .. Enumerable.Range(1, 10).Select(month => new ReviewMonth(BillingPeriod.Month(2026, month), month == 10 ? 163_198.24m : 160_000m, null, null, null, 158_000m)),
        new(BillingPeriod.Month(2026, 11), 79_200m, 172_235.71m, 168_000m, 176_000m, 165_000m), new(BillingPeriod.Month(2026, 12), null, 170_000m, 160_000m, 180_000m, 165_000m),
    ];
}
