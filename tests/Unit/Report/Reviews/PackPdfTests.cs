using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CostGuard.Core.Reviews;
using CostGuard.Report.Reviews;
using Xunit;

namespace CostGuard.Unit.Report.Reviews;

public sealed class PackPdfTests
{
    [Fact]
    public void Of_Pack_IsTwelvePagesWithTitleBookmarksLanguageAndTheMomentOfTheReview()
    {
        string pdf = Encoding.Latin1.GetString(PackPdf.Of(ReviewPack.Render(SomeReview.Model, SomeReview.Review), SomeReview.Opened));

        Assert.StartsWith("%PDF-", pdf, StringComparison.Ordinal);
        Assert.EndsWith("%%EOF\n", pdf, StringComparison.Ordinal);
        Assert.Equal(12, Regex.Count(pdf, @"/Type\s*/Page(?![a-z])", RegexOptions.IgnoreCase));
        // 297 × 210 mm are 841.9 × 595.3 points.
        Assert.All(Regex.Matches(pdf, @"/MediaBox \[0 0 ([0-9.]+) ([0-9.]+)\]"), box => Assert.Equal(("842", "595"), (box.Groups[1].Value, box.Groups[2].Value)));
        Assert.Contains("Acme: cost review of October 2026", pdf, StringComparison.Ordinal);
        Assert.Contains("D:20261104080000", pdf, StringComparison.Ordinal);
        Assert.Contains("/Lang (en)", pdf, StringComparison.Ordinal);
        string third = Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes("2 of 4 teams are over budget; all together 5.2k USD over"));
        Assert.Contains($"/Title <FEFF{third}>", pdf, StringComparison.Ordinal);
        Assert.Equal(12, Regex.Count(pdf, @"/Dest \[\d+ 0 R /Fit\]"));
        // Each entry of the added table points at its object.
        string update = pdf[pdf.LastIndexOf("xref\n", pdf.LastIndexOf("trailer", StringComparison.Ordinal), StringComparison.Ordinal)..];
        foreach (Match entry in Regex.Matches(update, @"(\d+) 1\n(\d{10}) 00000 n "))
            Assert.StartsWith($"{entry.Groups[1].Value} 0 obj", pdf[int.Parse(entry.Groups[2].Value, CultureInfo.InvariantCulture)..], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    public void Of_SamePack_SameBytesInAnyCulture(string culture)
    {
        string html = ReviewPack.Render(SomeReview.Bare, SomeReview.Review);
        byte[] here = PackPdf.Of(html, SomeReview.Opened);
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            Assert.Equal(here, PackPdf.Of(html, SomeReview.Opened));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    /// <summary>A colour code in a note that was stored before such were left out, and in a pack that was kept: neither keeps the file from being made.</summary>
    [Fact]
    public void Of_ControlCharactersInANote_AreLeftOut()
    {
        Review Noted(string text) => SomeReview.Review with { Entries = [SomeReview.Entry(ReviewEntryKind.Note, text, new ReviewSubject(ReviewSubjectKind.Team, "payments"))] };
        string clean = ReviewPack.Render(SomeReview.Model, Noted("replica [0m"));

        Assert.Contains("replica [0m", clean, StringComparison.Ordinal);
        Assert.Equal(clean, ReviewPack.Render(SomeReview.Model, Noted("replica \u001b[0m\uFFFF")));
        byte[] kept = PackPdf.Of(clean.Replace("replica [0m", "replica &#x1B;[0m\u0007", StringComparison.Ordinal), SomeReview.Opened);
        Assert.Equal(PackPdf.Of(clean, SomeReview.Opened), kept);
    }

    [Fact]
    public void Add_AnotherFormOfPdf_IsLeftAsItIs()
    {
        byte[] other = "%PDF-1.5\n1 0 obj\n<</Type /ObjStm>>\nendobj\nstartxref\n9\n%%EOF\n"u8.ToArray();
        Assert.Equal(other, PdfOutline.Add(other, ["a"], "en"));
    }
}
