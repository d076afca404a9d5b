using CostGuard.Collect.Azure;
using CostGuard.Core.Configuration;
using CostGuard.Core.Ports;
using Xunit;

namespace CostGuard.Unit.Collect.Azure;

/// <summary>An offer without a cost API and a missing role both leave the costs unknown; what to do about them differs.</summary>
public sealed class AzureQueryDoctorTests
{
    private const string Costs = """{"properties":{"columns":[{"name":"UsageDate"},{"name":"Cost"},{"name":"Currency"}],"rows":[[20240601,1.5,"EUR"]]}}""";

    [Fact]
    public async Task Examine_AllAnswers_IsOk()
    {
        using var azure = new AzureFake((_, _, _) => new AzureAnswer(200, Costs));

        Assert.Equal(["identity Ok", "scope Ok", "query Ok", "too much Skipped"], States(await ExamineAsync(azure.Connection())));

        // Without days there would be no column UsageDate, which every answer is read by.
        Assert.Contains("\"granularity\":\"Daily\"", azure.Calls[^1].Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400, "BadRequest", "Cost data unavailable, the offer XX-0000P is not supported", "offer", "missing role", "CG1141")]
    [InlineData(403, "RBACAccessDenied", "The client does not have authorization", "no role", "sign-in", "CG1143")]
    public async Task Examine_QueryRefused_TellsOfferFromRole(int status, string code, string words, string cause, string not, string number)
    {
        using var azure = new AzureFake((_, _, _) => new AzureAnswer(status, $$$"""{"error":{"code":"{{{code}}}","message":"{{{words}}}"}}"""));

        CheckResult[] results = await ExamineAsync(azure.Connection());

        Assert.Equal(["identity Ok", "scope Ok", "query Failed", "too much Skipped"], States(results));
        Assert.Contains(cause, results[2].Cause, StringComparison.Ordinal);
        Assert.Contains(not, results[2].Not, StringComparison.Ordinal);
        Assert.Equal(number, results[2].Code);
        Assert.NotNull(results[2].Fix);
    }

