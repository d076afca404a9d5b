using CostGuard.Collect;
using CostGuard.Collect.Exports;
using CostGuard.Core.Ports;
using CostGuard.Ledger.Loads;
using Microsoft.Extensions.Time.Testing;

namespace CostGuard.Unit.Collect;

/// <summary>The links of an export as the product has them, with a clock that stands still.</summary>
internal static class ExportDoctors
{
    public static ExportSample Sample { get; } = new(new ColumnCheck([new AwsCurCsvReader(), new AzureCostCsvReader(), new FocusCsvReader()]), new TemporaryFolders());

    public static ExportDoctor At(DateTimeOffset now) => new(new FakeTimeProvider(now), Sample);

    private sealed class TemporaryFolders : IStagingFolders
    {
        public IStagingFolder Open(string connection) => new Temporary();
    }

    private sealed class Temporary : IStagingFolder
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("costguard-");

        public string Path => _folder.FullName;

        public void Dispose() => _folder.Delete(recursive: true);
    }
}
