using CostGuard.Core.Close;
using CostGuard.Core.Ports;

namespace CostGuard.Cli.Reports;

/// <summary>The workbooks that were written, in the audit log: it is in the state database, survives the folder of reports, and a line is whole or not there.</summary>
public sealed class ReportRecords(ICloseStore store, TimeProvider clock)
{
    private const int Looked = 5_000;

    /// <summary>The records of a report, the newest first.</summary>
    public async Task<IReadOnlyList<WrittenReport>> OfAsync(string report, CancellationToken cancellationToken)
    {
        IReadOnlyList<AuditEntry> entries = await store.AuditAsync(report, Looked, cancellationToken).ConfigureAwait(false);
        return [.. entries.Where(entry => entry.Action == WrittenReport.Action).Select(entry => WrittenReport.Parse(entry.After, entry.At)).OfType<WrittenReport>()];
    }

    /// <summary>Records a workbook, unless the newest record is of the same bytes.</summary>
    public async Task AddAsync(string report, WrittenReport written, CancellationToken cancellationToken)
    {
        IReadOnlyList<WrittenReport> known = await OfAsync(report, cancellationToken).ConfigureAwait(false);
        if (known.Count > 0 && known[0].Sha256 == written.Sha256 && known[0].File == written.File) return;
        await store.NoteAsync([new AuditEntry(clock.GetUtcNow(), "costguard", WrittenReport.Action, report, known.Count > 0 ? known[0].Sha256 : null, written.Text)], cancellationToken).ConfigureAwait(false);
    }
}
