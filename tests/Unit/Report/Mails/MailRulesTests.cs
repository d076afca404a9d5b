using System.Net;
using System.Reflection;
using System.Text.RegularExpressions;
using CostGuard.Core.Close;
using CostGuard.Core.Faults;
using CostGuard.Core.Ports;
using CostGuard.Publish;
using CostGuard.Report.Mails;
using CostGuard.Unit.Publish;
using MimeKit;
using Xunit;

namespace CostGuard.Unit.Report.Mails;

/// <summary>
/// Every type of mail, on its worked example, against ux 3.1. A new type without an example here fails. COSTGUARD_MAIL_PICTURES=FOLDER writes the
/// examples as pages to be looked at (chromium --headless --screenshot --window-size=600,1600, and 360).
/// </summary>
public sealed partial class MailRulesTests
{
    private static async Task<IReadOnlyDictionary<string, MailDraft>> ExamplesAsync() => new Dictionary<string, MailDraft>
    {
        ["weekly-team"] = await WeeklyTeamMailTests.ExampleAsync(),
        ["weekly-lead"] = await WeeklyLeadMailTests.ExampleAsync(),
        ["finance-open"] = await FinanceMailTests.ExampleAsync(),
        ["finance-preliminary"] = FinanceMail.Render(FinanceCloseTests.Model(ClosingState.Reconciled)),
        ["finance-final"] = FinanceMail.Render(FinanceCloseTests.Model()),
        ["budget-alert"] = await BudgetAlertMailTests.ExampleAsync(),
        ["anomaly-alert"] = AnomalyMailTests.Example(),
        ["failure-broke"] = FaultMail.Render(FaultMailTests.Model()),
        ["failure-over"] = FaultMail.Render(FaultMailTests.Model(FaultNoticeKind.Recovered)),
        ["failure-late"] = FaultMail.Render(FaultMailTests.Model(subject: "schedule:weekly-digest") with { Teams = null, Held = [], HeldShort = null }),
        ["restated"] = RestatedMail.Render(RestatedMailTests.Model()),
    };

    [Fact]
    public async Task Examples_CoverEveryTypeOfMail()
    {
        string[] kinds = [.. typeof(FinanceMail).Assembly.GetTypes()
            .Where(type => type.Namespace == typeof(FinanceMail).Namespace)
            .Select(type => type.GetField("Kind", BindingFlags.Public | BindingFlags.Static)?.GetRawConstantValue()).OfType<string>().Distinct().Order(StringComparer.Ordinal)];
        Assert.Equal(kinds, (await ExamplesAsync()).Values.Select(mail => mail.Kind).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Examples_KeepTheRulesOfContent()
    {
        foreach ((string name, MailDraft mail) in await ExamplesAsync())
        {
            MailChecks.AllRules(mail);
            string preheader = MailChecks.Preheader(mail);
            Assert.True(preheader.Length is >= 60 and <= 100, $"{name}: preheader of {preheader.Length}: {preheader}");
            Assert.NotEqual(mail.Subject, preheader);
            Assert.DoesNotMatch(@"[\[\]]|(?i:report)|\p{So}", mail.Subject);
            Assert.All(Image().Matches(mail.Html), image => Assert.Matches("alt=\"[^\"]*[0-9][^\"]{20,}\"", image.Value));
            ContrastHolds(name, mail.Html);
            EveryNumberOfTextIsInHtml(name, mail);
        }
    }

    [Fact]
    public async Task Examples_KeepTheRulesOfHeaders()
    {
        foreach ((string name, MailDraft draft) in await ExamplesAsync())
        {
            OutboxMessage first = new MimeComposer(SomeMail.Options).Compose(draft, SomeMail.Monday), again = new MimeComposer(SomeMail.Options).Compose(draft, SomeMail.Monday.AddHours(3));
            using MimeMessage mime = await MimeMessage.LoadAsync(new MemoryStream(first.Mime), TestContext.Current.CancellationToken);

            Assert.Equal(first.MessageId, again.MessageId);
            Assert.Equal($"<{draft.Kind}.costguard.acme.test>", mime.Headers["List-Id"]);
            Assert.Equal("auto-generated", mime.Headers["Auto-Submitted"]);
            Assert.Equal("All", mime.Headers["X-Auto-Response-Suppress"]);
            Assert.Equal("finops@acme.test", Assert.Single(mime.ReplyTo.Mailboxes).Address);
            Assert.Equal("CostGuard (Acme)", Assert.Single(mime.From.Mailboxes).Name);
            Assert.True((draft.Kind == WeeklyTeamMail.Kind) == (mime.Headers["List-Unsubscribe"] is not null), name);

            // mixed around related around alternative, text first.
            var related = Assert.IsType<MultipartRelated>(Assert.IsType<Multipart>(mime.Body)[0]);
            var alternative = Assert.IsType<MultipartAlternative>(related.Root);
            Assert.Equal(["text/plain", "text/html"], alternative.Select(part => part.ContentType.MimeType));
        }
    }

    [Fact]
    public async Task Examples_AreWrittenForTheEye()
    {
        if (Environment.GetEnvironmentVariable("COSTGUARD_MAIL_PICTURES") is not { Length: > 0 } folder) return;
        Directory.CreateDirectory(folder);
        foreach ((string name, MailDraft mail) in await ExamplesAsync())
        {
            string page = mail.Pictures.Aggregate(mail.Html, (html, picture) => html.Replace($"cid:{picture.Name}\"", $"data:image/png;base64,{Convert.ToBase64String(picture.Bytes)}\"", StringComparison.Ordinal));
            await File.WriteAllTextAsync(Path.Combine(folder, $"{name}.html"), page, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Every text colour against the ground of its own element, or of the paper and of the page where it has none.</summary>
    private static void ContrastHolds(string name, string html)
    {
        foreach (Match style in Style().Matches(html))
        {
            if (style.Value.Contains("display:none", StringComparison.Ordinal) || Ink().Match(style.Value) is not { Success: true } ink) continue;
            string[] grounds = Ground().Match(style.Value) is { Success: true } own ? [own.Groups[1].Value] : [MailColors.Paper];
            foreach (string ground in grounds)
            {
                double contrast = MailChecks.Contrast(ink.Groups[1].Value, ground);
                Assert.True(contrast >= 4.5, $"{name}: {ink.Groups[1].Value} on {ground} is {contrast:0.0}");
            }
        }
    }

    private static void EveryNumberOfTextIsInHtml(string name, MailDraft mail)
    {
        string seen = WebUtility.HtmlDecode(Tag().Replace(mail.Html, " ") + " " + string.Join(' ', Image().Matches(mail.Html).Select(match => match.Value)));
        var html = Number().Matches(seen).Select(match => match.Value).ToHashSet();
        foreach (Match number in Number().Matches(mail.Text)) Assert.True(html.Contains(number.Value), $"{name}: {number.Value} is not in the HTML part");
    }

    [GeneratedRegex("style=\"[^\"]*\"")]
    private static partial Regex Style();

    [GeneratedRegex("(?<![-a-z])color:(#[0-9A-Fa-f]{6})")]
    private static partial Regex Ink();

    [GeneratedRegex("background-color:(#[0-9A-Fa-f]{6})")]
    private static partial Regex Ground();

    [GeneratedRegex("<img [^>]*>")]
    private static partial Regex Image();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\d[\d,]*(\.\d+)?")]
    private static partial Regex Number();
}
