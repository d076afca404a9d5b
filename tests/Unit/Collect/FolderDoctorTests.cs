using CostGuard.Collect;
using CostGuard.Core.Configuration;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Unit.Collect.Aws;
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

        Assert.Equal(["list Failed", "read Skipped", "columns Skipped", "age Skipped"], results.Select(result => $"{result.Name} {result.State}"));
        Assert.Contains("there is no folder billing", results[0].Finding, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Examine_FreshFile_IsOkAndAnEmptyOneIsNot()
    {
        string file = Path.Combine(_home.CreateSubdirectory("billing").FullName, "a.csv");
        await File.WriteAllTextAsync(file, AwsAnswers.Header + AwsAnswers.Row, TestContext.Current.CancellationToken);
        File.SetLastWriteTimeUtc(file, new DateTime(2026, 11, 16, 4, 0, 0, DateTimeKind.Utc));
        Assert.Equal(["list Ok", "read Ok", "columns Ok", "age Ok"], (await ExamineAsync()).Select(result => $"{result.Name} {result.State}"));

        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);
        File.SetLastWriteTimeUtc(file, new DateTime(2026, 11, 10, 4, 0, 0, DateTimeKind.Utc));
        Assert.Equal(["list Ok", "read Failed", "columns Skipped", "age Warning"], (await ExamineAsync()).Select(result => $"{result.Name} {result.State}"));
    }

    [Fact]
    public async Task Examine_NoBillingColumns_SaysThatItIsAnotherFile()
    {
        string file = Path.Combine(_home.CreateSubdirectory("billing").FullName, "a.csv");
        await File.WriteAllTextAsync(file, "Name,Age\nA,1\n", TestContext.Current.CancellationToken);

        CheckResult columns = (await ExamineAsync())[2];

        Assert.Equal(("columns", CheckState.Failed), (columns.Name, columns.State));
        Assert.NotNull(columns.Code);
    }

    // An unreadable folder within cannot be left out: that would be a part of the cost.
    [Fact]
    public async Task Examine_FolderWithinThatMayNotBeRead_IsNamed()
    {
        if (OperatingSystem.IsWindows()) return;
        string inner = _home.CreateSubdirectory("billing/inner").FullName;
        UnixFileMode before = File.GetUnixFileMode(inner);
        File.SetUnixFileMode(inner, UnixFileMode.None);
        try
        {
            // Root may read everything.
            Assert.SkipWhen(Environment.IsPrivilegedProcess, "runs as root");
            CheckResult listed = (await ExamineAsync())[0];
            Assert.Equal((CheckState.Failed, "CG1150"), (listed.State, listed.Code));
        }
        finally
        {
            File.SetUnixFileMode(inner, before);
        }
    }

    private async Task<CheckResult[]> ExamineAsync()
    {
        var connection = new Connection { Name = "acme", Provider = "folder", Source = new Dictionary<string, string> { ["path"] = "billing" } };
        var doctor = new FolderDoctor(new HomeFolder(_home.FullName), new FakeTimeProvider(new DateTimeOffset(2026, 11, 16, 7, 0, 0, TimeSpan.Zero)), ExportDoctors.Sample);
        var results = new List<CheckResult>();
        await foreach (CheckResult result in doctor.ExamineAsync(connection, TestContext.Current.CancellationToken)) results.Add(result);
        return [.. results];
    }
}
