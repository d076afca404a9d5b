using System.Globalization;
using CostGuard.Core.Ports;

namespace CostGuard.Cli.Terminal;

/// <summary>Progress of an import on standard error: a line that redraws itself for a person. Logs and pipes get none.</summary>
public sealed class ProgressLine(Surroundings surroundings, bool quiet) : IProgress<ImportProgress>, IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private readonly Lock _gate = new();
    private DateTimeOffset _last = surroundings.Clock.GetUtcNow();
    private readonly DateTimeOffset _begun = surroundings.Clock.GetUtcNow();
    private bool _drawn;

    public void Report(ImportProgress value)
    {
        if (quiet || !surroundings.IsErrorTerminal) return;
        lock (_gate)
        {
            DateTimeOffset now = surroundings.Clock.GetUtcNow();
            if (now - _last < Pause) return;
            _last = now;
            surroundings.Error.Write($"\r\u001b[2K{Text(value, now)}");
            _drawn = true;
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
