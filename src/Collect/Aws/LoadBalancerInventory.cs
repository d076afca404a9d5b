using System.Xml.Linq;
using CostGuard.Core.Savings;

namespace CostGuard.Collect.Aws;

/// <summary>Application, network and gateway load balancers with the healthy targets behind them. One without a target group (it may only redirect) has none to count.</summary>
internal sealed class LoadBalancerInventory(AwsPlace place)
{
    private const int TagsAtOnce = 20;

    public async Task<IReadOnlyList<CloudResource>> ReadAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<XElement> balancers = await AllAsync("DescribeLoadBalancers", "LoadBalancers", "", cancellationToken).ConfigureAwait(false);
        if (balancers.Count == 0) return [];
        Dictionary<string, int> healthy = await HealthyAsync(cancellationToken).ConfigureAwait(false);
        Dictionary<string, Dictionary<string, string>> tags = await TagsAsync([.. balancers.Select(Arn)], cancellationToken).ConfigureAwait(false);
        return
        [
            .. balancers.Select(balancer => new CloudResource
            {
                Id = Arn(balancer),
                Provider = "aws",
                Kind = ResourceKind.LoadBalancer,
                Account = place.Account,
                Region = place.Region,
                Type = balancer.Text("Type"),
                State = balancer.Text("State", "Code"),
                Created = balancer.Day("CreatedTime"),
                Members = healthy.TryGetValue(Arn(balancer), out int members) ? members : null,
                Tags = tags.GetValueOrDefault(Arn(balancer))?.Own() ?? new Dictionary<string, string>(),
            }),
        ];
    }

    private static string Arn(XElement balancer) => balancer.Text("LoadBalancerArn") ?? "";

    private Task<IReadOnlyList<XElement>> AllAsync(string operation, string list, string parameters, CancellationToken cancellationToken) =>
        place.AllAsync(AwsQueryService.LoadBalancing, operation, list, parameters, cancellationToken, "NextMarker", "Marker");

    private async Task<Dictionary<string, int>> HealthyAsync(CancellationToken cancellationToken)
    {
        var healthy = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (XElement group in await AllAsync("DescribeTargetGroups", "TargetGroups", "", cancellationToken).ConfigureAwait(false))
        {
            string[] balancers = [.. group.Items("LoadBalancerArns").Select(arn => arn.Value)];
            if (balancers.Length == 0 || group.Text("TargetGroupArn") is not { } arn) continue;
            int count = (await AllAsync("DescribeTargetHealth", "TargetHealthDescriptions", $"TargetGroupArn={Uri.EscapeDataString(arn)}", cancellationToken).ConfigureAwait(false)).Count(target => target.Text("TargetHealth", "State") == "healthy");
            foreach (string balancer in balancers) healthy[balancer] = healthy.GetValueOrDefault(balancer) + count;
        }

        return healthy;
    }

    private async Task<Dictionary<string, Dictionary<string, string>>> TagsAsync(string[] arns, CancellationToken cancellationToken)
    {
        var tags = new Dictionary<string, Dictionary<string, string>>(StringComparer.Ordinal);
        foreach (string[] some in arns.Chunk(TagsAtOnce))
        {
            string asked = string.Join('&', some.Select((arn, at) => FormattableString.Invariant($"ResourceArns.member.{at + 1}={Uri.EscapeDataString(arn)}")));
            foreach (XElement one in await AllAsync("DescribeTags", "TagDescriptions", asked, cancellationToken).ConfigureAwait(false)) tags[one.Text("ResourceArn") ?? ""] = one.Tags("Tags");
        }

        return tags;
    }
}
