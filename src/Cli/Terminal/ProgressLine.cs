using System.Globalization;
using CostGuard.Core.Ports;
using CostGuard.Core.Runs;

namespace CostGuard.Cli.Terminal;

/// <summary>Progress of an import or a collection of usage on standard error: a line that redraws itself for a person. Logs and pipes get none.</summary>
public sealed class ProgressLine(Surroundings surroundings, bool quiet) : IProgress<ImportProgress>, IProgress<UsageProgress>, IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private readonly Lock _gate = new();
    private DateTimeOffset _last = surroundings.Clock.GetUtcNow();
    private readonly DateTimeOffset _begun = surroundings.Clock.GetUtcNow();
    private bool _drawn;

    public void Report(ImportProgress value) => Draw(now => Text(value, now));

    public void Report(UsageProgress value) => Draw(_ => Text(value));

    private void Draw(Func<DateTimeOffset, string> text)
    {
        if (quiet || !surroundings.IsErrorTerminal) return;
        lock (_gate)
        {
            DateTimeOffset now = surroundings.Clock.GetUtcNow();
            if (now - _last < Pause) return;
            _last = now;
            surroundings.Error.Write($"\r\u001b[2K{text(now)}");
            _drawn = true;
        }
    }

    public void Dispose()
    {
        if (_drawn) surroundings.Error.Write("\r\u001b[2K");
    }

    private static string Text(UsageProgress value)
    {
        string share = value.Share is { } done ? string.Create(CultureInfo.InvariantCulture, $"{done * 100:0} % of ") : "";
        return string.Create(CultureInfo.InvariantCulture, $"{value.Connection}: {share}{value.What}, {value.Count:#,0} {(value.Share is null ? "resources" : "samples")}");
    }

    private string Text(ImportProgress value, DateTimeOffset now)
    {
        double share = value.BytesTotal == 0 ? 0 : (double)value.BytesDone / value.BytesTotal;
        double seconds = (now - _begun).TotalSeconds;
        string left = share is > 0.02 and < 1 ? string.Create(CultureInfo.InvariantCulture, $", about {seconds / share * (1 - share):0} s left") : "";
        return string.Create(CultureInfo.InvariantCulture, $"{share * 100:0} % of {value.BytesTotal / 1048576.0:0.0} MB, {value.Rows:#,0} rows{left}  {Path.GetFileName(value.File)}");
    }
}
