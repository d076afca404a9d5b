using CostGuard.Core.Budgets;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Ledger.Snapshots;
using Xunit;

namespace CostGuard.Unit.Ledger.Snapshots;

public sealed class OutlookFilesTests
{
    private static readonly Snapshot Some = new(new SnapshotId("0123456789ab"), [], "hash", null);

    [Fact]
    public async Task WriteAsync_Forecasts_AreReadAgainToTheLastDigit()
    {
        using var home = new LedgerHome();
        string folder = Path.Combine(home.Home.Snapshots, Some.Id.Value);
        Directory.CreateDirectory(folder);
        var files = new OutlookFiles(home.Home);
        await files.WriteAsync(Some, new Dictionary<string, BudgetOutlook?>
        {
            ["a"] = new BudgetOutlook(37313.6301m, null, 40000.00m, 424) { PastError = 0.1 },
            ["none"] = null,
        }, TestContext.Current.CancellationToken);
        IReadOnlyDictionary<string, BudgetOutlook?> read = await files.ReadAsync(Some, TestContext.Current.CancellationToken);

        Assert.Equal(new BudgetOutlook(37313.6301m, null, 40000.00m, 424) { PastError = 0.1 }, read["a"]);
        Assert.True(read.ContainsKey("none") && read["none"] is null);
        Assert.Equal(["outlooks.json"], Directory.GetFiles(folder).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("{")]
    [InlineData("{\"Methods\":\"of another build\",\"Outlooks\":{\"a\":null}}")]
    public async Task ReadAsync_MissingTornOrOtherFile_IsEmpty(string? text)
    {
        using var home = new LedgerHome();
        string folder = Path.Combine(home.Home.Snapshots, Some.Id.Value);
        Directory.CreateDirectory(folder);
        if (text is not null) await File.WriteAllTextAsync(Path.Combine(folder, "outlooks.json"), text, TestContext.Current.CancellationToken);

        Assert.Empty(await new OutlookFiles(home.Home).ReadAsync(Some, TestContext.Current.CancellationToken));
    }
}
