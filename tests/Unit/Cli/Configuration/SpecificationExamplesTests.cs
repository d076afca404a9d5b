using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Focus;
using CostGuard.Core.Values;
using Xunit;

namespace CostGuard.Unit.Cli.Configuration;

/// <summary>The examples of ux.md 6.2, letter by letter (but for skipOn, which does not exist yet).</summary>
public sealed class SpecificationExamplesTests : IDisposable
{
    internal const string Team = """
        # yaml-language-server: $schema=../.costguard/schemas/team.json
        apiVersion: costguard/v1
        kind: Team
        metadata:
          name: payments
          title: Payments
        spec:
          owner: li.wei@acme.test
          deputies: [sam@acme.test]
          costCentre: "4402"            # quoted: keeps zeros
          timeZone: Europe/Berlin
          effectiveFrom: 2026-01
          match:                        # any of
            - aws.account: ["111122223333", "444455556666"]
            - azure.subscription: ["00000000-1111-2222-3333-444444444444"]
            - tag.team: [payments, pay]
          notify:
            weeklyDigest: { to: [owner, deputies], attach: none }
            budgetAlerts: { to: [owner], escalateTo: cfo-office, afterDays: 3 }
        """;

    internal const string Budget = """
        apiVersion: costguard/v1
        kind: Budget
        metadata: { name: payments-monthly }
        spec:
          team: payments
          currency: USD
          metric: billed
          amountsFrom: budgets/2026.csv     # or: amounts: { 2026-11: 48000 }
          thresholds:
            - { at: 80%, of: actual }
            - { at: 100%, of: actual, severity: high }
            - { at: 100%, of: forecast, minConfidence: 80% }
          rearmBelow: 78%
        """;

    internal const string Table = "team,currency,2026-10,2026-11,2026-12\npayments,USD,46000,48000,50000\ndata,USD,35000,36000,36000\n";

    internal const string Rules = """
        apiVersion: costguard/v1
        kind: AllocationRules
        metadata: { name: main }
        spec:
          order:
            - name: direct-team-tag
              when: { tag.team: "*" }
              assign: { byTag: team, map: { pay: payments } }
            - name: shared-eks
              when: { aws.account: ["777788889999"], service: AmazonEKS }
              split: { by: usage, metric: vcpu-hours, among: [payments, data, web], fallback: even }
            - name: support-plan
              when: { chargeCategory: Usage, service: AWS Support }
              split: { by: cost, among: all }
          unallocated: { warnAbove: 1%, blockCloseAbove: 2% }
        """;

    internal const string Schedule = """
        apiVersion: costguard/v1
        kind: Schedule
        metadata: { name: weekly-digest }
        spec:
          run: { mail: weekly-team, for: each-team }
          cron: "0 0 7 ? * MON"          # Quartz: seconds first; or  every: monday 07:00
          timeZone: team
          waitFor: { dataAge: 36h, until: "10:00", otherwise: send-with-banner }
          misfire: run-once              # run-once | skip | run-all
          enabled: true
        """;

    internal const string Connection = """
        apiVersion: costguard/v1
        kind: Connection
        metadata: { name: acme-aws }
        spec:
          provider: aws
          auth: { assumeRole: "arn:aws:iam::111122223333:role/CostGuardReader", externalId: { secretRef: "file:/run/secrets/acme-aws-extid" } }
          source: { export: "s3://acme-billing/focus/acme", dataset: focus, region: eu-central-1 }
          collect: { cron: "0 15 5,13,21 * * ?", closedMonths: 2 }
          expect: { dataAge: 36h, accounts: all-active }
        """;

    private readonly HomeFixture _home = new HomeFixture()
        .WithTeam("data").WithTeam("web")
        .With("teams/payments.yaml", Team)
        .With("budgets/overrides.yaml", Budget)
        .With("budgets/2026.csv", Table)
        .With("allocation/rules.yaml", Rules)
        .With("allocation/metrics/vcpu-hours.csv", "month,team,quantity\n2026-11,payments,30.5\n2026-11,data,10\n")
        .With("schedules/weekly-digest.yaml", Schedule)
        .With("connections/acme-aws.yaml", Connection);

    public void Dispose() => _home.Dispose();

    [Fact]
    public void Read_TheExamples_GivesNoErrorAndNamesWhatDoesNothingYet()
    {
        IReadOnlyList<Problem> problems = _home.Problems();
        // The example's escalateTo is an office that is no team of this home.
        Assert.Single(problems, problem => problem.Code == "CG2603" && problem.Severity == Severity.Warning);
        Assert.All(problems.Where(problem => problem.Code != "CG2603"), problem => Assert.Equal((Severity.Info, "CG2030"), (problem.Severity, problem.Code)));
        Assert.Equal(
            ["connections/acme-aws.yaml:8:14", "connections/acme-aws.yaml:9:27", "teams/payments.yaml:19:46"],
            problems.Select(problem => problem.ToString().Split(' ')[0]));
    }

