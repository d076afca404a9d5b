using System.Text.Json;
using CostGuard.Collect.Aws;
using CostGuard.Core.Errors;
using Xunit;

namespace CostGuard.Unit.Collect.Aws;

public sealed class AwsPartitionTests
{
    [Fact]
    public void OfRegion_EveryRegionOfThePublishedList_IsInItsPartition()
    {
        using JsonDocument list = JsonDocument.Parse(File.ReadAllText(SharedFolder.Path("data", "aws", "models", "partitions.json")));
        int regions = 0;
        foreach (JsonElement partition in list.RootElement.GetProperty("partitions").EnumerateArray())
        {
            JsonElement outputs = partition.GetProperty("outputs");
            foreach (string region in partition.GetProperty("regions").EnumerateObject().Select(region => region.Name).Where(region => !region.EndsWith("-global", StringComparison.Ordinal)))
            {
                AwsPartition found = AwsPartition.OfRegion(region);
                Assert.Equal(
                    (outputs.GetProperty("name").GetString(), outputs.GetProperty("implicitGlobalRegion").GetString(), outputs.GetProperty("dnsSuffix").GetString()),
                    (found.Name, found.GlobalRegion, found.DnsSuffix));
                regions++;
            }
        }

        Assert.True(regions > 30, $"Only {regions} regions were compared.");
    }

    [Theory]
    [InlineData(null, "https://ce.us-east-1.amazonaws.com/")]
    [InlineData("eu-central-1", "https://ce.us-east-1.amazonaws.com/")]
    [InlineData("cn-north-1", "https://ce.cn-northwest-1.amazonaws.com.cn/")]
    [InlineData("us-gov-east-1", "https://ce.us-gov-west-1.amazonaws.com/")]
    public void GlobalEndpoint_IsTheOneOfThePartition(string? region, string address) => Assert.Equal(address, AwsPartition.OfRegion(region).GlobalEndpoint("ce").ToString());

    [Theory]
    [InlineData("Frankfurt")]
    [InlineData("eu-central")]
    [InlineData("eu central-1")]
    public void OfRegion_NoRegion_IsRefused(string region) => Assert.Equal(2, Assert.Throws<CostGuardException>(() => AwsPartition.OfRegion(region)).ExitCode);
}
