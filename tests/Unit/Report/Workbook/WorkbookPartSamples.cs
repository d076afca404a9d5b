using CostGuard.Core.Actions;
using CostGuard.Core.Anomalies;
using CostGuard.Core.Commitments;
using CostGuard.Core.Errors;
using CostGuard.Core.Focus;
using CostGuard.Core.Ports;
using CostGuard.Core.Savings;
using CostGuard.Core.Savings.Verification;
using CostGuard.Core.Values;
using CostGuard.Report.Workbook;

namespace CostGuard.Unit.Report.Workbook;

/// <summary>Commitments, anomalies and savings of November 2026 in two currencies, with hostile texts.</summary>
internal static class WorkbookPartSamples
{
    public const string Plan = "arn:aws:savingsplans::999900001111:savingsplan/sp-1";

    private static readonly CommitmentScope Ec2 = new("AWS", "Amazon EC2", Currency.Usd);
    private static readonly DateOnly Today = new(2026, 11, 15);

    public static CommitmentPart Commitments { get; } = new(
        CommitmentReport.Of(
            [
                .. Pair(Plan, Ec2, "Savings Plan", 100m, 70m, 10m),
                // Half cents: rounded one by one they would lack a cent.
                .. Pair("ri-2", Ec2 with { Service = "Amazon RDS" }, "Reserved Instance", 33.335m, 20.005m, 0.005m),
                .. Pair("ri-3", Ec2 with { Service = "Amazon RDS" }, "Reserved Instance", 33.335m, 20.005m, 0.005m),
                Charge(null, Ec2, CommitmentUse.OnDemand, null, 60m, 60m),
                .. Pair("resv-eur", new CommitmentScope("Microsoft", "Virtual Machines", Currency.Eur), "Reservation", 10m, 12m, 3m),
            ],
            Today.AddDays(-1), null),
        [
            new CommitmentExpiry(Plan, Ec2, "Savings Plan", Today.AddDays(20), 25.555m, 56m, null) { Start = Today.AddDays(20).AddYears(-1) },
            new CommitmentExpiry("ri-2", Ec2 with { Service = "Amazon RDS" }, "Reserved Instance", null, 13.3m, null, CommitmentErrors.EndUnknown.At("The end of ri-2 is not on the bill.", severity: Severity.Warning)),
        ],
        [
            new PurchaseProposal
            {
                Scope = Ec2, Days = 60, IsHourly = true, Discount = .3m, Best = .8m, Commitment = .72m, Outcome = new CoverageOutcome(700m, 1_000m, 500m, .95m), SavingPerMonth = 150.128m,
                SavingIfUsageFalls = -12.344m, FallToBreakEven = .25m, BreakEvenMonths = 8.44m, Coverage = (.5m, .8m), Ladder = [new Tranche(new DateOnly(2026, 12, 1), .18m, 0m)],
            },
            new PurchaseProposal { Scope = Ec2 with { Service = "Amazon RDS" }, Days = 3, IsHourly = true, Reason = CommitmentErrors.TooLittleUsage.At("Amazon RDS: 3 days with data.") },
        ],
        null,
        Today);

    public static AnomalyPart Anomalies { get; } = new(
        new DayRange(new DateOnly(2026, 10, 15), Today),
        [
            new AnomalyLine(Odd("web", "Amazon EC2", "A", 100m, 180m) with { MovedFrom = Odd("web", "Amazon EC2", "B", 100m, 30m) }, "Web"),
            new AnomalyLine(Odd("payments", "Amazon RDS", "012345678901", 59m, 190m), "Payments"),
            new AnomalyLine(
                Odd("data", "Storage", "eur-1", 10m, 30.125m, 1, Currency.Eur) with
                {
                    State = AnomalyState.Expected,
                    Note = new AnomalyNote("scope", new DateOnly(2026, 11, 8), AnomalyDecision.Expected, "=1+1", new DateOnly(2026, 12, 31), "@ana", new DateTimeOffset(2026, 11, 10, 7, 0, 0, TimeSpan.Zero)),
                },
                "Data"),
        ]);

    /// <summary>1,000.004 became 1,010.336: 1,000.00 and 1,010.34, which is 10.34 by cents. Three teams have a third of 10.332 each, 3.444.</summary>
    public static RestatedPart Restated { get; } = new(
        [new RestatedLoad(BillingPeriod.Month(2026, 9), "aws", Currency.Usd, 1_000.004m, 1_010.336m, "load-1", "load-2", new DateTimeOffset(2026, 11, 7, 4, 30, 0, TimeSpan.Zero))],
        [.. new[] { "Payments", "Unallocated", "Web" }.Select(team => new RestatedTeam(BillingPeriod.Month(2026, 9), team, Currency.Usd, 3.444m, 3.444m))]);

    /// <summary>Five resources, one of them accepted and one snoozed; four actions, one of them late and one measured on the bill.</summary>
    public static SavingPart Savings { get; } = SavingsOf();

