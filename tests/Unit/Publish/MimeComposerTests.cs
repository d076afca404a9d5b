using System.Text;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Publish;
using MimeKit;
using Xunit;

namespace CostGuard.Unit.Publish;

public sealed class MimeComposerTests
{
    [Fact]
    public void Compose_ChartAndAttachment_IsMixedAroundRelatedAroundAlternative()
    {
        using MimeMessage mail = Read(Compose(SomeMail.Draft with { Attachments = [SomeMail.Workbook(5000)] }));
        var mixed = Assert.IsType<Multipart>(mail.Body);
        Assert.Equal("multipart/mixed", mixed.ContentType.MimeType);
        var related = Assert.IsType<MultipartRelated>(mixed[0]);
        var alternative = Assert.IsType<MultipartAlternative>(related[0]);
        Assert.Equal(["text/plain", "text/html"], alternative.Select(part => part.ContentType.MimeType));
        var picture = Assert.IsType<MimePart>(related[1]);
        Assert.Equal("image/png", picture.ContentType.MimeType);
        Assert.Contains($"cid:{picture.ContentId}", mail.HtmlBody, StringComparison.Ordinal);
        Assert.Equal("Größe 23,610.00", mail.TextBody!.Trim());
        Assert.Equal(2, mixed.Count);
    }

    [Fact]
    public void Compose_Headers_AreThoseOfTheSpecification()
    {
        using MimeMessage mail = Read(Compose(SomeMail.Draft));
        Assert.Equal("CostGuard (Acme)", mail.From.Mailboxes.Single().Name);
        Assert.Equal("costguard@acme.test", mail.From.Mailboxes.Single().Address);
        Assert.Equal("finops@acme.test", mail.ReplyTo.ToString());
        Assert.Equal("<weekly-team.costguard.acme.test>", mail.Headers["List-Id"]);
        Assert.Equal("<mailto:finops@acme.test?subject=unsubscribe%20weekly-team%20payments>", mail.Headers["List-Unsubscribe"]);
        Assert.Equal("auto-generated", mail.Headers["Auto-Submitted"]);
        Assert.Equal("All", mail.Headers["X-Auto-Response-Suppress"]);
        Assert.Equal(SomeMail.Monday, mail.Date);
        Assert.Equal(SomeMail.Draft.Subject, mail.Subject);
    }

    [Fact]
    public void Compose_SameDraft_SameBytesAndMessageId()
    {
        OutboxMessage first = Compose(SomeMail.Draft), second = Compose(SomeMail.Draft), other = Compose(SomeMail.Draft with { Period = "2026-11-21" });
        Assert.Equal(first.Mime, second.Mime);
        Assert.EndsWith("@acme.test", first.MessageId, StringComparison.Ordinal);
        Assert.NotEqual(first.MessageId, other.MessageId);
        using MimeMessage mail = Read(first);
        Assert.Equal(first.MessageId, mail.MessageId);
    }

    [Fact]
    public void Compose_LineEndInNames_ForgesNoHeader()
    {
        OutboxMessage message = Compose(SomeMail.Draft with { Subject = "X\r\nBcc: evil@example.test", FromName = "Acme\nBcc: evil@example.test", About = "x\r\nBcc: evil@example.test" });
        using MimeMessage mail = Read(message);
        Assert.Empty(mail.Bcc);
        Assert.Equal("X Bcc: evil@example.test", mail.Subject);
        string[] head = Encoding.ASCII.GetString(message.Mime).Split("\r\n\r\n")[0].Split("\r\n");
        Assert.DoesNotContain(head, line => line.StartsWith("Bcc", StringComparison.OrdinalIgnoreCase));
        Assert.Single(head, line => line.StartsWith("Subject:", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("lead@acme.test\r\nBcc: evil@example.test")]
    [InlineData("lead@acme.test, other@acme.test")]
    [InlineData("nobody")]
    [InlineData("")]
    public void Compose_BadAddress_Refused(string address)
    {
        CostGuardException refused = Assert.Throws<CostGuardException>(() => Compose(SomeMail.Draft with { To = [address] }));
        Assert.Equal("CG4001", refused.Problem.Code);
    }

    [Fact]
    public void Compose_AttachmentName_IsAsciiAndBytesAreKept()
    {
        OutboxMessage message = Compose(SomeMail.Draft with { Attachments = [SomeMail.Workbook(5000)] });
        using MimeMessage mail = Read(message);
        var file = Assert.IsType<MimePart>(Assert.Single(mail.Attachments));
        Assert.Equal("Kostenubersicht Grosse.xlsx", file.FileName);
        Assert.DoesNotContain("filename*", Encoding.ASCII.GetString(message.Mime), StringComparison.Ordinal);
        using var bytes = new MemoryStream();
        file.Content!.DecodeTo(bytes, TestContext.Current.CancellationToken);
        Assert.Equal(SomeMail.Workbook(5000).Bytes, bytes.ToArray());
    }

    [Fact]
    public void Compose_AttachmentBeyondTheLimit_StaysHomeAndBothPartsSayWhere()
    {
        OutboxMessage message = new MimeComposer(new MailOptions { From = "c@acme.test", MaxAttachmentMb = 1 })
            .Compose(SomeMail.Draft with { Attachments = [SomeMail.Workbook((1024 * 1024) + 1)] }, SomeMail.Monday);
        using MimeMessage mail = Read(message);
        Assert.Empty(mail.Attachments);
        Assert.Contains("It lies at data/out/2026-11/costs.xlsx", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("It lies at data/out/2026-11/costs.xlsx", mail.HtmlBody, StringComparison.Ordinal);
        Assert.True(message.Mime.Length < 10_000);
    }

    private static OutboxMessage Compose(MailDraft draft) => new MimeComposer(SomeMail.Options).Compose(draft, SomeMail.Monday);

    private static MimeMessage Read(OutboxMessage message) => MimeMessage.Load(new MemoryStream(message.Mime));
}
