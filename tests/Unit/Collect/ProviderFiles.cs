using System.Text;
using CostGuard.Core.Focus;
using CostGuard.Core.Ports;
using Xunit;

namespace CostGuard.Unit.Collect;

/// <summary>Writes small files of a provider's own format and reads them as an import does: readers that know all files see all of them first.</summary>
internal static class ProviderFiles
{
    public static Task<IReadOnlyList<ReadFile>> ReadAsync(IChargeReader reader, params (string Name, string Text)[] files) => ReadAsync(reader, files, _ => null);

    /// <summary>With what a manifest would say of each file.</summary>
    public static async Task<IReadOnlyList<ReadFile>> ReadAsync(IChargeReader reader, (string Name, string Text)[] files, Func<SourceFile, string?> dataset)
    {
        string folder = Directory.CreateTempSubdirectory("costguard-").FullName;
        try
        {
            SourceFile[] sources = [.. files.Select(file => Write(folder, file.Name, file.Text)).Select(file => file with { Dataset = dataset(file) })];
            Assert.All(sources, source => Assert.True(reader.CanRead(source)));
            IChargeReader knowing = reader is IFileSetReader set ? await set.KnowAsync(sources, TestContext.Current.CancellationToken) : reader;
            var read = new List<ReadFile>();
            foreach (SourceFile source in sources)
            {
                var batches = new List<ChargeBatch>();
                ReadSummary? summary = null;
                await foreach (ChargeBatch batch in knowing.ReadAsync(source, ReadOptions.Strict, done => summary = done, TestContext.Current.CancellationToken)) batches.Add(batch);
                read.Add(new ReadFile(batches, summary!));
            }

            return read;
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }

    private static SourceFile Write(string folder, string name, string text)
    {
        string path = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text, new UTF8Encoding(false));
        return new SourceFile(path, name, new FileInfo(path).Length);
    }
}
