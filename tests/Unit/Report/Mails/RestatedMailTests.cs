using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Report.Mails;
using Xunit;

namespace CostGuard.Unit.Report.Mails;

public sealed class RestatedMailTests
{
    /// <summary>AWS October: closed with 118,402.77, restated by 212.40 (ux 1.3).</summary>
    internal static RestatedModel Model() => new()
    {
        Period = BillingPeriod.Month(2026, 10),
        Source = new SourceKey("acme-aws"),
        Currency = Currency.Usd,
        AtClose = 118_402.77m,
        Now = 118_615.17m,
        Proposed = BillingPeriod.Month(2026, 11),
        Version = 1,
        ClosedBy = "cfo@acme.test",
        Load = new LoadId("load-2"),
        Teams = [new RestatedPart("Payments", null, 300m), new RestatedPart("Data", null, -100m)],
        Accounts = [new RestatedPart("111122220001", "Payments", 300m), new RestatedPart("111122220002", "Data", -100m)],
        Company = "Acme",
        To = ["finance@acme.test"],
        Snapshot = new SnapshotId("1f2e3d4c5b6a"),
        Settings = new MailSettings("0.1.0", null, "finops@acme.test"),
    };

    [Fact]
    public void Render_WorkedExample_SaysHowMuchWhoseAndWhatCanBeDone()
    {
        MailDraft mail = RestatedMail.Render(Model());

        Assert.Equal("Oct 2026 restated after close: +212 USD, acme-aws", mail.Subject);
        Assert.Equal("restated/acme-aws/2026-10-USD-load-2/1f2e3d4c5b6a", mail.Key);
        Assert.Equal(RestatedMail.Key(Model()), mail.Key);
        // 300 − 100 leaves 12.40 that no account is named for.
        Assert.Matches(@"Payments +\+300\.00\n +Data +-100\.00\n +All other, with rounding +\+12\.40\n +-+\n +Total +\+212\.40", mail.Text);
        Assert.Contains("111122220001 (Payments)", mail.Text, StringComparison.Ordinal);
        Assert.Contains("costguard period reopen 2026-10", mail.Text.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.False(mail.MayUnsubscribe);
        MailChecks.AllRules(mail);
    }

    /// <summary>Of 212.40 November charged 200.00: 12.40 are left for December. Charged whole, nothing is.</summary>
    [Fact]
    public void Render_PartIsChargedAlready_AsksForTheRestAlone()
    {
        RestatedModel model = Model() with { Proposed = BillingPeriod.Month(2026, 12), Charged = [new ChargedPart(BillingPeriod.Month(2026, 11), 1, 200m)] };
        MailDraft mail = RestatedMail.Render(model);
        string text = mail.Text.ReplaceLineEndings(" ");

        Assert.Contains("+200.00 USD of it is charged already: in the statements and the journal of Nov 2026, version 1.", text, StringComparison.Ordinal);
        Assert.Contains("Book +12.40 USD as a prior-period line in Dec 2026", text, StringComparison.Ordinal);
        Assert.Contains("Book +12.40 in Dec 2026", MailChecks.Preheader(mail), StringComparison.Ordinal);
        MailChecks.AllRules(mail);
        Assert.Contains("Nothing is left to book", RestatedMail.Render(model with { Charged = [model.Charged[0] with { Amount = 212.40m }] }).Text.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    /// <summary>300.00 of Payments are Data's now, and October is what it was: both teams' amounts, which add up to nothing, and no sum to book.</summary>
    [Fact]
    public void Render_OnlyTeamsDiffer_SaysBothTeamsAmounts()
    {
        MailDraft mail = RestatedMail.Render(Model() with { Now = 118_402.77m, Teams = [], Accounts = [], Moved = [new RestatedPart("Payments", null, -300m), new RestatedPart("Data", null, 300m)] });
        string text = mail.Text.ReplaceLineEndings(" ");

        Assert.Equal("Oct 2026 restated: 300 USD moved between teams, acme-aws", mail.Subject);
        Assert.Matches(@"Data +\+300\.00\n +Payments +-300\.00\n +-+\n +Total +0\.00", mail.Text);
        Assert.Contains("gives 118,402.77 USD for October 2026, as it was closed with (BilledCost), but of other teams.", text, StringComparison.Ordinal);
        Assert.Contains("The close of Nov 2026 charges what moved: a prior-period line a team, 0.00 USD in sum.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Book ", text, StringComparison.Ordinal);
        MailChecks.AllRules(mail);
    }

    [Fact]
    public void Render_SourceGaveNothingAnyMore_IsAMailOfItsOwn()
    {
        MailDraft mail = RestatedMail.Render(Model() with { Now = 0m, Load = null, Teams = [], Accounts = [] });
        Assert.Equal("Oct 2026 restated after close: -118k USD, acme-aws", mail.Subject);
        Assert.EndsWith("2026-10-USD-gone", mail.Period, StringComparison.Ordinal);
        MailChecks.AllRules(mail);
    }
}
