using System.Globalization;
using System.Text;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Savings;
using CostGuard.Core.Values;
using CostGuard.Ledger.Usage;
using Xunit;

namespace CostGuard.Unit.Ledger.Usage;

public sealed class UsageFilesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("costguard-usage-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>Each hour's value is its number: mean 11.5, most 23, a day's sum 276; three of 24 hours lie under 3 %.</summary>
    [Fact]
    public async Task Read_HourlySamples_AreSummedUpByDay()
    {
        Inventory("i-1,aws,machine,m5.large,running,,\"{\"\"team\"\":\"\"payments\"\"}\"", "eip-1,aws,address,,,\"\",");
        var metrics = new StringBuilder("resource_id,metric,timestamp,value\n");
        for (int hour = 0; hour < 14 * 24; hour++) metrics.Append(CultureInfo.InvariantCulture, $"i-1,cpu-percent,{new DateTime(2026, 11, 1).AddHours(hour):yyyy-MM-dd HH:mm:ss},{hour % 24}\n");
        Write("metrics.csv", metrics.ToString());
        Write("types.csv", "type,vcpu,memory_gib,hourly\nm5.large,2,8,0.096\n");
        Write("prices.csv", "name,price\ngp3,0.08\n");
        UsageFiles files = Files();

        UsageFacts facts = (await files.FactsAsync(Token))!;
        ResourceUse[] all = await ReadAsync(files, 14);

        Assert.Equal((new DateOnly(2026, 11, 14), 2, 0.096m, 0.08m), (facts.Through!.Value, facts.Resources, facts.Prices.Find("m5.large")!.Rate, facts.Prices.Storage["gp3"]));
        ResourceUse machine = all.Single(each => each.Resource.Id == "i-1"), address = all.Single(each => each.Resource.Id == "eip-1");
        MetricUse cpu = machine.Usage[MetricNames.Cpu];
        Assert.Equal((14, 11.5, 11.5, 23.0, 1.0, 0.125), (cpu.Days.Count, cpu.Mean, cpu.P50, cpu.Max, cpu.Coverage, cpu.InactiveShare!.Value));
        Assert.Equal(new MetricDay(new DateOnly(2026, 11, 1), 11.5, 23, 276), cpu.Days[0]);
        // 336 samples, fourteen of each value: the 95th percentile lies at 0.95 × 335 = 318.25, among the 22s.
        Assert.Equal(22.0, cpu.P95);
        Assert.Equal(("payments", ResourceKind.Machine), (machine.Resource.Tags["team"], machine.Resource.Kind));
        // An empty cell in quotes says that it belongs to nothing; no cell says nothing.
        Assert.Equal(("", (string?)null), (address.Resource.AttachedTo, machine.Resource.AttachedTo));
        Assert.Empty(address.Usage);
        Assert.Equal("", address.Resource.AttachedTo);
        Assert.Null(machine.Resource.AttachedTo);
    }

    [Fact]
    public async Task Read_MissingDaysAndHours_StayMissing()
    {
        Inventory("i-1,aws,machine,,,,");
        var metrics = new StringBuilder("resource_id,metric,timestamp,value\n");
        for (int hour = 0; hour < 14 * 24; hour++)
        {
            if (hour / 24 == 5 || (hour / 24 == 6 && hour % 24 < 12)) continue;
            metrics.Append(CultureInfo.InvariantCulture, $"i-1,cpu-percent,{new DateTime(2026, 11, 1).AddHours(hour):yyyy-MM-dd HH:mm:ss},1\n");
        }

        Write("metrics.csv", metrics.ToString());
        MetricUse cpu = Assert.Single(await ReadAsync(Files(), 14)).Usage[MetricNames.Cpu];

        Assert.Equal(13, cpu.Days.Count);
        Assert.Equal(300 / 336.0, cpu.Coverage, 10);
        Assert.Null(cpu.Last(14, new DateOnly(2026, 11, 14)));
        Assert.NotNull(cpu.Last(7, new DateOnly(2026, 11, 14)));
    }

    [Theory]
    [InlineData("i-1,aws,machin,,,,", "'machin' is none of")]
    [InlineData("i-1,aws,machine,,,,[1]", "no JSON object of texts")]
    public async Task Read_BadLine_NamesTheResource(string line, string words)
    {
        Inventory(line);
        CostGuardException refused = await Assert.ThrowsAsync<CostGuardException>(() => ReadAsync(Files(), 14));
        Assert.Equal("CG2801", refused.Problem.Code);
        Assert.Contains("i-1", refused.Message, StringComparison.Ordinal);
        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Facts_NoFolder_IsNull() => Assert.Null(await Files().FactsAsync(Token));

    private UsageFiles Files() => new(new HomeFolder(_folder.FullName));

    private void Inventory(params string[] lines) => Write("inventory.csv", "resource_id,provider,kind,type,state,attached_to,tags\n" + string.Concat(lines.Select(line => line + "\n")));

    private void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "usage"));
        File.WriteAllText(Path.Combine(_folder.FullName, "usage", name), text);
    }

    private static async Task<ResourceUse[]> ReadAsync(UsageFiles files, int days)
    {
        var all = new List<ResourceUse>();
        await foreach (ResourceUse each in files.ReadAsync(days, Token)) all.Add(each);
        return [.. all];
    }
}
