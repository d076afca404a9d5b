using System.Text;
using System.Text.Json;
using CostGuard.Collect;
using CostGuard.Collect.Azure;
using CostGuard.Core.Errors;
using CostGuard.Core.Focus;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using Xunit;

namespace CostGuard.Unit.Collect;

/// <summary>Answers word for word (case C20) and charges worked out by hand.</summary>
public sealed class AzureQueryReaderTests : IDisposable
{
    private const string Columns = """{"name":"Cost"},{"name":"UsageDate"},{"name":"ChargeType"},{"name":"PricingModel"},{"name":"ServiceName"},{"name":"TagKey"},{"name":"TagValue"},{"name":"Currency"}""";

    private readonly string _folder = Directory.CreateTempSubdirectory("costguard-").FullName;

    public void Dispose() => Directory.Delete(_folder, true);

    [Fact]
    public async Task C20_Columns_AreReadByNameEachTime()
    {
        JsonElement expect = JsonDocument.Parse(Case("expected.json")).RootElement.GetProperty("expect");

        Read read = await ReadAsync(Head(false), (AzureQuery.Actual, Case("daily-a.json")), (AzureQuery.Actual, Case("daily-b.json")));

        Assert.Equal(expect.GetProperty("daily").EnumerateArray().Select(row => row[1].GetString() is { Length: > 0 } group ? group : null), read.Texts("x_ResourceGroupName"));
        Assert.Equal(expect.GetProperty("daily").EnumerateArray().Select(row => row[2].GetString()), read.Numbers("BilledCost"));
        Assert.Equal(expect.GetProperty("daily").EnumerateArray().Select(row => row[0].GetString()), read.Days("ChargePeriodStart"));
        Assert.Equal(expect.GetProperty("daily_total").GetString(), read.Total.Billed.ToString());
        Assert.Equal(["EUR", "EUR", "EUR", "EUR"], read.Texts("BillingCurrency"));
    }

    [Fact]
    public async Task C20_BillingMonth_IsAWholeMonth()
    {
        Read read = await ReadAsync(Head(false), (AzureQuery.Actual, Case("monthly.json")));

        Assert.Equal("99.01", read.Total.Billed.ToString());
        Assert.Equal(["2024-04-01"], read.Days("ChargePeriodStart"));
        Assert.Equal(["2024-05-01"], read.Days("ChargePeriodEnd"));
    }

    // Actual 1000 with a reservation bought for 600, amortised 450: two measures of one set of charges, never 1450 (C33).
    [Fact]
    public async Task ReadAsync_ActualAndAmortized_AreTwoMeasuresOfOneCharge()
    {
        Read read = await ReadAsync(
            Head(true),
            (AzureQuery.Amortized, Answer("[400,20240601,\"Usage\",\"OnDemand\",\"VM\",\"team\",\"shop\",\"EUR\"],[30,20240601,\"Usage\",\"Reservation\",\"VM\",\"team\",\"shop\",\"EUR\"],[20,20240601,\"UnusedReservation\",\"Reservation\",\"VM\",\"team\",null,\"EUR\"]")),
            (AzureQuery.Actual, Answer("[400,20240601,\"Usage\",\"OnDemand\",\"VM\",\"team\",\"shop\",\"EUR\"],[600,20240601,\"Purchase\",\"Reservation\",\"VM\",\"team\",\"\",\"EUR\"]")));

        Assert.Equal(("1000", "450", 4L), (read.Total.Billed.ToString(), read.Total.Effective.ToString(), read.Total.Rows));
        Assert.Equal(["400", "600", "0", "0"], read.Numbers("BilledCost"));
        Assert.Equal(["400", "0", "30", "20"], read.Numbers("EffectiveCost"));
        Assert.Equal(["Usage", "Purchase", "Usage", "Usage"], read.Texts("ChargeCategory"));
        Assert.Equal(["Standard", "Standard", "Committed", "Committed"], read.Texts("PricingCategory"));
        Assert.Equal(["{\"team\":\"shop\"}", null, "{\"team\":\"shop\"}", null], read.Texts("Tags"));
        Assert.Equal("sub-a", read.Texts("SubAccountId")[0]);
        Assert.Equal("Shop", read.Texts("SubAccountName")[0]);
    }

    [Fact]
    public async Task ReadAsync_AmountsOfManyDigits_LoseNone()
    {
        Read read = await ReadAsync(Head(false), (AzureQuery.Actual, Answer("[0.123456789012345678901,20240601,\"Usage\",null,\"VM\",null,null,\"EUR\"],[1E-7,20240602,\"Refund\",null,\"VM\",null,null,\"EUR\"]")));

        Assert.Equal("0.123456889012345678901", read.Total.Billed.ToString());
        Assert.Equal([null, "Correction"], read.Texts("ChargeClass"));
    }

