using CostGuard.Core.Anomalies;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Ledger.Snapshots;
using CostGuard.Unit.Report.Tables;
using Xunit;

namespace CostGuard.Unit.Ledger.Snapshots;

public sealed class JudgementFilesTests : IDisposable
{
    private static readonly Snapshot Some = new(new SnapshotId("0123456789ab"), [], "hash", null);

    private readonly LedgerHome _home = new();

    private string Folder => Path.Combine(_home.Home.Snapshots, Some.Id.Value);

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task WriteAsync_Anomalies_AreReadAgainToTheLastDigit()
    {
        Directory.CreateDirectory(Folder);
        var files = new JudgementFiles(_home.Home);
        Anomaly move = SomeAnomalies.Of("web", "EC2", "A", 100.123456789012345678m, 180m) with
        {
            MovedFrom = SomeAnomalies.Of("web", null, "B", 100m, 30m),
            Course = [new JudgedDay(SomeAnomalies.Start, double.NaN, 1d / 3, 0, 1, 2, 5, SeriesKind.Sparse) { Sign = 1, KnownOn = SomeAnomalies.Start.AddDays(2), Fee = 0.1 }],
            Note = SomeAnomalies.Note(AnomalyDecision.Expected, SomeAnomalies.Start.AddDays(9)),
            State = AnomalyState.Expected,
        };
        await files.WriteAsync<Anomaly[]>(Some, "a", "key", [move], TestContext.Current.CancellationToken);
        Anomaly[] read = (await files.ReadAsync<Anomaly[]>(Some, "a", "key", TestContext.Current.CancellationToken))!;
        await files.WriteAsync(Some, "b", "key", read, TestContext.Current.CancellationToken);

        Assert.Equal((move.Id, move.Impact, move.NetImpact, move.Severity), (read[0].Id, read[0].Impact, read[0].NetImpact, read[0].Severity));
        Assert.Equal((move.Note, move.Course[0], move.Event.Days[6]), (read[0].Note, read[0].Course[0], read[0].Event.Days[6]));
        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(Folder, "a.json"), TestContext.Current.CancellationToken), await File.ReadAllTextAsync(Path.Combine(Folder, "b.json"), TestContext.Current.CancellationToken));
        Assert.Null(await files.ReadAsync<Anomaly[]>(Some, "a", "another key", TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("{")]
    [InlineData("{\"Methods\":\"of another build\",\"Key\":\"key\",\"Answer\":[]}")]
    public async Task ReadAsync_MissingTornOrOtherFile_IsNull(string? text)
    {
        Directory.CreateDirectory(Folder);
        if (text is not null) await File.WriteAllTextAsync(Path.Combine(Folder, "a.json"), text, TestContext.Current.CancellationToken);

        Assert.Null(await new JudgementFiles(_home.Home).ReadAsync<Anomaly[]>(Some, "a", "key", TestContext.Current.CancellationToken));
    }

    // A snapshot of past loads has no folder: it is asked and forgotten.
    [Fact]
    public async Task WriteAsync_NoFolder_WritesNothing()
    {
        await new JudgementFiles(_home.Home).WriteAsync<Anomaly[]>(Some, "a", "key", [], TestContext.Current.CancellationToken);

        Assert.False(Directory.Exists(Folder));
    }
}
