using System.Globalization;
using System.Text.Json.Nodes;
using CostGuard.Clouds.Faults;
using CostGuard.Clouds.Usage;

namespace CostGuard.Clouds.Aws;

/// <summary>
/// CloudWatch, CloudWatch Logs and CloudTrail from a usage folder. A sum that the product adds up again (network in and out, operations read and written) comes in halves. A load
/// balancer's requests are reported above zero only, as AWS does; its LCUs always.
/// </summary>
internal sealed class CloudWatchApi(CloudSwitches switches, Func<UsageFolder> usage)
{
    private const int QueriesMax = 500, PointsMax = 100_800;

    private static readonly Dictionary<(string Space, string Name), (string Metric, double Factor)> Known = new()
    {
        [("AWS/EC2", "CPUUtilization")] = ("cpu-percent", 1),
        [("AWS/EC2", "NetworkIn")] = ("network-bytes", 0.5),
        [("AWS/EC2", "NetworkOut")] = ("network-bytes", 0.5),
        [("AWS/EC2", "CPUCreditBalance")] = ("cpu-credits", 1),
        [("CWAgent", "mem_used_percent")] = ("memory-percent", 1),
        [("AWS/EBS", "VolumeReadOps")] = ("disk-iops", 1800),
        [("AWS/EBS", "VolumeWriteOps")] = ("disk-iops", 1800),
        [("AWS/EBS", "VolumeReadBytes")] = ("disk-mbps", 1.8e9),
        [("AWS/EBS", "VolumeWriteBytes")] = ("disk-mbps", 1.8e9),
        [("AWS/RDS", "CPUUtilization")] = ("cpu-percent", 1),
        [("AWS/RDS", "DatabaseConnections")] = ("connections", 1),
        [("AWS/RDS", "ReadIOPS")] = ("disk-iops", 0.5),
        [("AWS/RDS", "WriteIOPS")] = ("disk-iops", 0.5),
        [("AWS/ApplicationELB", "RequestCount")] = ("requests", 1),
        [("AWS/ApplicationELB", "ConsumedLCUs")] = ("requests", 0),
        [("AWS/ApplicationELB", "ProcessedBytes")] = ("processed-bytes", 1),
        [("AWS/NetworkELB", "ActiveFlowCount")] = ("connections", 1),
        [("AWS/NetworkELB", "ProcessedBytes")] = ("processed-bytes", 1),
        [("AWS/NATGateway", "BytesInFromSource")] = ("processed-bytes", 0.5),
        [("AWS/NATGateway", "BytesInFromDestination")] = ("processed-bytes", 0.5),
    };

    public JsonObject Answer(SignedCall call, string operation, JsonObject request)
    {
        UsageResource[] here = [.. usage().Of("aws", call.Account(usage())).Where(resource => (resource["region"] is { Length: > 0 } region ? region : "us-east-1") == call.Region)];
        return operation switch
        {
            "GetMetricData" => MetricData(here, request),
            "ListMetrics" => Metrics(here, request),
            "DescribeLogGroups" => LogGroups(here, request),
            "LookupEvents" => Events(here, request),
            _ => throw new AwsFault("UnknownOperationException", operation),
        };
    }

    private JsonObject MetricData(UsageResource[] here, JsonObject request)
    {
        JsonObject[] queries = [.. request["MetricDataQueries"]!.AsArray().Select(query => query!.AsObject())];
        if (queries.Length > QueriesMax) throw new AwsFault("ValidationError", $"The collection MetricDataQueries must not have a size greater than {QueriesMax}.");
        DateTime from = Time(request["StartTime"]!), to = Time(request["EndTime"]!);
        int limit = Math.Min(switches.PointsOnPage, Math.Min(PointsMax, request["MaxDatapoints"]?.GetValue<int>() ?? PointsMax)), skip = request["NextToken"] is { } token ? int.Parse(token.GetValue<string>()["points-".Length..], CultureInfo.InvariantCulture) : 0, at = 0;
        var results = new JsonArray();
        bool more = false;
        foreach (JsonObject query in queries)
        {
            KeyValuePair<DateTime, double>[] points = [.. Points(here, query, from, to)];
            int first = Math.Clamp(skip - at, 0, points.Length), last = Math.Clamp(skip + limit - at, 0, points.Length);
            bool begun = at >= skip || first < points.Length, ended = last == points.Length && at <= skip + limit;
            at += points.Length;
            more |= !ended;
            // Told on an earlier page, or on a later one.
            if (!begun || (last == first && !ended)) continue;
            results.Add(new JsonObject
            {
                ["Id"] = query["Id"]!.GetValue<string>(),
                ["Label"] = "",
                ["Timestamps"] = new JsonArray([.. points[first..last].Select(point => (JsonNode)(double)new DateTimeOffset(point.Key).ToUnixTimeSeconds())]),
                ["Values"] = new JsonArray([.. points[first..last].Select(point => (JsonNode)point.Value)]),
                ["StatusCode"] = ended ? "Complete" : "PartialData",
            });
        }

        var answer = new JsonObject { ["MetricDataResults"] = results, ["Messages"] = new JsonArray() };
        if (more) answer["NextToken"] = string.Create(CultureInfo.InvariantCulture, $"points-{skip + limit}");
        return answer;
    }

