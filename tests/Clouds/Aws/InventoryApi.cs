using System.Globalization;
using System.Net;
using System.Text;
using CostGuard.Clouds.Faults;
using CostGuard.Clouds.Usage;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace CostGuard.Clouds.Aws;

/// <summary>
/// EC2, RDS, load balancing and auto scaling in the query protocol, from a usage folder: the resources of the called account and region, and of them what the real services tell. So
/// nothing says since when a disk or an address belongs to nothing; CloudTrail does.
/// </summary>
internal sealed class InventoryApi(CloudSwitches switches, Func<UsageFolder> usage)
{
    private const string HomeRegion = "us-east-1";

    public CloudAnswer Answer(SignedCall call, string action, string body)
    {
        Dictionary<string, StringValues> form = QueryHelpers.ParseQuery(body);
        UsageResource[] here = [.. usage().Of("aws", call.Account(usage())).Where(resource => (resource["region"] is { Length: > 0 } region ? region : HomeRegion) == call.Region)];
        UsageResource[] Of(string kind) => [.. here.Where(resource => resource.Kind == kind)];
        return action switch
        {
            "DescribeRegions" => Ec2(action, "regionInfo", form, [.. usage().Of("aws").Select(resource => resource["region"] is { Length: > 0 } region ? region : HomeRegion).Append(HomeRegion).Distinct().Order(StringComparer.Ordinal).Select(region => Element("item", Element("regionName", region)))]),
            "DescribeInstances" => Ec2(action, "reservationSet", form, [.. Of("machine").Select(machine => Element("item", Element("ownerId", call.Account(usage())), Element("instancesSet", Ec2Elements.Machine(machine, here))))]),
            "DescribeVolumes" => Ec2(action, "volumeSet", form, [.. Of("disk").Select(Ec2Elements.Disk)]),
            "DescribeAddresses" => Ec2(action, "addressesSet", form, [.. Of("address").Select(Ec2Elements.Address)]),
            "DescribeSnapshots" => Ec2(action, "snapshotSet", form, [.. Of("snapshot").Select(Ec2Elements.Snapshot)]),
            "DescribeImages" => Ec2(action, "imagesSet", form, [.. Of("image").Select(Ec2Elements.Image)]),
            "DescribeLaunchTemplateVersions" => Ec2(action, "launchTemplateVersionSet", form, []),
            "DescribeNatGateways" => Ec2(action, "natGatewaySet", form, [.. Of("natgateway").Select(Ec2Elements.Gateway)]),
            "DescribeRouteTables" => Ec2(action, "routeTableSet", form, [.. Of("natgateway").Where(gateway => gateway["attached_to"] is not "").Select(Ec2Elements.RouteTable)]),
            "DescribeDBInstances" => Wrapped(action, "DBInstances", "Marker", "Marker", form, [.. Of("database").Select(OtherElements.Database)]),
            "DescribeAutoScalingGroups" => Wrapped(action, "AutoScalingGroups", "NextToken", "NextToken", form, [.. Of("machinegroup").Select(OtherElements.Group)]),
            "DescribeLoadBalancers" => Wrapped(action, "LoadBalancers", "NextMarker", "Marker", form, [.. Of("loadbalancer").Select(OtherElements.Balancer)]),
            "DescribeTargetGroups" => Wrapped(action, "TargetGroups", "NextMarker", "Marker", form, [.. Of("loadbalancer").Where(balancer => balancer["members"] is { Length: > 0 }).Select(OtherElements.TargetGroup)]),
            "DescribeTargetHealth" => Wrapped(action, "TargetHealthDescriptions", "NextMarker", "Marker", form, OtherElements.Targets(Of("loadbalancer"), form.GetValueOrDefault("TargetGroupArn").ToString())),
            "DescribeTags" => Wrapped(action, "TagDescriptions", "NextMarker", "Marker", form, [.. Of("loadbalancer").Where(balancer => form.Any(asked => asked.Key.StartsWith("ResourceArns.", StringComparison.Ordinal) && asked.Value == balancer.Id)).Select(OtherElements.Tags)]),
            _ => new CloudAnswer(400, "text/xml", $"<Response><Errors><Error><Code>InvalidAction</Code><Message>The action {WebUtility.HtmlEncode(action)} is not valid for this web service.</Message></Error></Errors></Response>"),
        };
    }

    public static CloudAnswer Throttled(string service) => service == "ec2"
        ? new CloudAnswer(503, "text/xml", "<Response><Errors><Error><Code>RequestLimitExceeded</Code><Message>Request limit exceeded.</Message></Error></Errors><RequestID>00000000-0000-4000-8000-000000000000</RequestID></Response>")
        : StsApi.Throttled();

    public static string Element(string name, params ReadOnlySpan<string?> inner)
    {
        var text = new StringBuilder();
        foreach (string? one in inner) text.Append(one is null ? "" : one.StartsWith('<') ? one : WebUtility.HtmlEncode(one));
        return $"<{name}>{text}</{name}>";
    }

    /// <summary>An element, or nothing where there is no text.</summary>
    public static string? Maybe(string name, string? text) => string.IsNullOrEmpty(text) ? null : Element(name, text);

    public static string Time(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + "T06:00:00.000Z";

    private CloudAnswer Ec2(string action, string list, Dictionary<string, StringValues> form, string[] items)
    {
        (string[] here, string? next) = Page(items, form.GetValueOrDefault("NextToken").ToString());
        return new CloudAnswer(200, "text/xml", $"<{action}Response xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\"><requestId>00000000-0000-4000-8000-000000000000</requestId><{list}>{string.Concat(here)}</{list}>{Maybe("nextToken", next)}</{action}Response>");
    }

    private CloudAnswer Wrapped(string action, string list, string more, string token, Dictionary<string, StringValues> form, string[] items)
    {
        (string[] here, string? next) = Page(items, form.GetValueOrDefault(token).ToString());
        return new CloudAnswer(200, "text/xml", $"<{action}Response xmlns=\"http://example.amazonaws.com/doc/\"><{action}Result><{list}>{string.Concat(here)}</{list}>{Maybe(more, next)}</{action}Result></{action}Response>");
    }

    private (string[] Items, string? Next) Page(string[] items, string token)
    {
        int from = token.Length == 0 ? 0 : int.Parse(token["page-".Length..], CultureInfo.InvariantCulture);
        return (items[from..Math.Min(items.Length, from + switches.PageSize)], from + switches.PageSize < items.Length ? string.Create(CultureInfo.InvariantCulture, $"page-{from + switches.PageSize}") : null);
    }
}
