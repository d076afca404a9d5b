using CostGuard.Collect;
using CostGuard.Collect.Gcp;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using Xunit;

namespace CostGuard.Unit.Collect;

/// <summary>What is refused before anything is called, and what the doctor says. Reading a bucket is tested against a real store in Integration.</summary>
public sealed class GcpExportSourceTests
{
    [Theory]
    [InlineData("s3://acme/billing", "accessKeyId", "gs://bucket/prefix")]
    [InlineData("gs://", "accessKeyId", "gs://bucket/prefix")]
    [InlineData("gs://acme/billing", "profile", "auth has no setting 'profile'")]
    [InlineData("gs://acme/billing", "", "auth lacks 'accessKeyId'")]
    public async Task CollectAsync_SettingThatCannotBe_IsRefused(string export, string auth, string words)
    {
        Connection connection = Connection(export, auth);

        CostGuardException refusal = await Assert.ThrowsAsync<CostGuardException>(async () =>
        {
            await foreach (CollectUnit _ in new GcpExportSource(new PlainSecrets(), new EndpointBreakers(TimeProvider.System)).CollectAsync(CollectRequests.For(connection), TestContext.Current.CancellationToken)) continue;
        });

        Assert.Equal((2, ConnectionErrors.SettingMissing.Code), (refusal.ExitCode, refusal.Problem.Code));
        Assert.Contains(words, refusal.Problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200, "", "settings Ok, list Failed CG1152, manifest Skipped, read Skipped, columns Skipped, age Skipped, months Skipped")]
    [InlineData(403, "<Error><Code>AccessDenied</Code><Message>no</Message></Error>", "settings Ok, list Failed CG1157, manifest Skipped, read Skipped, columns Skipped, age Skipped, months Skipped")]
    [InlineData(404, "<Error><Code>NoSuchBucket</Code><Message>no</Message></Error>", "settings Ok, list Failed CG1158, manifest Skipped, read Skipped, columns Skipped, age Skipped, months Skipped")]
    public async Task Doctor_Link_IsNamed(int status, string body, string expected)
    {
        using var store = new FakeHttp((_, _, _) => (status, body.Length > 0 ? body : "<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>"));
        Connection connection = Connection("gs://acme/billing", "accessKeyId");
        connection = connection with
        {
            Source = new Dictionary<string, string>(connection.Source) { ["endpoint"] = store.Address },
            Auth = new Dictionary<string, AuthValue> { ["accessKeyId"] = new("GOOG1EXAMPLE", null), ["secretAccessKey"] = new("example", null) },
        };

        var found = new List<string>();
        await foreach (CheckResult result in new GcpExportDoctor(new PlainSecrets(), ExportDoctors.At(DateTimeOffset.UnixEpoch)).ExamineAsync(connection, TestContext.Current.CancellationToken)) found.Add($"{result.Name} {result.State} {result.Code}".TrimEnd());

        Assert.Equal(expected, string.Join(", ", found));
    }

    // Two month-to-date runs: the sum would be nearly twice the bill.
    [Fact]
    public async Task CollectAsync_DatedFoldersOfOneMonth_AreRefusedByCollectionAndDoctor()
    {
        const string Listing = "<ListBucketResult><IsTruncated>false</IsTruncated><Contents><Key>billing/2026-11-05/x.csv</Key><Size>5</Size><LastModified>2026-11-05T05:00:00.000Z</LastModified><ETag>a</ETag></Contents>"
            + "<Contents><Key>billing/2026-11-06/x.csv</Key><Size>6</Size><LastModified>2026-11-06T05:00:00.000Z</LastModified><ETag>b</ETag></Contents></ListBucketResult>";
        using var store = new FakeHttp((_, _, _) => (200, Listing));
        Connection connection = Connection("gs://acme/billing", "accessKeyId");
        connection = connection with
        {
            Source = new Dictionary<string, string>(connection.Source) { ["endpoint"] = store.Address },
            Auth = new Dictionary<string, AuthValue> { ["accessKeyId"] = new("GOOG1EXAMPLE", null), ["secretAccessKey"] = new("example", null) },
        };

        CostGuardException refusal = await Assert.ThrowsAsync<CostGuardException>(async () =>
        {
            await foreach (CollectUnit _ in new GcpExportSource(new PlainSecrets(), new EndpointBreakers(TimeProvider.System)).CollectAsync(CollectRequests.For(connection), TestContext.Current.CancellationToken)) continue;
        });
        var found = new List<CheckResult>();
        await foreach (CheckResult result in new GcpExportDoctor(new PlainSecrets(), ExportDoctors.At(DateTimeOffset.UnixEpoch)).ExamineAsync(connection, TestContext.Current.CancellationToken)) found.Add(result);

        Assert.Equal((2, "CG1083"), (refusal.ExitCode, refusal.Problem.Code));
        Assert.Equal(("manifest", "CG1083"), Assert.Single(found, result => result.State == CheckState.Failed) is { } broken ? (broken.Name, broken.Code) : default);
    }

    private static Connection Connection(string export, string auth) => new()
    {
        Name = "acme-gcp",
        Provider = "gcp",
        Source = new Dictionary<string, string> { ["export"] = export },
        Auth = auth.Length > 0 ? new Dictionary<string, AuthValue> { [auth] = new("x", null) } : new Dictionary<string, AuthValue>(),
    };
}
