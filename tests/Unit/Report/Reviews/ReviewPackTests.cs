using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using CostGuard.Core.Reviews;
using CostGuard.Core.Values;
using CostGuard.Report.Reviews;
using CostGuard.Unit.Report.Mails;
using Xunit;

namespace CostGuard.Unit.Report.Reviews;

public sealed partial class ReviewPackTests
{
    private static readonly ReviewSubject Rds = new(ReviewSubjectKind.Mover, "payments/Amazon RDS");

    [Fact]
    public void Render_WorkedExample_AnswersWithTheFiguresOfTheSpecification()
    {
        string[] pages = Pages(ReviewPack.Render(SomeReview.Model, SomeReview.Review));

        Assert.Equal(12, pages.Length);
        Assert.Contains("October 2026 cost 163k USD, 3.3 % over budget", pages[0], StringComparison.Ordinal);
        Assert.Contains("October 2026 cost 163,198.24 USD (effective cost; the month is closed, version 1), 3,198.24 more than September 2026, +2.0 %.", pages[0], StringComparison.Ordinal);
        Assert.Contains("Against the budget of 158,000.00 USD that is 5,198.24 over (3.3 %); Payments is 4,135.71 over and Platform is 2,100.00 over.", pages[0], StringComparison.Ordinal);
        Assert.Contains("The largest rise is Payments, Amazon RDS (+3,920.00); the largest fall is Web, Amazon S3 (-170.00).", pages[0], StringComparison.Ordinal);
        // 9 × 160,000 + 163,198.24 + 172,235.71 + 170,000 = 1,945,433.95; the ends 1,931,198.24 and 1,959,198.24; the budget 1,910,000.
        Assert.Contains("FY2026 is expected to end at 1.95M USD (80 % between 1.93M and 1.96M), 35.4k USD over its budget.", pages[0], StringComparison.Ordinal);
        Assert.Contains("The month is complete and ties to 2 invoices, and 1.2 % of it belongs to nobody.", pages[0], StringComparison.Ordinal);
        Assert.Contains("! OVER BY UP TO 10 %", pages[0], StringComparison.Ordinal);
        Assert.Matches(@"Payments 52,135\.71 52,135\.71 48,000\.00 4,135\.71 108\.6 % ▲ OVER", pages[2]);
        Assert.Matches(@"Web 20,200\.00 20,200\.00 21,000\.00 \(800\.00\) 96\.2 % ✓ OK", pages[2]);
        Assert.Matches(@"Total 163,198\.24 163,198\.24 158,000\.00 5,198\.24 103\.3 %", pages[2]);
        Assert.Contains("New +4,140.16", pages[3], StringComparison.Ordinal);
        Assert.Matches(@"FY2026 – 1,945,433\.95 1,931,198\.24 1,959,198\.24 1,910,000\.00", pages[5]);
        Assert.Contains("off by 5.4 %", pages[5], StringComparison.Ordinal);
        Assert.Contains("3 were right (75.0 %)", pages[6], StringComparison.Ordinal);
        Assert.Contains("an effective savings rate of 18.2 %", pages[8], StringComparison.Ordinal);
        Assert.Contains("600 USD a month is promised, 631 is verified", pages[9], StringComparison.Ordinal);
        Assert.Matches(@"AWS-1 AWS USD 118,402\.77 118,402\.77 0\.00 rounding \+?0\.00 0\.00 1\.00 ✓ TIES", pages[10]);
    }

