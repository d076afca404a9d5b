using CostGuard.Collect.Azure;
using CostGuard.Core.Configuration;
using CostGuard.Core.Ports;
using CostGuard.Unit.Collect.Aws;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CostGuard.Unit.Collect.Azure;

/// <summary>Azure answers 403 for a missing role and for a firewall alike; only the error code differs.</summary>
public sealed class AzureExportDoctorTests
{
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";
    private static readonly DateTimeOffset Now = new(2026, 11, 16, 7, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(403, "AuthorizationFailure", "network rules", "missing role")]
    [InlineData(403, "AuthorizationPermissionMismatch", "no role that reads blobs", "network rules")]
    [InlineData(404, "ContainerNotFound", "no such container", null)]
    [InlineData(403, "AuthenticationFailed", "not valid for this account", null)]
    public async Task Examine_ListRefused_TellsRoleFromFirewall(int status, string code, string cause, string? not)
    {
        using var server = new FakeHttp((_, _, _) => (status, $"<?xml version=\"1.0\"?><Error><Code>{code}</Code><Message>This request is not authorized.</Message></Error>"))
        {
            Headers = new Dictionary<string, string> { ["x-ms-error-code"] = code },
        };

        CheckResult[] results = await ExamineAsync(server);

        Assert.Equal(["identity Warning", "list Failed", "manifest Skipped", "read Skipped", "columns Skipped", "age Skipped", "months Skipped"], results.Select(result => $"{result.Name} {result.State}"));
        Assert.Contains(cause, results[1].Cause, StringComparison.Ordinal);
        if (not is null) Assert.Null(results[1].Not);
        else Assert.Contains(not, results[1].Not, StringComparison.Ordinal);
        Assert.NotNull(results[1].Fix);
        Assert.DoesNotContain(Key, string.Concat(results.Select(result => result.ToString())), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Examine_ExportWithoutManifest_IsReadAndWarned()
    {
        using var server = new FakeHttp((_, path, _) => path.Contains("comp=list", StringComparison.Ordinal)
            ? (200, "<?xml version=\"1.0\"?><EnumerationResults ContainerName=\"c\"><Blobs><Blob><Name>focus/part_0.csv</Name><Properties><Last-Modified>Mon, 16 Nov 2026 05:00:00 GMT</Last-Modified><Etag>0x1</Etag><Content-Length>10</Content-Length></Properties></Blob></Blobs><NextMarker/></EnumerationResults>")
            : (200, AwsAnswers.Header + AwsAnswers.Row));

        CheckResult[] results = await ExamineAsync(server);

        Assert.Equal(["identity Warning", "list Ok", "manifest Warning", "read Ok", "columns Ok", "age Ok", "months Skipped"], results.Select(result => $"{result.Name} {result.State}"));
        Assert.Contains("2 h ago", results[^2].Finding, StringComparison.Ordinal);
    }

    private static async Task<CheckResult[]> ExamineAsync(FakeHttp server)
    {
        var connection = new Connection
        {
            Name = "acme",
            Provider = "azure",
            Source = new Dictionary<string, string> { ["export"] = server.Address + "devstoreaccount1/costexports/focus" },
            Auth = new Dictionary<string, AuthValue>
            {
                ["connectionString"] = new($"DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey={Key};BlobEndpoint={server.Address}devstoreaccount1;", null),
            },
        };
        var results = new List<CheckResult>();
        await foreach (CheckResult result in new AzureExportDoctor(new PlainSecrets(), new FakeTimeProvider(Now), ExportDoctors.At(Now)).ExamineAsync(connection, TestContext.Current.CancellationToken)) results.Add(result);
        return [.. results];
    }
}
