using System.Text;
using CostGuard.Collect.Exports;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using Xunit;

namespace CostGuard.Unit.Collect.Exports;

/// <summary>A bucket in memory: what is fetched, what is not, and what is refused.</summary>
public sealed class StoredExportTests : IDisposable
{
    private const string October = "rep/20261001-20261101/", November = "rep/20261101-20261201/";

    private readonly DirectoryInfo _staging = Directory.CreateTempSubdirectory("costguard-");
    private readonly MemoryStore _store = new();

    public void Dispose() => _staging.Delete(recursive: true);

    [Fact]
    public async Task Collect_TwoMonths_AreTwoUnitsOldestFirstWithNothingLeft()
    {
        _store.Put(November + "r/a.csv", "b").Put(October + "r/a.csv", "aa").Put(October + "s/a.csv", "ccc");

        List<(string[] Names, string[] Texts)> units = await CollectAsync();

        // Equal file names in two folders are two files, with the key's own text each.
        Assert.Equal([[October + "r/a.csv", October + "s/a.csv"], [November + "r/a.csv"]], units.Select(unit => unit.Names));
        Assert.Equal([["aa", "ccc"], ["b"]], units.Select(unit => unit.Texts));
        Assert.Empty(_staging.EnumerateFileSystemInfos());
    }

    [Fact]
    public async Task Collect_MonthAsStored_IsNotFetchedAgain()
    {
        _store.Put(October + "r/a.csv", "aa").Put(November + "r/a.csv", "b");
        Load held = LoadOf(2026, 10, (October + "r/a.csv", "e1"));

        List<(string[] Names, string[] Texts)> units = await CollectAsync([held]);

        Assert.Equal([[], [November + "r/a.csv"]], units.Select(unit => unit.Names));
        Assert.Equal([November + "r/a.csv"], _store.Opened);
    }

    [Theory]
    // Another mark, a file that came, a file that went: the month is read whole.
    [InlineData("e9", false)]
    [InlineData("e1", true)]
    public async Task Collect_MonthThatChanged_IsFetchedWhole(string version, bool second)
    {
        _store.Put(October + "r/a.csv", "aa");
        if (second) _store.Put(October + "r/b.csv", "bb");
        string[] names = second ? [October + "r/a.csv", October + "r/b.csv"] : [October + "r/a.csv"];

        Assert.Equal(names, Assert.Single(await CollectAsync([LoadOf(2026, 10, (October + "r/a.csv", version))])).Names);
        Assert.Equal([October + "r/a.csv"], Assert.Single(await CollectAsync([LoadOf(2026, 10, (October + "r/a.csv", "e1"), (October + "r/gone.csv", "e7"))])).Names.Take(1));
    }

    [Fact]
    public async Task Collect_ShortRead_IsRefused()
    {
        _store.Put(October + "r/a.csv", "aa", listedBytes: 3);

        CostGuardException refusal = await Assert.ThrowsAsync<CostGuardException>(() => CollectAsync());

        Assert.Equal((9, "CG1170"), (refusal.ExitCode, refusal.Problem.Code));
        Assert.Contains("has 3 bytes in the listing, but 2 came", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Collect_NothingThere_IsNoZero() => Assert.Equal("CG1152", (await Assert.ThrowsAsync<CostGuardException>(() => CollectAsync())).Problem.Code);

    [Fact]
    public async Task Collect_AzureManifest_GivesItsTypeToItsFilesAlone()
    {
        _store.Put("a/part.csv", "x").Put("b/part.csv", "y")
            .Put("a/manifest.json", """{ "exportConfig": { "exportName": "e", "type": "AmortizedCost" }, "blobs": [ { "blobName": "a/part.csv" } ] }""");
        var files = new List<SourceFile>();
        await foreach (CollectUnit unit in new StoredExport(_store, Request([])).CollectAsync(TestContext.Current.CancellationToken)) files.AddRange(unit.Files);

        Assert.Equal([("a/part.csv", "AmortizedCost"), ("b/part.csv", null)], files.Select(file => (file.Name, file.Dataset)));
    }

    [Fact]
    public async Task Collect_OtherMeasureThanConfigured_IsRefusedBeforeAnythingIsFetched()
    {
        _store.Put("a/part.csv", "x").Put("a/manifest.json", """{ "exportConfig": { "type": "ActualCost" }, "blobs": [ { "blobName": "a/part.csv" } ] }""");

        CostGuardException refusal = await Assert.ThrowsAsync<CostGuardException>(() => CollectAsync(costs: "amortized"));

        Assert.Equal((2, "CG1180"), (refusal.ExitCode, refusal.Problem.Code));
        Assert.DoesNotContain("a/part.csv", _store.Opened);
    }

    private async Task<List<(string[] Names, string[] Texts)>> CollectAsync(IReadOnlyList<Load>? current = null, string? costs = null)
    {
        _store.Opened.Clear();
        var units = new List<(string[], string[])>();
        await foreach (CollectUnit unit in new StoredExport(_store, Request(current ?? [], costs)).CollectAsync(TestContext.Current.CancellationToken))
            units.Add(([.. unit.Files.Select(file => file.Name)], [.. unit.Files.Select(file => File.ReadAllText(file.Path))]));
        return units;
    }

    private CollectRequest Request(IReadOnlyList<Load> current, string? costs = null) => CollectRequests.For(
        new Connection { Name = "acme", Provider = "azure", Source = costs is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["costs"] = costs } },
        _staging.FullName) with
    { Current = current };

    private static Load LoadOf(int year, int month, params (string Name, string Version)[] files) => new()
    {
        Id = new LoadId($"load-{year}-{month}"),
        Source = new SourceKey("acme"),
        Period = BillingPeriod.Month(year, month),
        SealedAt = default,
        IsCurrent = true,
        FocusVersion = "1.2",
        Files = [.. files.Select(file => new LoadFile(file.Name, "", 1, 1) { Version = file.Version })],
        Totals = [],
        Problems = [],
        RowsRead = 1,
        RowsRejected = 0,
        DataThrough = null,
        Folder = "",
    };

    private sealed class MemoryStore : IObjectStore
    {
        private readonly List<(ExportObject Entry, string Text)> _objects = [];

        public string Place => "memory";

        public List<string> Opened { get; } = [];

        public MemoryStore Put(string key, string text, int? listedBytes = null)
        {
            _objects.Add((new ExportObject(key, listedBytes ?? Encoding.UTF8.GetByteCount(text), DateTimeOffset.UnixEpoch) { Version = $"e{_objects.Count + 1}" }, text));
            return this;
        }

        public async IAsyncEnumerable<ExportObject> ListAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.Yield();
            foreach ((ExportObject entry, _) in _objects) yield return entry;
        }

        public Task<Stream> OpenAsync(ExportObject entry, CancellationToken cancellationToken)
        {
            Opened.Add(entry.Key);
            return Task.FromResult<Stream>(new MemoryStream(Encoding.UTF8.GetBytes(_objects.Single(one => one.Entry.Key == entry.Key).Text)));
        }

        public void Dispose()
        {
        }
    }
}
