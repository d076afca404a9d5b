using System.Text;
using System.Text.Json;
using CostGuard.Collect;
using CostGuard.Collect.Aws;
using CostGuard.Core.Errors;
using CostGuard.Core.Focus;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using Xunit;

namespace CostGuard.Unit.Collect;

/// <summary>Answers word for word against charges worked out by hand.</summary>
public sealed class AwsCostExplorerReaderTests : IDisposable
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private readonly string _folder = Directory.CreateTempSubdirectory("costguard-").FullName;

    public void Dispose() => Directory.Delete(_folder, true);

    [Fact]
    public async Task ReadAsync_TagGroups_BecomeTagsAndUntaggedHasNone()
    {
        Answer answer = await ReadAsync(["TAG:Team"], null, ["UnblendedCost"], Group("1.25", null, "Team$payments"), Group("-0.5", null, "Team$"), Group("4", null, "Team$a$b"));

        Assert.Equal(["{\"Team\":\"payments\"}", null, "{\"Team\":\"a$b\"}"], answer.Texts("Tags"));
        Assert.Equal("4.75", answer.Total.Billed.ToString());
        Assert.Equal("4.75", answer.Total.Effective.ToString());
    }

    [Fact]
    public async Task ReadAsync_AmountsOfManyDigits_LoseNone()
    {
        Answer answer = await ReadAsync(["SERVICE"], null, ["UnblendedCost", "AmortizedCost"], Group("0.123456789012345678901", "1E-7", "Amazon S3"), Group("79228162514264337593", "0", "x,\"y\""));

        Assert.Equal("79228162514264337593.123456789012345678901", answer.Total.Billed.ToString());
        Assert.Equal("0.0000001", answer.Total.Effective.ToString());
        Assert.Equal(["Amazon S3", "x,\"y\""], answer.Texts("ServiceName"));
    }

    // Billed 744, of which usage took 372 and 372 was not used: the fee's row carries what is billed, a row of its own what was not used.
    [Fact]
    public async Task ReadAsync_CommitmentFee_IsPurchaseAndUnusedPart()
    {
        Answer answer = await ReadAsync(["SERVICE"], Filter("RECORD_TYPE", "SavingsPlanRecurringFee"), ["UnblendedCost", "AmortizedCost"], Group("744", "372", "Savings Plans for Compute usage"));

        Assert.Equal(["Purchase", "Usage"], answer.Texts("ChargeCategory"));
        Assert.Equal(["Standard", "Committed"], answer.Texts("PricingCategory"));
        Assert.Equal(["744", "0"], answer.Numbers("BilledCost"));
        Assert.Equal(["0", "372"], answer.Numbers("EffectiveCost"));
        Assert.Equal(2, answer.Total.Rows);
    }

    [Theory]
    [InlineData("Usage", "Usage")]
    [InlineData("Tax", "Tax")]
    [InlineData("Credit", "Credit")]
    [InlineData("Refund", "Usage")]
    [InlineData("Fee", "Purchase")]
    [InlineData("Savings Plan Covered Usage", "Usage")]
    [InlineData("SavingsPlanUpfrontFee", "Purchase")]
    [InlineData("Enterprise Discount Program Discount", "Usage")]
    [InlineData("Other out-of-cycle charges", "Adjustment")]
    public async Task ReadAsync_RecordType_IsItsCategory(string recordType, string category) =>
        Assert.Equal([category], (await ReadAsync(["RECORD_TYPE", "SERVICE"], null, ["UnblendedCost"], Group("1", null, recordType, "Amazon S3"))).Texts("ChargeCategory"));

    [Fact]
    public async Task ReadAsync_UnknownRecordType_IsToldAndKept()
    {
        Answer answer = await ReadAsync(["RECORD_TYPE", "SERVICE"], null, ["UnblendedCost"], Group("3", null, "MoonTax", "Amazon S3"));

        Assert.Equal(["Adjustment"], answer.Texts("ChargeCategory"));
        Assert.Contains(answer.Summary.Problems, problem => problem.Code == CostExplorerErrors.UnknownRecordType.Code && problem.Message.Contains("MoonTax", StringComparison.Ordinal));
        Assert.Equal("3", answer.Total.Billed.ToString());
    }

    [Fact]
    public async Task ReadAsync_AccountOfTheFilter_IsOnEveryRowWithItsName()
    {
        Answer answer = await ReadAsync(["SERVICE", "TAG:team"], Filter("LINKED_ACCOUNT", "000123456789"), ["UnblendedCost"], Group("1", null, "Amazon S3", "team$core"));

        Assert.Equal(["000123456789"], answer.Texts("SubAccountId"));
        Assert.Equal(["shop"], answer.Texts("SubAccountName"));
        Assert.Equal(["111122223333"], answer.Texts("BillingAccountId"));
    }

    [Fact]
    public async Task ReadAsync_NothingInUnitNA_IsNoRow()
    {
        var nothing = new Group(["Amazon S3"], new Dictionary<string, MetricValue> { ["UnblendedCost"] = new("0.00", "N/A") });

        Answer answer = await ReadAsync(["SERVICE"], null, ["UnblendedCost"], nothing, Group("1", null, "Amazon EC2"));

        Assert.Equal(["Amazon EC2"], answer.Texts("ServiceName"));
    }

    [Fact]
    public async Task ReadAsync_EstimatedPeriod_SaysSo()
    {
        Answer answer = await ReadAsync(["SERVICE"], null, ["UnblendedCost"], Group("1", null, "Amazon S3"));

        Assert.Equal(["true"], answer.Texts("x_Estimated"));
        Assert.Contains(answer.Summary.Problems, problem => problem.Code == CostExplorerErrors.Estimated.Code);
    }

    [Fact]
    public async Task ReadAsync_MetricMissing_IsRefusedAndNotZero() =>
        Assert.Equal(
            CostExplorerErrors.Unreadable.Code,
            (await Assert.ThrowsAsync<CostGuardException>(() => ReadAsync(["SERVICE"], null, ["UnblendedCost", "AmortizedCost"], Group("1", null, "Amazon S3")))).Problem.Code);

    [Fact]
    public async Task ReadAsync_FileCutShort_IsRefused()
    {
        SourceFile file = await WriteAsync(["SERVICE"], null, ["UnblendedCost"], Group("1", null, "Amazon S3"));
        File.WriteAllBytes(file.Path, File.ReadAllBytes(file.Path)[..^20]);

        Assert.Equal(CostExplorerErrors.Unreadable.Code, (await Assert.ThrowsAsync<CostGuardException>(() => ReadAsync(file))).Problem.Code);
    }

    [Fact]
    public async Task CanRead_OnlyItsOwnFiles()
    {
        SourceFile own = await WriteAsync(["SERVICE"], null, ["UnblendedCost"]);
        string other = Path.Combine(_folder, "other" + CostPages.Ending);
        File.WriteAllText(other, "BilledCost,EffectiveCost\n");

        Assert.True(new AwsCostExplorerReader().CanRead(own));
        Assert.False(new AwsCostExplorerReader().CanRead(new SourceFile(other, "other", 1)));
    }

    private static Expression Filter(string key, string value) => new() { Dimensions = new DimensionValues(key, [value]) };

    private static Group Group(string billed, string? effective, params string[] keys)
    {
        var metrics = new Dictionary<string, MetricValue> { ["UnblendedCost"] = new(billed, "USD") };
        if (effective is not null) metrics["AmortizedCost"] = new MetricValue(effective, "USD");
        return new Group(keys, metrics);
    }

    private async Task<Answer> ReadAsync(string[] groupBy, Expression? filter, string[] metrics, params Group[] groups) => await ReadAsync(await WriteAsync(groupBy, filter, metrics, groups));

    private async Task<SourceFile> WriteAsync(string[] groupBy, Expression? filter, string[] metrics, params Group[] groups)
    {
        string path = Path.Combine(_folder, "2025-06" + CostPages.Ending);
        var request = new GetCostAndUsageRequest
        {
            TimePeriod = new DateInterval("2025-06-01", "2025-07-01"),
            Granularity = "DAILY",
            Metrics = metrics,
            Filter = filter,
            GroupBy = [.. groupBy.Select(text => CostDimension.Parse(text, "test").ToGroup())],
        };
        var answer = new GetCostAndUsageResponse { ResultsByTime = [new ResultByTime { TimePeriod = new DateInterval("2025-06-01", "2025-06-02"), Groups = groups, Estimated = true }] };
        await using FileStream file = File.Create(path);
        await CostPages.BeginAsync(file, "111122223333", new Dictionary<string, string> { ["000123456789"] = "shop" }, TestContext.Current.CancellationToken);
        await CostPages.WriteAsync(file, Json(request), Encoding.UTF8.GetBytes(JsonSerializer.Serialize(answer, Indented)), TestContext.Current.CancellationToken);
        return new SourceFile(path, "2025-06" + CostPages.Ending, file.Length);
    }

    private static byte[] Json(object value) => JsonSerializer.SerializeToUtf8Bytes(value, value.GetType(), AwsJsonText.Options);

    private static async Task<Answer> ReadAsync(SourceFile file)
    {
        var batches = new List<ChargeBatch>();
        ReadSummary? summary = null;
        await foreach (ChargeBatch batch in new AwsCostExplorerReader().ReadAsync(file, ReadOptions.Strict, read => summary = read, TestContext.Current.CancellationToken)) batches.Add(batch);
        return new Answer(batches, summary!);
    }

    private sealed record Answer(IReadOnlyList<ChargeBatch> Batches, ReadSummary Summary)
    {
        public RawTotal Total => Assert.Single(Summary.Totals);

        public IReadOnlyList<string?> Texts(string column) => [.. Columns<TextColumn>(column).SelectMany(text =>
            Enumerable.Range(0, text.IsNull.Length).Select(i => text.IsNull[i] ? null : Encoding.UTF8.GetString(text.Data, text.Offsets[i], text.Offsets[i + 1] - text.Offsets[i])))];

        public IReadOnlyList<string> Numbers(string column) => [.. Columns<DecimalColumn>(column).SelectMany(number => number.Units.Select(units => new ExactSum(units, 18).ToString()))];

        private IEnumerable<T> Columns<T>(string column)
            where T : ChargeColumn => Batches.Select(batch => batch.Columns.OfType<T>().Single(one => one.Name == column));
    }
}
