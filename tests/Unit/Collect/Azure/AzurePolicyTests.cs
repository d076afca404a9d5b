using System.Text.Json;
using CostGuard.Collect.Azure;
using CostGuard.Core.Configuration;
using Xunit;

namespace CostGuard.Unit.Collect.Azure;

public sealed class AzurePolicyTests
{
    private static readonly Connection Export = new() { Name = "acme", Provider = "azure", Source = new Dictionary<string, string> { ["export"] = "https://acmebilling.blob.core.windows.net/costexports/focus" } };

    private static readonly Connection Query = new() { Name = "acme", Provider = "azure", Source = new Dictionary<string, string> { ["api"] = "query", ["scope"] = "providers/Microsoft.Management/managementGroups/acme" } };

    [Fact]
    public void Text_Export_IsOneRoleOnOneContainer()
    {
        string text = new AzurePolicy().Text(Export, new HashSet<string>());

        // Storage Blob Data Reader, by the id that Microsoft documents.
        Assert.Contains("--role 2a2b9908-6ea1-4ae2-8e65-a410df84e7d1", text, StringComparison.Ordinal);
        Assert.EndsWith("/storageAccounts/acmebilling/blobServices/default/containers/costexports", text, StringComparison.Ordinal);
        Assert.Single(text.Split("role assignment create").Skip(1));
    }

    [Fact]
    public void Text_NoConnection_HasPlaceholders() =>
        Assert.EndsWith("/storageAccounts/ACCOUNT/blobServices/default/containers/CONTAINER", new AzurePolicy().Text(null, new HashSet<string>()), StringComparison.Ordinal);

    [Fact]
    public void Text_Query_IsTheRoleOfTheSpecification()
    {
        using JsonDocument role = JsonDocument.Parse(new AzurePolicy().Text(Query, new HashSet<string>()));

        string[] Texts(string name) => [.. role.RootElement.GetProperty(name).EnumerateArray().Select(one => one.GetString()!)];
        Assert.Equal(
            [
                "Microsoft.CostManagement/*/read", "Microsoft.Consumption/*/read", "Microsoft.Billing/billingPeriods/read", "Microsoft.Resources/subscriptions/read",
                "Microsoft.Resources/subscriptions/resourceGroups/read", "Microsoft.Management/managementGroups/read",
            ],
            Texts("Actions"));
        Assert.Empty(Texts("DataActions"));
        Assert.Equal(["/providers/Microsoft.Management/managementGroups/acme"], Texts("AssignableScopes"));
        Assert.True(role.RootElement.GetProperty("IsCustom").GetBoolean());
    }

    [Fact]
    public void Text_Usage_AddsReadsOfInventoryAndMetricsAlone()
    {
        using JsonDocument role = JsonDocument.Parse(new AzurePolicy().Text(Query with { Usage = new UsageSettings { Enabled = true } }, new HashSet<string>()));
        string[] actions = [.. role.RootElement.GetProperty("Actions").EnumerateArray().Select(one => one.GetString()!)];

        Assert.Contains("Microsoft.Insights/metrics/read", actions);
        Assert.Contains("Microsoft.Compute/virtualMachines/read", actions);
        Assert.All(actions, action => Assert.True(AzurePolicy.IsNeeded(action), action));

        string export = new AzurePolicy().Text(Export, new HashSet<string> { "usage" });
        Assert.Contains("--role 2a2b9908-6ea1-4ae2-8e65-a410df84e7d1", export, StringComparison.Ordinal);
        Assert.Contains("az role definition create --role-definition '{", export, StringComparison.Ordinal);
        Assert.DoesNotContain("Microsoft.CostManagement", export, StringComparison.Ordinal);
    }

    // Roles by the ids of Microsoft's own examples of the billing API: 4…2 reads a profile, 5…2 an account, 24f8edb6 an enrollment.
    [Theory]
    [InlineData("ab12:cd34_2019-05-31", "BKM6-54VH", "--method post", "/billingAccounts/ab12:cd34_2019-05-31/billingProfiles/BKM6-54VH/createBillingRoleAssignment?", "/billingProfiles/BKM6-54VH/billingRoleDefinitions/40000000-aaaa-bbbb-cccc-100000000002")]
    [InlineData("ab12:cd34_2019-05-31", null, "--method post", "/billingAccounts/ab12:cd34_2019-05-31/createBillingRoleAssignment?", "/billingRoleDefinitions/50000000-aaaa-bbbb-cccc-100000000002")]
    [InlineData("7898901", null, "--method put", "/billingAccounts/7898901/billingRoleAssignments/A-NEW-GUID?", "/billingRoleDefinitions/24f8edb6-1668-4659-b5e2-40bb5f3a7d7e")]
    public void Text_Invoices_GivesABillingRole(string account, string? profile, string method, string address, string role)
    {
        var source = new Dictionary<string, string>(Export.Source) { ["billingAccount"] = account };
        if (profile is not null) source["billingProfile"] = profile;
        string text = new AzurePolicy().Text(Export with { Source = source }, new HashSet<string> { "invoices" });

        foreach (string words in (string[])[method, address, role, "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1"]) Assert.Contains(words, text, StringComparison.Ordinal);
        Assert.DoesNotContain("az rest", new AzurePolicy().Text(Export with { Source = source }, new HashSet<string>()), StringComparison.Ordinal);
    }

    [Fact]
    public void Text_InvoicesOfASubscription_IsBillingReader() => Assert.Contains(
        "--role fa23ad8b-c56e-40d8-ac0c-ce449e1d2c64",
        new AzurePolicy().Text(Query with { Source = new Dictionary<string, string> { ["api"] = "query", ["scope"] = "subscriptions/sub-a" } }, new HashSet<string> { "invoices" }), StringComparison.Ordinal);

    [Theory]
    [InlineData("Microsoft.CostManagement/*/read", true)]
    [InlineData("Microsoft.Storage/storageAccounts/blobServices/generateUserDelegationKey/action", true)]
    [InlineData("*", false)]
    [InlineData("*/read", false)]
    [InlineData("Microsoft.Support/*", false)]
    [InlineData("Microsoft.Storage/storageAccounts/listkeys/action", false)]
    [InlineData("Microsoft.CostManagement/exports/write", false)]
    public void IsNeeded_Action_IsAReadOfOneService(string action, bool needed) => Assert.Equal(needed, AzurePolicy.IsNeeded(action));

    [Fact]
    public void Reasons_NameTheAgreementsAndWhatIsNeverAsked()
    {
        string reasons = string.Join('\n', new AzurePolicy().Reasons(new HashSet<string>()));

        foreach (string words in (string[])["Storage Blob Data Reader", "24f8edb6-1668-4659-b5e2-40bb5f3a7d7e", "support tickets", "CSP", "Never asked"]) Assert.Contains(words, reasons, StringComparison.Ordinal);
    }
}
