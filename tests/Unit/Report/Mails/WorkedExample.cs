using CostGuard.Core.Budgets;
using CostGuard.Core.Configuration;
using CostGuard.Core.Focus;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Report.Mails;

namespace CostGuard.Unit.Report.Mails;

/// <summary>The worked example of the specification (ux 0.2): Monday 16 Nov 2026, data through Saturday 14 Nov, USD.</summary>
internal static class WorkedExample
{
    public static readonly DateOnly Through = new(2026, 11, 14);
    public static readonly DateTimeOffset Monday = new(2026, 11, 16, 6, 0, 0, TimeSpan.Zero);
    public static readonly BillingPeriod November = BillingPeriod.Month(2026, 11);

    public static TeamConfig Payments { get; } = Team("payments", "Payments");

    public static TeamConfig Team(string id, string title) => new()
    {
        Id = new TeamId(id),
        Title = title,
        Owner = $"{id}-lead@acme.test",
        Deputies = ["deputy@acme.test"],
        WeeklyDigestTo = ["owner"],
        EffectiveFrom = BillingPeriod.Month(2026, 1),
        File = $"teams/{id}.yaml",
    };

    public static MailInput Input(params BudgetStatus[] budgets) => new(
        new Snapshot(new SnapshotId("1f2e3d4c5b6a"), [], "00", Through),
        new CostGuardConfiguration
        {
            Home = new HomeFolder("/home-of-acme"),
            Company = new CompanyConfig { Company = "Acme", Currency = Currency.Usd },
            Teams = [Team("platform", "Platform"), Payments, Team("data", "Data"), Team("web", "Web")],
            FinanceTo = ["finance@acme.test"],
            MoneyHash = "00",
        },
        budgets,
        Monday,
        new MailSettings("0.1.0", null, "finops@acme.test"));

    public static BudgetStatus Status(string team, decimal amount, decimal actual, decimal pace, BudgetState state) => new()
    {
        Budget = new BudgetConfig { Name = $"{team}-2026", Team = new TeamId(team), Currency = Currency.Usd, Metric = CostMetric.Effective },
        Days = DayRange.Of(November),
        Through = Through,
        Amount = amount,
        Actual = actual,
        UsedShare = amount == 0 ? null : actual / amount,
        ElapsedShare = 14m / 30m,
        ExpectedEven = amount * 14m / 30m,
        ExpectedSeasonal = null,
        PaceIndex = null,
        AtThisPace = pace,
        ExhaustedOn = null,
        BurnRatePerDay = null,
        RequiredPerDay = null,
        Passed = [],
        State = state,
        Reason = "a reason",
    };

    public static BudgetStatus PaymentsStatus => Status("payments", 48_000m, 23_610m, 52_135.71m, BudgetState.AtRisk);

    /// <summary>12,480.00 against 11,130.00: RDS +920, data transfer +390, AKS +210, S3 −170, all other 0.</summary>
    public static FakeQueries Week => new(
        query => query.Days == new DayRange(new DateOnly(2026, 11, 8), new DateOnly(2026, 11, 15))
            ? [Row("RDS", "prod-payments", 3_920m), Row("Data transfer", "eu-central-1", 1_390m), Row("AKS", "sub-payments", 2_210m), Row("S3", "prod-payments", 830m), Row("EC2", "prod-payments", 4_130m)]
            : [Row("RDS", "prod-payments", 3_000m), Row("Data transfer", "eu-central-1", 1_000m), Row("AKS", "sub-payments", 2_000m), Row("S3", "prod-payments", 1_000m), Row("EC2", "prod-payments", 4_130m)]);

    public static CostRow Row(string service, string account, decimal cost, string category = "Usage", Currency? currency = null) =>
        new([service, account, account, category, null], currency ?? Currency.Usd, new Costs(cost, cost, cost, cost), 1);

    internal sealed class FakeQueries(Func<Snapshot, CostQuery, IReadOnlyList<CostRow>> answer) : ICostQueries
    {
        public FakeQueries(Func<CostQuery, IReadOnlyList<CostRow>> answer)
            : this((_, query) => answer(query))
        {
        }

        public List<CostQuery> Asked { get; } = [];

        public Task<IReadOnlyList<CostRow>> QueryAsync(Snapshot snapshot, CostQuery query, CancellationToken cancellationToken)
        {
            Asked.Add(query);
            return Task.FromResult(answer(snapshot, query));
        }
    }
}
