using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Savings;

namespace CostGuard.Collect.Aws;

/// <summary>The link "usage" of a doctor: one small page of each question about the inventory, in the first region of each account. Metrics are not asked: they cost money.</summary>
internal static class AwsUsageCheck
{
    private static readonly (ResourceKind Kind, AwsQueryService Service, string Operation, string Small, string Right)[] Questions =
    [
        (ResourceKind.Machine, AwsQueryService.Ec2, "DescribeInstances", "MaxResults=5", "ec2:DescribeInstances"),
        (ResourceKind.Disk, AwsQueryService.Ec2, "DescribeVolumes", "MaxResults=5", "ec2:DescribeVolumes"),
        (ResourceKind.Address, AwsQueryService.Ec2, "DescribeAddresses", "", "ec2:DescribeAddresses"),
        (ResourceKind.Database, AwsQueryService.Rds, "DescribeDBInstances", "MaxRecords=20", "rds:DescribeDBInstances"),
        (ResourceKind.LoadBalancer, AwsQueryService.LoadBalancing, "DescribeLoadBalancers", "PageSize=1", "elasticloadbalancing:DescribeLoadBalancers"),
        (ResourceKind.NatGateway, AwsQueryService.Ec2, "DescribeNatGateways", "MaxResults=5", "ec2:DescribeNatGateways"),
        (ResourceKind.Snapshot, AwsQueryService.Ec2, "DescribeSnapshots", "Owner.1=self&MaxResults=5", "ec2:DescribeSnapshots"),
        (ResourceKind.Image, AwsQueryService.Ec2, "DescribeImages", "Owner.1=self", "ec2:DescribeImages"),
        (ResourceKind.MachineGroup, AwsQueryService.AutoScaling, "DescribeAutoScalingGroups", "MaxRecords=1", "autoscaling:DescribeAutoScalingGroups"),
    ];

    public static async Task<CheckResult> ExamineAsync(AwsPlaces places, UsageRequest request, CancellationToken cancellationToken)
    {
        string fix = $"costguard connection policy {request.Connection.Name} --with usage";
        var refused = new SortedSet<string>(StringComparer.Ordinal);
        var seen = new List<string>();
        try
        {
            foreach (string? role in places.Roles)
            {
                AwsPlace account = await places.AccountAsync(role, cancellationToken).ConfigureAwait(false);
                IReadOnlyList<string> regions = await places.RegionsAsync(account, cancellationToken).ConfigureAwait(false);
                if (regions.Count == 0) continue;
                seen.Add($"account {account.Account} in {regions.Count} region{(regions.Count == 1 ? "" : "s")}");
                foreach (string right in await RefusedAsync(account.In(regions[0]), request, cancellationToken).ConfigureAwait(false)) refused.Add(right);
            }
        }
        catch (CostGuardException failed)
        {
            return new CheckResult("usage", CheckState.Failed, failed.Problem.Message) { Fix = failed.Problem.Fix ?? fix, Code = failed.Problem.Code };
        }

        return refused.Count == 0
            ? new CheckResult("usage", CheckState.Ok, $"the inventory may be read: {string.Join(", ", seen)}; metrics are not tried, since they cost money")
            : new CheckResult("usage", CheckState.Failed, $"not permitted: {string.Join(", ", refused)}") { Cause = "the identity lacks rights to read the inventory", Fix = fix, Code = UsageErrors.PartMissing.Code };
    }

    private static async Task<IReadOnlyList<string>> RefusedAsync(AwsPlace place, UsageRequest request, CancellationToken cancellationToken)
    {
        var refused = new List<string>();
        foreach ((ResourceKind kind, AwsQueryService service, string operation, string small, string right) in Questions.Where(question => request.Wants(question.Kind)))
        {
            try
            {
                await foreach (System.Xml.Linq.XElement _ in place.PagesAsync(service, operation, small, "none", "none", cancellationToken).ConfigureAwait(false)) break;
            }
            catch (CostGuardException denied) when (denied.Problem.Code == CostExplorerErrors.Denied.Code)
            {
                refused.Add(right);
            }
        }

        return refused;
    }
}
