using CostGuard.Core.Faults;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Report.Mails;
using Xunit;

namespace CostGuard.Unit.Report.Mails;

public sealed class FaultMailTests
{
    private static readonly DateTimeOffset Monday = new(2026, 11, 16, 17, 0, 0, TimeSpan.Zero);

    internal static FaultMailModel Model(FaultNoticeKind kind = FaultNoticeKind.Broke, string subject = "connection:acme-aws") => new()
    {
        Fault = new Fault
        {
            Subject = subject,
            State = FaultState.Failing,
            Entry = 3,
            Since = Monday,
            LastGood = Monday.AddHours(-24),
            Attempts = 2,
            Code = "CG1102",
            Message = "Connection 'acme-aws': AccessDenied for s3://acme-billing/focus",
            Log = ["2026-11-16 11:00 UTC CG1102 AccessDenied", "2026-11-16 17:00 UTC CG1102 AccessDenied"],
        },
        Kind = kind,
        CodeTitle = "S3 access denied",
        Company = "Acme",
        To = ["ops@acme.test"],
        Snapshot = new SnapshotId("no-data"),
        AsOf = Monday,
        Through = new DateOnly(2026, 11, 14),
        Teams = ["Payments", "Data", "Web"],
        Held = ["weekly-digest, due Mon 23 Nov 07:00 (Europe/Berlin), is held until 10:00 and then goes out with a banner, unless newer data are there by then."],
        HeldShort = "weekly-digest of Mon 07:00 is held until 10:00",
        NextTry = Monday.AddHours(6),
        Command = "costguard doctor --connection acme-aws",
        Settings = new MailSettings("0.1.0", null, "finops@acme.test"),
    };

    [Fact]
    public void Render_Connection_SaysWhatSinceWhenWhomAndTheOneCommand()
    {
        MailDraft mail = FaultMail.Render(Model());

        // From the end of 14 Nov to 16 Nov 17:00 are 41 hours.
        Assert.Equal("ACTION: acme-aws data is 41 h old, S3 access denied", mail.Subject);
        Assert.Equal("It touches 3 teams. weekly-digest of Mon 07:00 is held until 10:00.", MailChecks.Preheader(mail));
        Assert.Contains("It touches 3 teams: Payments, Data, Web.", mail.Text, StringComparison.Ordinal);
        Assert.Contains("costguard doctor --connection acme-aws", mail.Text, StringComparison.Ordinal);
        Assert.Matches(@"Last success +Sun 15 Nov 2026 17:00 UTC", mail.Text);
        Assert.Matches(@"Failed attempts +2\n", mail.Text);
        Assert.Contains("  2026-11-16 17:00 UTC CG1102 AccessDenied\n", mail.Text, StringComparison.Ordinal);
        Assert.Equal("failure-notice/connection-acme-aws/3-broke/no-data", mail.Key);
        Assert.False(mail.MayUnsubscribe);
        MailChecks.AllRules(mail);
    }

    [Theory]
    [InlineData(FaultNoticeKind.StillBroken, "3-2026-11-16")]
    [InlineData(FaultNoticeKind.Recovered, "3-recovered")]
    public void Render_LaterNotices_AreOneThreadWithKeysOfTheirOwn(FaultNoticeKind kind, string period)
    {
        MailDraft first = FaultMail.Render(Model()), later = FaultMail.Render(Model(kind));

        Assert.Equal(first.Thread, later.Thread);
        Assert.Equal(period, later.Period);
        MailChecks.AllRules(later);
    }

    [Fact]
    public void Render_Recovered_CallsItResolved()
    {
        MailDraft mail = FaultMail.Render(Model(FaultNoticeKind.Recovered));
        Assert.Equal("Resolved: acme-aws is read again, data through Sat 14 Nov", mail.Subject);
        Assert.DoesNotContain("fault ack", mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_ScheduleThatGoesOutAgain_SaysWhatBecameOfTheLateOne()
    {
        FaultMailModel model = Model(FaultNoticeKind.Recovered, "schedule:weekly-digest") with { Teams = null, Held = [], HeldShort = null, Through = null };
        MailDraft mail = FaultMail.Render(model with { Fault = model.Fault with { Message = "The one due Mon 23 Nov 2026 07:00 (UTC) did not go out: its readers have not got it." } });

        Assert.Equal("Resolved: weekly-digest goes out again", mail.Subject);
        Assert.Contains("The one due Mon 23 Nov 2026 07:00 (UTC) did not go out", mail.Text, StringComparison.Ordinal);
        MailChecks.AllRules(mail);
    }

    [Theory]
    [InlineData("schedule:weekly-digest", "ACTION: weekly-digest did not go out by its hour")]
    [InlineData("outbox", "ACTION: mails do not arrive")]
    public void Render_OtherSubjects_NameThem(string about, string subject)
    {
        MailDraft mail = FaultMail.Render(Model(subject: about) with { Teams = null, Held = [], HeldShort = null, Through = null });
        Assert.Equal(subject, mail.Subject);
        MailChecks.AllRules(mail);
    }
}
