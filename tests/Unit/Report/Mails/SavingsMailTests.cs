using CostGuard.Core.Actions;
using CostGuard.Core.Ports;
using CostGuard.Core.Savings;
using CostGuard.Core.Savings.Verification;
using CostGuard.Core.Values;
using CostGuard.Report.Mails;
using CostGuard.Unit.Core.Actions;
using Xunit;

namespace CostGuard.Unit.Report.Mails;

/// <summary>Three things worth doing in the weekly digest, and the way from finding to bill in the finance report.</summary>
public sealed class SavingsMailTests
{
    // Domain F-3: 56.06 now, 116.61 in the end.
    private static readonly Finding Smaller = SomeActions.Finding("CG-R01", SavingAction.Retype, 0m, "vm-1") with { Saving = new Saving(56.06m, 116.61m, 140.16m, 56.06m), Risk = Grade.Medium };
    private static readonly Finding Idle = SomeActions.Finding("CG-W05", SavingAction.Terminate, 200m, "vm-2");
    private static readonly Finding Swallowed = SomeActions.Finding("CG-S01", SavingAction.Schedule, 0m, "vm-3") with { Saving = new Saving(0m, 180.21m, null, 0.01m), Confidence = Grade.Low };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Weekly_ThreeThings_CashNowAndInTheEndWithTheIdToDecide()
    {
        MailDraft mail = await WeeklyAsync(Overview(ActionBook.Empty));

        string text = Flat(mail.Text);
        Assert.Contains("Three things worth doing", text, StringComparison.Ordinal);
        Assert.Contains($"1. vm-2 could be better: saves 200.00 USD a month. Risk low, effort low. Id {Idle.Id}", text, StringComparison.Ordinal);
        Assert.Contains($"2. vm-1 could be better: saves 56.06 USD a month now, 116.61 USD a month in the end, once the commitment that pays for it has other work. Risk medium, effort low. Id {Smaller.Id}", text, StringComparison.Ordinal);
        Assert.Contains("3. vm-3 could be better: may save no cash now, 180.21 USD a month in the end", text, StringComparison.Ordinal);
        Assert.Contains("costguard recommend accept ID --owner WHO --due DAY", text, StringComparison.Ordinal);
        MailChecks.AllRules(mail);
    }

