using CostGuard.Collect;
using CostGuard.Core.Errors;
using CostGuard.Core.Values;
using Xunit;

namespace CostGuard.Unit.Collect;

public sealed class GcpBillingJsonReaderTests
{
    private const string Row = """{"billing_account_id": "A", "service": {"description": "Compute Engine"}, "sku": {"id": "S", "description": "Core"}, "usage_start_time": "2026-08-31 23:00:00 UTC", "usage_end_time": "2026-09-01 00:00:00 UTC", "project": {"id": "p", "labels": [{"key": "team", "value": "core"}]}, "labels": [], "location": {"location": "us", "region": null}, "cost": 0.1, "currency": "USD", "usage": {"amount": 3600, "unit": "seconds"}, "credits": [], "invoice": {"month": "202609"}, "cost_type": "regular"}""";

    [Fact]
    public async Task ReadAsync_NestedRows_AreFlattened()
    {
        // Ten times 0.1 is 1: nothing goes through a double.
        ReadFile file = await ReadAsync(string.Join('\n', Enumerable.Repeat(Row, 10)));

        Assert.Equal(ExactSum.Parse("1"), file.Billed);
        Assert.Equal("2026-09-01T00:00:00Z", file.Texts("BillingPeriodStart")[0]);
        Assert.Equal("""{"project/team":"core"}""", file.Texts("Tags")[0]);
        Assert.Equal("us", file.Texts("RegionId")[0]);
        Assert.Equal("3600", file.Texts("ConsumedQuantity")[0]);
    }

    [Fact]
    public async Task ReadAsync_LineThatIsCutOff_IsRefusedByNumber()
    {
        ReadFile file = await ReadAsync($"{Row}\n\n{Row[..100]}");

        Assert.Equal(1, file.Summary.RowsRejected);
        Assert.Contains(file.Summary.Problems, problem => problem.Code == GcpErrors.BadJson.Code && problem.Line == 3);
    }

    /// <summary>JSON allows an escape that is half of a character, which no text can hold.</summary>
    [Fact]
    public async Task ReadAsync_HalfACharacter_IsRefusedByNumber()
    {
        ReadFile file = await ReadAsync($"{Row}\n{Row.Replace("core", "\\ud800", StringComparison.Ordinal)}\n{Row.Replace("\"us\"", "\"\\ud800\"", StringComparison.Ordinal)}");

        Assert.Contains(file.Summary.Problems, problem => problem.Code == GcpErrors.BadJson.Code && problem.Line == 3);
        Assert.InRange(file.Summary.RowsRejected, 1, 2);
    }

    private static async Task<ReadFile> ReadAsync(string text) => (await ProviderFiles.ReadAsync(new GcpBillingJsonReader(), ("x.jsonl", text)))[0];
}
