using System.Text;
using CostGuard.Core.Focus;
using CostGuard.Core.Focus.Gcp;
using Xunit;

namespace CostGuard.Unit.Core.Focus.Gcp;

public sealed class GcpMapperTests
{
    private static readonly string[] Columns =
        ["service.description", "sku.id", "sku.description", "usage_start_time", "cost", "credits", "cost_type", "invoice.month", "labels", "tags", "project.labels", "location.region", "location.location"];

    // Domain example A-6.
    [Fact]
    public void Map_DiscountsAndPromotion_AreTwoCharges()
    {
        List<Dictionary<string, string>> charges = Map(cost: "120.00", credits:
            """[{"type": "COMMITTED_USAGE_DISCOUNT", "amount": -30.00}, {"type": "SUSTAINED_USAGE_DISCOUNT", "amount": -4.50}, {"type": "PROMOTION", "amount": -10.00, "full_name": "Trial"}]""");

        Assert.Equal(["85.5", "-10"], charges.Select(charge => charge["BilledCost"]));
        Assert.Equal(["Usage", "Credit"], charges.Select(charge => charge["ChargeCategory"]));
        Assert.Equal(["85.5", "-10"], charges.Select(charge => charge["EffectiveCost"]));
        Assert.Equal(["120.00", "-10"], charges.Select(charge => charge["ContractedCost"]));
        Assert.Equal("Trial", charges[1]["ChargeDescription"]);
    }

    [Theory]
    [InlineData("regular", "Core", "Usage", "Usage-Based")]
    [InlineData("", "Core", "Usage", "Usage-Based")]
    [InlineData("tax", "Tax", "Tax", "One-Time")]
    [InlineData("adjustment", "Core", "Adjustment", "One-Time")]
    [InlineData("rounding_error", "Core", "Adjustment", "One-Time")]
    [InlineData("regular", "Commitment v1: Cpu in Americas for 1 Year", "Purchase", "Recurring")]
    public void Map_CostType_IsTheCategory(string costType, string sku, string category, string frequency)
    {
        Dictionary<string, string> charge = Assert.Single(Map(costType: costType, sku: sku));

        Assert.Equal(category, charge["ChargeCategory"]);
        Assert.Equal(frequency, charge["ChargeFrequency"]);
    }

    [Theory]
    [InlineData("-5", "")]
    [InlineData("1", """[{"type": "DISCOUNT", "amount": -3}]""")]
    public void Map_NegativeCost_IsNotClamped(string cost, string credits) =>
        Assert.Equal(cost == "-5" ? "-5" : "-2", Assert.Single(Map(cost: cost, credits: credits))["BilledCost"]);

    [Fact]
    public void Map_CreditsThatCannotBeRead_LeaveNoNumber()
    {
        Dictionary<string, string> charge = Assert.Single(Map(credits: "[{'amount': "));

        Assert.Equal(NumberFault.NotANumber, FocusNumber.Parse(Encoding.UTF8.GetBytes(charge["BilledCost"]), out _, out _));
    }

    [Fact]
    public void Map_Month_IsTheInvoices() => Assert.Equal("2026-09-01", Assert.Single(Map(month: "202609"))["BillingPeriodStart"]);

    [Fact]
    public void Map_LabelsAndTags_LabelsComeFirst() => Assert.Equal(
        """{"team":"web","env":"prod","project/team":"core"}""",
        Assert.Single(Map(labels: "[{'key': 'team', 'value': 'web'}]", tags: """[{"key": "team", "value": "x"}, {"key": "env", "value": "prod"}]""", project: """[{"key": "team", "value": "core"}]"""))["Tags"]);

    [Theory]
    [InlineData("", 0)]
    [InlineData("[]", 0)]
    [InlineData("[{'a': None}, {'a': -5e-06}]", 2)]
    [InlineData("""[{"a": "say \"cold\" \u00e4"}]""", 1)]
    [InlineData("[{'a': 1}", -1)]
    [InlineData("nonsense", -1)]
    public void Nested_List_IsReadOrNull(string text, int items) => Assert.Equal(items, GcpNested.Read(Encoding.UTF8.GetBytes(text))?.Count ?? -1);

    [Fact]
    public void Nested_Numbers_KeepTheirDigits() =>
        Assert.Equal(["-5e-06", null, "ä\"b'"], GcpNested.Read(Encoding.UTF8.GetBytes("""[{'a': -5e-06, 'b': None, 'c': '\u00e4"b\''}]"""))![0].Values);

    private static List<Dictionary<string, string>> Map(
        string cost = "1", string credits = "[]", string costType = "regular", string sku = "Core", string month = "202608", string labels = "[]", string tags = "", string project = "")
    {
        var mapper = new GcpMapper(new GcpHeader(Columns));
        int count = mapper.Map(new TextRow(["Compute Engine", "1", sku, "2026-08-01T00:00:00", cost, credits, costType, month, labels, tags, project, "", "global"]));
        return [.. Enumerable.Range(0, count).Select(i => mapper.Columns.Select((name, column) => (name, Text: Encoding.UTF8.GetString(mapper[i][column]))).ToDictionary(pair => pair.name, pair => pair.Text))];
    }

    private sealed class TextRow(string[] cells) : SourceRow
    {
        private readonly byte[][] _cells = [.. cells.Select(Encoding.UTF8.GetBytes)];

        public override ReadOnlySpan<byte> this[int column] => _cells[column];
    }
}
