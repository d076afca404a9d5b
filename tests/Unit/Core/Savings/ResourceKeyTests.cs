using CostGuard.Core.Savings;
using Xunit;

namespace CostGuard.Unit.Core.Savings;

public sealed class ResourceKeyTests
{
    /// <summary>Forms of the shared data (aws/cur, focus): they are one resource.</summary>
    [Theory]
    [InlineData("i-055386473d0b3fc65", "arn:aws:ec2:us-east-1:589173575009:instance/i-055386473d0b3fc65")]
    [InlineData("snap-63412031", "arn:aws:ec2:us-west-2b:4090136019287:snapshot/snap-63412031")]
    [InlineData("nat-0ab", "arn:aws-cn:ec2:cn-north-1:1:natgateway/nat-0ab")]
    [InlineData("arn:aws:rds:us-east-1:111122223333:db:orders", "arn:aws:rds:us-east-1a:111122223333:db:orders")]
    [InlineData("/subscriptions/s/resourcegroups/rg/providers/microsoft.compute/virtualmachines/vm1", "/subscriptions/S/resourceGroups/RG/providers/Microsoft.Compute/virtualMachines/VM1")]
    public void Of_TwoFormsOfOneResource_IsOneKey(string one, string other) => Assert.Equal(ResourceKey.Of(one), ResourceKey.Of(other));

    [Theory]
    [InlineData("arn:aws:s3:::My-Bucket")]
    [InlineData("My-Bucket")]
    [InlineData("arn:aws:elasticloadbalancing:us-east-2:115386644665:loadbalancer/app/web/50dc6c495c0c9188")]
    [InlineData("arn:aws-us-gov:rds:us-gov-west-1:1:db:a")]
    public void Of_AnythingElse_StaysAsItIs(string id) => Assert.Equal(id, ResourceKey.Of(id));
}
