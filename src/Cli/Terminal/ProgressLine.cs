using System.Globalization;
using CostGuard.Core.Ports;

namespace CostGuard.Cli.Terminal;

/// <summary>Progress of an import on standard error: a line that redraws itself for a person, one plain line in ten seconds for a log.</summary>
public sealed class ProgressLine(Surroundings surroundings, bool quiet) : IProgress<ImportProgress>, IDisposable
{
    private readonly Lock _gate = new();
    private DateTimeOffset _last = surroundings.Clock.GetUtcNow();
    private readonly DateTimeOffset _begun = surroundings.Clock.GetUtcNow();
    private bool _drawn;

    public void Report(ImportProgress value)
    {
        if (quiet) return;
        lock (_gate)
        {
            DateTimeOffset now = surroundings.Clock.GetUtcNow();
            TimeSpan pause = surroundings.IsErrorTerminal ? TimeSpan.FromMilliseconds(200) : TimeSpan.FromSeconds(10);
            if (now - _last < pause) return;
            _last = now;
            string text = Text(value, now);
            if (surroundings.IsErrorTerminal) surroundings.Error.Write($"\r\u001b[2K{text}");
            else surroundings.Error.WriteLine(text);
            _drawn = surroundings.IsErrorTerminal;
        }
    }

    public void Dispose()
    {
        if (_drawn) surroundings.Error.Write("\r\u001b[2K");
    }

    private string Text(ImportProgress value, DateTimeOffset now)
    {
        double share = value.BytesTotal == 0 ? 0 : (double)value.BytesDone / value.BytesTotal;
        double seconds = (now - _begun).TotalSeconds;
        string left = share is > 0.02 and < 1 ? string.Create(CultureInfo.InvariantCulture, $", about {seconds / share * (1 - share):0} s left") : "";
        return string.Create(CultureInfo.InvariantCulture, $"{share * 100:0} % of {value.BytesTotal / 1048576.0:0.0} MB, {value.Rows:#,0} rows{left}  {Path.GetFileName(value.File)}");
    }
}
