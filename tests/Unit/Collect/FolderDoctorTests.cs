using CostGuard.Collect;
using CostGuard.Core.Configuration;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CostGuard.Unit.Collect;

public sealed class FolderDoctorTests : IDisposable
{
    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("costguard-");

    public void Dispose() => _home.Delete(recursive: true);

    [Fact]
    public async Task Examine_FolderIsAway_NamesItAndSkipsTheRest()
    {
        CheckResult[] results = await ExamineAsync();

        Assert.Equal(["list Failed", "read Skipped"], results.Select(result => $"{result.Name} {result.State}"));
        Assert.Contains("there is no folder billing", results[0].Finding, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Examine_FreshFile_IsOkAndAnEmptyOneIsNot()
    {
        string file = Path.Combine(_home.CreateSubdirectory("billing").FullName, "a.csv");
        await File.WriteAllTextAsync(file, "x", TestContext.Current.CancellationToken);
        File.SetLastWriteTimeUtc(file, new DateTime(2026, 11, 16, 4, 0, 0, DateTimeKind.Utc));
        Assert.Equal(["list Ok", "read Ok", "age Ok"], (await ExamineAsync()).Select(result => $"{result.Name} {result.State}"));

        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);
        File.SetLastWriteTimeUtc(file, new DateTime(2026, 11, 10, 4, 0, 0, DateTimeKind.Utc));
        Assert.Equal(["list Ok", "read Failed", "age Warning"], (await ExamineAsync()).Select(result => $"{result.Name} {result.State}"));
    }

    private async Task<CheckResult[]> ExamineAsync()
    {
        var connection = new Connection { Name = "acme", Provider = "folder", Source = new Dictionary<string, string> { ["path"] = "billing" } };
        var doctor = new FolderDoctor(new HomeFolder(_home.FullName), new FakeTimeProvider(new DateTimeOffset(2026, 11, 16, 7, 0, 0, TimeSpan.Zero)));
        var results = new List<CheckResult>();
        await foreach (CheckResult result in doctor.ExamineAsync(connection, TestContext.Current.CancellationToken)) results.Add(result);
        return [.. results];
    }
}
