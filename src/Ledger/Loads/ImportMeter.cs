using CostGuard.Core.Ports;

namespace CostGuard.Ledger.Loads;

/// <summary>Reports progress by bytes: a file's bytes count once its checksum is made and once more when it is read.</summary>
internal sealed class ImportMeter(IReadOnlyList<SourceFile> files, IProgress<ImportProgress>? progress)
{
    private readonly long _total = files.Sum(file => file.Bytes) * 2;
    private long _done;
    private long _rows;
    private string _file = files.Count == 0 ? "" : files[0].Name;

    /// <summary>Bytes of a checksum.</summary>
    public void AddBytes(SourceFile file, long bytes)
    {
        _file = file.Name;
        Interlocked.Add(ref _done, bytes);
        Report();
    }

    /// <summary>Rows kept.</summary>
    public void AddRows(long rows)
    {
        Interlocked.Add(ref _rows, rows);
        Report();
    }

    /// <summary>A file read to its end.</summary>
    public void Done(SourceFile file) => AddBytes(file, file.Bytes);

    private void Report() => progress?.Report(new ImportProgress(_file, Interlocked.Read(ref _done), _total, Interlocked.Read(ref _rows)));
}