    [Fact]
    public async Task Weekly_RejectedSnoozedAndAccepted_AreNotAskedAgain()
    {
        var book = new ActionBook(
            [SomeActions.Decision(Idle.Key, DecisionKind.Rejected, reason: "kept"), SomeActions.Decision(Swallowed.Key, DecisionKind.Snoozed, new DateOnly(2026, 12, 1))], []);
        string text = Flat((await WeeklyAsync(Overview(book))).Text);
        Assert.Contains("One thing worth doing", text, StringComparison.Ordinal);
        Assert.Contains("1. vm-1", text, StringComparison.Ordinal);
        Assert.DoesNotContain("vm-2", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-11-12", true)]
    [InlineData("2026-11-11", false)]
    [InlineData(null, false)]
    public async Task Weekly_OldOrMissingMetrics_ProposeNothing(string? metrics, bool proposed)
    {
        DateOnly? through = metrics is null ? null : DateOnly.Parse(metrics, System.Globalization.CultureInfo.InvariantCulture);
        // Monday 06:00 is 78 hours after the end of the 12th, and 54 after that of the 13th: the limit of 80 lies between.
        MailInput input = Input(Overview(ActionBook.Empty) with { MetricsThrough = through });
        input = input with { Configuration = input.Configuration with { Company = input.Configuration.Company with { FailAfter = TimeSpan.FromHours(80) } } };
        WeeklyTeamModel model = await new MailContentBuilder(WorkedExample.Week).WeeklyAsync(input, WorkedExample.Payments, Token);
        Assert.Equal(proposed, model.Worth.Count > 0);
        Assert.Empty((await new MailContentBuilder(WorkedExample.Week).WeeklyAsync(input with { StaleBanner = "Waited in vain." }, WorkedExample.Payments, Token)).Worth);
    }

    [Fact]
    public async Task Weekly_LateAction_IsNamedAndTheWeekIsNotQuiet()
    {
        ActionItem late = SomeActions.Of(3, 100m) with { Team = "payments", Due = new DateOnly(2026, 11, 10) }, other = SomeActions.Of(4) with { Team = "web", Due = new DateOnly(2026, 11, 10) };
        MailDraft mail = await WeeklyAsync(Overview(new ActionBook([], [late, other])));
        Assert.Contains("▲ OVERDUE: A-3 Stop the idle machine, li@acme.test, due Tue 10 Nov 2026, 100.00 USD a month promised", Flat(mail.Text), StringComparison.Ordinal);
        Assert.DoesNotContain("A-4", mail.Text, StringComparison.Ordinal);
        MailChecks.AllRules(mail);
    }

    [Fact]
    public async Task Finance_FromFindingToBill_EveryStepOnce()
    {
        ActionItem[] actions =
        [
            SomeActions.Of(1, 600m, ActionState.Done, new DateOnly(2026, 10, 12)) with { Proof = SomeActions.Proof(SavingState.Verified, 631.14m) },
            SomeActions.Of(2, 200m, ActionState.Open, null, Idle.Key) with { Due = new DateOnly(2026, 11, 1) },
        ];
        MailDraft mail = await FinanceAsync(Overview(new ActionBook([], actions)));

        // 56.06 and 0.01 are undecided; 200 are accepted; 600 done; 631.14 ÷ 600 are 105.2 %.
        Assert.Matches(@"Found, not decided +2 +56\.07", mail.Text);
        Assert.Matches(@"Accepted, not done yet +1 +200\.00", mail.Text);
        Assert.Matches(@"Done in the last 12 months: promised +1 +600\.00", mail.Text);
        Assert.Matches(@"verified on the bill +1 +631\.14", mail.Text);
        Assert.Contains("The bill shows 105.2 % of what the measured actions promised in USD.", Flat(mail.Text), StringComparison.Ordinal);
        Assert.Contains("▲ OVERDUE: 1 action: A-2 Stop the idle machine, li@acme.test, due Sun 1 Nov 2026, 200.00 USD a month promised.", Flat(mail.Text), StringComparison.Ordinal);
        MailChecks.AllRules(mail);
    }

    [Fact]
    public async Task Finance_NoMetrics_UnknownIsNotZero()
    {
        MailDraft mail = await FinanceAsync(Overview(new ActionBook([], [SomeActions.Of(1)])) with { Resources = [], Judged = null, MetricsThrough = null });
        Assert.Matches(@"Found, not decided \? UNKNOWN +– +–", mail.Text);
        Assert.Contains("It cannot be told what is found now: there are no metrics.", Flat(mail.Text), StringComparison.Ordinal);
        Assert.DoesNotContain("Savings", (await FinanceAsync(new SavingsOverview([], null, null, ActionBook.Empty, SomeActions.Today))).Text, StringComparison.Ordinal);
    }

    private static SavingsOverview Overview(ActionBook book) =>
        new([SomeActions.Followed(book, Smaller), SomeActions.Followed(book, Idle), SomeActions.Followed(book, Swallowed)], 3, WorkedExample.Through, book, SomeActions.Today);

    private static MailInput Input(SavingsOverview savings) => WorkedExample.Input(WorkedExample.PaymentsStatus) with { Savings = savings };

    private static async Task<MailDraft> WeeklyAsync(SavingsOverview savings) =>
        WeeklyTeamMail.Render(await new MailContentBuilder(WorkedExample.Week).WeeklyAsync(Input(savings), WorkedExample.Payments, Token));

    private static async Task<MailDraft> FinanceAsync(SavingsOverview savings) =>
        FinanceMail.Render(await new MailContentBuilder(WorkedExample.Week).FinanceAsync(Input(savings), BillingPeriod.Month(2026, 11), null, Token));

    private static string Flat(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
