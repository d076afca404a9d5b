using CostGuard.Cli;
using CostGuard.Cli.Terminal;
using CostGuard.Core.Ports;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CostGuard.Unit.Cli.Terminal;

public sealed class ProgressLineTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 16, 7, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public void Report_NoTerminalOrQuiet_WritesNothing(bool terminal, bool quiet) => Assert.Equal("", After(terminal, quiet));

    [Fact]
    public void Report_Terminal_DrawsOneLineAndTakesItAway()
    {
        string text = After(terminal: true, quiet: false);

        Assert.Contains("25 % of 4.0 MB, 1,000 rows, about 30 s left  a.csv", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', text);
        Assert.EndsWith("\r\u001b[2K", text, StringComparison.Ordinal);
    }

    // A quarter of the bytes in ten seconds: thirty are left.
    private string After(bool terminal, bool quiet)
    {
        using var error = new StringWriter();
        var surroundings = new Surroundings
        {
            Out = TextWriter.Null,
            Error = error,
            OutStream = () => Stream.Null,
            In = TextReader.Null,
            Clock = _clock,
            Variables = new Dictionary<string, string>(),
            WorkingFolder = Path.GetTempPath(),
            IsTerminal = terminal,
            IsErrorTerminal = terminal,
            Width = 100,
        };
        using (var line = new ProgressLine(surroundings, quiet))
        {
            _clock.Advance(TimeSpan.FromSeconds(10));
            line.Report(new ImportProgress("a.csv", 1 << 20, 4 << 20, 1_000));
        }

        return error.ToString();
    }
}
