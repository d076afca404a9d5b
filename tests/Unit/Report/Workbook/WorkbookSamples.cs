using CostGuard.Core.Budgets;
using CostGuard.Core.Changes;
using CostGuard.Core.Configuration;
using CostGuard.Core.Focus;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Report.Workbook;

namespace CostGuard.Unit.Report.Workbook;

/// <summary>The worked example of the specification: four teams and Unallocated in November 2026, with a second currency and hostile names.</summary>
internal static class WorkbookSamples
{
    public static readonly BillingPeriod November = BillingPeriod.Month(2026, 11);

    // Team, budget, actual to date: 79,200.00 of 165,000.00 in all.
    private static readonly (string Team, decimal? Budget, decimal Actual, decimal Pace, BudgetState State)[] Teams =
    [
        ("Platform", 60_000m, 28_900m, 62_100m, BudgetState.AtRisk),
        ("Payments", 48_000m, 23_610m, 52_135.71m, BudgetState.Over),
        ("Data", 36_000m, 15_400m, 33_500m, BudgetState.Ok),
        ("Web", 21_000m, 9_310m, 20_200m, BudgetState.Unknown),
        ("Unallocated", null, 1_980m, 0m, BudgetState.Ok),
    ];

    public static WorkbookInput Input(IReadOnlyList<DataLine>? lines = null)
    {
        IReadOnlyList<DataLine> all = lines ?? Lines();
        return new WorkbookInput
        {
            Company = "Acme & Sons",
            Period = November,
            PeriodStatus = "OPEN (estimate)",
            Currency = Currency.Usd,
            Metric = CostMetric.Effective,
            Snapshot = "01ab23cd45ef",
            DataThrough = new DateOnly(2026, 11, 14),
            ConfigurationHash = "ffeeddccbbaa99887766",
            Version = "0.1.0",
            Teams = [.. Teams.Select(team => new WorkbookTeam(team.Team, team.Budget is null ? null : $"{team.Team}@example.test", "0042", Status(team.Team, team.Budget, team.Actual, team.Pace, team.State), false, false, team.Budget is null))],
            OtherBudgets = [Status("all", 2_000_000m, 79_200m, 0m, BudgetState.Ok)! with { Days = DayRange.Of(BillingPeriod.Month(2026, 1), BillingPeriod.Month(2026, 12)) }],
            Rules = [new AllocationRule { Name = "shared-network", When = new Match(new Dictionary<string, IReadOnlyList<string>>()), Split = new Split(SplitMethod.Even, [], new Dictionary<string, decimal>()) }],
            Lines = all,
            Bridge = BridgeOf(all),
            DataNote = "One line is the charges of a month with the same team, account, service, region, category, rule, invoice and source.",
            Loads = [.. all.GroupBy(line => line.Month).Select(month => LoadOf(month.Key, month))],
            Daily = Enumerable.Range(1, 14).ToDictionary(day => new DateOnly(2026, 11, day), day => 79_200m / 14m),
            Warnings = ["Stale: the source azure gave data through 2026-11-12 only."],
        }.WithParts();
    }

    public static List<DataLine> Lines()
    {
        var lines = new List<DataLine>();
        for (int m = 0; m < WorkbookInput.Months; m++)
        {
            BillingPeriod month = November.AddMonths(m - WorkbookInput.Months + 1);
            decimal factor = m == WorkbookInput.Months - 1 ? 1m : 1.9m + (m * 0.013m);
            foreach ((string team, _, decimal actual, _, _) in Teams)
            {
                // Thirds never end, so that rounding has something to hand out.
                decimal third = decimal.Round(actual * factor / 3m, 18);
                lines.Add(Line(month, team, "AWS", "000000000042", "Amazon EC2", "Usage", third));
                lines.Add(Line(month, team, "AWS", "012345678901", "Amazon S3", "Usage", third));
                lines.Add(Line(month, team, "Microsoft", "0a1b2c3d-0000-4000-8000-000000000001", "=HYPERLINK(\"http://example.invalid\")", "Usage", (actual * factor) - third - third) with { Pool = "shared-network", Rule = "shared-network" });
                lines.Add(Line(month, team, "AWS", "000000000042", "Amazon EC2", "Credit", -10.005m * factor));
                lines.Add(Line(month, team, "AWS", "000000000042", "Tax", "Tax", 7.123456789m * factor));
            }

            lines.Add(Line(month, "Platform", "Microsoft", "eur-1", "Storage", "Usage", 1_234.567m) with { Currency = Currency.Eur });
            lines.Add(Line(month, "Platform", "Microsoft", "jpy-1", "Storage", "Usage", 1_200.4m) with { Currency = Currency.Parse("JPY") });
        }

        return lines;
    }

    private static Bridge? BridgeOf(IReadOnlyList<DataLine> lines)
    {
        LineGroup[] Groups(BillingPeriod month) => [.. lines.Where(line => line.Month == month).Select(line => new LineGroup
        {
            Service = line.Service, Region = line.Region, Account = line.AccountId, Category = line.ChargeCategory, Currency = line.Currency,
            Contracted = line.Costs.Contracted, Amount = line.Costs.Effective,
        })];
        return Bridge.Between(Groups(November.Previous), Groups(November)).FirstOrDefault(bridge => bridge.Currency == Currency.Usd);
    }

    public static DataLine Line(BillingPeriod month, string team, string provider, string account, string service, string category, decimal cost) => new(
        month, team, "0042", provider, account, $"{account} name", service, "eu-central-1", category, Currency.Usd, new Costs(cost, cost, cost, cost), "tag:team", null, null, provider.ToLowerInvariant());

    private static BudgetStatus? Status(string team, decimal? amount, decimal actual, decimal pace, BudgetState state) => amount is null ? null : new BudgetStatus
    {
        Budget = new BudgetConfig { Name = $"{team}-monthly", Team = new TeamId(team), Currency = Currency.Usd, Metric = CostMetric.Effective },
        Days = DayRange.Of(November),
        Through = new DateOnly(2026, 11, 14),
        Amount = amount.Value,
        Actual = actual,
        UsedShare = actual / amount,
        ElapsedShare = 14m / 30m,
        ExpectedEven = amount.Value * 14m / 30m,
        ExpectedSeasonal = null,
        PaceIndex = null,
        AtThisPace = pace,
        ExhaustedOn = null,
        BurnRatePerDay = null,
        RequiredPerDay = null,
        Passed = [],
        State = state,
        Reason = "sample",
    };

    private static Load LoadOf(BillingPeriod month, IEnumerable<DataLine> lines) => new()
    {
        Id = new LoadId($"{month}-load"),
        Source = new SourceKey("sample"),
        Period = month,
        SealedAt = new DateTimeOffset(2026, 11, 15, 4, 0, 0, TimeSpan.Zero),
        IsCurrent = true,
        FocusVersion = "1.2",
        Files = [],
        Totals = [.. lines.GroupBy(line => line.Currency).Select(group =>
        {
            ExactCosts sums = group.Aggregate(default(ExactCosts), (sum, line) => sum + new ExactCosts(
                ExactSum.Of(line.Costs.Billed), ExactSum.Of(line.Costs.Effective), ExactSum.Of(line.Costs.List), ExactSum.Of(line.Costs.Contracted)));
            return new ControlTotal(group.Key, group.LongCount(), sums, sums, default);
        })],
        Problems = [],
        RowsRead = lines.LongCount(),
        RowsRejected = 0,
        DataThrough = month.LastDay,
        Folder = "",
    };
}