    [Fact]
    public async Task Examine_OneOfferOfTwo_IsWarned()
    {
        using var azure = new AzureFake((_, url, _) => url.Contains("sub-b", StringComparison.Ordinal) ? new AzureAnswer(400, """{"error":{"code":"BadRequest","message":"offer"}}""") : new AzureAnswer(200, Costs));

        CheckResult[] results = await ExamineAsync(azure.Connection(("scope", "subscriptions/sub-a, subscriptions/sub-b")));

        Assert.Equal(CheckState.Warning, results[2].State);
        Assert.Contains("1 of 2 scopes", results[2].Finding, StringComparison.Ordinal);
        Assert.Contains("sub-b", results[2].Finding, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200, """{"value":[{"name":"G1","properties":{"invoiceDate":"2026-10-08T00:00:00Z"}},{"name":"G2","properties":{"invoiceDate":"2026-11-08T00:00:00Z"}}]}""", "invoices Ok", "G2 2026-11-08", null)]
    [InlineData(403, """{"error":{"code":"UserNotAuthorized","message":"no"}}""", "invoices Warning", "UserNotAuthorized", "CG2732")]
    [InlineData(404, """{"error":{"code":"NotFound","message":"no"}}""", "invoices Warning", "NotFound", "CG2733")]
    public async Task Examine_BillingAccountNamed_SaysIfInvoicesAreReadable(int status, string body, string state, string words, string? code)
    {
        using var azure = new AzureFake((_, url, _) => url.Contains("/invoices?", StringComparison.Ordinal) ? new AzureAnswer(status, body) : new AzureAnswer(200, Costs));

        CheckResult[] results = await ExamineAsync(azure.Connection(("billingAccount", "ab12:cd34_2019-05-31"), ("billingProfile", "BKM6")));

        Assert.Equal(["identity Ok", "scope Ok", "query Ok", state, "too much Skipped"], States(results));
        Assert.Contains(words, results[3].Finding, StringComparison.Ordinal);
        Assert.Equal(code, results[3].Code);
        if (status == 403) Assert.Contains("--with invoices", results[3].Fix, StringComparison.Ordinal);
        Assert.Contains(azure.Calls, call => call.Url.StartsWith("/providers/Microsoft.Billing/billingAccounts/ab12:cd34_2019-05-31/billingProfiles/BKM6/invoices?", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Examine_NoSubscriptionSeen_NamesTheRole()
    {
        using var azure = new AzureFake((_, _, _) => new AzureAnswer(200, """{"value":[]}"""));

        CheckResult[] results = await ExamineAsync(azure.Connection(("scope", "subscriptions")));

        Assert.Equal(["identity Ok", "scope Failed", "query Skipped", "too much Skipped"], States(results));
    }

    [Fact]
    public async Task Examine_WiderRoles_AreNamedWithTheirPlace()
    {
        const string Definition = "/subscriptions/sub-a/providers/Microsoft.Authorization/roleDefinitions/";
        using var azure = new AzureFake((_, url, _) => new AzureAnswer(200, url switch
        {
            _ when url.Contains("/roleAssignments?", StringComparison.Ordinal) => $$$"""
                {"value":[{"properties":{"roleDefinitionId":"{{{Definition}}}c","scope":"/subscriptions/sub-a"}},{"properties":{"roleDefinitionId":"{{{Definition}}}m","scope":"/subscriptions/sub-a"}},
                {"properties":{"roleDefinitionId":"{{{Definition}}}b","scope":"/subscriptions/sub-a/x"}}]}
                """,
            _ when url.Contains("roleDefinitions/c?", StringComparison.Ordinal) => """{"properties":{"roleName":"Contributor","permissions":[{"actions":["*"],"notActions":["Microsoft.Authorization/*/Delete"]}]}}""",
            _ when url.Contains("roleDefinitions/m?", StringComparison.Ordinal) => """{"properties":{"roleName":"Cost Management Reader","permissions":[{"actions":["Microsoft.Consumption/*/read","Microsoft.CostManagement/*/read","Microsoft.Support/*"]}]}}""",
            _ when url.Contains("roleDefinitions/b?", StringComparison.Ordinal) => """
                {"properties":{"roleName":"Storage Blob Data Reader","permissions":[{"actions":["Microsoft.Storage/storageAccounts/blobServices/containers/read","Microsoft.Storage/storageAccounts/blobServices/generateUserDelegationKey/action"],
                "dataActions":["Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read"]}]}}
                """,
            _ when url.StartsWith("/subscriptions?", StringComparison.Ordinal) => """{"value":[{"subscriptionId":"sub-a","displayName":"prod"}]}""",
            _ => Costs,
        }))
        { Token = $"x.{Convert.ToBase64String("""{"oid":"00000000-0000-4000-8000-00000000000c"}"""u8).TrimEnd('=')}.y" };

        CheckResult excess = (await ExamineAsync(azure.Connection()))[^1];

        Assert.Equal(("too much", CheckState.Warning), (excess.Name, excess.State));
        Assert.Contains("Contributor (*) at /subscriptions/sub-a", excess.Finding, StringComparison.Ordinal);
        Assert.Contains("Cost Management Reader (Microsoft.Support/*)", excess.Finding, StringComparison.Ordinal);
        Assert.DoesNotContain("Storage Blob Data Reader", excess.Finding, StringComparison.Ordinal);
        Assert.Contains(azure.Calls, call => Uri.UnescapeDataString(call.Url).Contains("assignedTo('00000000-0000-4000-8000-00000000000c')", StringComparison.Ordinal));
    }

    // Who may not read role assignments is not therefore narrow.
    [Theory]
    [InlineData(403, 200, CheckState.Skipped)]
    [InlineData(200, 403, CheckState.Skipped)]
    [InlineData(200, 200, CheckState.Ok)]
    public async Task Examine_RolesThatMayNotBeRead_AreNotCalledNarrow(int assignments, int definition, CheckState state)
    {
        using var azure = new AzureFake((_, url, _) => url switch
        {
            _ when url.Contains("/roleAssignments?", StringComparison.Ordinal) => new AzureAnswer(assignments, """{"value":[{"properties":{"roleDefinitionId":"/d/c"}}]}"""),
            _ when url.Contains("/d/c?", StringComparison.Ordinal) => new AzureAnswer(definition, """{"properties":{"roleName":"Cost Reader","permissions":[{"actions":["Microsoft.CostManagement/*/read"]}]}}"""),
            _ when url.StartsWith("/subscriptions?", StringComparison.Ordinal) => new AzureAnswer(200, """{"value":[{"subscriptionId":"sub-a","displayName":"prod"}]}"""),
            _ => new AzureAnswer(200, Costs),
        })
        { Token = $"x.{Convert.ToBase64String("""{"oid":"00000000-0000-4000-8000-00000000000c"}"""u8).TrimEnd('=')}.y" };

        CheckResult excess = (await ExamineAsync(azure.Connection()))[^1];

        Assert.True(excess.State == state, excess.Finding);
    }

    private static IEnumerable<string> States(CheckResult[] results) => results.Select(result => $"{result.Name} {result.State}");

    private static async Task<CheckResult[]> ExamineAsync(Connection connection)
    {
        var results = new List<CheckResult>();
        await foreach (CheckResult result in new AzureQueryDoctor(new PlainSecrets(), new HurriedClock()).ExamineAsync(connection, TestContext.Current.CancellationToken)) results.Add(result);
        return [.. results];
    }
}