    [Fact]
    public void Read_Team_KeepsZerosAndNormalisesKeys()
    {
        TeamConfig team = _home.Read().Teams.Single(team => team.Id.Value == "payments");
        Assert.Equal(("Payments", "li.wei@acme.test", "4402", "Europe/Berlin"), (team.Title, team.Owner, team.CostCentre, team.TimeZone));
        Assert.Equal(BillingPeriod.Month(2026, 1), team.EffectiveFrom);
        Assert.Equal(["owner", "deputies"], team.WeeklyDigestTo);
        Assert.Equal(["subAccountId", "subAccountId", "tag.team"], team.Matches.SelectMany(match => match.Conditions.Keys));
        Assert.Equal(["111122223333", "444455556666"], team.Matches[0].Conditions["subAccountId"]);
    }

    [Fact]
    public void Read_Budgets_TakesTheTableAndMakesTheRestMonthly()
    {
        IReadOnlyList<BudgetConfig> budgets = _home.Read().Budgets;
        Assert.Equal(["data-monthly", "payments-monthly"], budgets.Select(budget => budget.Name));
        BudgetConfig payments = budgets[1];
        Assert.Equal(CostMetric.Billed, payments.Metric);
        Assert.Equal([46000m, 48000m, 50000m], payments.Amounts.OrderBy(pair => pair.Key).Select(pair => pair.Value));
        Assert.Equal(
            [new BudgetThreshold(0.8m), new BudgetThreshold(1m, "actual", "critical"), new BudgetThreshold(1m, "forecast", MinConfidence: 0.8m)], payments.Thresholds);
        Assert.Equal((CostMetric.Effective, 36000m), (budgets[0].Metric, budgets[0].Amounts[BillingPeriod.Month(2026, 11)]));
    }

    [Fact]
    public void Read_Rules_KeepsOrderAndOutcomes()
    {
        AllocationConfig allocation = _home.Read().Allocation;
        Assert.Equal(["direct-team-tag", "shared-eks", "support-plan"], allocation.Rules.Select(rule => rule.Name));
        Assert.Equal("payments", allocation.Rules[0].Map["pay"]);
        Split split = allocation.Rules[1].Split!;
        Assert.Equal((SplitMethod.Usage, "vcpu-hours", SplitMethod.Even), (split.By, split.Metric, split.Fallback));
        Assert.Empty(allocation.Rules[2].Split!.Among);
        Assert.Equal(0.01m, allocation.UnallocatedWarnShare);
        Assert.Equal(30.5m, allocation.Metrics["vcpu-hours"][(BillingPeriod.Month(2026, 11), new TeamId("payments"))]);
    }

    [Fact]
    public void Read_ScheduleInTheTeamsZones_IsOneScheduleWhereAllLiveInOneZone()
    {
        ScheduleConfig schedule = Assert.Single(_home.Read().Schedules);
        Assert.Equal(("mail", "0 0 7 ? * MON", "Europe/Berlin"), (schedule.Action, schedule.Cron, schedule.TimeZone));
        Assert.Equal(new WaitForData(TimeSpan.FromHours(36), new TimeOnly(10, 0), SendWithBanner: true), schedule.WaitFor);
        Assert.Equal(["weekly-team"], schedule.Arguments);
    }

    [Fact]
    public void Read_ScheduleInTheTeamsZones_IsOneScheduleForEachZone()
    {
        _home.WithTeam("web", "timeZone: America/New_York");
        IReadOnlyList<ScheduleConfig> schedules = _home.Read().Schedules;
        Assert.Equal(["weekly-digest", "weekly-digest-america-new-york"], schedules.Select(schedule => schedule.Name));
        Assert.Equal(["Europe/Berlin", "America/New_York"], schedules.Select(schedule => schedule.TimeZone));
        Assert.Equal(["data", "payments"], schedules[0].Teams.Select(team => team.Value));
        Assert.Equal(["web"], schedules[1].Teams.Select(team => team.Value));
    }

    [Fact]
    public void Read_ScheduleForNamedTeams_HasOnlyTheirZones()
    {
        _home.WithTeam("web", "timeZone: America/New_York")
            .With("schedules/weekly-digest.yaml", Schedule.Replace("for: each-team", "for: [web, data]", StringComparison.Ordinal));
        IReadOnlyList<ScheduleConfig> schedules = _home.Read().Schedules;
        Assert.Equal(["data", "web"], schedules.Select(schedule => Assert.Single(schedule.Teams).Value));

        _home.With("schedules/weekly-digest.yaml", Schedule.Replace("for: each-team", "for: [data, wob]", StringComparison.Ordinal));
        Assert.Contains(_home.Lines(), line => line.Contains("CG2102 There is no team \"wob\".", StringComparison.Ordinal));
    }

    [Fact]
    public void Read_ScheduleWithSkipOn_IsRefused()
    {
        _home.With("schedules/weekly-digest.yaml", Schedule + "\n  skipOn: [public-holidays/de]\n");
        Problem problem = Assert.Single(_home.Problems(), problem => problem.Severity == Severity.Error);
        Assert.Equal("schedules/weekly-digest.yaml:11:3 CG2101 unknown key \"skipOn\".", problem.ToString());
    }
}