    private IEnumerable<KeyValuePair<DateTime, double>> Points(UsageResource[] here, JsonObject query, DateTime from, DateTime to)
    {
        JsonNode metric = query["MetricStat"]!["Metric"]!;
        string space = metric["Namespace"]!.GetValue<string>(), name = metric["MetricName"]!.GetValue<string>();
        string value = metric["Dimensions"]!.AsArray().Select(one => (Name: one!["Name"]!.GetValue<string>(), Value: one["Value"]!.GetValue<string>())).First(one => one.Name is not ("ImageId" or "InstanceType")).Value;
        if (!Known.TryGetValue((space, name), out (string Metric, double Factor) known) || here.FirstOrDefault(resource => NameOf(resource, space) == value) is not { } found) return [];
        IEnumerable<KeyValuePair<DateTime, double>> points = usage().Samples(found.Id, known.Metric, from, to);
        return name switch
        {
            "ConsumedLCUs" => points.Select(point => KeyValuePair.Create(point.Key, 0.01)),
            "RequestCount" => points.Where(point => point.Value > 0),
            _ => points.Select(point => KeyValuePair.Create(point.Key, point.Value * known.Factor)),
        };
    }

    // What CloudWatch calls a resource in a namespace.
    private static string? NameOf(UsageResource resource, string space) => (space, resource.Kind) switch
    {
        ("AWS/EC2" or "CWAgent", "machine") or ("AWS/EBS", "disk") or ("AWS/NATGateway", "natgateway") => resource.Id,
        ("AWS/EC2", "machinegroup") => resource.Id[(resource.Id.LastIndexOf('/') + 1)..],
        ("AWS/RDS", "database") => OtherElements.Name(resource),
        ("AWS/ApplicationELB" or "AWS/NetworkELB", "loadbalancer") => resource.Id.Contains("loadbalancer/", StringComparison.Ordinal) ? resource.Id[(resource.Id.IndexOf("loadbalancer/", StringComparison.Ordinal) + "loadbalancer/".Length)..] : resource.Id,
        _ => null,
    };

    private JsonObject Metrics(UsageResource[] here, JsonObject request)
    {
        UsageResource[] machines = request["MetricName"]?.GetValue<string>() == "mem_used_percent" ? [.. here.Where(resource => resource.Kind == "machine" && usage().Reports(resource.Id, "memory-percent"))] : [];
        Pages pages = Pages.Of(request, "NextToken", switches, machines.Length);
        return pages.Token(new JsonObject
        {
            ["Metrics"] = new JsonArray([.. machines.Skip(pages.From).Take(pages.Count).Select(machine => (JsonNode)new JsonObject
            {
                ["Namespace"] = "CWAgent",
                ["MetricName"] = "mem_used_percent",
                ["Dimensions"] = new JsonArray(
                    new JsonObject { ["Name"] = "ImageId", ["Value"] = "ami-public" }, new JsonObject { ["Name"] = "InstanceId", ["Value"] = machine.Id }, new JsonObject { ["Name"] = "InstanceType", ["Value"] = machine["type"] ?? "" }),
            })]),
        });
    }

    private JsonObject LogGroups(UsageResource[] here, JsonObject request)
    {
        UsageResource[] groups = [.. here.Where(resource => resource.Kind == "loggroup")];
        Pages pages = Pages.Of(request, "nextToken", switches, groups.Length);
        return pages.Token(new JsonObject
        {
            ["logGroups"] = new JsonArray([.. groups.Skip(pages.From).Take(pages.Count).Select(group =>
            {
                var one = new JsonObject { ["logGroupName"] = group.Id[(group.Id.LastIndexOf(':') + 1)..], ["arn"] = group.Id + ":*" };
                if (group.Day("created") is { } born) one["creationTime"] = new DateTimeOffset(born.ToDateTime(new TimeOnly(6, 0)), TimeSpan.Zero).ToUnixTimeMilliseconds();
                if (int.TryParse(group["retention_days"], NumberStyles.None, CultureInfo.InvariantCulture, out int days) && days > 0) one["retentionInDays"] = days;
                if (decimal.TryParse(group["size_gb"], NumberStyles.Float, CultureInfo.InvariantCulture, out decimal size)) one["storedBytes"] = (long)(size * 1024m * 1024m * 1024m);
                return (JsonNode)one;
            })]),
        });
    }

    // What happened in the last 90 days; of earlier things nobody knows when they happened.
    private JsonObject Events(UsageResource[] here, JsonObject request)
    {
        string name = request["LookupAttributes"]![0]!["AttributeValue"]!.GetValue<string>();
        DateOnly from = DateOnly.FromDateTime(Time(request["StartTime"]!));
        (UsageResource Resource, DateOnly Day)[] events =
        [
            .. here.Where(resource => resource.Kind == (name == "DetachVolume" ? "disk" : name == "DisassociateAddress" ? "address" : "") && resource["attached_to"] is not { Length: > 0 })
                .Select(resource => (resource, resource.Day("state_since") ?? DateOnly.MinValue)).Where(one => one.Item2 >= from),
        ];
        Pages pages = Pages.Of(request, "NextToken", switches, events.Length);
        return pages.Token(new JsonObject
        {
            ["Events"] = new JsonArray([.. events.Skip(pages.From).Take(pages.Count).Select(one => (JsonNode)new JsonObject
            {
                ["EventName"] = name,
                ["EventTime"] = new DateTimeOffset(one.Day.ToDateTime(new TimeOnly(6, 0)), TimeSpan.Zero).ToUnixTimeSeconds(),
                ["Resources"] = new JsonArray(name == "DetachVolume" ? [new JsonObject { ["ResourceType"] = "AWS::EC2::Volume", ["ResourceName"] = one.Resource.Id }] : []),
                ["CloudTrailEvent"] = new JsonObject { ["requestParameters"] = new JsonObject { [name == "DetachVolume" ? "volumeId" : "allocationId"] = one.Resource.Id } }.ToJsonString(),
            })]),
        });
    }

    private static DateTime Time(JsonNode seconds) => DateTimeOffset.FromUnixTimeSeconds((long)seconds.GetValue<double>()).UtcDateTime;
}
