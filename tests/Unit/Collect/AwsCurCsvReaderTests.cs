using System.Text;
using CostGuard.Collect;
using CostGuard.Core.Errors;
using CostGuard.Core.Focus;
using CostGuard.Core.Ports;
using Xunit;

namespace CostGuard.Unit.Collect;

public sealed class AwsCurCsvReaderTests
{
    private const string Header = "bill/BillingPeriodStartDate,lineItem/UsageAccountId,lineItem/LineItemType,lineItem/UsageStartDate,lineItem/UsageEndDate,lineItem/ProductCode,lineItem/UnblendedCost,lineItem/CurrencyCode";

    [Fact]
    public async Task ReadAsync_LegacyReport_GivesFocusRows()
    {
        ReadFile read = await ReadAsync(Header, Row("Usage", "6.71E-8"), Row("Tax", "1"));

        Assert.Equal(["Usage", "Tax"], read.Texts("ChargeCategory"));
        Assert.Equal(["012345678901", "012345678901"], read.Texts("SubAccountId"));
        Assert.Equal("1.0000000671", read.Billed.ToString());
        Assert.Equal("1.0000000671", read.Effective.ToString());
    }

    [Fact]
    public async Task ReadAsync_BadRows_AreRefusedWithLineAndColumnOfTheReport()
    {
        ReadFile read = await ReadAsync(Header, Row("Usage", "1"), Row("Usage", "$1"), "a,b", Row("", "2"));

        Assert.Equal(3, read.Summary.RowsRejected);
        Assert.Equal([$"{FocusErrors.BadNumber.Code} 3 lineItem/UnblendedCost", $"{FocusErrors.RaggedRow.Code} 4 ", $"{FocusErrors.NullValue.Code} 5 lineItem/LineItemType"], read.Summary.Problems.Where(problem => problem.Severity == Severity.Error)
            .Select(problem => $"{problem.Code} {problem.Line} {problem.Column}").Distinct().Where(text => !text.Contains("EffectiveCost", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task ReadAsync_NetColumns_AreUsedWhenTheyAddUpToTheSameBill()
    {
        string header = Header + ",lineItem/NetUnblendedCost";

        ReadFile net = await ReadAsync(header, Row("Usage", "100") + ",90", Row("EdpDiscount", "-10") + ",");
        ReadFile gross = await ReadAsync(header, Row("Usage", "100") + ",50", Row("EdpDiscount", "-10") + ",");

        Assert.Equal((1, "90"), (net.Batches.Sum(batch => batch.Rows), net.Billed.ToString()));
        Assert.Equal((2, "90"), (gross.Batches.Sum(batch => batch.Rows), gross.Billed.ToString()));
    }

    [Fact]
    public async Task CanRead_OtherFiles_AreNotItsOwn()
    {
        string path = Path.GetTempFileName();
        await File.WriteAllTextAsync(path, CsvFiles.Header + "\n", TestContext.Current.CancellationToken);
        Assert.False(new AwsCurCsvReader().CanRead(new SourceFile(path, "x", 1)));
        File.Delete(path);
    }

    private static string Row(string type, string cost) => $"2025-04-01T00:00:00Z,012345678901,{type},2025-04-01T00:00:00Z,2025-04-01T01:00:00Z,AmazonEC2,{cost},USD";

    private static async Task<ReadFile> ReadAsync(params string[] lines)
    {
        string path = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(path, string.Join("\n", lines) + "\n", Encoding.UTF8, TestContext.Current.CancellationToken);
            var file = new SourceFile(path, "cur.csv", new FileInfo(path).Length);
            var reader = new AwsCurCsvReader();
            Assert.True(reader.CanRead(file));
            var batches = new List<ChargeBatch>();
            ReadSummary? summary = null;
            await foreach (ChargeBatch batch in reader.ReadAsync(file, ReadOptions.Strict, done => summary = done, TestContext.Current.CancellationToken)) batches.Add(batch);
            return new ReadFile(batches, summary!);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
