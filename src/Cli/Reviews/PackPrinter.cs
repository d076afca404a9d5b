using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CostGuard.Core.Errors;
using CostGuard.Report.Reviews;

namespace CostGuard.Cli.Reviews;

/// <summary>
/// Prints a pack as PDF. A browser of this machine does it best: tagged, with title, language and bookmarks, as the HTML has them. Where there is none, or it
/// fails, CostGuard draws the pages itself, without tags. Nothing is fetched, since the pack has all it needs. What the browser adds of the moment is set to
/// the review's, so that the same pack gives the same bytes with the same browser.
/// </summary>
public sealed partial class PackPrinter(Surroundings surroundings)
{
    private static readonly string[] Browsers = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge", "microsoft-edge", "brave-browser"];
    private static readonly string[] Places =
    [
        "Google/Chrome/Application/chrome.exe", "Microsoft/Edge/Application/msedge.exe", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    ];

    /// <summary>The PDF's bytes, and in words why no browser made them; null when one did.</summary>
    /// <param name="html">The pack.</param>
    /// <param name="moment">The moment that the file says it was made at, UTC.</param>
    /// <param name="cancellationToken">Stops the browser.</param>
    public async Task<(byte[] Pdf, string? Untagged)> PrintAsync(byte[] html, DateTimeOffset moment, CancellationToken cancellationToken)
    {
        string why = "there is no browser on the PATH";
        if (OutsideProgram.Find(surroundings, Browsers, Places) is { } browser)
        {
            try
            {
                return (At(await BrowserAsync(browser, html, cancellationToken).ConfigureAwait(false), moment), null);
            }
            catch (CostGuardException fault)
            {
                // A browser that does not start, as in a container without its libraries, is no reason to have no PDF.
                why = fault.Problem.Message;
            }
        }

        return (PackPdf.Of(Encoding.UTF8.GetString(html), moment), why);
    }

    /// <summary>The same PDF with another moment in place of the one that the browser wrote; no byte moves.</summary>
    public static byte[] At(byte[] pdf, DateTimeOffset moment)
    {
        // Latin-1 keeps every byte as it is.
        string text = Encoding.Latin1.GetString(pdf), stamp = moment.UtcDateTime.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);
        return Encoding.Latin1.GetBytes(Stamp().Replace(text, match => $"{match.Groups[1].Value}{stamp}{match.Groups[3].Value}"));
    }

    private static async Task<byte[]> BrowserAsync(string browser, byte[] html, CancellationToken cancellationToken)
    {
        string folder = Directory.CreateTempSubdirectory("costguard-pack-").FullName;
        try
        {
            string page = Path.Combine(folder, "pack.html"), pdf = Path.Combine(folder, "pack.pdf");
            await File.WriteAllBytesAsync(page, html, cancellationToken).ConfigureAwait(false);
            string said = await OutsideProgram.RunAsync(browser, [.. Arguments(folder), $"--print-to-pdf={pdf}", new Uri(page).AbsoluteUri], cancellationToken).ConfigureAwait(false);
            byte[] bytes = File.Exists(pdf) ? await File.ReadAllBytesAsync(pdf, cancellationToken).ConfigureAwait(false) : [];
            return IsWhole(bytes) ? bytes : throw OutsideProgram.Failed($"{Path.GetFileName(browser)}: {said}");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string[] Arguments(string folder)
    {
        string[] always =
        [
            "--headless", "--disable-gpu", "--disable-extensions", "--no-first-run", "--disable-background-networking", "--no-pdf-header-footer", "--export-tagged-pdf", "--generate-pdf-document-outline",
            $"--user-data-dir={Path.Combine(folder, "profile")}",
        ];
        // The browser refuses its sandbox to the administrator, in containers above all; the page is our own and may load nothing.
        return Environment.IsPrivilegedProcess && !OperatingSystem.IsWindows() ? [.. always, "--no-sandbox"] : always;
    }

    private static bool IsWhole(byte[] pdf) => pdf.AsSpan().StartsWith("%PDF-"u8) && pdf.AsSpan().TrimEnd("\r\n"u8).EndsWith("%%EOF"u8);

    [GeneratedRegex(@"(/(?:CreationDate|ModDate) \(D:)(\d{14})(\+00'00')")]
    private static partial Regex Stamp();
}
