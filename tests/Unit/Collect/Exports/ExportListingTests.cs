using System.Text;
using CostGuard.Collect.Exports;
using CostGuard.Core.Errors;
using Xunit;

namespace CostGuard.Unit.Collect.Exports;

public sealed class ExportListingTests
{
    private static readonly DateTimeOffset Day = new(2026, 9, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly Dictionary<string, string> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _days = new(StringComparer.Ordinal);

    [Fact]
    public async Task ChooseAsync_NoManifest_TakesEveryFile()
    {
        Add("july-a/run-x/part_0_0001.csv");
        Add("july-b/run-y/part_0_0001.csv");

        Assert.Equal(["july-a/run-x/part_0_0001.csv", "july-b/run-y/part_0_0001.csv"], await ChooseAsync());
    }

    [Fact]
    public async Task ChooseAsync_TwoAssemblies_TakesTheOneOfTheMonthsManifest()
    {
        Add("rep/20260801-20260901/aaaa-1/rep-1.csv.gz");
        Add("rep/20260801-20260901/aaaa-1/rep-Manifest.json", Report("aaaa-1", "pre/rep/20260801-20260901/aaaa-1/rep-1.csv.gz"), day: 9);
        Add("rep/20260801-20260901/bbbb-2/rep-1.csv.gz");
        Add("rep/20260801-20260901/bbbb-2/rep-2.csv.gz");
        Add("rep/20260801-20260901/rep-Manifest.json", Report("bbbb-2", "pre/rep/20260801-20260901/bbbb-2/rep-1.csv.gz"), day: 3);

        Assert.Equal(["rep/20260801-20260901/bbbb-2/rep-1.csv.gz"], await ChooseAsync());
    }

    [Fact]
    public async Task ChooseAsync_OnlyCopiesOfManifests_TakesTheNewest()
    {
        foreach ((string id, int day) in new[] { ("bbbb-2", 2), ("aaaa-1", 1) })
        {
            Add($"{id}/rep-1.csv.gz");
            Add($"{id}/rep-Manifest.json", Report(id, $"rep/20260801-20260901/{id}/rep-1.csv.gz"), day);
        }

        Assert.Equal(["bbbb-2/rep-1.csv.gz"], await ChooseAsync());
    }

    [Fact]
    public async Task ChooseAsync_FolderOfOneMonth_LeavesOlderDeliveriesOut()
    {
        Add("aaaa-1/rep-1.csv.gz");
        Add("bbbb-2/rep-1.csv.gz");
        Add("rep-Manifest.json", Report("bbbb-2", "rep/20260801-20260901/bbbb-2/rep-1.csv.gz"));

        Assert.Equal(["bbbb-2/rep-1.csv.gz"], await ChooseAsync());
    }

    [Fact]
    public async Task ChooseAsync_DataExports_FollowTheNewestExecutionOfEachMonth()
    {
        foreach ((string run, int day) in new[] { ("2026-09-01T00:00:00Z-a", 1), ("2026-09-02T00:00:00Z-b", 2) })
        {
            Add($"x/data/BILLING_PERIOD=2026-08/{run}/x-00001.snappy.parquet");
            Add($"x/metadata/BILLING_PERIOD=2026-08/{run}/x-Manifest.json", $$"""{"executionId":"{{run[^1]}}","dataFiles":["s3://bucket/x/data/BILLING_PERIOD=2026-08/{{run}}/x-00001.snappy.parquet"]}""", day);
        }

        Add("x/data/BILLING_PERIOD=2026-09/2026-09-03T00:00:00Z-c/x-00001.snappy.parquet");

        Assert.Equal(["x/data/BILLING_PERIOD=2026-08/2026-09-02T00:00:00Z-b/x-00001.snappy.parquet"], await ChooseAsync());
    }

    [Fact]
    public async Task ChooseAsync_PartMissing_RefusesAllAndSaysHowMany()
    {
        Add("run-1/part_0.csv");
        Add("run-1/part_1.csv");
        Add("run-1/_manifest.json", """{"exportConfig":{"exportName":"daily-mtd","type":"ActualCost"},"runInfo":{"submittedTime":"2025-06-11T02:00:00Z","startDate":"2025-06-01T00:00:00"},"blobs":[{"blobName":"run-1/part_0.csv"},{"blobName":"run-1/part_1.csv"},{"blobName":"run-1/part_2.csv"}]}""");

        CostGuardException refusal = await Assert.ThrowsAsync<CostGuardException>(ChooseAsync);
        Add("run-1/part_2.csv");

        Assert.Equal(ExportErrors.Incomplete.Code, refusal.Problem.Code);
        Assert.Contains("incomplete: 2 of 3 parts", refusal.Problem.Message, StringComparison.Ordinal);
        Assert.Equal(["run-1/part_0.csv", "run-1/part_1.csv", "run-1/part_2.csv"], await ChooseAsync());
    }

    [Fact]
    public async Task ChooseAsync_OtherJson_IsNoManifest()
    {
        Add("a.csv");
        Add("a-manifest.json", "{\"name\": 1}");
        Add("b-manifest.json", "no json");

        Assert.Equal(["a.csv"], await ChooseAsync());
    }

    private static string Report(string assembly, string key) => $$"""{"assemblyId":"{{assembly}}","billingPeriod":{"start":"20260801T000000.000Z"},"reportKeys":["{{key}}"]}""";

    private void Add(string key, string text = "x", int day = 0) => (_files[key], _days[key]) = (text, day);

    private async Task<string[]> ChooseAsync()
    {
        ExportObject[] objects = [.. _files.Select(file => new ExportObject(file.Key, file.Value.Length, Day.AddDays(_days[file.Key])))];
        IReadOnlyList<ExportObject> chosen = await ExportListing.ChooseAsync(
            objects, (entry, _) => Task.FromResult<Stream>(new MemoryStream(Encoding.UTF8.GetBytes(_files[entry.Key]))), "connections/x.yaml", TestContext.Current.CancellationToken);
        return [.. chosen.Select(entry => entry.Key)];
    }
}
