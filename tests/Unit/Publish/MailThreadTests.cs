using CostGuard.Core.Ports;
using CostGuard.Publish;
using MimeKit;
using Xunit;

namespace CostGuard.Unit.Publish;

/// <summary>RFC 5322, section 3.6.4: In-Reply-To and References name the message that others belong to.</summary>
public sealed class MailThreadTests
{
    [Fact]
    public void Compose_OneThread_AnswersOneIdThatNoMailBears()
    {
        using MimeMessage first = Read(Alert with { Thread = "payments-monthly/2026-11-01" });
        using MimeMessage later = Read(Alert with { Thread = "payments-monthly/2026-11-01", Period = "2026-11-28.b", Snapshot = new("aaaaaaaaaaaa"), Subject = "OVER", About = "boss@acme.test" });

        string root = Assert.Single(first.References);
        Assert.Matches("^budget-alert\\.thread\\.[0-9a-f]{32}@acme\\.test$", root);
        Assert.Equal([root, root, root], [first.InReplyTo, later.InReplyTo, Assert.Single(later.References)]);
        Assert.NotEqual(first.MessageId, later.MessageId);
        Assert.DoesNotContain(root, new[] { first.MessageId, later.MessageId });
    }

    [Theory]
    [InlineData("payments-monthly/2026-12-01")]
    [InlineData("data-monthly/2026-11-01")]
    public void Compose_OtherThread_HasAnotherRoot(string thread)
    {
        using MimeMessage one = Read(Alert with { Thread = "payments-monthly/2026-11-01" }), other = Read(Alert with { Thread = thread });

        Assert.NotEqual(one.InReplyTo, other.InReplyTo);
    }

    [Fact]
    public void Compose_NoThread_AnswersNothing()
    {
        using MimeMessage mail = Read(Alert);

        Assert.Null(mail.InReplyTo);
        Assert.Empty(mail.References);
    }

    [Fact]
    public void Compose_LineEndInTheThread_ForgesNoHeader()
    {
        using MimeMessage mail = Read(Alert with { Thread = "a/2026-11-01\r\nBcc: evil@example.test" });

        Assert.Empty(mail.Bcc);
        Assert.Single(mail.References);
    }

    private static MailDraft Alert => SomeMail.Draft with { Kind = "budget-alert", Period = "2026-11-24.a" };

    private static MimeMessage Read(MailDraft draft) => MimeMessage.Load(new MemoryStream(new MimeComposer(SomeMail.Options).Compose(draft, SomeMail.Monday).Mime));
}
