using System.Text.Json;
using System.Text.Json.Nodes;
using CostGuard.Core.Configuration;
using CostGuard.Core.Ports;

namespace CostGuard.Collect.Azure;

/// <summary>The role that CostGuard needs in Azure: one built-in role on a container for exports, a custom role without writes for the API.</summary>
internal sealed class AzurePolicy : IAccessPolicy
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, NewLine = "\n", Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly string[] Actions =
    [
        "Microsoft.CostManagement/*/read", "Microsoft.Consumption/*/read", "Microsoft.Billing/billingPeriods/read", "Microsoft.Resources/subscriptions/read",
        "Microsoft.Resources/subscriptions/resourceGroups/read", "Microsoft.Management/managementGroups/read",
    ];

    private static readonly string[] Usage =
    [
        "Microsoft.ResourceGraph/resources/read", "Microsoft.Insights/metrics/read", "Microsoft.Insights/metricDefinitions/read", "Microsoft.Compute/virtualMachines/read", "Microsoft.Compute/virtualMachineScaleSets/read",
        "Microsoft.Compute/disks/read", "Microsoft.Compute/snapshots/read", "Microsoft.Compute/locations/vmSizes/read", "Microsoft.Network/networkInterfaces/read", "Microsoft.Network/publicIPAddresses/read",
        "Microsoft.Network/loadBalancers/read", "Microsoft.Network/applicationGateways/read", "Microsoft.Network/natGateways/read", "Microsoft.Network/virtualNetworkGateways/read", "Microsoft.Network/expressRouteCircuits/read",
        "Microsoft.Sql/servers/databases/read", "Microsoft.DBforPostgreSQL/flexibleServers/read", "Microsoft.DBforMySQL/flexibleServers/read", "Microsoft.Web/serverfarms/read", "Microsoft.ContainerService/managedClusters/read",
    ];

    // Billing account reader and billing profile reader, by the ids that each account has them under; Billing Reader is Resource Manager's own.
    private const string AccountReader = "50000000-aaaa-bbbb-cccc-100000000002", ProfileReader = "40000000-aaaa-bbbb-cccc-100000000002";
    private const string EnrollmentReader = "24f8edb6-1668-4659-b5e2-40bb5f3a7d7e", BillingReader = "fa23ad8b-c56e-40d8-ac0c-ce449e1d2c64";

    // What Storage Blob Data Reader consists of.
    private static readonly string[] Blobs =
    [
        "Microsoft.Storage/storageAccounts/blobServices/containers/read", "Microsoft.Storage/storageAccounts/blobServices/generateUserDelegationKey/action",
        "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read",
    ];

    /// <summary>True for an action that reading costs, subscriptions or blobs is made of: a read of one service, never "*" or "*/read".</summary>
    public static bool IsNeeded(string action) =>
        Blobs.Contains(action, StringComparer.OrdinalIgnoreCase)
        || (action.EndsWith("/read", StringComparison.OrdinalIgnoreCase) && !action.StartsWith('*'));

    public string Provider => "azure";

    public IReadOnlyList<string> Extras { get; } = ["cost-management", "invoices", "usage"];

    public string Text(Connection? connection, IReadOnlySet<string> extras)
    {
        string costs = Costs(connection, extras);
        return extras.Contains("invoices") ? $"{costs}\n{Invoices(connection)}" : costs;
    }

    private static string Costs(Connection? connection, IReadOnlySet<string> extras)
    {
        bool usage = connection?.Usage is { Enabled: true } || extras.Contains("usage");
        if (connection?.Source.ContainsKey("api") == true || extras.Contains("cost-management")) return Role("CostGuard Reader", "Reads cost data, budgets and export definitions. No write, no support tickets.", [.. Actions, .. usage ? Usage : []], connection);
        (string account, string container) = PlaceOf(connection);
        string export = $"""
            az role assignment create --role 2a2b9908-6ea1-4ae2-8e65-a410df84e7d1 \
              --assignee-object-id OBJECT-ID-OF-THE-IDENTITY --assignee-principal-type ServicePrincipal \
              --scope /subscriptions/SUBSCRIPTION/resourceGroups/GROUP/providers/Microsoft.Storage/storageAccounts/{account}/blobServices/default/containers/{container}
            """;
        return usage ? $"{export}\naz role definition create --role-definition '{Role("CostGuard Usage Reader", "Reads inventory and metrics for savings. No write.", Usage, connection)}'" : export;
    }

    private static string Role(string name, string what, string[] actions, Connection? connection)
    {
        string scope = connection?.Source.GetValueOrDefault("scope") is { } text ? "/" + text.TrimStart('/') : "/providers/Microsoft.Management/managementGroups/YOUR-GROUP";
        return new JsonObject
        {
            ["Name"] = name,
            ["IsCustom"] = true,
            ["Description"] = what,
            ["Actions"] = new JsonArray([.. actions.Select(action => JsonValue.Create(action))]),
            ["NotActions"] = new JsonArray(),
            ["DataActions"] = new JsonArray(),
            ["NotDataActions"] = new JsonArray(),
            ["AssignableScopes"] = new JsonArray(scope),
        }.ToJsonString(Readable);
    }

    // A billing role is none of Resource Manager's: it is given by the billing API, to the object id, on the profile or account whose invoices are read.
    private static string Invoices(Connection? connection)
    {
        AzureInvoicePlace place = (connection is null ? null : AzureInvoicePlace.Of(connection) is [var first, ..] ? first : null) ?? new AzureInvoicePlace("BILLING-ACCOUNT", "BILLING-PROFILE", null);
        if (place.Subscription is { } subscription)
        {
            return $"""
                az role assignment create --role {BillingReader} \
                  --assignee-object-id OBJECT-ID-OF-THE-IDENTITY --assignee-principal-type ServicePrincipal \
                  --scope /subscriptions/{subscription}
                """;
        }

        string billing = place.Path[..^"/invoices".Length];
        (string role, string call, string id) = place.IsEnrollment
            ? (EnrollmentReader, "put", $"billingRoleAssignments/A-NEW-GUID")
            : (place.Profile is null ? AccountReader : ProfileReader, "post", "createBillingRoleAssignment");
        string body = $$"""{"principalId": "OBJECT-ID-OF-THE-IDENTITY", "principalTenantId": "TENANT-ID", "roleDefinitionId": "/{{billing}}/billingRoleDefinitions/{{role}}"}""";
        if (place.IsEnrollment) body = $$"""{"properties": {{body}}}""";
        Uri management = connection is null ? new Uri("https://management.azure.com") : AzureCloud.Of(connection).Management;
        return $"""
            az rest --method {call} \
              --url "{new Uri(management, $"{billing}/{id}?api-version=2024-04-01")}" \
              --body '{body}'
            """;
    }

    private static (string Account, string Container) PlaceOf(Connection? connection)
    {
        if (connection?.Source.GetValueOrDefault("export") is not { } export || !Uri.TryCreate(export, UriKind.Absolute, out Uri? place)) return ("ACCOUNT", "CONTAINER");
        var address = new global::Azure.Storage.Blobs.BlobUriBuilder(place);
        return (address.AccountName.Length > 0 ? address.AccountName : "ACCOUNT", address.BlobContainerName.Length > 0 ? address.BlobContainerName : "CONTAINER");
    }

    public IReadOnlyList<string> Reasons(IReadOnlySet<string> extras) =>
    [
        "Exports: Storage Blob Data Reader on the container, and nothing else. The export itself is made once by an administrator.",
        "API: a custom role, since the built-in Cost Management Reader may also open support tickets.",
        "Enterprise agreement: EnrollmentReader (24f8edb6-1668-4659-b5e2-40bb5f3a7d7e) on the billing account, given by REST to the object id of the service principal.",
        "Invoices (--with invoices): Billing profile reader on the profile of source.billingProfile, else Billing account reader on source.billingAccount; for pay-as-you-go subscriptions Billing Reader. Roles that read costs show no invoices. An enterprise agreement's are mostly not given.",
        "Usage (--with usage, or 'usage: { enabled: true }' in the connection): inventory by Resource Graph and metrics by Azure Monitor. Reader and Monitoring Reader hold these rights too, and more. Metrics in batches need them on the whole subscription.",
        "CSP, sponsored and student offers have no cost API: upload their files.",
        "Never asked: Contributor, Owner, any write.",
    ];
}
