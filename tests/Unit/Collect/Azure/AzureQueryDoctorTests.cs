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

        Assert.Equal(["identity Ok", "scope Ok", "query Ok"], States(await ExamineAsync(azure.Connection())));

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

        Assert.Equal(["identity Ok", "scope Ok", "query Failed"], States(results));
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

    [Fact]
    public async Task Examine_NoSubscriptionSeen_NamesTheRole()
    {
        using var azure = new AzureFake((_, _, _) => new AzureAnswer(200, """{"value":[]}"""));

        CheckResult[] results = await ExamineAsync(azure.Connection(("scope", "subscriptions")));

        Assert.Equal(["identity Ok", "scope Failed", "query Skipped"], States(results));
    }

    private static IEnumerable<string> States(CheckResult[] results) => results.Select(result => $"{result.Name} {result.State}");

    private static async Task<CheckResult[]> ExamineAsync(Connection connection)
    {
        var results = new List<CheckResult>();
        await foreach (CheckResult result in new AzureQueryDoctor(new PlainSecrets(), new HurriedClock()).ExamineAsync(connection, TestContext.Current.CancellationToken)) results.Add(result);
        return [.. results];
    }
}
