using System.Text;
using CostGuard.Collect;
using CostGuard.Core.Focus;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using Xunit;

namespace CostGuard.Unit.Collect;

/// <summary>A file that was read to its end.</summary>
internal sealed record ReadFile(IReadOnlyList<ChargeBatch> Batches, ReadSummary Summary)
{
    public ExactSum Billed => Sum(total => total.Billed);

    public ExactSum Effective => Sum(total => total.Effective);

    /// <summary>Values of a column over all batches, null where there is none.</summary>
    public IReadOnlyList<string?> Texts(string column) =>
        [.. Batches.SelectMany(batch => Values(batch, batch.Columns.Single(candidate => candidate.Name == column)))];

    public ExactSum Sum(Func<RawTotal, ExactSum> part) => Summary.Totals.Aggregate(ExactSum.Zero, (sum, total) => sum + part(total));

    private static IEnumerable<string?> Values(ChargeBatch batch, ChargeColumn column)
    {
        for (int i = 0; i < batch.Rows; i++)
        {
            yield return column switch
            {
                TextColumn text when !text.IsNull[i] => Encoding.UTF8.GetString(text.Data, text.Offsets[i], text.Offsets[i + 1] - text.Offsets[i]),
                DecimalColumn number when !number.IsNull[i] => FocusNumber.OfUnits(number.Units[i]).ToString(),
                TimeColumn time when !time.IsNull[i] => FocusTime.ToInstant(time.Micros[i]).ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture),
                _ => null,
            };
        }
    }
}

/// <summary>Writes and reads small FOCUS files.</summary>
internal static class CsvFiles
{
    public const string Header = "BillingAccountId,BillingPeriodStart,BillingPeriodEnd,ChargePeriodStart,ChargePeriodEnd,ChargeCategory,ServiceName,BilledCost,EffectiveCost,ListCost,ContractedCost,BillingCurrency,Tags";

    public static string Row(
        string billed = "1", string effective = "1", string list = "1", string contracted = "1", string currency = "USD", string category = "Usage",
        string period = "2025-03-01T00:00:00Z", string start = "2025-03-01T00:00:00Z", string end = "2025-03-02T00:00:00Z", string tags = "{}") =>
        $"acct-1,{period},,{start},{end},{category},Svc,{billed},{effective},{list},{contracted},{currency},{tags}";

    public static async Task<ReadFile> ReadAsync(string path, Dictionary<string, string>? assume = null, BillingPeriod? period = null)
    {
        var file = new SourceFile(path, Path.GetFileName(path), new FileInfo(path).Length);
        var reader = new FocusCsvReader();
        Assert.True(reader.CanRead(file));
        var batches = new List<ChargeBatch>();
        ReadSummary? summary = null;
        await foreach (ChargeBatch batch in reader.ReadAsync(file, new ReadOptions(assume ?? [], period, 0), read => summary = read, TestContext.Current.CancellationToken))
        {
            Assert.InRange(batch.Rows, 1, ChargeBatch.RowsMax);
            batches.Add(batch);
        }

        Assert.NotNull(summary);
        Assert.Equal(summary.RowsRead - summary.RowsRejected, batches.Sum(batch => (long)batch.Rows));
        Assert.Equal(summary.RowsRead - summary.RowsRejected, summary.Totals.Sum(total => total.Rows));
        return new ReadFile(batches, summary);
    }

    public static async Task<ReadFile> ReadTextAsync(string text, Dictionary<string, string>? assume = null, BillingPeriod? period = null) =>
        await ReadBytesAsync(Encoding.UTF8.GetBytes(text), assume, period);

    public static async Task<ReadFile> ReadBytesAsync(byte[] bytes, Dictionary<string, string>? assume = null, BillingPeriod? period = null, string ending = ".csv")
    {
        string path = Path.Combine(Path.GetTempPath(), $"costguard-{Guid.NewGuid():N}{ending}");
        try
        {
            await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);
            return await ReadAsync(path, assume, period);
        }
        finally
        {
            File.Delete(path);
        }
    }

    public static Task<ReadFile> ReadRowsAsync(params string[] rows) => ReadTextAsync($"{Header}\n{string.Join('\n', rows)}\n");
}