    private static SavingPart SavingsOf()
    {
        Finding taken = Found("vol-taken", SavingAction.Store, 50m), hidden = Found("vol-hidden", SavingAction.Store, 30m);
        ActionItem agreed = Act(1, "Take the disk down", 50m, new DateOnly(2026, 11, 30)) with { Findings = [taken.Key] };
        ActionItem[] actions =
        [
            agreed,
            Act(2, "Stop the test fleet", 600m, new DateOnly(2026, 10, 31)) with
            {
                State = ActionState.Done, DoneOn = new DateOnly(2026, 10, 12),
                Proof = new ActionProof(SavingState.Verified, 631.14m, 600m, 660m, null, false, Today.AddDays(-1), new SnapshotId("s"), At),
            },
            Act(3, "=cmd", 20.5m, new DateOnly(2026, 11, 1)),
            Act(4, "Do not buy the second cluster", 88m, new DateOnly(2026, 12, 1)) with { Type = ActionType.Avoid },
        ];
        var book = new ActionBook([new FindingDecision { Key = hidden.Key, Kind = DecisionKind.Snoozed, Until = new DateOnly(2027, 1, 1), By = "li@acme.test", At = At }], actions);
        SavingLine[] lines =
        [
            Line(book, 10.005m, Found("vol-2", SavingAction.Store, 10.005m)), Line(book, 10.005m, Found("vol-1", SavingAction.Store, 10.005m)), Line(book, 60m, taken), Line(book, 30m, hidden),
            Line(book, 280.325m, Found("arn:aws:ec2:eu-central-1:012345678901:instance/i-idle", SavingAction.Terminate, 280.325m), Found("arn:aws:ec2:eu-central-1:012345678901:instance/i-idle", SavingAction.Retype, 140.16m)),
            Line(book, null, Found("bucket-x", SavingAction.Govern, 0m)),
        ];
        return new SavingPart(lines, [.. actions.Select(action => new ActionLine(action, action.Team is null ? null : "Payments"))], 300, Today.AddDays(-1), Today);
    }

    private static DateTimeOffset At => new(2026, 11, 10, 7, 0, 0, TimeSpan.Zero);

    private static ActionItem Act(long number, string title, decimal promised, DateOnly due) => new()
    {
        Id = new ActionId(number),
        Title = title,
        Owner = "li@acme.test",
        Team = "payments",
        Due = due,
        Expected = new Money(promised, Currency.Usd),
        Resources = ["r"],
        By = "fin@acme.test",
        At = At,
    };

    private static Finding Found(string resource, SavingAction action, decimal saving) => new()
    {
        Rule = $"CG-{action}",
        Resource = new CloudResource { Id = resource, Provider = "aws", Kind = ResourceKind.Machine, Account = "012345678901", Region = "eu-central-1" },
        Action = action,
        Title = $"{resource} does nothing",
        Evidence = [],
        Saving = Saving.Of(saving),
        Risk = Grade.Low,
        Confidence = Grade.High,
        Effort = Grade.Low,
    };

    private static SavingLine Line(ActionBook book, decimal? monthly, params Finding[] findings)
    {
        var of = new ResourceCase { Resource = findings[0].Resource, Bill = monthly is { } cost ? new ResourceBill(cost, 730m) : null, AsOf = Today };
        var judged = new JudgedResource(of, new Judgement(findings, [], SavingPlan.Best(findings, monthly)), monthly is null ? null : Currency.Usd);
        return new SavingLine(new FollowedResource(judged, new TeamId("payments"), [.. findings.Select(finding => FollowedFinding.Of(finding, book, Today))]), "Payments");
    }

    public static WorkbookInput WithParts(this WorkbookInput input) => input with { Commitments = Commitments, Anomalies = Anomalies, Savings = Savings };

    public static Anomaly Odd(string team, string? service, string? account, decimal usual, decimal now, int days = 7, Currency? currency = null) => new()
    {
        Scope = new AnomalyScope(team, service, account, currency ?? Currency.Usd),
        Event = new EventDays([.. Enumerable.Range(0, days).Select(i =>
            new JudgedDay(new DateOnly(2026, 11, 8).AddDays(i), (double)now, (double)usual, 48, 71, 55.25, 5, SeriesKind.Steady) { Sign = now > usual ? 1 : -1 })]),
        Actual = now * days,
        Expected = usual * days,
        State = AnomalyState.New,
    };

    private static CommitmentCharge[] Pair(string id, CommitmentScope scope, string type, decimal contracted, decimal used, decimal unused) =>
        [Charge(id, scope, CommitmentUse.Used, type, contracted, used), Charge(id, scope, CommitmentUse.Unused, type, 0m, unused)];

    private static CommitmentCharge Charge(string? id, CommitmentScope scope, CommitmentUse use, string? type, decimal contracted, decimal effective) => new()
    {
        Start = new DateTimeOffset(2026, 11, 3, 0, 0, 0, TimeSpan.Zero),
        End = new DateTimeOffset(2026, 11, 3, 1, 0, 0, TimeSpan.Zero),
        Kind = new CommitmentKind(scope, "Hours", "Instance"),
        Id = id,
        Type = type,
        PricingCategory = id is null ? "Standard" : "Committed",
        Use = use,
        Costs = new Costs(0m, effective, contracted, contracted),
    };
}
