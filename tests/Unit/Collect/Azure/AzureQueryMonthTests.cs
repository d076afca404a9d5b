using System.Globalization;
using System.Text;
using CostGuard.Clouds;
using CostGuard.Collect;
using CostGuard.Core.Configuration;
using CostGuard.Core.Focus;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using Xunit;

namespace CostGuard.Unit.Collect.Azure;

/// <summary>
/// A month of FOCUS rows behind the simulated Azure, a tenth of the calls throttled: totals by service, subscription, team and day, billed and
/// effective, are those of the file, to the last digit.
/// </summary>
public sealed class AzureQueryMonthTests : IDisposable
{
    private static readonly string[] Teams = ["payments", "core", "web, \"two\"", ""];
    private static readonly string[] Dimensions = ["ServiceName", "SubAccountId", "Tags", "ChargeCategory", "day"];

    private readonly string _folder = Directory.CreateTempSubdirectory("costguard-").FullName;

    public void Dispose() => Directory.Delete(_folder, true);

    [Fact]
    public Task Month_Of20000Rows_IsTheFiles() => MonthIsTheFilesAsync(20_000);

    [Fact(Explicit = true)]
    public Task Month_Of200000Rows_IsTheFiles() => MonthIsTheFilesAsync(200_000);

    private async Task MonthIsTheFilesAsync(int rows)
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        string focus = Path.Combine(_folder, "focus.csv");
        Dictionary<string, ExactSum> truth = Write(focus, rows);
        await using CloudHost clouds = await CloudHost.StartAsync(0, cancellationToken);
        clouds.Switches.ThrottledShare = 0.1;
        clouds.Switches.PageSize = 500;
        clouds.Switches.BrokenCalls.Add(7);
        await clouds.ServeAsync(focus, cancellationToken);
        var counted = new CountedCalls();
        var clock = new HurriedClock();
        CollectRequest request = CollectRequests.For(Connection(clouds.Address), _folder, BillingPeriod.Month(2025, 6)) with { AsOf = new DateTimeOffset(2025, 7, 3, 6, 0, 0, TimeSpan.Zero), Calls = counted };

        var found = new Dictionary<string, ExactSum>(StringComparer.Ordinal);
        await foreach (CollectUnit unit in new AzureQuerySource(new PlainSecrets(), clock, new EndpointBreakers(clock)).CollectAsync(request, cancellationToken))
        {
            Assert.Empty(unit.Problems);
            Assert.Equal(3, unit.Files.Count);
            foreach (SourceFile file in unit.Files) await AddAsync(found, file, cancellationToken);
        }

        Assert.Equal(truth.Where(one => !one.Value.IsZero).OrderBy(one => one.Key, StringComparer.Ordinal), found.Where(one => !one.Value.IsZero).OrderBy(one => one.Key, StringComparer.Ordinal));

        // Every call is counted, refused ones too: that is what the provider's quota does.
        int throttled = clouds.Calls.All.Count(call => call.Status == 429);
        Assert.Equal(clouds.Calls.All.Count, counted.Taken.Count);
        Assert.InRange(throttled, clouds.Calls.All.Count / 11, clouds.Calls.All.Count / 9);
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rows} rows, {clouds.Calls.All.Count} calls, {throttled} throttled"));
    }

    private static async Task AddAsync(Dictionary<string, ExactSum> found, SourceFile file, CancellationToken cancellationToken)
    {
        await foreach (ChargeBatch batch in new AzureQueryReader().ReadAsync(file, ReadOptions.Strict, summary => Assert.Equal(0, summary.RowsRejected), cancellationToken))
        {
            T Column<T>(string name)
                where T : ChargeColumn => batch.Columns.OfType<T>().Single(column => column.Name == name);
            long[] days = Column<TimeColumn>("ChargePeriodStart").Micros;
            for (int i = 0; i < batch.Rows; i++)
            {
                foreach (string dimension in Dimensions)
                {
                    string key = dimension == "day" ? FocusTime.ToInstant(days[i]).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : TextOf(Column<TextColumn>(dimension), i);
                    foreach (string metric in new[] { "BilledCost", "EffectiveCost" })
                        found[$"{dimension} {key} {metric}"] = found.GetValueOrDefault($"{dimension} {key} {metric}") + new ExactSum(Column<DecimalColumn>(metric).Units[i], 18);
                }
            }
        }
    }

    private static string TextOf(TextColumn column, int row) => column.IsNull[row] ? "" : Encoding.UTF8.GetString(column.Data, column.Offsets[row], column.Offsets[row + 1] - column.Offsets[row]);

    private static Connection Connection(Uri address) => new()
    {
        Name = "acme-azure",
        Provider = "azure",
        Source = new Dictionary<string, string> { ["api"] = "query", ["endpoint"] = address.ToString(), ["scope"] = "subscriptions", ["groupBy"] = "SubscriptionId, ServiceName, ChargeType, TAG:team" },
        Auth = new Dictionary<string, AuthValue> { ["tenantId"] = new("00000000-0000-4000-8000-00000000000a", null), ["clientId"] = new("b", null), ["clientSecret"] = new("example", null), ["authority"] = new(address.ToString(), null) },
    };

    // Sums are taken here from the numbers that are written, before any program reads them.
    private static Dictionary<string, ExactSum> Write(string path, int rows)
    {
        var truth = new Dictionary<string, ExactSum>(StringComparer.Ordinal);
        var random = new Random(20_250_601);
        using var file = new StreamWriter(path, false, new UTF8Encoding(false));
        file.WriteLine("BillingPeriodStart,ChargePeriodStart,BillingCurrency,BilledCost,EffectiveCost,ServiceName,SubAccountId,SubAccountName,ChargeCategory,Tags");
        for (int i = 0; i < rows; i++)
        {
            (string service, string account, string team) = ($"Service {random.Next(10):00}", $"00000000-0000-4000-8000-00000000000{random.Next(3)}", Teams[random.Next(Teams.Length)]);
            string day = $"2025-06-{random.Next(1, 31):00}", category = random.Next(20) switch { 0 => "Tax", 1 => "Credit", 2 => "Purchase", _ => "Usage" };
            decimal billed = random.NextInt64(1, 50_000_000_000_000) * 0.000000000000001m * (category == "Credit" ? -1 : 1);
            decimal effective = category == "Purchase" ? 0 : billed - (random.Next(1_000) * 0.000001m);
            string tags = team.Length == 0 ? "" : System.Text.Json.JsonSerializer.Serialize(new Dictionary<string, string> { ["team"] = team });
            file.WriteLine(string.Create(CultureInfo.InvariantCulture, $"2025-06-01,{day},EUR,{billed},{effective},{service},{account},Subscription {account[^1]},{category},\"{tags.Replace("\"", "\"\"", StringComparison.Ordinal)}\""));
            foreach ((string dimension, string key) in Dimensions.Zip([service, account, tags, category, day]))
            {
                foreach ((string metric, decimal cost) in new[] { ("BilledCost", billed), ("EffectiveCost", effective) })
                    truth[$"{dimension} {key} {metric}"] = truth.GetValueOrDefault($"{dimension} {key} {metric}") + ExactSum.Of(cost);
            }
        }

        return truth;
    }
}
