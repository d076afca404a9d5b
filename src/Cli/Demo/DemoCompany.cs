namespace CostGuard.Cli.Demo;

/// <summary>Something of the demo company that costs money every day.</summary>
/// <param name="Team">Owning team; null for what nobody has tagged.</param>
/// <param name="Cloud">"aws" or "azure".</param>
/// <param name="Account">SubAccountId.</param>
/// <param name="AccountName">SubAccountName.</param>
/// <param name="Service">FOCUS ServiceName.</param>
/// <param name="Category">FOCUS ServiceCategory.</param>
/// <param name="Region">FOCUS RegionId.</param>
/// <param name="Resource">Resource name.</param>
/// <param name="PerDay">List cost of a working day.</param>
/// <param name="Weekend">Factor on Saturday and Sunday.</param>
/// <param name="GrowthPerMonth">Growth a month.</param>
/// <param name="TagKey">How the team tag is spelled; null without a tag.</param>
/// <param name="Covered">True when a savings plan covers it.</param>
public sealed record DemoResource(
    string? Team, string Cloud, string Account, string AccountName, string Service, string Category, string Region, string Resource,
    decimal PerDay, decimal Weekend, decimal GrowthPerMonth, string? TagKey, bool Covered = false);

/// <summary>The demo company: five teams on two clouds. Invented, deterministic, shaped like real bills.</summary>
public static class DemoCompany
{
    public const string Name = "Acme Demo";

    public static IReadOnlyList<(string Id, string Title, string Owner, string CostCentre, decimal MonthlyBudget)> Teams { get; } =
    [
        ("platform", "Platform", "platform.lead@acme.example", "4401", 36_500m),
        ("payments", "Payments", "payments.lead@acme.example", "4402", 34_000m),
        ("data", "Data", "data.lead@acme.example", "4403", 37_500m),
        ("web", "Web", "web.lead@acme.example", "4404", 14_000m),
        ("mobile", "Mobile", "web.lead@acme.example", "0405", 12_000m),
    ];

    public static IReadOnlyList<DemoResource> Resources { get; } =
    [
        Aws("platform", "111122220001", "acme-platform", "Amazon Elastic Compute Cloud", "Compute", "eu-central-1", "plat-ci-runners", 610m, 0.45m, 0.010m, "team", true),
        Aws("platform", "111122220001", "acme-platform", "Amazon Elastic Compute Cloud", "Compute", "eu-west-1", "plat-gateway", 320m, 0.95m, 0.005m, "Team", true),
        Aws("platform", "111122220001", "acme-platform", "AmazonCloudWatch", "Management and Governance", "eu-central-1", "plat-logs", 140m, 0.9m, 0.015m, "team"),
        Aws("platform", "111122220001", "acme-platform", "Amazon Virtual Private Cloud", "Networking", "eu-central-1", "plat-nat", 95m, 0.9m, 0.005m, null),
        Aws("payments", "111122220002", "prod-payments", "Amazon Relational Database Service", "Databases", "eu-central-1", "payments-db-1", 410m, 1m, 0.008m, "team"),
        Aws("payments", "111122220002", "prod-payments", "Amazon Elastic Compute Cloud", "Compute", "eu-central-1", "payments-api", 330m, 0.85m, 0.012m, "TEAM", true),
        Aws("payments", "111122220002", "prod-payments", "Amazon Simple Storage Service", "Storage", "eu-central-1", "payments-archive", 60m, 1m, 0.02m, "team"),
        Aws("payments", "111122220002", "prod-payments", "AWS Data Transfer", "Networking", "eu-central-1", "payments-egress", 85m, 0.8m, 0.01m, null),
        Aws("data", "111122220003", "acme-data", "Amazon EMR", "Analytics", "us-east-1", "data-spark", 520m, 0.5m, 0.015m, "team"),
        Aws("data", "111122220003", "acme-data", "Amazon Simple Storage Service", "Storage", "us-east-1", "data-lake", 260m, 1m, 0.025m, "team"),
        Aws("data", "111122220003", "acme-data", "Amazon Redshift", "Analytics", "us-east-1", "data-warehouse", 280m, 1m, 0.005m, "squad"),
        Aws("web", "111122220004", "acme-web", "Amazon CloudFront", "Networking", "us-east-1", "web-cdn", 190m, 0.9m, 0.01m, "team"),
        Aws("web", "111122220004", "acme-web", "Amazon Elastic Compute Cloud", "Compute", "eu-west-1", "web-frontend", 180m, 0.8m, 0.01m, "team", true),
        Aws(null, "111122220009", "acme-sandbox", "Amazon Elastic Compute Cloud", "Compute", "eu-west-1", "sandbox-1", 55m, 0.6m, 0.03m, null),
        Aws("shared", "777788889999", "acme-shared-eks", "Amazon Elastic Kubernetes Service", "Compute", "eu-central-1", "eks-prod", 430m, 0.85m, 0.01m, null),
        Azure("payments", "sub-payments", "Azure Kubernetes Service", "Compute", "westeurope", "aks-payments", 120m, 0.9m, 0.01m, "team"),
        Azure("data", "sub-data", "Azure SQL Database", "Databases", "westeurope", "sql-reporting", 95m, 1m, 0.005m, "team"),
        Azure("mobile", "sub-mobile", "Azure App Service", "Web", "northeurope", "mobile-api", 210m, 0.85m, 0.02m, "team"),
        Azure("mobile", "sub-mobile", "Azure Cosmos DB", "Databases", "northeurope", "mobile-profiles", 130m, 1m, 0.01m, "Team"),
        Azure("web", "sub-web", "Azure Front Door", "Networking", "westeurope", "web-frontdoor", 110m, 0.95m, 0.01m, null),
        Azure(null, "sub-lab", "Virtual Machines", "Compute", "westeurope", "lab-vm", 38m, 0.5m, 0.02m, null),
    ];

    private static DemoResource Aws(
        string? team, string account, string name, string service, string category, string region, string resource, decimal perDay, decimal weekend, decimal growth,
        string? tagKey, bool covered = false) =>
        new(team, "aws", account, name, service, category, region, resource, perDay, weekend, growth, tagKey, covered);

    private static DemoResource Azure(
        string? team, string account, string service, string category, string region, string resource, decimal perDay, decimal weekend, decimal growth, string? tagKey) =>
        new(team, "azure", $"/subscriptions/{account}", account, service, category, region, resource, perDay, weekend, growth, tagKey);
}
