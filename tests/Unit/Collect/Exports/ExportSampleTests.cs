using System.IO.Compression;
using System.Text;
using CostGuard.Collect.Exports;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Unit.Collect.Aws;
using DuckDB.NET.Data;
using Xunit;

namespace CostGuard.Unit.Collect.Exports;

public sealed class ExportSampleTests
{
    private static readonly Connection Acme = new() { Name = "acme", Provider = "aws" };

    [Theory]
    [InlineData("a,b\nc", 4)]
    [InlineData("a,\"x\ny\"\nc,\"d\n", 8)]
    [InlineData("no line", 0)]
    public void LastRecord_EndsOutsideQuotes(string text, int end) => Assert.Equal(end, ExportSample.LastRecord(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public async Task Look_LargePackedFile_ReadsItsBeginningOnly()
    {
        // More than a MiB of rows; the end of the stream is torn off, as when only a beginning was fetched.
        string text = AwsAnswers.Header + string.Concat(Enumerable.Repeat(AwsAnswers.Row, 12_000));
        using var packed = new MemoryStream();
        await using (var zip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) await zip.WriteAsync(Encoding.UTF8.GetBytes(text), TestContext.Current.CancellationToken);

        SeenColumns? seen = await LookAsync("x.csv.gz", packed.ToArray());

        Assert.Equal("focus-csv", seen!.Format);
        Assert.DoesNotContain(seen.Problems, problem => problem.Severity == Severity.Error);
    }

    [Theory]
    [InlineData("BilledCost", true)]
    [InlineData("Cost", false)]
    public async Task Look_Parquet_ChecksItsSchema(string column, bool taken)
    {
        string path = Path.Combine(Path.GetTempPath(), $"costguard-{Guid.NewGuid():N}.parquet");
        try
        {
            await using (var duck = new DuckDBConnection("DataSource=:memory:"))
            {
                await duck.OpenAsync(TestContext.Current.CancellationToken);
                await using DuckDBCommand command = duck.CreateCommand();
                command.CommandText = $"""
                    COPY (SELECT 1.25::DECIMAL(18,2) AS "{column}", 1.25::DECIMAL(18,2) AS "EffectiveCost", 'USD' AS "BillingCurrency", TIMESTAMP '2026-11-01' AS "BillingPeriodStart",
                      TIMESTAMP '2026-11-10' AS "ChargePeriodStart", TIMESTAMP '2026-11-11' AS "ChargePeriodEnd", 'Usage' AS "ChargeCategory", 'Compute' AS "ServiceName", '1' AS "SubAccountId") TO '{path}' (FORMAT parquet)
                    """;
                await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            }

            byte[] bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
            if (taken) Assert.Equal("parquet", (await LookAsync("x.parquet", bytes))!.Format);
            else Assert.Contains("BilledCost", (await Assert.ThrowsAsync<CostGuardException>(() => LookAsync("x.parquet", bytes))).Problem.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task Look_HugeParquet_IsNotFetched() => Assert.Null(await ExportDoctors.Sample.LookAsync(
        (_, _) => throw new InvalidOperationException("opened"), new ExportObject("x.parquet", 65L << 20, default), Acme, TestContext.Current.CancellationToken));

    private static Task<SeenColumns?> LookAsync(string name, byte[] bytes) => ExportDoctors.Sample.LookAsync(
        (_, _) => Task.FromResult<Stream>(new MemoryStream(bytes)), new ExportObject("focus/" + name, bytes.Length, default), Acme, TestContext.Current.CancellationToken);
}
