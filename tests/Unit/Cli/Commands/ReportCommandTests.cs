using CostGuard.Cli.Reports;
using CostGuard.Core.Configuration;
using Xunit;

namespace CostGuard.Unit.Cli.Commands;

public sealed class ReportCommandTests : IDisposable
{
    private readonly CommandHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Run_Definition_WritesTheTableOfTheCommand()
    {
        string file = _home.Write("focus.csv", """
            BillingPeriodStart,BillingPeriodEnd,ChargePeriodStart,ChargePeriodEnd,BillingCurrency,BilledCost,EffectiveCost,ServiceName,SubAccountId,ChargeCategory
            2026-10-01,2026-11-01,2026-10-10,2026-10-11,USD,10.25,10.25,Amazon S3,000000000001,Usage
            2026-10-01,2026-11-01,2026-10-11,2026-10-12,USD,30.5,30.5,Amazon EC2,000000000001,Usage
            2026-10-01,2026-11-01,2026-10-12,2026-10-13,USD,1,1,AWS Lambda,000000000001,Usage
            2026-10-01,2026-11-01,2026-10-12,2026-10-13,USD,2,2,Amazon SQS,000000000001,Usage

            """);
        _home.Write("reports/top.yaml", """
            apiVersion: costguard/v1
            kind: Report
            metadata: { name: top }
            spec:
              table: cost show
              options: { by: service, period: last-month }
              columns: [serviceName, effectiveCost]
              sort: [-effectiveCost]
              top: 2
              format: csv
              file: "{name}_{period}_asof-{asOf}"

            """);
        (int imported, string said, string failed) = await _home.RunAsync("import", file, "--source", "bill");
        Assert.True(imported == 0, said + failed);

        (int code, string text, string error) = await _home.RunAsync("report", "run", "top");
        (_, string list, _) = await _home.RunAsync("report", "list", "-o", "csv");
        (int none, _, string unknown) = await _home.RunAsync("report", "run", "topp");

        Assert.True(code == 0, error);
        string path = text.Trim();
        Assert.Equal(Path.Combine(_home.Path, "data", "out", "reports", "top", "top_2026-10_asof-2026-11-16.csv"), path);
        Assert.Equal(["serviceName,effectiveCost", "Amazon EC2,30.5", "Amazon S3,10.25", "All other (2),3"], WithoutCurrency(await File.ReadAllLinesAsync(path, TestContext.Current.CancellationToken)));
        Assert.Contains("2026-10 · snapshot ", error, StringComparison.Ordinal);
        Assert.Contains("reports/top.yaml", list, StringComparison.Ordinal);
        Assert.Contains("top_2026-10_asof-2026-11-16.csv", list, StringComparison.Ordinal);
        Assert.Equal(8, none);
        Assert.Contains("Did you mean \"top\"?", unknown, StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.GetFiles(_home.Path, "*.part", SearchOption.AllDirectories), _ => true);
    }

    [Theory]
    [InlineData(null, "2026-10 → 2026-11", "costguard-mine-2026-10-from-2026-11.xlsx")]
    [InlineData("{asOf}.XLSX", "all", "2026-11-16.XLSX")]
    [InlineData("{period}", "CG-SYN-1, seeds 1", "CG-SYN-1-seeds-1.xlsx")]
    public void FileName_AnyPeriod_IsAFileName(string? pattern, string period, string name) => Assert.Equal(
        name,
        DefinedReports.FileName(new ReportDefinition { Name = "mine", Table = "cost show", Format = "xlsx", File = "x", FilePattern = pattern }, period, new DateTimeOffset(2026, 11, 16, 0, 0, 0, TimeSpan.Zero)));

    private static string[] WithoutCurrency(string[] lines) => [.. lines.Select(line => string.Join(',', line.Split(',')[..2]).Replace("\"", "", StringComparison.Ordinal))];
}
