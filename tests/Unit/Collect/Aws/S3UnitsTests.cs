using System.Runtime.CompilerServices;
using CostGuard.Collect;
using CostGuard.Collect.Aws;
using CostGuard.Collect.Exports;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using Xunit;

namespace CostGuard.Unit.Collect.Aws;

/// <summary>What the SDK lets through as it is ends one connection with a code, and never the run.</summary>
public sealed class S3UnitsTests
{
    public static TheoryData<Exception, string> Outages => new()
    {
        { new HttpRequestException("Name or service not known (minio.local:9000)"), "CG1159" },
        { new TaskCanceledException("100 seconds elapsed"), "CG1158" },
        { new System.Xml.XmlException("'html' start tag does not match"), "CG1158" },
    };

    [Theory]
    [MemberData(nameof(Outages))]
    public async Task CollectAsync_StoreIsAway_IsCoded(Exception outage, string code)
    {
        CostGuardException refusal = await Assert.ThrowsAsync<CostGuardException>(async () =>
        {
            await foreach (CollectUnit _ in S3Units.CollectAsync(new AwayStore(outage), CollectRequests.For(Connection("https://minio.local:9000")), TestContext.Current.CancellationToken)) continue;
        });

        Assert.Equal((1, code), (refusal.ExitCode, refusal.Problem.Code));
        Assert.StartsWith("memory: ", refusal.Problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("minio.local")]
    [InlineData("minio.local:9000")]
    [InlineData("ftp://minio.local")]
    [InlineData("https://user:pass-word@minio.local")]
    public async Task CollectAsync_EndpointThatIsNoAddress_IsRefusedWithoutItsText(string endpoint)
    {
        var source = new AwsExportSource(new PlainSecrets(), new EndpointBreakers(TimeProvider.System));

        CostGuardException refusal = await Assert.ThrowsAsync<CostGuardException>(async () =>
        {
            await foreach (CollectUnit _ in source.CollectAsync(CollectRequests.For(Connection(endpoint)), TestContext.Current.CancellationToken)) continue;
        });

        Assert.Equal((2, "CG1159"), (refusal.ExitCode, refusal.Problem.Code));
        Assert.DoesNotContain(endpoint, refusal.Problem.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("pass-word", refusal.Problem.ToString(), StringComparison.Ordinal);
    }

    private static Connection Connection(string endpoint) => new()
    {
        Name = "acme",
        Provider = "aws",
        Source = new Dictionary<string, string> { ["export"] = "s3://acme/focus", ["endpoint"] = endpoint },
        Auth = new Dictionary<string, AuthValue> { ["accessKeyId"] = new("AKIDEXAMPLE", null), ["secretAccessKey"] = new("example", null) },
    };

    private sealed class AwayStore(Exception outage) : IObjectStore
    {
        public string Place => "memory";

        public async IAsyncEnumerable<ExportObject> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.FromException(outage);
            yield break;
        }

        public Task<Stream> OpenAsync(ExportObject entry, CancellationToken cancellationToken) => throw outage;

        public void Dispose()
        {
        }
    }
}
