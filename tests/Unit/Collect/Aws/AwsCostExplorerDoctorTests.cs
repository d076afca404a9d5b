using CostGuard.Collect.Aws;
using CostGuard.Core.Configuration;
using CostGuard.Core.Ports;
using Xunit;

namespace CostGuard.Unit.Collect.Aws;

public sealed class AwsCostExplorerDoctorTests
{
    [Fact]
    public async Task Examine_ExpiredKey_StopsThereAndCallsNothingPaid()
    {
        var asked = new List<string>();
        using var server = new FakeHttp((_, _, body) =>
        {
            asked.Add(body);
            return (403, "<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><Error><Code>ExpiredToken</Code><Message>expired</Message></Error></ErrorResponse>");
        });

        List<CheckResult> results = await ExamineAsync(server, "SERVICE, LINKED_ACCOUNT");

        Assert.Equal(["settings Ok", "identity Failed", "role Skipped", "cost explorer Skipped"], results.Select(result => $"{result.Name} {result.State}"));
        Assert.Contains("expired", results[1].Cause, StringComparison.Ordinal);
        Assert.All(asked, body => Assert.Contains("Action=GetCallerIdentity", body, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Examine_GroupingThatTheApiDoesNotHave_IsTheFirstBrokenLink()
    {
        using var server = new FakeHttp((_, _, _) => (500, ""));

        CheckResult only = Assert.Single(await ExamineAsync(server, "COLOUR"));

        Assert.Equal(CheckState.Failed, only.State);
        Assert.Contains("COLOUR", only.Finding, StringComparison.Ordinal);
    }

    private static async Task<List<CheckResult>> ExamineAsync(FakeHttp server, string groupBy)
    {
        var connection = new Connection
        {
            Name = "acme",
            Provider = "aws",
            Source = new Dictionary<string, string> { ["api"] = "cost-explorer", ["groupBy"] = groupBy },
            Auth = new Dictionary<string, AuthValue>
            {
                ["accessKeyId"] = new("AKIDEXAMPLE", null),
                ["secretAccessKey"] = new("s", null),
                ["sessionToken"] = new("t", null),
                ["assumeRole"] = new("arn:aws:iam::111122223333:role/R", null),
                ["stsEndpoint"] = new(server.Address, null),
            },
        };
        var results = new List<CheckResult>();
        await foreach (CheckResult result in new AwsCostExplorerDoctor(new PlainSecrets()).ExamineAsync(connection, TestContext.Current.CancellationToken)) results.Add(result);
        return results;
    }
}
