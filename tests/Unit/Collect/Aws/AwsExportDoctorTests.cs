using CostGuard.Collect.Aws;
using CostGuard.Core.Configuration;
using CostGuard.Core.Ports;
using Xunit;

namespace CostGuard.Unit.Collect.Aws;

/// <summary>Each broken link, as the services themselves word it, gets the right cause; what comes after it is skipped.</summary>
public sealed class AwsExportDoctorTests
{
    private const string Role = AwsAnswers.Role;
    private static readonly DateTimeOffset Now = new(2026, 11, 16, 7, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Examine_AllWell_EveryLinkIsOk()
    {
        CheckResult[] results = await ExamineAsync(new AwsAnswers());

        Assert.Equal(["identity Warning", "role Ok", "list Ok", "manifest Ok", "read Ok", "columns Ok", "age Ok", "months Ok", "health Ok", "too much Ok"], results.Select(result => $"{result.Name} {result.State}"));
        // An access key is accepted, and named as what it is.
        Assert.Contains("do not expire", results[0].Cause, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("InvalidClientTokenId", "The security token included in the request is invalid.", "does not exist any more")]
    [InlineData("ExpiredToken", "The security token included in the request is expired", "has expired")]
    [InlineData("SignatureDoesNotMatch", "The request signature we calculated does not match", "clock of this machine")]
    public async Task Examine_IdentityRefused_NamesTheKey(string code, string words, string cause) =>
        await BrokenAtAsync("identity", new AwsAnswers { Identity = (403, AwsAnswers.StsError(code, words)) }, cause);

    [Theory]
    [InlineData("User: arn:aws:iam::999988887777:role/host is not authorized to perform: sts:AssumeRole on resource: " + Role, "trust policy does not name this identity")]
    [InlineData("User is not authorized to perform: sts:AssumeRole with an explicit deny in a service control policy", "service control policy")]
    [InlineData("The external id does not match", "external id is not the one")]
    public async Task Examine_RoleRefused_TellsTrustFromExternalIdFromGuardRail(string words, string cause) =>
        await BrokenAtAsync("role", new AwsAnswers { Assume = (403, AwsAnswers.StsError("AccessDenied", words)) }, cause);

    [Fact]
    public async Task Examine_NoRightToList_NamesTheTier() =>
        await BrokenAtAsync("list", new AwsAnswers { List = (403, AwsAnswers.S3Error("AccessDenied", "Access Denied")) }, "s3:ListBucket");

    [Fact]
    public async Task Examine_NoSuchBucket_NamesIt() => await BrokenAtAsync("list", new AwsAnswers { List = (404, AwsAnswers.S3Error("NoSuchBucket", "The specified bucket does not exist")) }, "no bucket acme");

    [Fact]
    public async Task Examine_NothingBelowThePrefix_IsAMissingExport() => await BrokenAtAsync("list", new AwsAnswers { List = (200, AwsAnswers.Listing()) }, "has not delivered yet");

    [Fact]
    public async Task Examine_ManifestNamesAPartThatIsNotThere_IsIncomplete() =>
        await BrokenAtAsync("manifest", new AwsAnswers { Manifest = """{ "executionId": "r", "dataFiles": ["s3://acme/focus/data/BILLING_PERIOD=2026-11/gone.csv"] }""" }, "Half a delivery");

    [Fact]
    public async Task Examine_ManifestWithoutParts_IsNoDelivery()
    {
        const string Empty = """{ "executionId": "r", "dataFiles": [] }""";
        CheckResult broken = await BrokenAtAsync(
            "manifest", new AwsAnswers { Manifest = Empty, List = (200, AwsAnswers.Listing(("focus/metadata/BILLING_PERIOD=2026-11/acme-Manifest.json", Empty.Length, "2026-11-16T05:00:00.000Z"))) }, "without a delivery");
        Assert.Equal("CG1152", broken.Code);
    }

    [Fact]
    public async Task Examine_KeyMayNotBeUsed_IsKmsAndNotTheBucket()
    {
        CheckResult result = await BrokenAtAsync(
            "read", new AwsAnswers { Part = (403, AwsAnswers.S3Error("AccessDenied", "User is not authorized to perform: kms:Decrypt on the resource associated with this ciphertext")) }, "encrypted with a key");
        Assert.Contains("on the bucket", result.Not, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Examine_OldDelivery_IsAWarning()
    {
        CheckResult[] results = await ExamineAsync(new AwsAnswers { Modified = "2026-11-13T05:00:00.000Z" });

        CheckResult age = Assert.Single(results, result => result.Name == "age");
        Assert.Equal(CheckState.Warning, age.State);
        Assert.Contains("2026-11-13 05:00Z, 74 h ago", age.Finding, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Examine_WiderRights_AreNamedOneByOne()
    {
        CheckResult[] results = await ExamineAsync(new AwsAnswers
        {
            Buckets = (200, "<ListAllMyBucketsResult><Buckets><Bucket><Name>other</Name></Bucket></Buckets></ListAllMyBucketsResult>"),
            Outside = (200, AwsAnswers.Listing(("other/secret.csv", 1, "2026-11-16T05:00:00.000Z"))),
            Policies = (200, "<ListAttachedRolePoliciesResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\"><ListAttachedRolePoliciesResult><AttachedPolicies>"
                + string.Concat(((string[])["ReadOnlyAccess", "AmazonS3FullAccess", "CostGuardReader"]).Select(name => $"<member><PolicyName>{name}</PolicyName></member>"))
                + "</AttachedPolicies></ListAttachedRolePoliciesResult></ListAttachedRolePoliciesResponse>"),
        });

        CheckResult excess = results[^1];
        Assert.Equal(("too much", CheckState.Warning), (excess.Name, excess.State));
        foreach (string words in (string[])["s3:ListAllMyBuckets", "all of bucket acme, not only focus", "may read IAM", "the policies AmazonS3FullAccess, ReadOnlyAccess"]) Assert.Contains(words, excess.Finding, StringComparison.Ordinal);
        Assert.DoesNotContain("CostGuardReader,", excess.Finding, StringComparison.Ordinal);
        // Wider rights are no reason to fail: the bill is read.
        Assert.DoesNotContain(results, result => result.State == CheckState.Failed);
    }

    [Theory]
    [InlineData("""{ "StatusCode": "UNHEALTHY", "StatusReason": "INSUFFICIENT_PERMISSION", "LastRefreshedAt": 1794805260 }""", "focus", CheckState.Warning, "UNHEALTHY, PARQUET, OVERWRITE_REPORT, refreshed 1794805260")]
    [InlineData("""{ "StatusCode": "HEALTHY", "LastRefreshedAt": "2026-11-16T05:41:00Z" }""", "", CheckState.Skipped, "no Data Export of this account writes into s3://acme/focus")]
    [InlineData("""{ "StatusCode": "HEALTHY", "LastRefreshedAt": "2026-11-16T05:41:00Z" }""", "focus", CheckState.Ok, "\"daily\", HEALTHY, PARQUET, OVERWRITE_REPORT, refreshed 2026-11-16T05:41:00Z")]
    [InlineData(null, "focus", CheckState.Skipped, "not permitted: tier B")]
    public async Task Examine_Health_IsWhatAwsSaysOfThisExport(string? health, string prefix, CheckState state, string words)
    {
        CheckResult result = Assert.Single(await ExamineAsync(new AwsAnswers { Health = health, ExportPrefix = prefix }), result => result.Name == "health");

        Assert.Equal(state, result.State);
        Assert.Contains(words, result.Finding, StringComparison.Ordinal);
        if (state == CheckState.Warning) Assert.Contains("AWS may not write into the bucket", result.Cause, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Examine_WithoutAnIamOfItsOwn_AsksAmazonNothing()
    {
        CheckResult[] results = await ExamineAsync(new AwsAnswers(), iam: false);

        // A store that only speaks S3: two questions remain, both answered with no.
        Assert.Equal(CheckState.Ok, results[^1].State);
        Assert.EndsWith("closed to it: other buckets, other prefixes", results[^1].Finding, StringComparison.Ordinal);
    }

    // Only what answered is named; no answer at all is no praise.
    [Theory]
    [InlineData(403, 500, 500, CheckState.Ok, "closed to it: other buckets")]
    [InlineData(500, 500, 403, CheckState.Ok, "closed to it: IAM")]
    [InlineData(500, 500, 500, CheckState.Skipped, "no answer")]
    public async Task Examine_WiderRights_NoAnswerIsNotANo(int buckets, int outside, int policies, CheckState state, string words)
    {
        (int, string) S3(int status) => (status, AwsAnswers.S3Error(status == 403 ? "AccessDenied" : "InternalError", "no"));
        CheckResult excess = (await ExamineAsync(new AwsAnswers { Buckets = S3(buckets), Outside = S3(outside), Policies = (policies, AwsAnswers.StsError(policies == 403 ? "AccessDenied" : "InternalFailure", "no")) }))[^1];

        Assert.Equal(state, excess.State);
        Assert.Contains(words, excess.Finding, StringComparison.Ordinal);
        if (state == CheckState.Ok) Assert.DoesNotContain(",", excess.Finding, StringComparison.Ordinal);
    }

    private static async Task<CheckResult> BrokenAtAsync(string link, AwsAnswers answers, string cause)
    {
        CheckResult[] results = await ExamineAsync(answers);
        CheckResult broken = Assert.Single(results, result => result.State == CheckState.Failed);
        Assert.Equal(link, broken.Name);
        Assert.Contains(cause, broken.Cause, StringComparison.OrdinalIgnoreCase);
        Assert.NotNull(broken.Fix);
        Assert.NotNull(broken.Code);
        Assert.All(results.SkipWhile(result => result != broken).Skip(1).Where(result => result.Name is not ("age" or "months" or "health" or "too much")), result => Assert.Equal(CheckState.Skipped, result.State));
        Assert.All(results, result => Assert.DoesNotContain("very-secret", result.ToString(), StringComparison.Ordinal));
        return broken;
    }

    private static async Task<CheckResult[]> ExamineAsync(AwsAnswers answers, bool iam = true)
    {
        using var server = new FakeHttp(answers.To);
        var connection = new Connection
        {
            Name = "acme",
            Provider = "aws",
            Source = new Dictionary<string, string> { ["export"] = "s3://acme/focus", ["endpoint"] = server.Address },
            Auth = new Dictionary<string, AuthValue>
            {
                ["accessKeyId"] = new("AKIDEXAMPLE", null),
                ["secretAccessKey"] = new("very-secret", null),
                ["assumeRole"] = new(Role, null),
                ["externalId"] = new("very-secret-id", null),
                ["stsEndpoint"] = new(server.Address, null),
                ["iamEndpoint"] = new(server.Address, null),
                ["exportsEndpoint"] = new(server.Address, null),
            },
        };
        if (!iam) connection = connection with { Auth = connection.Auth.Where(pair => pair.Key != "iamEndpoint").ToDictionary() };
        var results = new List<CheckResult>();
        await foreach (CheckResult result in new AwsExportDoctor(new PlainSecrets(), ExportDoctors.At(Now)).ExamineAsync(connection, TestContext.Current.CancellationToken)) results.Add(result);
        return [.. results];
    }
}
