using System.Text;
using CostGuard.Cli;
using CostGuard.Cli.Reviews;
using CostGuard.Report.Reviews;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CostGuard.Unit.Cli.Reviews;

public sealed class PackPrinterTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("costguard-printer-").FullName;

    private static readonly byte[] Pack = Encoding.UTF8.GetBytes("<title>Acme</title><main><section><h1>One page</h1><div class=\"main\"><p>words</p></div></section></main>");
    private static readonly DateTimeOffset Moment = new(2026, 11, 4, 8, 5, 0, TimeSpan.Zero);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task PrintAsync_NoBrowser_DrawsThePagesItselfAndSaysWhatLacks()
    {
        (byte[] pdf, string? untagged) = await new PackPrinter(Surroundings()).PrintAsync(Pack, Moment, Token);
        Assert.Equal(PackPdf.Of(Encoding.UTF8.GetString(Pack), Moment), pdf);
        Assert.Equal("there is no browser on the PATH", untagged);
    }

    [Theory]
    [InlineData("exit 3", "ended with 3")]
    [InlineData("echo half a page; exit 0", "half a page")]
    public async Task PrintAsync_BrowserLeavesNoPdf_DrawsThePagesItselfAndSaysWhy(string script, string words)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-in is a shell script.");
        Browser(script);
        (byte[] pdf, string? untagged) = await new PackPrinter(Surroundings()).PrintAsync(Pack, Moment, Token);
        Assert.StartsWith("%PDF-", Encoding.Latin1.GetString(pdf), StringComparison.Ordinal);
        Assert.Contains(words, untagged, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PrintAsync_WholePdf_HasTheMomentOfTheReviewAndNoOtherByteChanged()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The stand-in is a shell script.");
        Browser("""for a in "$@"; do case "$a" in --print-to-pdf=*) out="${a#--print-to-pdf=}";; esac; done; printf "%%PDF-1.4\n/CreationDate (D:20261129100334+00'00')\n/ModDate (D:20261129100334+00'00')>>\n%%%%EOF\n" > "$out" """);

        (byte[] pdf, string? untagged) = await new PackPrinter(Surroundings()).PrintAsync(Pack, Moment, Token);

        Assert.Null(untagged);
        Assert.Equal("%PDF-1.4\n/CreationDate (D:20261104080500+00'00')\n/ModDate (D:20261104080500+00'00')>>\n%%EOF\n", Encoding.Latin1.GetString(pdf));
    }

    private void Browser(string script)
    {
        string path = Path.Combine(_folder, "chromium");
        File.WriteAllText(path, $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private Surroundings Surroundings() => new()
    {
        Out = TextWriter.Null,
        Error = TextWriter.Null,
        OutStream = () => Stream.Null,
        In = TextReader.Null,
        Clock = new FakeTimeProvider(),
        Variables = new Dictionary<string, string> { ["PATH"] = _folder },
        WorkingFolder = _folder,
        IsTerminal = false,
        IsErrorTerminal = false,
        Width = 100,
    };
}
