using System.Diagnostics;
using System.Globalization;
using System.Text;
using Xunit;

namespace CostGuard.Integration;

/// <summary>kill -9 during an import, at any moment: every command answers from the earlier load, and the same import runs to its end.</summary>
public sealed class KilledImportTests
{
    private const int Kills = 20;
    private const int Rows = 60_000;

    [Fact]
    public async Task Import_KilledAtRandomMoments_LeavesTheEarlierLoadAndRunsAgain()
    {
        Assert.SkipUnless(File.Exists(CostGuardProgram.Path), "The executable is not built beside the tests: run 'dotnet build -c Release' first.");
        string folder = Directory.CreateTempSubdirectory("costguard-kill-").FullName;
        try
        {
            string home = Path.Combine(folder, "home");
            string first = Bill(Path.Combine(folder, "first.csv"), Rows, "1.25");
            string second = Bill(Path.Combine(folder, "second.csv"), Rows, "2.5");
            CostGuardProgram.Ok(home, "init", "--no-input");
            CostGuardProgram.Ok(home, "import", first, "--source", "bill");
            string before = Total(home);

            long begun = Stopwatch.GetTimestamp();
            string throwaway = Path.Combine(folder, "timing");
            CostGuardProgram.Ok(throwaway, "init", "--no-input");
            CostGuardProgram.Ok(throwaway, "import", second, "--source", "bill");
            TimeSpan whole = Stopwatch.GetElapsedTime(begun);

            var random = new Random(20_261_116);
            int killed = 0;
            for (int i = 0; i < Kills; i++)
            {
                killed += await KillAsync(home, second, whole * random.NextDouble()) ? 1 : 0;
                string now = Total(home);
                Assert.True(now == before || now == Text(Rows * 2.5m), $"After kill {i} the total is {now}.");
                if (now != before) CostGuardProgram.Ok(home, "import", first, "--source", "bill");
            }

            Assert.True(killed >= Kills / 4, $"Only {killed} of {Kills} imports were killed while they ran.");
            CostGuardProgram.Ok(home, "import", second, "--source", "bill");
            Assert.Equal(Text(Rows * 2.5m), Total(home));
            CostGuardProgram.Ok(home, "load", "prune", "--older-than", "0");
            Assert.Empty(Directory.EnumerateDirectories(home, "*.tmp-*", SearchOption.AllDirectories));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<bool> KillAsync(string home, string file, TimeSpan after)
    {
        using Process process = CostGuardProgram.Start(home, "import", file, "--source", "bill");
        await Task.Delay(after, TestContext.Current.CancellationToken);
        if (process.HasExited) return false;
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return true;
    }

    private static string Total(string home)
    {
        string csv = CostGuardProgram.Ok(home, "cost", "show", "--metric", "billed", "--period", "all", "-o", "csv");
        return csv.Trim().Split('\n')[^1].Split(',').Select(cell => cell.Trim('"', '\r')).First(cell => decimal.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out _));
    }

    private static string Text(decimal amount) => (amount / 1.0000000000000000000000000000m).ToString(CultureInfo.InvariantCulture);

    private static string Bill(string path, int rows, string cost)
    {
        var text = new StringBuilder("BilledCost,EffectiveCost,BillingCurrency,BillingPeriodStart,ChargePeriodStart,ChargePeriodEnd,ChargeCategory,ServiceName,SubAccountId,ResourceId,Tags\n");
        for (int i = 0; i < rows; i++)
        {
            int day = (i % 28) + 1;
            text.Append(CultureInfo.InvariantCulture, $"{cost},{cost},USD,2025-02-01T00:00:00Z,2025-02-{day:00}T00:00:00Z,2025-02-{day:00}T01:00:00Z,Usage,Service {i % 40},acct-{i % 30},r-{i % 5_000},\"{{\"\"team\"\":\"\"t{i % 9}\"\"}}\"\n");
        }

        File.WriteAllText(path, text.ToString());
        return path;
    }
}
