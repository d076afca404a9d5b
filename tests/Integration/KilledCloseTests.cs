using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Xunit;

namespace CostGuard.Integration;

/// <summary>kill -9 while a month is closed: the month is reconciled or closed, and the same command brings it to its end, workbook and hash included.</summary>
public sealed class KilledCloseTests
{
    private static readonly string[] Close = ["period", "close", "2025-02", "--by", "cfo@acme.test"];

    [Fact]
    public async Task Close_Killed_LeavesTheMonthBeforeOrAfterAndRunsAgain()
    {
        Assert.SkipUnless(File.Exists(CostGuardProgram.Path), "The executable is not built beside the tests: run 'dotnet build -c Release' first.");
        string folder = Directory.CreateTempSubdirectory("costguard-close-").FullName;
        try
        {
            string home = Path.Combine(folder, "home");
            CostGuardProgram.Ok(home, "init", "--no-input");
            CostGuardProgram.Ok(home, "import", Bill(Path.Combine(folder, "bill.csv")), "--source", "bill");
            CostGuardProgram.Ok(
                home, "invoice", "add", "INV-1", "--period", "2025-02", "--date", "2025-03-03", "--currency", "USD", "--net", "28.00", "--tax", "0.00", "--by", "fin@acme.test");
            CostGuardProgram.Ok(home, "period", "reconcile", "2025-02", "--by", "fin@acme.test");

            await KillAsync(home, told: null);
            await KillAsync(home, told: "2025-02 is closed, version 1");

            // A machine that is busy may have let it write the workbook before it died.
            string[] left = Audit(home);
            bool whole = left[0].Contains("period report", StringComparison.Ordinal);
            Assert.True(whole || left[0].Contains("period close", StringComparison.Ordinal), $"The kill left {left[0]}.");
            (int code, string output, string error) = CostGuardProgram.Run(home, Close);
            Assert.True(code == (whole ? 9 : 0), $"The close after the kill ended with {code}: {error}{output}");
            string[] audit = Audit(home);
            Assert.Single(audit, entry => entry.Contains("period close", StringComparison.Ordinal));
            Assert.Single(audit, entry => entry.Contains("close-v1-FINAL.xlsx, sha256 ", StringComparison.Ordinal));
            Assert.Single(Directory.EnumerateFiles(home, "*close-v1-FINAL.xlsx", SearchOption.AllDirectories));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Kills at once after the line that says that the month is closed, when the workbook is not written yet; without a line, soon after the start.</summary>
    private static async Task KillAsync(string home, string? told)
    {
        using Process process = CostGuardProgram.Start(home, Close);
        if (told is null) await Task.Delay(100, TestContext.Current.CancellationToken);
        else Assert.StartsWith(told, await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) ?? "", StringComparison.Ordinal);
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    private static string[] Audit(string home) =>
        [.. JsonDocument.Parse(CostGuardProgram.Ok(home, "period", "audit", "2025-02", "-o", "json")).RootElement.GetProperty("items").EnumerateArray().Select(item => item.GetRawText())];

    private static string Bill(string path)
    {
        var text = new StringBuilder("BilledCost,EffectiveCost,BillingCurrency,BillingPeriodStart,ChargePeriodStart,ChargePeriodEnd,ChargeCategory,ServiceName,SubAccountId,InvoiceId\n");
        for (int day = 1; day <= 28; day++)
            text.Append(CultureInfo.InvariantCulture, $"1.00,1.00,USD,2025-02-01T00:00:00Z,2025-02-{day:00}T00:00:00Z,2025-02-{day:00}T01:00:00Z,Usage,Compute,acct-1,INV-1\n");
        File.WriteAllText(path, text.ToString());
        return path;
    }
}
