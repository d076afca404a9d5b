using System.Diagnostics;
using System.Text.Json;
using Xunit;

namespace CostGuard.Integration;

/// <summary>The quick benches run, small, so that they cannot rot. What they measure is not judged here.</summary>
public sealed class BenchTests
{
    private static readonly string Program = Path.GetFullPath(Path.Combine(
        AppContext.BaseDirectory, "..", "..", "Bench", new DirectoryInfo(AppContext.BaseDirectory).Name, OperatingSystem.IsWindows() ? "CostGuard.Bench.exe" : "CostGuard.Bench"));

    [Theory]
    [InlineData("ingest", 20_000)]
    [InlineData("workbook", 2_000)]
    [InlineData("startup", 0)]
    public async Task Bench_SmallSize_PrintsOneLineOfJson(string name, long rows)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The benches ask the kernel of Linux or macOS what a process cost.");
        Assert.SkipUnless(File.Exists(Program) && File.Exists(CostGuardProgram.Path), "The executables are not built beside the tests: run 'dotnet build -c Release' first.");
        string folder = Directory.CreateTempSubdirectory("costguard-bench-").FullName;
        try
        {
            string[] size = rows > 0 ? ["--rows", rows.ToString(System.Globalization.CultureInfo.InvariantCulture)] : [];
            var start = new ProcessStartInfo(Program, [name, .. size, "--pairs", "1", "--folder", folder]) { RedirectStandardOutput = true, RedirectStandardError = true };
            using Process process = Process.Start(start)!;
            Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(process.ExitCode == 0, await error + await output);

            string line = Assert.Single((await output).Split('\n', StringSplitOptions.RemoveEmptyEntries));
            using JsonDocument json = JsonDocument.Parse(line);
            Assert.StartsWith(name, json.RootElement.GetProperty("name").GetString(), StringComparison.Ordinal);
            Assert.True(json.RootElement.GetProperty("rows").GetInt64() >= rows);
            Assert.True(json.RootElement.GetProperty("cpuRatio").GetDouble() > 0);
            Assert.True(json.RootElement.GetProperty("wallRatio").GetDouble() > 0);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
