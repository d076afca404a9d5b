using System.Text.Json;
using System.Text.Json.Nodes;
using CostGuard.Core.Configuration;
using CostGuard.Core.Ports;

namespace CostGuard.Collect.Aws;

/// <summary>The IAM policy of the role that CostGuard assumes: reads only, each tier for one reason.</summary>
internal sealed class AwsPolicy : IAccessPolicy
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, NewLine = "\n" };

    private static readonly string[] Health = ["bcm-data-exports:ListExports", "bcm-data-exports:GetExport", "bcm-data-exports:ListExecutions", "bcm-data-exports:GetExecution"];

    private static readonly string[] Names =
    [
        "organizations:DescribeOrganization", "organizations:ListRoots", "organizations:ListAccounts", "organizations:ListAccountsForParent",
        "organizations:ListOrganizationalUnitsForParent", "organizations:ListTagsForResource",
    ];

    private static readonly string[] Usage =
    [
        "autoscaling:DescribeAutoScalingGroups", "cloudtrail:LookupEvents", "cloudwatch:GetMetricData", "cloudwatch:ListMetrics", "ec2:DescribeAddresses", "ec2:DescribeImages", "ec2:DescribeInstances",
        "ec2:DescribeLaunchTemplateVersions", "ec2:DescribeNatGateways", "ec2:DescribeRegions", "ec2:DescribeRouteTables", "ec2:DescribeSnapshots", "ec2:DescribeVolumes", "elasticloadbalancing:DescribeLoadBalancers",
        "elasticloadbalancing:DescribeTags", "elasticloadbalancing:DescribeTargetGroups", "elasticloadbalancing:DescribeTargetHealth", "logs:DescribeLogGroups", "rds:DescribeDBInstances",
    ];

    public string Provider => "aws";

    public IReadOnlyList<string> Extras { get; } = ["crosscheck", "invoices", "native-budgets", "anomalies", "cost-explorer", "usage"];

    public string Text(Connection? connection, IReadOnlySet<string> extras)
    {
        string partition = PartitionOf(connection);
        var statements = new JsonArray();
        bool api = connection?.Source.ContainsKey("api") == true;
        if (!api)
        {
            (string bucket, string prefix) = connection is null ? ("YOUR-BUCKET", "YOUR/PREFIX") : S3Stores.PlaceOf(connection);
            prefix = prefix.TrimEnd('/');
            string objects = prefix.Length == 0 ? $"arn:{partition}:s3:::{bucket}/*" : $"arn:{partition}:s3:::{bucket}/{prefix}/*";
            JsonObject list = Statement("A1ListExportPrefix", ["s3:ListBucket"], $"arn:{partition}:s3:::{bucket}");
            if (prefix.Length > 0) list["Condition"] = new JsonObject { ["StringLike"] = new JsonObject { ["s3:prefix"] = new JsonArray(prefix, prefix + "/*") } };
            statements.Add(list);
            statements.Add(Statement("A2ReadExportObjects", ["s3:GetObject"], objects));
            statements.Add(Statement("A3BucketRegion", ["s3:GetBucketLocation"], $"arn:{partition}:s3:::{bucket}"));
            statements.Add(Statement("B1ExportHealth", Health, "*"));
        }
        else
        {
            statements.Add(Statement("A1CostExplorer", ["ce:GetCostAndUsage", "ce:GetDimensionValues", "ce:GetTags"], "*"));
        }

        statements.Add(Statement("C1AccountNamesAndTree", Names, "*"));
        if (!api && (extras.Contains("crosscheck") || extras.Contains("cost-explorer")))
            statements.Add(Statement("D1CrosscheckBillable", ["ce:GetCostAndUsage", "ce:GetDimensionValues", .. extras.Contains("cost-explorer") ? (string[])["ce:GetTags"] : []], "*"));
        if (extras.Contains("invoices")) statements.Add(Statement("E1Invoices", ["invoicing:ListInvoiceSummaries"], "*"));
        string[] native =
        [
            .. extras.Contains("native-budgets") ? (string[])["budgets:ViewBudget"] : [],
            .. extras.Contains("anomalies") ? (string[])["ce:GetAnomalies", "ce:GetAnomalyMonitors"] : [],
        ];
        if (native.Length > 0) statements.Add(Statement("F1NativeBudgetsAndAnomalies", native, "*"));
        if (extras.Contains("usage") || connection?.Usage is { Enabled: true }) statements.Add(Statement("G1InventoryAndMetrics", Usage, "*"));
        return new JsonObject { ["Version"] = "2012-10-17", ["Statement"] = statements }.ToJsonString(Readable);
    }

    public IReadOnlyList<string> Reasons(IReadOnlySet<string> extras) =>
    [
        "A  costs and usage: the one thing that is required",
        "   If the bucket is encrypted with a KMS key, add kms:Decrypt on that key with kms:ViaService = s3.REGION.amazonaws.com.",
        "B  says that an export is unhealthy before the data goes stale",
        "C  names of accounts instead of 12 digits",
        .. extras.Contains("crosscheck") ? (string[])["D  one cheap total a month from Cost Explorer, to prove that nothing is missing in the files (billable)"] : [],
        .. extras.Contains("invoices") ? (string[])["E  invoice totals, for reconciliation"] : [],
        .. extras.Contains("native-budgets") || extras.Contains("anomalies") ? (string[])["F  budgets and anomalies that exist in AWS, to take them over"] : [],
        .. extras.Contains("usage") ? (string[])["G  inventory and CloudWatch metrics, for recommendations (metrics: 0.01 USD for 1,000); in each account of usage.roles. It is there by itself where 'usage' is enabled"] : [],
        "Never asked: anything with Create, Put or Delete, s3:* on *, ReadOnlyAccess, iam:*.",
    ];

    private static JsonObject Statement(string sid, IEnumerable<string> actions, string resource) => new()
    {
        ["Sid"] = sid,
        ["Effect"] = "Allow",
        ["Action"] = actions.ToArray() is [string only] ? only : new JsonArray([.. actions.Select(action => JsonValue.Create(action))]),
        ["Resource"] = resource,
    };

    private static string PartitionOf(Connection? connection) => AwsPartition.OfRegion(connection?.Source.GetValueOrDefault("region")).Name;
}
