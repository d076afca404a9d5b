using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using CostGuard.Core.Ports;
using Xunit;

namespace CostGuard.Unit.Report.Mails;

/// <summary>What holds for every mail (ux 3.1), whatever it says.</summary>
internal static partial class MailChecks
{
    public static void AllRules(MailDraft mail, int kilobytesMax = 45)
    {
        Assert.True(mail.Subject.Length <= 60, $"subject of {mail.Subject.Length}: {mail.Subject}");
        Assert.True(Encoding.UTF8.GetByteCount(mail.Html) <= kilobytesMax * 1024);
        Assert.Contains("<html lang=\"en\">", mail.Html, StringComparison.Ordinal);
        Assert.Equal(mail.Subject, WebUtility.HtmlDecode(Regex.Match(mail.Html, "<title>(.*?)</title>").Groups[1].Value));
        Assert.DoesNotMatch("(?i)src=\"(?!cid:)|url\\(|<svg|[\"'(]\\s*data:|<script|<link|<style", mail.Html);
        Assert.DoesNotContain("http", mail.Html, StringComparison.OrdinalIgnoreCase);
        EveryNumberIsInText(mail);
        TablesAreMarked(mail.Html);
        foreach (MailPart picture in mail.Pictures)
        {
            Assert.Contains($"cid:{picture.Name}\"", mail.Html, StringComparison.Ordinal);
            Assert.True(picture.Bytes.Length <= 60 * 1024);
        }
    }

    public static string Preheader(MailDraft mail) =>
        WebUtility.HtmlDecode(Regex.Match(mail.Html, "<div style=\"display:none[^>]*>(.*?)</div>").Groups[1].Value);

    private static void EveryNumberIsInText(MailDraft mail)
    {
        string body = mail.Html[mail.Html.IndexOf("<h1", StringComparison.Ordinal)..] + string.Join(' ', Alt().Matches(mail.Html).Select(match => match.Groups[1].Value));
        string seen = WebUtility.HtmlDecode(Tag().Replace(body, " "));
        var text = Number().Matches(mail.Text).Select(match => match.Value).ToHashSet();
        foreach (Match number in Number().Matches(seen)) Assert.True(text.Contains(number.Value), $"{number.Value} is not in the text part");
    }

    private static void TablesAreMarked(string html)
    {
        foreach (Match table in Regex.Matches(html, "<table[^>]*>"))
        {
            int end = html.IndexOf('>', table.Index + table.Length);
            bool isLayout = table.Value.Contains("role=\"presentation\"", StringComparison.Ordinal);
            bool hasCaption = html.AsSpan(table.Index + table.Length, 20).ToString().Contains("<caption", StringComparison.Ordinal);
            Assert.True(isLayout != hasCaption, html.Substring(table.Index, end - table.Index));
        }

        foreach (Match header in Regex.Matches(html, "<th [^>]*>")) Assert.Contains("scope=", header.Value, StringComparison.Ordinal);
    }

    /// <summary>Contrast by the WCAG 2.2 formula.</summary>
    public static double Contrast(string left, string right)
    {
        double a = Luminance(left), b = Luminance(right);
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance(string hex)
    {
        double Channel(int at)
        {
            double value = int.Parse(hex.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
            return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
        }

        return (0.2126 * Channel(1)) + (0.7152 * Channel(3)) + (0.0722 * Channel(5));
    }

    [GeneratedRegex(@"\d[\d,]*(\.\d+)?")]
    private static partial Regex Number();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex("alt=\"([^\"]*)\"")]
    private static partial Regex Alt();
}
