using System.IO.Compression;
using System.Text;
using CostGuard.Collect;
using CostGuard.Core.Errors;
using CostGuard.Core.Focus;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using Xunit;

namespace CostGuard.Unit.Collect;

public sealed class FocusCsvReaderTests
{
    [Theory]
    [InlineData("$32")]
    [InlineData("\"3,432\"")]
    [InlineData("+333")]
    [InlineData("1 1/2")]
    [InlineData("1_000")]
    public async Task ReadAsync_NotAFocusNumber_RefusesTheRowWithItsLine(string cost)
    {
        ReadFile read = await CsvFiles.ReadRowsAsync(CsvFiles.Row(), CsvFiles.Row(billed: cost), CsvFiles.Row());
        AssertRefused(read, FocusErrors.BadNumber, 3, "BilledCost");
        Assert.Equal("2", read.Billed.ToString());
    }

    [Fact]
    public async Task ReadAsync_ChecksOfARow_EachRefuse()
    {
        await RefusesAsync(FocusErrors.EndBeforeStart, "ChargePeriodEnd", CsvFiles.Row(end: "2025-03-01T00:00:00Z"));
        await RefusesAsync(FocusErrors.PeriodNotMonth, "BillingPeriodStart", CsvFiles.Row(period: "2025-03-02"));
        await RefusesAsync(FocusErrors.PeriodNotMonth, "BillingPeriodStart", CsvFiles.Row(period: "2025-03-01T00:00:00+01:00"));
        await RefusesAsync(FocusErrors.BadCurrency, "BillingCurrency", CsvFiles.Row(currency: "Tokens"));
        await RefusesAsync(FocusErrors.UnknownCategory, "ChargeCategory", CsvFiles.Row(category: "Refund"));
        await RefusesAsync(FocusErrors.BadTime, "ChargePeriodStart", CsvFiles.Row(start: "yesterday"));
        await RefusesAsync(FocusErrors.NullValue, "EffectiveCost", CsvFiles.Row(effective: "null"));
        await RefusesAsync(FocusErrors.NullValue, "BillingCurrency", CsvFiles.Row(currency: "\\N"));
        await RefusesAsync(FocusErrors.NumberTooLarge, "BilledCost", CsvFiles.Row(billed: "1E30"));
        await RefusesAsync(FocusErrors.RaggedRow, null, CsvFiles.Row() + ",more");
        await RefusesAsync(FocusErrors.RaggedRow, null, "a,b");
        await RefusesAsync(FocusErrors.BadQuoting, null, CsvFiles.Row(tags: "\"{}\"x"));
    }

