using CostGuard.Core.Configuration;
using CostGuard.Core.Ports;
using CostGuard.Core.Savings;
using CostGuard.Core.Values;
using CostGuard.Ledger.Usage;
using Xunit;

namespace CostGuard.Unit.Ledger.Usage;

public sealed class UsageStoreTests : IDisposable
{
    private static readonly DateOnly First = new(2026, 11, 1);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("costguard-usage-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private UsageStore Store => new(new HomeFolder(_folder.FullName), new Folders(_folder.FullName));

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Replace_ComesBackAsItWas()
    {
        var disk = new CloudResource
        {
            Id = "vol-1",
            Provider = "aws",
            Kind = ResourceKind.Disk,
            Account = "000000000001",
            Region = "eu-central-1",
            Type = "io2",
            State = "available",
            StateSince = First,
            Created = First.AddDays(-9),
            AttachedTo = "",
            SizeGb = 500.5m,
            IsSpecial = true,
            Tags = new Dictionary<string, string> { ["team"] = "a \"b\", c" },
            Provisioned = new Dictionary<string, double> { [MetricNames.Iops] = 3000.1 },
        };
        await Store.ReplaceAsync("acme", [disk, new CloudResource { Id = "i-1", Provider = "aws", Kind = ResourceKind.Machine }], Token);
        await Store.ReplaceAsync("acme", [disk], Token);

        CloudResource back = Assert.Single(await Store.InventoryAsync("acme", Token));
        Assert.Equal(disk with { Tags = back.Tags, Provisioned = back.Provisioned }, back);
        Assert.Equal((disk.Tags["team"], 3000.1), (back.Tags["team"], back.Provisioned[MetricNames.Iops]));
        Assert.Empty(await Store.InventoryAsync("other", Token));
    }

    /// <summary>Nobody had samples on day 1: it was asked. Nobody has any on days 4 and 5 yet: they stay missing.</summary>
    [Fact]
    public async Task Write_DaysWithoutSamples_CountOnlyBeforeOthers()
    {
        IReadOnlyList<DateOnly> written = await Store.WriteAsync("acme", new DayRange(First, First.AddDays(5)), Samples((1, 5), (2, 6), (2, double.NaN), (9, 1)), Token);
        Assert.Equal([First, First.AddDays(1), First.AddDays(2)], written);
        Assert.Equal(written, Store.Days("acme"));
        Assert.Empty(await Store.WriteAsync("acme", new DayRange(First.AddDays(3), First.AddDays(5)), Samples(), Token));
        Assert.Equal([First.AddDays(-1)], await Store.WriteAsync("acme", new DayRange(First.AddDays(-1), First), Samples(), Token));
        Store.Prune("acme", First.AddDays(1));
        Assert.Equal([First.AddDays(1), First.AddDays(2)], Store.Days("acme"));
    }

    [Fact]
    public async Task Write_SamplesThatEndInAnError_WriteNothing()
    {
        await Assert.ThrowsAsync<IOException>(() => Store.WriteAsync("acme", new DayRange(First, First.AddDays(2)), Broken(), Token));
        Assert.Empty(Store.Days("acme"));
        Assert.Empty(Directory.EnumerateFiles(_folder.FullName, "*", SearchOption.AllDirectories));
    }

    /// <summary>The person says that the machine is m5.large and that its memory was 40 %; the cloud says more, and the disk too. An id is one id in any form.</summary>
    [Fact]
    public async Task Read_PersonsFilesAndCollectedOnes_PersonWins()
    {
        await Store.ReplaceAsync("acme", [new CloudResource { Id = "i-1", Provider = "aws", Kind = ResourceKind.Machine, Type = "m5.4xlarge" }, new CloudResource { Id = "vol-1", Provider = "aws", Kind = ResourceKind.Disk, AttachedTo = "" }], Token);
        await Store.ReplaceAsync("twin", [new CloudResource { Id = "arn:aws:ec2:eu-west-1:1:volume/vol-1", Provider = "aws", Kind = ResourceKind.Disk, AttachedTo = "" }], Token);
        await Store.WriteAsync("acme", new DayRange(First, First.AddDays(3)), Both(), Token);
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "usage"));
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "usage", "inventory.csv"), "resource_id,provider,kind,type\narn:aws:ec2:eu-west-1:1:instance/i-1,aws,machine,m5.large\n", Token);
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "usage", "metrics.csv"), "resource_id,metric,timestamp,value\ni-1,memory-percent,2026-11-02 00:00:00,40\n", Token);

        var files = new UsageFiles(new HomeFolder(_folder.FullName));
        var all = new Dictionary<string, ResourceUse>(StringComparer.Ordinal);
        await foreach (ResourceUse each in files.ReadAsync(14, Token)) all.Add(ResourceKey.Of(each.Resource.Id), each);

        UsageFacts facts = (await files.FactsAsync(Token))!;
        Assert.Equal((First.AddDays(2), 2), (facts.Through, facts.Resources));
        Assert.Equal(["i-1", "vol-1"], all.Keys.Order());
        Assert.Equal("m5.large", all["i-1"].Resource.Type);
        Assert.Equal((10.0, 40.0), (all["i-1"].Usage[MetricNames.Cpu].Mean, Assert.Single(all["i-1"].Usage[MetricNames.Memory].Days).Mean));
        Assert.Equal("", all["vol-1"].Resource.AttachedTo);

        // A connection that does not collect any more has no say.
        var none = new UsageFiles(new HomeFolder(_folder.FullName), () => [new Connection { Name = "acme", Provider = "aws" }]);
        Assert.Equal((new DateOnly(2026, 11, 2), 1), ((await none.FactsAsync(Token))!.Through!.Value, (await none.FactsAsync(Token))!.Resources));
    }

    private static async IAsyncEnumerable<MetricSample> Samples(params (int Day, double Value)[] samples)
    {
        foreach ((int day, double value) in samples) yield return new MetricSample("i-1", MetricNames.Cpu, First.AddDays(day).ToDateTime(new TimeOnly(5, 0)), value);
        await Task.CompletedTask;
    }

    private static async IAsyncEnumerable<MetricSample> Both()
    {
        for (int day = 0; day < 3; day++)
        {
            DateTime at = First.AddDays(day).ToDateTime(TimeOnly.MinValue);
            yield return new MetricSample("i-1", MetricNames.Cpu, at, 10);
            yield return new MetricSample("i-1", MetricNames.Memory, at, 90);
        }

        await Task.CompletedTask;
    }

    private static async IAsyncEnumerable<MetricSample> Broken()
    {
        yield return new MetricSample("i-1", MetricNames.Cpu, First.ToDateTime(TimeOnly.MinValue), 1);
        await Task.CompletedTask;
        throw new IOException("gone");
    }

    private sealed class Folders(string home) : IStagingFolders
    {
        public IStagingFolder Open(string connection) => new Folder(Directory.CreateDirectory(System.IO.Path.Combine(home, "data", "collecting", Guid.NewGuid().ToString("n"))).FullName);

        private sealed class Folder(string path) : IStagingFolder
        {
            public string Path => path;

            public void Dispose() => Directory.Delete(path, recursive: true);
        }
    }
}
