using CostGuard.Collect;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CostGuard.Unit.Collect;

public sealed class FolderSourceTests : IDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory("costguard-").FullName;

    public void Dispose() => Directory.Delete(_home, true);

    [Fact]
    public async Task ListAsync_FolderOfAnExport_ListsBillingFilesInOrder()
    {
        foreach (string name in new[] { "b/part-0.csv.gz", "a/part-0.csv.gz", "B/x.csv", "z.parquet", "manifest.json", ".hidden.csv", ".git/x.csv", "x.csv.tmp", "~lock.csv", "notes.txt" })
            Touch(name);
        Assert.Equal(["B/x.csv", "a/part-0.csv.gz", "b/part-0.csv.gz", "z.parquet"], await ListAsync("exports"));
        Assert.Equal(["B/x.csv", "a/part-0.csv.gz", "b/part-0.csv.gz", "z.parquet"], await ListAsync(Path.Combine(_home, "exports")));
    }

    [Theory]
    [InlineData("*.csv", "t.csv")]
    [InlineData("**/*.csv", "a/b/u.csv|a/v.csv|t.csv")]
    [InlineData("a/*", "a/v.csv")]
    [InlineData("a/**", "a/b/u.csv|a/v.csv|a/b/w.csv.gz")]
    [InlineData("**/[uv].csv", "")]
    [InlineData("**/?.{csv,csv.gz}", "a/b/u.csv|a/b/w.csv.gz|a/v.csv|t.csv")]
    public async Task ListAsync_Pattern_Selects(string pattern, string expected)
    {
        foreach (string name in new[] { "t.csv", "a/v.csv", "a/b/u.csv", "a/b/w.csv.gz" }) Touch(name);
        string[] names = expected.Split('|', StringSplitOptions.RemoveEmptyEntries);
        if (names.Length == 0) Assert.Equal(ConnectionErrors.NoFiles.Code, (await Assert.ThrowsAsync<CostGuardException>(() => ListAsync("exports", pattern))).Problem.Code);
        else Assert.Equal(names.Order(StringComparer.Ordinal), await ListAsync("exports", pattern));
    }

    [Fact]
    public async Task ListAsync_Json_IsTakenWhenItHasBillingRows()
    {
        Touch("state.json");
        Touch("rows.jsonl");
        Touch("gcp-000000000000.json", """{"sku": {"id": "1"}, "usage_start_time": "2026-08-01 00:00:00 UTC", "cost": 1}""");
        Touch("manifest.json", """{"sku": {"id": "1"}, "usage_start_time": "2026-08-01 00:00:00 UTC", "cost": 1}""");

        Assert.Equal(["gcp-000000000000.json", "rows.jsonl"], await ListAsync("exports"));
    }

    [Fact]
    public async Task ListAsync_FolderMissing_IsNotAnEmptyFolder()
    {
        CostGuardException refusal = await Assert.ThrowsAsync<CostGuardException>(() => ListAsync("nowhere"));
        Assert.Equal(ConnectionErrors.FolderMissing.Code, refusal.Problem.Code);
    }

    [Fact]
    public async Task ListAsync_NoPath_SaysSo()
    {
        CostGuardException refusal = await Assert.ThrowsAsync<CostGuardException>(() => ListAsync(" "));
        Assert.Equal(ConnectionErrors.SettingMissing.Code, refusal.Problem.Code);
    }

    [Fact]
    public void AddCollect_FindsEverySourceAndReader()
    {
        using ServiceProvider services = new ServiceCollection().AddSingleton(new HomeFolder(_home)).AddSingleton(TimeProvider.System).AddSingleton<ISecrets, PlainSecrets>().AddCollect().BuildServiceProvider();
        Assert.Equal(["aws-cost-explorer", "aws-export", "azure-export", "azure-query", "folder", "gcp-export", "opencost"], services.GetServices<ICostSource>().Select(source => source.Key));
        Assert.Equal(["aws-cost-explorer", "aws-cur-csv", "azure-cost-csv", "azure-query", "focus-csv", "gcp-billing-csv", "gcp-billing-json", "opencost"], services.GetServices<IChargeReader>().Select(reader => reader.Key));
        Assert.Equal(CostGuard.Core.Configuration.Connection.Providers, services.GetServices<ICostSource>().Select(source => source.Provider).Distinct().Order(StringComparer.Ordinal));
    }

    private async Task<List<string>> ListAsync(string path, string? pattern = null)
    {
        var settings = new Dictionary<string, string> { ["path"] = path };
        if (pattern is not null) settings["pattern"] = pattern;
        var names = new List<string>();
        CollectRequest request = CollectRequests.For(new Connection { Name = "test", Provider = "folder", Source = settings });
        await foreach (CollectUnit unit in new FolderSource(new HomeFolder(_home)).CollectAsync(request, TestContext.Current.CancellationToken))
        {
            Assert.All(unit.Files, file => Assert.True(File.Exists(file.Path)));
            names.AddRange(unit.Files.Select(file => file.Name));
        }

        return names;
    }

    private void Touch(string name, string text = "x")
    {
        string path = Path.Combine(_home, "exports", name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
