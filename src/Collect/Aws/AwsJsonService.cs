namespace CostGuard.Collect.Aws;

/// <summary>What the AWS JSON protocol must know of a service; the words are those of its official model.</summary>
/// <param name="ServiceId">Name for messages: "Cost Explorer".</param>
/// <param name="SigningName">Name that requests are signed for, and first part of the host: "ce".</param>
/// <param name="TargetPrefix">What X-Amz-Target begins with.</param>
/// <param name="JsonVersion">"1.1" or "1.0".</param>
internal sealed record AwsJsonService(string ServiceId, string SigningName, string TargetPrefix, string JsonVersion)
{
    public static AwsJsonService CostExplorer { get; } = new("Cost Explorer", "ce", "AWSInsightsIndexService", "1.1");

    public static AwsJsonService CloudWatch { get; } = new("CloudWatch", "monitoring", "GraniteServiceVersion20100801", "1.0");

    public static AwsJsonService Logs { get; } = new("CloudWatch Logs", "logs", "Logs_20140328", "1.1");

    public static AwsJsonService CloudTrail { get; } = new("CloudTrail", "cloudtrail", "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101", "1.1");

    public static AwsJsonService DataExports { get; } = new("BCM Data Exports", "bcm-data-exports", "AWSBillingAndCostManagementDataExports", "1.1");

    public static AwsJsonService Invoicing { get; } = new("Invoicing", "invoicing", "Invoicing", "1.0");

    /// <summary>IAM speaks the older query protocol, see <see cref="AwsJsonClient.FormAsync"/>.</summary>
    public static AwsJsonService Iam { get; } = new("IAM", "iam", "", "");

    public static AwsJsonService Organizations { get; } = new("Organizations", "organizations", "AWSOrganizationsV20161128", "1.1");
}
