using CostGuard.Collect.Aws;
using CostGuard.Core.Configuration;
using CostGuard.Core.Ports;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CostGuard.Unit.Collect.Aws;

/// <summary>Each broken link, as the services themselves word it, gets the right cause; what comes after it is skipped.</summary>
public sealed class AwsExportDoctorTests
{
    private const string Role = "arn:aws:iam::111122223333:role/CostGuardReader";
    private static readonly DateTimeOffset Now = new(2026, 11, 16, 7, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Examine_AllWell_EveryLinkIsOk()
    {
        CheckResult[] results = await ExamineAsync(new Answers());

        Assert.Equal(["identity Warning", "role Ok", "list Ok", "manifest Ok", "read Ok", "age Ok"], results.Select(result => $"{result.Name} {result.State}"));
        // An access key is accepted, and named as what it is.
        Assert.Contains("do not expire", results[0].Cause, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("InvalidClientTokenId", "The security token included in the request is invalid.", "does not exist any more")]
    [InlineData("ExpiredToken", "The security token included in the request is expired", "has expired")]
    [InlineData("SignatureDoesNotMatch", "The request signature we calculated does not match", "clock of this machine")]
    public async Task Examine_IdentityRefused_NamesTheKey(string code, string words, string cause) =>
        await BrokenAtAsync("identity", new Answers { Identity = (403, StsError(code, words)) }, cause);

    [Theory]
    [InlineData("User: arn:aws:iam::999988887777:role/host is not authorized to perform: sts:AssumeRole on resource: " + Role, "trust policy does not name this identity")]
    [InlineData("User is not authorized to perform: sts:AssumeRole with an explicit deny in a service control policy", "service control policy")]
    [InlineData("The external id does not match", "external id is not the one")]
    public async Task Examine_RoleRefused_TellsTrustFromExternalIdFromGuardRail(string words, string cause) =>
        await BrokenAtAsync("role", new Answers { Assume = (403, StsError("AccessDenied", words)) }, cause);

    [Fact]
    public async Task Examine_NoRightToList_NamesTheTier() =>
        await BrokenAtAsync("list", new Answers { List = (403, S3Error("AccessDenied", "Access Denied")) }, "s3:ListBucket");

    [Fact]
    public async Task Examine_NoSuchBucket_NamesIt() => await BrokenAtAsync("list", new Answers { List = (404, S3Error("NoSuchBucket", "The specified bucket does not exist")) }, "no bucket acme");

    [Fact]
    public async Task Examine_NothingBelowThePrefix_IsAMissingExport() => await BrokenAtAsync("list", new Answers { List = (200, Listing()) }, "has not delivered yet");

    [Fact]
    public async Task Examine_ManifestNamesAPartThatIsNotThere_IsIncomplete() =>
        await BrokenAtAsync("manifest", new Answers { Manifest = """{ "executionId": "r", "dataFiles": ["s3://acme/focus/data/BILLING_PERIOD=2026-11/gone.csv"] }""" }, "Half a delivery");

    [Fact]
    public async Task Examine_KeyMayNotBeUsed_IsKmsAndNotTheBucket()
    {
        CheckResult result = await BrokenAtAsync(
            "read", new Answers { Part = (403, S3Error("AccessDenied", "User is not authorized to perform: kms:Decrypt on the resource associated with this ciphertext")) }, "encrypted with a key");
        Assert.Contains("on the bucket", result.Not, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Examine_OldDelivery_IsAWarning()
    {
        CheckResult[] results = await ExamineAsync(new Answers { Modified = "2026-11-13T05:00:00.000Z" });

        Assert.Equal(CheckState.Warning, results[^1].State);
        Assert.Contains("2026-11-13 05:00Z, 74 h ago", results[^1].Finding, StringComparison.Ordinal);
    }

    private static async Task<CheckResult> BrokenAtAsync(string link, Answers answers, string cause)
    {
        CheckResult[] results = await ExamineAsync(answers);
        CheckResult broken = Assert.Single(results, result => result.State == CheckState.Failed);
        Assert.Equal(link, broken.Name);
        Assert.Contains(cause, broken.Cause, StringComparison.OrdinalIgnoreCase);
        Assert.NotNull(broken.Fix);
        Assert.NotNull(broken.Code);
        Assert.All(results.SkipWhile(result => result != broken).Skip(1).Where(result => result.Name != "age"), result => Assert.Equal(CheckState.Skipped, result.State));
        Assert.All(results, result => Assert.DoesNotContain("very-secret", result.ToString(), StringComparison.Ordinal));
        return broken;
    }

    private static async Task<CheckResult[]> ExamineAsync(Answers answers)
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
            },
        };
        var results = new List<CheckResult>();
        await foreach (CheckResult result in new AwsExportDoctor(new PlainSecrets(), new FakeTimeProvider(Now)).ExamineAsync(connection, TestContext.Current.CancellationToken)) results.Add(result);
        return [.. results];
    }

    private static string StsError(string code, string words) =>
        $"<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><Error><Type>Sender</Type><Code>{code}</Code><Message>{words}</Message></Error><RequestId>r</RequestId></ErrorResponse>";

    private static string S3Error(string code, string words) => $"<Error><Code>{code}</Code><Message>{words}</Message><RequestId>r</RequestId></Error>";

    private static string Listing(params (string Key, int Bytes, string Modified)[] objects) =>
        "<ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Name>acme</Name><IsTruncated>false</IsTruncated>"
        + string.Concat(objects.Select(entry => $"<Contents><Key>{entry.Key}</Key><LastModified>{entry.Modified}</LastModified><ETag>\"e\"</ETag><Size>{entry.Bytes}</Size></Contents>"))
        + "</ListBucketResult>";

    /// <summary>What the services answer; all well by default.</summary>
    private sealed record Answers
    {
        public const string PartKey = "focus/data/BILLING_PERIOD=2026-11/part-0.csv";

        public (int, string) Identity { get; init; } = (200,
            "<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><GetCallerIdentityResult><Arn>arn:aws:sts::999988887777:assumed-role/host/i</Arn><UserId>u</UserId><Account>999988887777</Account></GetCallerIdentityResult></GetCallerIdentityResponse>");

        public (int, string) Assume { get; init; } = (200,
            $"<AssumeRoleResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><AssumeRoleResult><AssumedRoleUser><Arn>{Role}</Arn><AssumedRoleId>i</AssumedRoleId></AssumedRoleUser><Credentials><AccessKeyId>ASIA</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>");

        public (int, string)? List { get; init; }

        public string Modified { get; init; } = "2026-11-16T05:00:00.000Z";

        public string Manifest { get; init; } = $$"""{ "executionId": "r", "dataFiles": ["s3://acme/{{PartKey}}"] }""";

        public (int, string) Part { get; init; } = (200, "BilledCost");

        public (int Status, string Body) To(string method, string path, string body)
        {
            if (body.Contains("Action=GetCallerIdentity", StringComparison.Ordinal)) return Identity;
            if (body.Contains("Action=AssumeRole", StringComparison.Ordinal)) return Assume;
            if (path.Contains("list-type=2", StringComparison.Ordinal))
                return List ?? (200, Listing(("focus/metadata/BILLING_PERIOD=2026-11/acme-Manifest.json", Manifest.Length, Modified), (PartKey, 10, Modified)));
            return path.Contains("Manifest.json", StringComparison.Ordinal) ? (200, Manifest) : Part;
        }
    }
}
