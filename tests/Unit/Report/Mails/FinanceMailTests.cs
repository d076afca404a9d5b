using CostGuard.Core.Budgets;
using CostGuard.Core.Errors;
using CostGuard.Core.Focus;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Report.Mails;
using Xunit;

namespace CostGuard.Unit.Report.Mails;

public sealed class FinanceMailTests
{
    private static readonly MailPart Workbook = new("acme-2026-11.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", new byte[5000], "data/out/acme-2026-11.xlsx");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Render_WorkedExample_TotalsTeamsAndUnallocated()
    {
        MailDraft mail = FinanceMail.Render(await Model(Queries(79_200m), null));

        Assert.Equal("Nov 2026 preliminary: 79.2k USD, 53.2% under, ties to loads", mail.Subject);
        Assert.Equal("finance/all/2026-11/1f2e3d4c5b6a", mail.Key);
        Assert.Equal(["finance@acme.test"], mail.To);
        Assert.Same(Workbook, Assert.Single(mail.Attachments));
        Assert.Contains("Unallocated", mail.Text, StringComparison.Ordinal);
        Assert.Matches(@"Platform ! AT RISK +28,900\.00 +60,000\.00 +\(31,100\.00\)", mail.Text);
        Assert.Matches(@"Total +79,200\.00 +165,000\.00 +\(87,780\.00\)", mail.Text);
        Assert.Contains("first finance report", mail.Text, StringComparison.Ordinal);
        MailChecks.AllRules(mail);
    }

    [Fact]
    public async Task Finance_TeamsDoNotAddUp_RefusesWithExitCodeSix()
    {
        CostGuardException refused = await Assert.ThrowsAsync<CostGuardException>(() => Model(Queries(79_200.000000000000000001m), null));
        Assert.Equal(6, refused.ExitCode);
        Assert.Equal("CG4011", refused.Problem.Code);
    }

    [Fact]
    public async Task Finance_EarlierSnapshot_NamesTheRestatedMonth()
    {
        var earlier = new Snapshot(new SnapshotId("000000000000"), [], "00", WorkedExample.Through);
        FinanceModel model = await Model(Queries(79_200m), earlier);
        Restatement restated = Assert.Single(model.Restatements!);
        Assert.Equal((BillingPeriod.Month(2026, 10), 100m, 312.40m), (restated.Period, restated.Before, restated.Now));
        MailDraft mail = FinanceMail.Render(model);
        Assert.Matches(@"2026-10 USD +100\.00 +312\.40 +\+212\.40", mail.Text);
        MailChecks.AllRules(mail);
    }

    [Fact]
    public async Task Render_TwoThousandTeams_StaysSmallAndNamesTheRest()
    {
        FinanceModel model = await Model(Queries(79_200m), null);
        model = model with { Teams = [.. Enumerable.Range(0, 2000).Select(i => new FinanceTeam($"Team {i:0000}", 39.6m, null, null, null))] };
        MailDraft mail = FinanceMail.Render(model);
        Assert.Matches(@"All other teams, with rounding +77,220\.00", mail.Text);
        MailChecks.AllRules(mail, kilobytesMax: 80);
    }

    private static Task<FinanceModel> Model(WorkedExample.FakeQueries queries, Snapshot? earlier)
    {
        MailInput input = WorkedExample.Input(
            WorkedExample.Status("platform", 60_000m, 28_900m, 62_100m, BudgetState.AtRisk), WorkedExample.PaymentsStatus,
            WorkedExample.Status("data", 36_000m, 15_400m, 33_500m, BudgetState.Ok), WorkedExample.Status("web", 21_000m, 9_310m, 20_200m, BudgetState.Ok));
        return new MailContentBuilder(queries).FinanceAsync(input, WorkedExample.November, earlier, Workbook, Token);
    }

    private static WorkedExample.FakeQueries Queries(decimal total)
    {
        int months = 0;
        return new WorkedExample.FakeQueries(query => query.By switch
        {
            [] => [Row(total)],
            [{ Name: "team" }] => [Row(15_400m, "data"), Row(23_610m, "payments"), Row(28_900m, "platform"), Row(1_980m, "unallocated"), Row(9_310m, "web")],
            _ => months++ == 0 ? [Row(100m, "2026-10"), Row(5m, "2026-09")] : [Row(312.40m, "2026-10"), Row(5m, "2026-09")],
        });
    }

    private static CostRow Row(decimal cost, params string?[] keys) => new(keys, Currency.Usd, new Costs(cost, cost, cost, cost), 10);
}
