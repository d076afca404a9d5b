using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CostGuard.Core.Errors;

namespace CostGuard.Cli.Reviews;

/// <summary>
/// Prints a pack as PDF with a browser of this machine: tagged, with title, language and bookmarks, as the HTML has them. Nothing is fetched, since the pack
/// has all it needs. What the browser adds of the moment is set to the review's, so that the same pack gives the same bytes with the same browser.
/// </summary>
public sealed partial class PackPrinter(Surroundings surroundings)
{
    private static readonly string[] Browsers = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge", "microsoft-edge", "brave-browser"];
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>The PDF's bytes.</summary>
    /// <param name="html">The pack.</param>
    /// <param name="moment">The moment that the file says it was made at, UTC.</param>
    /// <param name="cancellationToken">Stops the browser.</param>
    /// <exception cref="CostGuardException">CG2749, exit code 8: there is no browser. CG2750, exit code 1: it failed.</exception>
    public async Task<byte[]> PrintAsync(byte[] html, DateTimeOffset moment, CancellationToken cancellationToken)
    {
        string browser = Find() ?? throw new CostGuardException(8, ReviewErrors.NoPrinter.At($"None of {string.Join(", ", Browsers)} is on the PATH."));
        string folder = Directory.CreateTempSubdirectory("costguard-pack-").FullName;
        try
        {
            string page = Path.Combine(folder, "pack.html"), pdf = Path.Combine(folder, "pack.pdf");
            await File.WriteAllBytesAsync(page, html, cancellationToken).ConfigureAwait(false);
            string said = await RunAsync(browser, [.. Arguments(folder), $"--print-to-pdf={pdf}", new Uri(page).AbsoluteUri], cancellationToken).ConfigureAwait(false);
            byte[] bytes = File.Exists(pdf) ? await File.ReadAllBytesAsync(pdf, cancellationToken).ConfigureAwait(false) : [];
            return IsWhole(bytes) ? At(bytes, moment) : throw new CostGuardException(1, ReviewErrors.PrinterFailed.At($"{Path.GetFileName(browser)}: {said}"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The same PDF with another moment in place of the one that the browser wrote; no byte moves.</summary>
    public static byte[] At(byte[] pdf, DateTimeOffset moment)
    {
        // Latin-1 keeps every byte as it is.
        string text = Encoding.Latin1.GetString(pdf), stamp = moment.UtcDateTime.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);
        return Encoding.Latin1.GetBytes(Stamp().Replace(text, match => $"{match.Groups[1].Value}{stamp}{match.Groups[3].Value}"));
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

    private string? Find()
    {
        string[] folders = (surroundings.Environment("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        string ending = OperatingSystem.IsWindows() ? ".exe" : "";
        return Browsers.SelectMany(name => folders.Select(folder => Path.Combine(folder, name + ending))).FirstOrDefault(File.Exists);
    }

    private static async Task<string> RunAsync(string browser, string[] arguments, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(Patience);
        using var process = new Process { StartInfo = new ProcessStartInfo(browser, arguments) { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false } };
        try
        {
            process.Start();
            Task<string> error = process.StandardError.ReadToEndAsync(timeout.Token), answer = process.StandardOutput.ReadToEndAsync(timeout.Token);
            await process.WaitForExitAsync(timeout.Token).ConfigureAwait(false);
            string said = $"{await answer.ConfigureAwait(false)} {await error.ConfigureAwait(false)}".Trim();
            return process.ExitCode == 0 ? said : throw new CostGuardException(1, ReviewErrors.PrinterFailed.At($"{Path.GetFileName(browser)} ended with {process.ExitCode.ToString(CultureInfo.InvariantCulture)}: {said}"));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            process.Kill(entireProcessTree: true);
            throw new CostGuardException(1, ReviewErrors.PrinterFailed.At($"{Path.GetFileName(browser)} did not end within {Patience.TotalSeconds.ToString(CultureInfo.InvariantCulture)} s."));
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
        catch (Win32Exception fault)
        {
            throw new CostGuardException(1, ReviewErrors.PrinterFailed.At($"{browser}: {fault.Message}"));
        }
    }

    private static bool IsWhole(byte[] pdf) => pdf.AsSpan().StartsWith("%PDF-"u8) && pdf.AsSpan().TrimEnd("\r\n"u8).EndsWith("%%EOF"u8);

    [GeneratedRegex(@"(/(?:CreationDate|ModDate) \(D:)(\d{14})(\+00'00')")]
    private static partial Regex Stamp();
}