    // Sixteen teams with 10 of 9 each, and 5 that nobody owns: fourteen rows of 1 over, then 2 × 1 + 5 = 7; 165 of 144 is 21 over.
    [Fact]
    public void Render_Budgets_RowsAddUpToTheTotal()
    {
        ReviewTeam[] teams = [.. Enumerable.Range(10, 16).Select(i => new ReviewTeam($"t{i}", $"Team {i}", null, 10m, 9m, 10m, CostGuard.Core.Budgets.BudgetState.Over, null))];
        ReviewModel model = SomeReview.Model with
        {
            Total = new ReviewTotal(165m, 144m, 165m, []),
            Teams = [.. teams, new ReviewTeam("unallocated", "Unallocated", null, 5m, null, 5m, null, null) { IsPlannedAsNothing = true }],
        };
        string page = Pages(ReviewPack.Render(model, SomeReview.Review)).Single(text => text.Contains("Counted against the budget", StringComparison.Ordinal));

        Assert.Contains("Team 23 10.00 10.00 9.00 1.00 111.1 %", page, StringComparison.Ordinal);
        Assert.Contains("All other 3 teams 25.00 25.00 18.00 7.00 138.9 %", page, StringComparison.Ordinal);
        Assert.Contains("Total 165.00 165.00 144.00 21.00 114.6 %", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_SomeTeamsHaveNoBudget_SaysHowManyInsteadOfAVerdict()
    {
        ReviewModel model = SomeReview.Model with { Total = new ReviewTotal(163_198.24m, null, null, []) { Gap = "22 of 60 teams have no budget" } };
        Assert.Contains("There is no budget for all teams together: 22 of 60 teams have no budget.", Pages(ReviewPack.Render(model, SomeReview.Review))[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Render_ToDecide_IsAtMostThreeByTheMoneyInThem()
    {
        string first = Pages(ReviewPack.Render(SomeReview.Model, SomeReview.Review))[0];
        int year = first.IndexOf("FY2026 is expected to end 35.4k USD above its budget", StringComparison.Ordinal);
        int team = first.IndexOf("Payments is 4,135.71 USD over its budget of 48,000.00", StringComparison.Ordinal);
        int plan = first.IndexOf("plan-1 ends on Fri 15 Jan 2027; its usage then costs 2,500.00 USD more a month: renew it?", StringComparison.Ordinal);
        Assert.True(0 < year && year < team && team < plan, first);
        Assert.DoesNotContain("Platform is 2,100.00 USD over its budget", first, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_CarriedOver_SaysWhatBecameOfEachDecision()
    {
        Review review = SomeReview.Review with { Entries = [SomeReview.Entry(ReviewEntryKind.Decision, "Web buys a plan")] };
        string page = Pages(ReviewPack.Render(SomeReview.Model, review))[1];

        Assert.Contains("Of 2 decisions and questions of the last review 1 are open", page, StringComparison.Ordinal);
        Assert.Contains("Payments moves to the new region li@acme.test Sat 31 Oct 2026 ✓ VERIFIED 600.00 631.14", page, StringComparison.Ordinal);
        Assert.Contains("Question: Who owns the sandbox? ana@acme.test Tue 20 Oct 2026 ! OVERDUE, NOT TOLD – –", page, StringComparison.Ordinal);
        Assert.Contains("Web buys a plan ana@acme.test Mon 30 Nov 2026 li@acme.test", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_Notes_TheNewestStandsBesideItsFigure()
    {
        Review review = SomeReview.Review with
        {
            Entries =
            [
                SomeReview.Entry(ReviewEntryKind.Note, "old words", Rds), SomeReview.Entry(ReviewEntryKind.Note, "a second replica <b>&</b>", Rds),
                SomeReview.Entry(ReviewEntryKind.Note, "lifecycle rule", new ReviewSubject(ReviewSubjectKind.Service, "Amazon S3")), SomeReview.Entry(ReviewEntryKind.Note, "two launches", new ReviewSubject(ReviewSubjectKind.Team, "payments")),
            ],
        };
        string html = ReviewPack.Render(SomeReview.Model, review);
        string[] pages = Pages(html);

        Assert.Contains("u1 Payments: Amazon RDS “a second replica <b>&</b>” (li@acme.test) 10,000.00 13,920.00 +3,920.00", pages[4], StringComparison.Ordinal);
        Assert.Contains("d1 Web: Amazon S3 “lifecycle rule” (li@acme.test)", pages[4], StringComparison.Ordinal);
        Assert.Contains("Payments “two launches” (li@acme.test)", pages[2], StringComparison.Ordinal);
        Assert.DoesNotContain("old words", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>&", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_Signatures_AreVoidOnceTheFiguresAreFrozenAnew()
    {
        ReviewEntry signature = SomeReview.Entry(ReviewEntryKind.Signature, "Finance", by: "cfo@acme.test");
        Assert.Contains("cfo@acme.test Finance 2026-11-04 08:05", Pages(ReviewPack.Render(SomeReview.Model, SomeReview.Review with { Entries = [signature] }))[11], StringComparison.Ordinal);
        Review again = SomeReview.Review with { Entries = [signature], OpenedAt = SomeReview.Opened.AddHours(1) };
        Assert.Contains("Nobody has signed these figures yet", Pages(ReviewPack.Render(SomeReview.Model, again))[11], StringComparison.Ordinal);
    }

    [Fact]
    public void Render_NothingKnown_SaysSoInsteadOfZero()
    {
        string[] pages = Pages(ReviewPack.Render(SomeReview.Bare, SomeReview.Review));

        Assert.Contains("This is the first review: nothing is carried over.", pages[1], StringComparison.Ordinal);
        foreach ((int page, string why) in new[]
        {
            (3, "there is no data of 2026-09 to compare with"), (4, "there is no cost in 2026-09 to compare with"), (5, "The data end on 2026-09-01. (CG1421)"), (6, "there is no complete day of 2026-10"),
            (8, "No usage charge of the period names a commitment."), (9, "there is no inventory of resources"), (9, "no action is recorded"), (10, "there is no invoice and no billed line of the month"),
        })
        {
            Assert.Contains($"? cannot tell: {why}", pages[page], StringComparison.Ordinal);
        }

        Assert.Contains("There is no budget for all teams together.", pages[0], StringComparison.Ordinal);
        Assert.Contains("Where the year ends cannot be told", pages[0], StringComparison.Ordinal);
        Assert.Equal(6, Regex.Count(pages[0], Regex.Escape("? CANNOT TELL")));
        foreach (int page in (int[])[3, 4, 5, 6, 8, 9]) Assert.DoesNotMatch(@"\b0(\.00)?\b", pages[page][..pages[page].IndexOf("Data through", StringComparison.Ordinal)]);
        Assert.Contains("✗ NOT COMPLETE Source aws has no data.", pages[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    public void Render_SameFiguresAndNotes_SameBytesInAnyCulture(string culture)
    {
        string here = ReviewPack.Render(SomeReview.Model, SomeReview.Review);
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            Assert.Equal(here, ReviewPack.Render(ReviewJson.Read(ReviewJson.Write(SomeReview.Model)), SomeReview.Review));
            Assert.Equal("costguard-2026-10-acme-review.html", ReviewPack.FileName(SomeReview.Model, false));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Render_HtmlRules_OneFileReadableByAnybody()
    {
        foreach (ReviewModel model in (ReviewModel[])[SomeReview.Model, SomeReview.Bare])
        {
            string html = ReviewPack.Render(model, SomeReview.Review);
            Assert.StartsWith("<!DOCTYPE html>\n<html lang=\"en\"", html, StringComparison.Ordinal);
            Assert.Contains("<title>Acme: cost review of October 2026</title>", html, StringComparison.Ordinal);
            // Nothing remote, no inline style: the policy allows exactly one style and one script, by their hashes.
            Assert.DoesNotMatch("(?i)https?:|\\ssrc=|<link|@import|\\sstyle=|\\son\\w+=|\r", html);
            Assert.DoesNotMatch(@"url\((?!#hatch)", html);
            Assert.Matches("default-src 'none'; style-src 'sha256-[A-Za-z0-9+/=]{44}'; script-src 'sha256-[A-Za-z0-9+/=]{44}'", html);
            Assert.Equal((1, 11), (Regex.Count(html, "<h1 "), Regex.Count(html, "<h2 ")));
            foreach (Match header in Regex.Matches(html, "<th[ >][^>]*>?")) Assert.Contains("scope=", header.Value, StringComparison.Ordinal);
            Assert.Equal(Regex.Count(html, "<table>"), Regex.Count(html, "<table><caption>"));
            foreach (Match picture in Regex.Matches(html, "<svg[^>]*>")) Assert.Matches("aria-hidden=\"true\"|role=\"img\" aria-label=\"[^\"]{20,}\"", picture.Value);
            string[] ids = [.. Regex.Matches(html, " id=\"([^\"]+)\"").Select(match => match.Groups[1].Value)];
            Assert.Equal(ids.Length, ids.Distinct().Count());
            Assert.Equal(12, Regex.Count(html, "aria-labelledby"));
        }
    }

    [Fact]
    public void Style_SlidesAreEighteenPointsAndTextHasContrast()
    {
        string css = Regex.Match(ReviewPack.Render(SomeReview.Model, SomeReview.Review), "<style>(.*?)</style>", RegexOptions.Singleline).Groups[1].Value;
        // 24 px are 18 pt, and small print is as large.
        Assert.Contains(".present{--small:1em;font-size:max(24px,", css, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"\.present[^{]*\{[^}]*font-size:0|font-size:0\.[0-7]", css);
        foreach ((string ink, string ground) in new[] { ("#1F2933", "#FFFFFF"), ("#52606D", "#FFFFFF"), ("#52606D", "#F4F6F8"), ("#8F2F00", "#FDEBE0"), ("#6B4600", "#FFF4D6"), ("#00523D", "#E0F4EC"), ("#FFFFFF", "#0B5CAD") })
            Assert.True(MailChecks.Contrast(ink, ground) >= 4.5, $"{ink} on {ground}");
        Assert.Contains("size:A4 landscape", css, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_Sources_EveryTeamsCostLeadsToWhatItIsMadeOf()
    {
        ReviewModel model = SomeReview.Model with
        {
            Sources = [new("payments", "Amazon RDS", "prod-payments", 40_000.004m, 1_200), new("payments", "Amazon EC2", "prod-payments", 12_135.706m, 90), new("web", "Amazon S3", "(shared) shared-eks", 20_200m, 0)],
        };
        string html = ReviewPack.Render(model, SomeReview.Review);

        Assert.Contains("<a href=\"#from-payments\">52,135.71</a>", html, StringComparison.Ordinal);
        Assert.Contains("<a href=\"#from-payments\">13,920.00</a>", html, StringComparison.Ordinal);
        // No way leads nowhere.
        foreach (Match link in Regex.Matches(html, "href=\"#([^\"]+)\"")) Assert.Contains($"id=\"{link.Groups[1].Value}\"", html, StringComparison.Ordinal);
        string sources = Spaces().Replace(WebUtility.HtmlDecode(Tag().Replace(html[html.IndexOf("<aside", StringComparison.Ordinal)..], " ")), " ");
        Assert.Contains("Amazon RDS prod-payments 1,200 40,000.00 Amazon EC2 prod-payments 90 12,135.71 Total 52,135.71", sources, StringComparison.Ordinal);
        Assert.Contains("Amazon S3 (shared) shared-eks a share 20,200.00", sources, StringComparison.Ordinal);
        Assert.Contains("By resource: costguard cost show --team payments --by resource --period 2026-10 --snapshot 1f2e3d4c5b6a, or sheet Data of the workbook, Team = Payments.", sources, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"", ReviewPack.Render(SomeReview.Model, SomeReview.Review), StringComparison.Ordinal);
    }

    [Fact]
    public void Render_BridgeWithoutARate_NamesWhatIsNotInIt()
    {
        ReviewModel model = SomeReview.Model with { Bridge = new Part<ReviewBridge>(SomeReview.Model.Bridge.Value! with { LeftOut = [new(Currency.Eur, 1_234.5m, 2_000m)] }, null) };

        Assert.Contains(
            "Not in it, since EUR has no rate in one of the months: 1,234.50 EUR in September 2026, 2,000.00 EUR in October 2026.",
            Pages(ReviewPack.Render(ReviewJson.Read(ReviewJson.Write(model)), SomeReview.Review))[3], StringComparison.Ordinal);
    }

    // Twelve months of 100.004 are 1,200.048, so 1,200.05, and the months shown add up to 1,200.00.
    [Fact]
    public void Render_MonthsThatDoNotAddUpToTheYear_SayWhy()
    {
        ReviewYear year = new("FY2026", [.. Enumerable.Range(1, 12).Select(month => new ReviewMonth(BillingPeriod.Month(2026, month), 100.004m, null, null, null, null))], null, 10, null, 0, []);
        string page = Pages(ReviewPack.Render(SomeReview.Model with { Year = new Part<ReviewYear>(year, null) }, SomeReview.Review))[5];

        Assert.Contains("FY2026 1,200.05", page, StringComparison.Ordinal);
        Assert.Contains("Each month is rounded by itself, as everywhere, and the total once: they may be cents apart.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("rounded by itself", Pages(ReviewPack.Render(SomeReview.Model, SomeReview.Review))[5], StringComparison.Ordinal);
    }

    // 0.004 and 0.004 and 0.002 are a cent together: what is left of rounding is nobody's, as in the workbook.
    [Fact]
    public void Render_TeamsCents_AddUpToTheTotalAsInTheWorkbook()
    {
        ReviewModel model = SomeReview.Model with
        {
            Total = new ReviewTotal(30.01m, null, null, []),
            Teams = [new("a", "Alpha", null, 10.004m, null, null, null, null), new("b", "Beta", null, 10.004m, null, null, null, null), new("unallocated", "Unallocated", null, 10.002m, null, null, null, null)],
        };
        string page = Pages(ReviewPack.Render(model, SomeReview.Review))[2];
        Assert.Matches(@"Alpha 10\.00 .*Beta 10\.00 .*Unallocated 10\.01 .*Total 30\.01 ", page);
        Assert.DoesNotContain("ounding", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_Subject_ByNumberNameAndTitle()
    {
        ReviewSubjects subjects = ReviewSubjects.Of(SomeReview.Model);
        Assert.Equal(Rds, subjects.Find("mover", "u1"));
        Assert.Equal(Rds, subjects.Find("MOVER", "payments/amazon rds"));
        Assert.Equal("web/Amazon S3", subjects.Find("mover", "d1")!.Key);
        Assert.Equal(new ReviewSubject(ReviewSubjectKind.Team, "payments"), subjects.Find("team", "Payments"));
        Assert.Equal("Amazon EMR", subjects.Find("service", "amazon emr")!.Key);
        Assert.Null(subjects.Find("mover", "u3"));
        Assert.Null(subjects.Find("account", "payments"));
    }

    /// <summary>The text of each page, without markup.</summary>
    private static string[] Pages(string html) => [.. html.Split("<section ")[1..].Select(page => Spaces().Replace(WebUtility.HtmlDecode(Tag().Replace(page[page.IndexOf('>', StringComparison.Ordinal)..].TrimStart('>').Split("</section>")[0], " ")), " ").Trim())];

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
