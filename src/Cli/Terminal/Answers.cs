using CostGuard.Core.Errors;
using CostGuard.Core.Reports;

namespace CostGuard.Cli.Terminal;

/// <summary>Puts a report table where the user asked for it, in the format asked for.</summary>
public static class Answers
{
    public static async Task WriteAsync(ReportTable table, Session session, string format, string? outFile, CancellationToken cancellationToken)
    {
        if (format == "none") return;
        if (format == "table" && outFile is null or "-")
        {
            TableView.Write(table, session);
            return;
        }

        IReportFormat[] formats = [.. session.RoomsOf<IReportFormat>()];
        IReportFormat chosen = formats.FirstOrDefault(candidate => candidate.Key == (format == "table" ? "markdown" : format))
            ?? throw new CostGuardException(2, CommandErrors.BadArgument.At(
                $"--output '{format}' is not a format: use table, {string.Join(", ", formats.Select(candidate => candidate.Key))} or none."));
        if (chosen.IsBinary && outFile is null && session.Surroundings.IsTerminal)
            throw new CostGuardException(2, CommandErrors.BadArgument.At($"--output {format} is not text: name a file with --out FILE."));

        if (outFile is null or "-")
        {
            await WriteStandardAsync(table, chosen, session, cancellationToken).ConfigureAwait(false);
            return;
        }

        string path = Path.GetFullPath(outFile, session.Surroundings.WorkingFolder);
        string half = path + ".part";
        await using (FileStream file = File.Create(half))
        {
            await chosen.WriteAsync(table, file, cancellationToken).ConfigureAwait(false);
        }

        File.Move(half, path, overwrite: true);
        if (!session.Quiet) session.Screen.Note($"Wrote {outFile}");
    }

    private static async Task WriteStandardAsync(ReportTable table, IReportFormat format, Session session, CancellationToken cancellationToken)
    {
        await session.Surroundings.Out.FlushAsync(cancellationToken).ConfigureAwait(false);
        using var buffer = new MemoryStream();
        await format.WriteAsync(table, buffer, cancellationToken).ConfigureAwait(false);
        buffer.Position = 0;
        Stream output = session.Surroundings.OutStream();
        await buffer.CopyToAsync(output, cancellationToken).ConfigureAwait(false);
        await output.FlushAsync(cancellationToken).ConfigureAwait(false);
    }
}