    [Fact]
    public async Task ReadAsync_NullListAndContracted_TakeEffectiveWithAWarning()
    {
        ReadFile read = await CsvFiles.ReadRowsAsync(CsvFiles.Row(effective: "7", list: "", contracted: "NULL"), CsvFiles.Row(effective: "8", list: "9", contracted: "0"));
        Assert.Equal(["7", "9"], read.Texts("ListCost"));
        Assert.Equal(["7", "0"], read.Texts("ContractedCost"));
        Assert.Equal("16", read.Sum(total => total.List).ToString());
        Assert.Equal(2, read.Summary.Problems.Count(problem => problem.Code == FocusErrors.ColumnDefaulted.Code && problem.Message.Contains("1 row", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task ReadAsync_PeriodsAndCurrencies_AreKeptApart()
    {
        ReadFile read = await CsvFiles.ReadRowsAsync(
            CsvFiles.Row(billed: "1"), CsvFiles.Row(billed: "2", currency: "eur"), CsvFiles.Row(billed: "4", period: "2025-04-01"), CsvFiles.Row(billed: "8"));
        Assert.Equal(["2025-03 EUR 1 2", "2025-03 USD 2 9", "2025-04 USD 1 4"], read.Summary.Totals.Select(total => $"{total.Period} {total.Currency} {total.Rows} {total.Billed}"));
        Assert.Equal(["2025-03", "2025-04"], read.Batches.Select(batch => batch.Period.ToString()));
        Assert.Equal(["USD", "EUR", "USD", "USD"], read.Texts("BillingCurrency"));
    }

    [Fact]
    public async Task ReadAsync_OnePeriodWanted_RefusesOthers()
    {
        ReadFile read = await CsvFiles.ReadTextAsync($"{CsvFiles.Header}\n{CsvFiles.Row()}\n{CsvFiles.Row(period: "2025-04-01")}\n", null, BillingPeriod.Month(2025, 3));
        AssertRefused(read, FocusErrors.OtherPeriod, 3, "BillingPeriodStart");
    }

    [Fact]
    public async Task ReadAsync_ManyRows_ComeInFullBatchesOfOnePeriod()
    {
        var text = new StringBuilder(CsvFiles.Header).Append('\n');
        for (int i = 0; i < 20_000; i++) text.Append(CsvFiles.Row(billed: "0.0001", period: i % 2 == 0 ? "2025-03-01" : "2025-04-01")).Append('\n');
        ReadFile read = await CsvFiles.ReadTextAsync(text.ToString());
        Assert.Equal([8_192, 8_192, 1_808, 1_808], read.Batches.Select(batch => batch.Rows));
        Assert.Equal("2", read.Billed.ToString());
    }

    [Fact]
    public async Task ReadAsync_BadTags_KeepTheMoneyAndWarn()
    {
        ReadFile read = await CsvFiles.ReadRowsAsync(CsvFiles.Row(tags: "{oops"), CsvFiles.Row(tags: "\"{\"\"a\"\":[1]}\""), CsvFiles.Row(tags: "\"{\"\"a\"\":true}\""));
        Assert.Equal("3", read.Billed.ToString());
        Assert.Equal(2, read.Summary.Problems.Count(problem => problem.Code == FocusErrors.BadTags.Code));
        Assert.Equal(["{oops", "{\"a\":[1]}", "{\"a\":true}"], read.Texts("Tags"));
    }

    [Fact]
    public async Task ReadAsync_CommitmentPurchaseWithEffectiveCost_WarnsOnceAndKeepsIt()
    {
        string header = $"{CsvFiles.Header},CommitmentDiscountId";
        string purchase = $"{CsvFiles.Row(billed: "80", effective: "80", category: "purchase")},sp-1";
        ReadFile read = await CsvFiles.ReadTextAsync($"{header}\n{purchase}\n{purchase}\n{CsvFiles.Row()},sp-1\n");
        Problem warning = Assert.Single(read.Summary.Problems, problem => problem.Code == FocusErrors.PurchaseEffective.Code);
        Assert.Equal((Severity.Warning, 2), (warning.Severity, warning.Line));
        Assert.Contains("2 rows", warning.Message, StringComparison.Ordinal);
        Assert.Equal("161", read.Effective.ToString());
        Assert.Equal("Purchase", read.Texts("ChargeCategory")[0]);
    }

    [Fact]
    public async Task ReadAsync_UnknownEnumerationValue_WarnsAndKeepsIt()
    {
        ReadFile read = await CsvFiles.ReadTextAsync($"{CsvFiles.Header},ServiceCategory\n{CsvFiles.Row()},Database\n{CsvFiles.Row()},compute\n");
        Assert.Equal(["Database", "Compute"], read.Texts("ServiceCategory"));
        Assert.Single(read.Summary.Problems, problem => problem.Code == FocusErrors.UnknownValue.Code && problem.Message.Contains("'Database'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ReadAsync_MarksCrLfBlankLinesAndLineEndsInCells_CountPhysicalLines()
    {
        string text = $"\uFEFF{CsvFiles.Header}\r\n\uFEFF{CsvFiles.Row()}\r\n\r\n{CsvFiles.Row(tags: "\"{\r\n}\"")}\r\n{CsvFiles.Row(billed: "x")}";
        ReadFile read = await CsvFiles.ReadTextAsync(text);
        AssertRefused(read, FocusErrors.BadNumber, 6, "BilledCost");
        Assert.Equal(["acct-1", "acct-1"], read.Texts("BillingAccountId"));
        Assert.Equal("{\r\n}", read.Texts("Tags")[1]);
    }

    [Theory]
    [InlineData(';')]
    [InlineData('\t')]
    public async Task ReadAsync_OtherDelimiterProvedByTheHeader_IsRead(char delimiter)
    {
        ReadFile read = await CsvFiles.ReadTextAsync($"{CsvFiles.Header}\n{CsvFiles.Row()}\n".Replace(',', delimiter));
        Assert.Equal("1", read.Billed.ToString());
    }

    [Theory]
    [InlineData("1/4/25", "1/5/25", "day/month/year", "2025-04")]
    [InlineData("4/1/25", "5/1/25", "month/day/year", "2025-04")]
    public async Task ReadAsync_ShortDatesProved_AreReadWithAWarning(string start, string end, string order, string period)
    {
        ReadFile read = await CsvFiles.ReadTextAsync($"{CsvFiles.Header}\nacct,{start},{end},{start},{end},Usage,Svc,1,1,1,1,USD,\n");
        Assert.Contains(read.Summary.Problems, problem => problem.Code == FocusErrors.ShortDates.Code && problem.Message.Contains(order, StringComparison.Ordinal));
        Assert.Equal(period, Assert.Single(read.Summary.Totals).Period.ToString());
    }

    [Fact]
    public async Task ReadAsync_ShortDatesNotProved_RefusesTheFile() =>
        await ThrowsAsync(FocusErrors.AmbiguousDates, Encoding.UTF8.GetBytes($"{CsvFiles.Header}\na,4/1/25,5/1/25,4/1/25,5/1/25,Usage,S,1,1,1,1,USD,\na,4/1/25,5/2/25,4/1/25,5/1/25,Usage,S,1,1,1,1,USD,\n"));

    [Fact]
    public async Task ReadAsync_OddFiles_AreRefusedByName()
    {
        byte[] good = Encoding.UTF8.GetBytes($"{CsvFiles.Header}\n{string.Join('\n', Enumerable.Repeat(CsvFiles.Row(), 5_000))}\n");
        await ThrowsAsync(FocusErrors.Empty, []);
        await ThrowsAsync(FocusErrors.Empty, "\r\n\n"u8.ToArray());
        await ThrowsAsync(FocusErrors.NotUtf8, Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(CsvFiles.Header)).ToArray());
        await ThrowsAsync(FocusErrors.OpenQuote, Encoding.UTF8.GetBytes($"{CsvFiles.Header}\n{CsvFiles.Row(tags: "\"{")}\n"));
        await ThrowsAsync(FocusErrors.MissingColumns, "BilledCost,BillingCurrency\n1,USD\n"u8.ToArray());
        byte[] zipped = Zip(good);
        await ThrowsAsync(FocusErrors.Damaged, zipped[..(zipped.Length / 2)], ".csv.gz");
        await ThrowsAsync(FocusErrors.Damaged, [.. zipped[..100], .. new byte[200]], ".csv.gz");
    }

    [Fact]
    public async Task ReadAsync_InvalidUtf8_RefusesTheRow()
    {
        byte[] bytes = Encoding.UTF8.GetBytes($"{CsvFiles.Header}\n{CsvFiles.Row()}\n{CsvFiles.Row(tags: "~")}\n");
        bytes[Array.LastIndexOf(bytes, (byte)'~')] = 0xE9;
        AssertRefused(await CsvFiles.ReadBytesAsync(bytes), FocusErrors.BadText, 3, null);
    }

    [Fact]
    public async Task ReadAsync_GzipOfSeveralMembersWithoutItsEnding_IsRead()
    {
        byte[] bytes = [.. Zip(Encoding.UTF8.GetBytes($"{CsvFiles.Header}\n{CsvFiles.Row()}\n{CsvFiles.Row()[..20]}")), .. Zip(Encoding.UTF8.GetBytes($"{CsvFiles.Row()[20..]}\n"))];
        Assert.Equal("2", (await CsvFiles.ReadBytesAsync(bytes, ending: ".data")).Billed.ToString());
    }

    [Fact]
    public async Task ReadAsync_HeaderOnly_HasNoRowsAndNoTotals()
    {
        ReadFile read = await CsvFiles.ReadTextAsync(CsvFiles.Header);
        Assert.Equal(0, read.Summary.RowsRead);
        Assert.Empty(read.Summary.Totals);
    }

    [Fact]
    public async Task ReadAsync_ManyBadRows_AreCountedAndTheFirstHundredTold()
    {
        ReadFile read = await CsvFiles.ReadRowsAsync([.. Enumerable.Repeat(CsvFiles.Row(billed: "x"), 250)]);
        Assert.Equal(250, read.Summary.RowsRejected);
        Assert.Equal(ReadSummary.ProblemsMax, read.Summary.Problems.Count(problem => problem.Severity == Severity.Error));
    }

    [Fact]
    public async Task ReadAsync_HugeAmounts_AddUpExactly()
    {
        ReadFile read = await CsvFiles.ReadRowsAsync([.. Enumerable.Repeat(CsvFiles.Row(billed: "99999999999999999999.999999999999999999"), 40), CsvFiles.Row(billed: "-0.0000000000000000000000001")]);
        Assert.Equal("3999999999999999999999.9999999999999999599999999", read.Billed.ToString());
    }

    [Fact]
    public void CanRead_OtherTables_IsFalse()
    {
        string azure = SharedFolder.Path("cases", "P02-bom-twice", "usage.csv");
        Assert.False(new FocusCsvReader().CanRead(new SourceFile(azure, "usage.csv", 1)));
        string old = SharedFolder.Path("data", "focus", "validator", "all_pass_0.5.csv");
        Assert.True(new FocusCsvReader().CanRead(new SourceFile(old, "all_pass_0.5.csv", 1)));
    }

    private static async Task RefusesAsync(ErrorInfo info, string? column, string row) =>
        AssertRefused(await CsvFiles.ReadRowsAsync(CsvFiles.Row(), row), info, 3, column);

    private static void AssertRefused(ReadFile read, ErrorInfo info, int line, string? column)
    {
        Assert.Equal(1, read.Summary.RowsRejected);
        Problem problem = Assert.Single(read.Summary.Problems, problem => problem.Severity == Severity.Error);
        Assert.Equal((info.Code, line, column), (problem.Code, problem.Line, problem.Column));
    }

    private static async Task ThrowsAsync(ErrorInfo info, byte[] bytes, string ending = ".csv")
    {
        CostGuardException refusal = await Assert.ThrowsAsync<CostGuardException>(() => CsvFiles.ReadBytesAsync(bytes, ending: ending));
        Assert.Equal((2, info.Code), (refusal.ExitCode, refusal.Problem.Code));
    }

    private static byte[] Zip(byte[] bytes)
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Fastest)) gzip.Write(bytes);
        return target.ToArray();
    }
}
