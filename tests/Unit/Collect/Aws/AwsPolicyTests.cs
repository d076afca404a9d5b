using System.Text.Json;
using CostGuard.Collect.Aws;
using CostGuard.Core.Configuration;
using Xunit;

namespace CostGuard.Unit.Collect.Aws;

public sealed class AwsPolicyTests
{
    private static readonly Connection Acme = new() { Name = "acme-aws", Provider = "aws", Source = new Dictionary<string, string> { ["export"] = "s3://acme-billing/focus/acme" } };

    [Fact]
    public void Text_Default_IsTiersAToC()
    {
        using JsonDocument policy = JsonDocument.Parse(new AwsPolicy().Text(Acme, new HashSet<string>()));

        JsonElement[] statements = [.. policy.RootElement.GetProperty("Statement").EnumerateArray()];
        Assert.Equal(["A1ListExportPrefix", "A2ReadExportObjects", "A3BucketRegion", "B1ExportHealth", "C1AccountNamesAndTree"], statements.Select(one => one.GetProperty("Sid").GetString()));
        Assert.Equal("arn:aws:s3:::acme-billing/focus/acme/*", statements[1].GetProperty("Resource").GetString());
        Assert.Equal(["focus/acme", "focus/acme/*"], statements[0].GetProperty("Condition").GetProperty("StringLike").GetProperty("s3:prefix").EnumerateArray().Select(one => one.GetString()));
    }

    [Fact]
    public void Text_EveryTier_HasNoWriteAndNoServiceWideRight()
    {
        var policy = new AwsPolicy();
        using JsonDocument json = JsonDocument.Parse(policy.Text(Acme, policy.Extras.ToHashSet()));

        string[] actions = [.. json.RootElement.GetProperty("Statement").EnumerateArray().Select(one => one.GetProperty("Action"))
            .SelectMany(action => action.ValueKind == JsonValueKind.Array ? action.EnumerateArray().Select(one => one.GetString()!) : [action.GetString()!])];
        Assert.Contains("ce:GetCostAndUsage", actions);
        Assert.Contains("invoicing:ListInvoiceSummaries", actions);
        Assert.All(actions, action => Assert.Matches("^[a-z0-9-]+:(Get|List|Describe|View|Lookup)[A-Za-z]+$", action));
    }

    [Theory]
    [InlineData(null, "aws")]
    [InlineData("eu-central-1", "aws")]
    [InlineData("cn-north-1", "aws-cn")]
    [InlineData("us-gov-west-1", "aws-us-gov")]
    [InlineData("us-iso-east-1", "aws-iso")]
    public void Text_Region_IsOfItsPartition(string? region, string partition)
    {
        var source = new Dictionary<string, string>(Acme.Source);
        if (region is not null) source["region"] = region;
        using JsonDocument policy = JsonDocument.Parse(new AwsPolicy().Text(Acme with { Source = source }, new HashSet<string>()));

        string[] resources = [.. policy.RootElement.GetProperty("Statement").EnumerateArray().Select(one => one.GetProperty("Resource").GetString()!).Where(resource => resource != "*")];
        Assert.Equal([$"arn:{partition}:s3:::acme-billing", $"arn:{partition}:s3:::acme-billing/focus/acme/*", $"arn:{partition}:s3:::acme-billing"], resources);
    }

    [Theory]
    [InlineData("crosscheck", "D1CrosscheckBillable", "D  ", "billable")]
    [InlineData("invoices", "E1Invoices", "E  ", "invoice totals")]
    [InlineData("native-budgets", "F1NativeBudgetsAndAnomalies", "F  ", "budgets")]
    [InlineData("anomalies", "F1NativeBudgetsAndAnomalies", "F  ", "anomalies")]
    [InlineData("usage", "G1InventoryAndMetrics", "G  ", "CloudWatch metrics")]
    public void Text_Tier_IsAskedForAloneAndHasItsReason(string tier, string sid, string letter, string reason)
    {
        var policy = new AwsPolicy();
        HashSet<string> none = [], asked = [tier];

        Assert.DoesNotContain(sid, policy.Text(Acme, none), StringComparison.Ordinal);
        Assert.DoesNotContain(policy.Reasons(none), line => line.StartsWith(letter, StringComparison.Ordinal));
        Assert.Contains($"\"Sid\": \"{sid}\"", policy.Text(Acme, asked), StringComparison.Ordinal);
        Assert.Contains(policy.Reasons(asked), line => line.StartsWith(letter, StringComparison.Ordinal) && line.Contains(reason, StringComparison.Ordinal));
    }

    [Fact]
    public void Text_CostExplorerConnection_ReadsNoBucket()
    {
        using JsonDocument policy = JsonDocument.Parse(new AwsPolicy().Text(
            Acme with { Source = new Dictionary<string, string> { ["api"] = "cost-explorer" } }, new HashSet<string>()));

        Assert.Equal(["A1CostExplorer", "C1AccountNamesAndTree"], policy.RootElement.GetProperty("Statement").EnumerateArray().Select(one => one.GetProperty("Sid").GetString()));
    }

    [Fact]
    public void Text_WholeBucket_HasNoConditionThatNothingMeets()
    {
        using JsonDocument policy = JsonDocument.Parse(new AwsPolicy().Text(Acme with { Source = new Dictionary<string, string> { ["export"] = "s3://acme-billing" } }, new HashSet<string>()));

        JsonElement[] statements = [.. policy.RootElement.GetProperty("Statement").EnumerateArray()];
        Assert.False(statements[0].TryGetProperty("Condition", out _));
        Assert.Equal("arn:aws:s3:::acme-billing/*", statements[1].GetProperty("Resource").GetString());
    }
}
