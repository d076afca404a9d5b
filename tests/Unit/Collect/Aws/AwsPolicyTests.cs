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
        Assert.All(actions, action => Assert.Matches("^[a-z0-9-]+:(Get|List|Describe|View)[A-Za-z]+$", action));
    }

    [Fact]
    public void Text_ChinaRegion_IsOfItsPartition() =>
        Assert.Contains("arn:aws-cn:s3:::acme-billing", new AwsPolicy().Text(
            Acme with { Source = new Dictionary<string, string>(Acme.Source) { ["region"] = "cn-north-1" } }, new HashSet<string>()), StringComparison.Ordinal);
}
