using CostGuard.Unit.Report.Workbook;
using DocumentFormat.OpenXml.Packaging;
using Xunit;

namespace CostGuard.Unit.Cli.Commands;

public sealed class WorkbookVersionsTests : IDisposable
{
    private const string Header = "BillingPeriodStart,BillingPeriodEnd,ChargePeriodStart,ChargePeriodEnd,BillingCurrency,BilledCost,EffectiveCost,ServiceName,SubAccountId,ChargeCategory\n";

    private readonly CommandHome _home = new();

    public void Dispose() => _home.Dispose();

    // The first version has none before it; made again it says so still. From newer data it is compared with the one before, to the cent.
    [Fact]
    public async Task Run_FromNewerData_SaysWhatChangedSinceTheVersionBefore()
    {
        string first = await MadeAsync("10.00");
        Assert.Equal("there is no earlier version from other data", Since(first));
        byte[] bytes = await File.ReadAllBytesAsync(first, TestContext.Current.CancellationToken);
        _home.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(bytes, await File.ReadAllBytesAsync(await RunAsync(), TestContext.Current.CancellationToken));

        _home.Clock.Advance(TimeSpan.FromHours(1));
        string second = await MadeAsync("12.34");
        string since = Since(second);
        Assert.StartsWith("since costguard-2026-10-acme-asof-2026-10-10-ESTIMATE.xlsx (snapshot ", since, StringComparison.Ordinal);
        Assert.EndsWith(" billed cost of Oct 2026 changed by +2.34 from 10.00 to 12.34 USD", since, StringComparison.Ordinal);
    }

    private async Task<string> MadeAsync(string cost)
    {
        string file = _home.Write("focus.csv", $"{Header}2026-10-01,2026-11-01,2026-10-10,2026-10-11,USD,{cost},{cost},EC2,1,Usage\n");
        (int code, _, string error) = await _home.RunAsync("import", file, "--source", "bill");
        Assert.True(code == 0, error);
        return await RunAsync();
    }

    private async Task<string> RunAsync()
    {
        (int code, string text, string error) = await _home.RunAsync("report", "run", "--period", "2026-10");
        Assert.True(code == 0, error);
        return text.Trim();
    }

    private static string Since(string path)
    {
        using SpreadsheetDocument book = SpreadsheetDocument.Open(path, false);
        WrittenSheet about = WrittenSheet.Of(book, "About");
        return Enumerable.Range(5, 20).Where(row => about[$"A{row}"] == "Changed since then").Select(row => about[$"B{row}"]).Single();
    }
}