    [Fact]
    public async Task ReadAsync_UnknownChargeType_IsToldAndKept()
    {
        Read read = await ReadAsync(Head(false), (AzureQuery.Actual, Answer("[3,20240601,\"MoonTax\",null,\"VM\",null,null,\"EUR\"]")));

        Assert.Equal(["Adjustment"], read.Texts("ChargeCategory"));
        Assert.Contains(read.Summary.Problems, problem => problem.Code == AzureQueryErrors.UnknownChargeType.Code && problem.Message.Contains("MoonTax", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("[\"x\",20240601,\"Usage\",null,\"VM\",null,null,\"EUR\"]")]
    [InlineData("[null,20240601,\"Usage\",null,\"VM\",null,null,\"EUR\"]")]
    [InlineData("[1,20241301,\"Usage\",null,\"VM\",null,null,\"EUR\"]")]
    [InlineData("[1,20240601,\"EUR\"]")]
    public async Task ReadAsync_BadRow_IsRefusedAndNotZero(string row) =>
        Assert.Equal(AzureQueryErrors.Unreadable.Code, (await Assert.ThrowsAsync<CostGuardException>(() => ReadAsync(Head(false), (AzureQuery.Actual, Answer(row))))).Problem.Code);

    [Fact]
    public async Task ReadAsync_FileCutShort_IsRefused()
    {
        SourceFile file = await WriteAsync(Head(false), (AzureQuery.Actual, Case("monthly.json")));
        File.WriteAllBytes(file.Path, File.ReadAllBytes(file.Path)[..^20]);

        Assert.Equal(AzureQueryErrors.Unreadable.Code, (await Assert.ThrowsAsync<CostGuardException>(() => ReadAsync(file))).Problem.Code);
    }

    [Fact]
    public async Task CanRead_OnlyItsOwnFiles()
    {
        SourceFile own = await WriteAsync(Head(false));
        string other = Path.Combine(_folder, "other" + AzureQueryPages.Ending);
        File.WriteAllText(other, "BilledCost,EffectiveCost\n");

        Assert.True(new AzureQueryReader().CanRead(own));
        Assert.False(new AzureQueryReader().CanRead(new SourceFile(other, "other", 1)));
    }

    private static AzureQueryHead Head(bool amortized) => new(AzureQueryPages.Version, null, "sub-a", "Shop", "team", amortized);

    private static string Answer(string rows) => $$$"""{"properties":{"columns":[{{{Columns}}}],"rows":[{{{rows}}}]}}""";

    private static string Case(string file) => File.ReadAllText(SharedFolder.Path("cases", "C20-azure-columns-by-name", file));

    private static async Task<Read> ReadAsync(SourceFile file)
    {
        var batches = new List<ChargeBatch>();
        ReadSummary? summary = null;
        await foreach (ChargeBatch batch in new AzureQueryReader().ReadAsync(file, ReadOptions.Strict, done => summary = done, TestContext.Current.CancellationToken)) batches.Add(batch);
        return new Read(batches, summary!);
    }

    private async Task<Read> ReadAsync(AzureQueryHead head, params (string Type, string Answer)[] pages) => await ReadAsync(await WriteAsync(head, pages));

    private async Task<SourceFile> WriteAsync(AzureQueryHead head, params (string Type, string Answer)[] pages)
    {
        string path = Path.Combine(_folder, "2024-06.sub-a" + AzureQueryPages.Ending);
        await using FileStream file = File.Create(path);
        await AzureQueryPages.BeginAsync(file, head, TestContext.Current.CancellationToken);
        foreach ((string type, string answer) in pages) await AzureQueryPages.WriteAsync(file, type, Encoding.UTF8.GetBytes(answer), TestContext.Current.CancellationToken);
        return new SourceFile(path, Path.GetFileName(path), file.Length);
    }

    private sealed record Read(IReadOnlyList<ChargeBatch> Batches, ReadSummary Summary)
    {
        public RawTotal Total => Assert.Single(Summary.Totals);

        public IReadOnlyList<string?> Texts(string column) => [.. Columns<TextColumn>(column).SelectMany(text =>
            Enumerable.Range(0, text.IsNull.Length).Select(i => text.IsNull[i] ? null : Encoding.UTF8.GetString(text.Data, text.Offsets[i], text.Offsets[i + 1] - text.Offsets[i])))];

        public IReadOnlyList<string> Numbers(string column) => [.. Columns<DecimalColumn>(column).SelectMany(number => number.Units.Select(units => new ExactSum(units, 18).ToString()))];

        public IReadOnlyList<string> Days(string column) => [.. Columns<TimeColumn>(column).SelectMany(time => time.Micros.Select(micros => FocusTime.ToInstant(micros).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)))];

        private IEnumerable<T> Columns<T>(string column)
            where T : ChargeColumn => Batches.Select(batch => batch.Columns.OfType<T>().Single(one => one.Name == column));
    }
}
