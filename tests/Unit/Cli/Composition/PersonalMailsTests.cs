using CostGuard.Cli.Composition;
using CostGuard.Core.Configuration;
using CostGuard.Core.Ports;
using CostGuard.Core.Subscriptions;
using CostGuard.Publish;
using CostGuard.Report.Mails;
using CostGuard.Unit.Publish;
using CostGuard.Unit.Report.Mails;
using Microsoft.Extensions.Time.Testing;
using MimeKit;
using Xunit;

namespace CostGuard.Unit.Cli.Composition;

public sealed class PersonalMailsTests
{
    private readonly MemoryOutbox _outbox = new();

    // A Monday that is not the first of its month.
    private static readonly DateTimeOffset Monday = new(2026, 11, 16, 6, 0, 0, TimeSpan.Zero);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_FourReaders_EachGetsWhatTheyWant()
    {
        MailDraft draft = (await WeeklyTeamMailTests.ExampleAsync()) with { To = ["a@acme.test", "b@acme.test", "plain@acme.test", "monthly@acme.test", "gone@acme.test"] };
        // Whoever wants one a month had it a week ago.
        await _outbox.EnqueueAsync(new MimeComposer(SomeMail.Options).Compose(draft with { To = ["monthly@acme.test"] }, Monday.AddDays(-7)), Token);
        PersonalMails personal = Personal(
            null,
            new ReaderPreferences { Address = "plain@acme.test", PlainText = true },
            new ReaderPreferences { Address = "monthly@acme.test", Weekly = DigestPace.Monthly },
            new ReaderPreferences { Address = "gone@acme.test", Weekly = DigestPace.Never });

        IReadOnlyList<MailDraft> mails = await personal.OfAsync(draft, Monday, Token);

        Assert.Equal([draft.Key, "weekly-team/plain@acme.test+payments/2026-11-14/1f2e3d4c5b6a"], mails.Select(mail => mail.Key));
        Assert.Equal(["a@acme.test", "b@acme.test"], mails[0].To);
        using MimeMessage plain = await MimeMessage.LoadAsync(new MemoryStream(new MimeComposer(SomeMail.Options).Compose(mails[1], Monday).Mime), Token);
        Assert.Null(plain.HtmlBody);
        Assert.Contains("23,610", plain.TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_WithWebPages_EachHasALinkOfTheirOwnThatAsksOnce()
    {
        MailDraft draft = (await WeeklyTeamMailTests.ExampleAsync()) with { To = ["a@acme.test", "b@acme.test"] };

        IReadOnlyList<MailDraft> mails = await Personal(new Uri("https://costguard.acme.test/")).OfAsync(draft, Monday, Token);

        Assert.Equal(2, mails.Select(mail => mail.Unsubscribe).Distinct().Count());
        foreach (MailDraft mail in mails)
        {
            using MimeMessage mime = await MimeMessage.LoadAsync(new MemoryStream(new MimeComposer(SomeMail.Options).Compose(mail, Monday).Mime), Token);
            Assert.Equal("List-Unsubscribe=One-Click", mime.Headers["List-Unsubscribe-Post"]);
            Assert.StartsWith($"<{mail.Unsubscribe!.AbsoluteUri}>, <mailto:finops@acme.test?subject=", mime.Headers["List-Unsubscribe"], StringComparison.Ordinal);
            Assert.True(UnsubscribeToken.TryRead(Store.Secret, mail.Unsubscribe.Segments[^1], out string? address, out string? kind));
            Assert.Equal((mail.To[0], "weekly-team"), (address, kind));
            Assert.Contains(mail.Unsubscribe.AbsoluteUri, mail.Html, StringComparison.Ordinal);
            Assert.Contains(mail.Unsubscribe.AbsoluteUri, mail.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Of_QuietHoursAndNoFiles_WaitsAndSaysWhereTheyLie()
    {
        var night = new ReaderPreferences { Address = "finance@acme.test", Attachments = false, Quiet = new QuietHours(new TimeOnly(0, 0), new TimeOnly(9, 0)) };

        MailDraft mail = Assert.Single(await Personal(null, night).OfAsync(FinanceMail.Render(FinanceCloseTests.Model()), Monday, Token));

        Assert.Equal(Monday.AddHours(3), new MimeComposer(SomeMail.Options).Compose(mail, Monday).NotBefore);
        Assert.Empty(mail.Attachments);
        Assert.Contains("Not attached, as you asked: costguard-2026-10-acme-close-v1-FINAL.xlsx", mail.Text, StringComparison.Ordinal);
        Assert.Contains("lies at data/out/reports/2026-10/x.xlsx", mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(">Attached: ", mail.Html, StringComparison.Ordinal);
    }

    /// <summary>Due at seven, sent at half past ten at night, after the service was down: nobody is woken.</summary>
    [Fact]
    public async Task Of_SentLongAfterItWasDue_KeepsTheQuietOfTheHourItGoesOut()
    {
        var reader = new ReaderPreferences { Address = "finance@acme.test", Quiet = new QuietHours(new TimeOnly(20, 0), new TimeOnly(7, 0)) };
        PersonalMails personal = Personal(null, new FakeTimeProvider(Monday.AddHours(16.5)), reader);

        MailDraft mail = Assert.Single(await personal.OfAsync(FinanceMail.Render(FinanceCloseTests.Model()), Monday.AddHours(1), Token));

        Assert.Equal(Monday.AddHours(25), mail.NotBefore);
    }

    /// <summary>Seven on Monday in Tokyo is ten on Sunday night where the company is: the team's own morning counts.</summary>
    [Fact]
    public async Task Of_TeamInAnotherZone_HasItsOwnNight()
    {
        DateTimeOffset morning = new(2026, 11, 15, 22, 0, 0, TimeSpan.Zero);
        var reader = new ReaderPreferences { Address = "a@acme.test", Quiet = new QuietHours(new TimeOnly(20, 0), new TimeOnly(7, 0)) };
        MailDraft draft = (await WeeklyTeamMailTests.ExampleAsync()) with { To = ["a@acme.test"] };

        Assert.Null(Assert.Single(await Personal(null, new FakeTimeProvider(morning), reader).OfAsync(draft, morning, Token)).NotBefore);
        Assert.NotNull(Assert.Single(await Personal(null, new FakeTimeProvider(morning.AddHours(-1)), reader).OfAsync(draft, morning.AddHours(-1), Token)).NotBefore);
    }

    [Fact]
    public async Task Of_MailsWithADuty_ComeAllTheSame()
    {
        var never = new ReaderPreferences { Address = "finance@acme.test", Finance = false, Weekly = DigestPace.Never, Anomalies = false };

        Assert.Empty(await Personal(null, never).OfAsync(FinanceMail.Render(FinanceCloseTests.Model()), Monday, Token));
        Assert.Single(await Personal(null, never).OfAsync(RestatedMail.Render(RestatedMailTests.Model()), Monday, Token));
    }

    private PersonalMails Personal(Uri? web, params ReaderPreferences[] files) => Personal(web, new FakeTimeProvider(Monday), files);

    // Payments is in Tokyo, the company in UTC.
    private PersonalMails Personal(Uri? web, TimeProvider clock, params ReaderPreferences[] files)
    {
        CostGuardConfiguration configuration = WorkedExample.Input().Configuration;
        configuration = configuration with { Preferences = files, Teams = [.. configuration.Teams.Select(team => team.Id.Value == "payments" ? team with { TimeZone = "Asia/Tokyo" } : team)] };
        return new PersonalMails(new Store(), _outbox, configuration, new MailSettings("0.1.0", web, "finops@acme.test"), clock);
    }

    /// <summary>Two teams' digests of one Monday come both; that of the next Monday does not.</summary>
    [Fact]
    public async Task Of_Monthly_HasEveryTeamOfTheFirstRoundAndNoLaterOne()
    {
        var monthly = new ReaderPreferences { Address = "a@acme.test", Weekly = DigestPace.Monthly };
        MailDraft payments = (await WeeklyTeamMailTests.ExampleAsync()) with { To = ["a@acme.test"] }, web = payments with { About = "web" };
        await _outbox.EnqueueAsync(new MimeComposer(SomeMail.Options).Compose(payments, Monday), Token);

        Assert.Single(await Personal(null, monthly).OfAsync(web, Monday, Token));
        // Another team's morning is hours later, or its first mail was withheld: that is no second one of payments.
        Assert.Single(await Personal(null, monthly).OfAsync(web, Monday.AddHours(6), Token));
        Assert.Empty(await Personal(null, monthly).OfAsync(payments, Monday.AddDays(7), Token));
    }

    private sealed class Store : ISubscriptionStore
    {
        public static readonly byte[] Secret = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

        public Task<IReadOnlyList<SubscriptionChoice>> ListAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<SubscriptionChoice>>([]);

        public Task<bool> SaveAsync(SubscriptionChoice choice, CancellationToken cancellationToken) => Task.FromResult(true);

        public Task<byte[]> KeyAsync(CancellationToken cancellationToken) => Task.FromResult(Secret);
    }
}
