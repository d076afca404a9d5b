using System.Text.Json;
using CostGuard.Unit.Collect;
using CostGuard.Unit.Collect.Aws;
using Xunit;

namespace CostGuard.Unit.Cli.Commands;

/// <summary>Every failure that doctor must name, each from a fake that words it as the service does: the same cause in text and in JSON.</summary>
public sealed class DoctorCommandTests : IDisposable
{
    private const string NotAuthorized = "User: arn:aws:iam::999988887777:role/host is not authorized to perform: sts:AssumeRole on resource: " + AwsAnswers.Role;

    private readonly CommandHome _home = new();

    public void Dispose() => _home.Dispose();

    /// <summary>Failure, broken check, words of the cause, exit code.</summary>
    public static TheoryData<string, string, string, int> Failures => new()
    {
        { "wrong trust", "role", "trust policy does not name this identity", 4 },
        { "wrong external id", "role", "external id is not the one", 4 },
        { "no right to assume", "role", "own policies do not allow sts:AssumeRole", 4 },
        { "guard rail", "role", "service control policy", 4 },
        { "resource guard rail", "role", "resource control policy", 4 },
        { "clock", "identity", "clock of this machine", 4 },
        { "no right to list", "list", "s3:ListBucket on acme", 4 },
        { "missing bucket", "list", "no bucket acme", 5 },
        { "other region", "list", "another region", 5 },
        { "missing export", "list", "prefix is another one, or the export has not delivered yet", 5 },
        { "half a delivery", "manifest", "half", 5 },
        { "other measure", "manifest", "two measures of one bill", 5 },
        { "kms", "read", "encrypted with a key that this identity may not use", 4 },
        { "no right to read", "read", "s3:GetObject below focus", 4 },
        { "schema change", "columns", "columns have changed: focus/data/BILLING_PERIOD=2026-10/old.csv still has", 5 },
        { "other columns", "columns", "not the columns that charges need", 5 },
        { "azure firewall", "list", "network rules", 4 },
        { "azure role", "list", "no role that reads blobs", 4 },
        { "azure container", "list", "no such container", 5 },
        { "folder", "list", "", 5 },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Doctor_Failure_NamesLinkAndCauseInTextAndJson(string failure, string check, string cause, int code)
    {
        using FakeHttp? server = Arrange(failure);

        (int inText, string text, string error) = await _home.RunAsync("doctor", "--connection", "acme");
        (int inJson, string json, _) = await _home.RunAsync("doctor", "--connection", "acme", "-o", "json");

        Assert.Equal((code, code), (inText, inJson));
        JsonElement[] items = [.. JsonDocument.Parse(json).RootElement.GetProperty("items").EnumerateArray()];
        JsonElement broken = Assert.Single(items, item => item.GetProperty("state").GetString() == "failed");
        Assert.Equal(check, broken.GetProperty("check").GetString());
        Assert.Contains(cause, broken.GetProperty("cause").GetString(), StringComparison.OrdinalIgnoreCase);
        string number = broken.GetProperty("code").GetString()!;
        Assert.Matches("^CG[0-9]{4}$", number);
        Assert.NotEmpty(broken.GetProperty("fix").GetString()!);
        string[] lines = text.Split('\n');
        int at = Array.FindIndex(lines, line => line.StartsWith($" ✗ {check}", StringComparison.Ordinal));
        Assert.True(at >= 0, text + error);
        Assert.Contains(lines.Skip(at + 1).Take(3), line => line.StartsWith("     cause", StringComparison.Ordinal) && line.Contains(cause, StringComparison.OrdinalIgnoreCase));
        Assert.Contains($"1 problem. Explain: costguard explain {number}", text, StringComparison.Ordinal);
        Assert.Contains($"--connection acme --only \"{check}\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("very-secret", text + error + json, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_OldExport_IsWarnedWithItsAge()
    {
        using FakeHttp server = Aws(new AwsAnswers { Modified = "2026-11-13T05:00:00.000Z" });

        (int code, string text, _) = await _home.RunAsync("doctor", "--connection", "acme");

        Assert.Equal(0, code);
        Assert.Contains(" ! age            last delivery 2026-11-13 05:00Z, 74 h ago", text, StringComparison.Ordinal);
        Assert.Contains("cause        the export stopped or was never scheduled daily", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_Only_ShowsTheCheckWithTheBrokenLinkBeforeIt()
    {
        using FakeHttp? server = Arrange("no right to list");

        (int code, string text, _) = await _home.RunAsync("doctor", "--connection", "acme", "--only", "col");
        (int unknown, _, string error) = await _home.RunAsync("doctor", "--connection", "acme", "--only", "nonsense");

        Assert.Equal(4, code);
        Assert.Contains(" ✗ list", text, StringComparison.Ordinal);
        Assert.Contains(" – columns", text, StringComparison.Ordinal);
        Assert.DoesNotContain("identity", text, StringComparison.Ordinal);
        Assert.Equal(2, unknown);
        Assert.Contains("There are: identity, role, list, manifest, read, columns, age, months, health, too much", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_OneConnectionOfTwoBroken_IsPartly()
    {
        _home.Write("connections/acme.yaml", Connection("folder", "{ path: billing }", null));
        _home.Write("billing/a.csv", AwsAnswers.Header + AwsAnswers.Row);
        _home.Write("connections/gone.yaml", Connection("folder", "{ path: nowhere }", null).Replace("name: acme", "name: gone", StringComparison.Ordinal));

        (int code, string text, _) = await _home.RunAsync("doctor");

        Assert.Equal(7, code);
        Assert.Contains(" ✓ mail server    no server is set", text, StringComparison.Ordinal);
        Assert.Contains("Only this again: costguard doctor --connection gone --only \"list\"", text, StringComparison.Ordinal);
    }

    // A fault in one examination is a finding of that connection.
    [Theory]
    [InlineData("azure", "CG1158")]
    [InlineData("bucket", "CG1101")]
    [InlineData("endpoint", "CG1159")]
    public async Task Doctor_ExaminationThatBreaks_LeavesTheOthers(string fault, string code)
    {
        using var gateway = new FakeHttp((_, _, _) => (200, "<html><body>Sign in<br></html>"));
        using FakeHttp server = Aws(new AwsAnswers());
        string file = Path.Combine(_home.Path, "connections/acme.yaml"), text = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        if (fault == "bucket") _home.Write("connections/acme.yaml", text.Replace("s3://acme/focus", "acme/focus", StringComparison.Ordinal));
        if (fault == "endpoint") _home.Write("connections/acme.yaml", text.Replace($"stsEndpoint: \"{server.Address}\"", "stsEndpoint: \"sts.local\"", StringComparison.Ordinal));
        if (fault == "azure")
        {
            _home.Variables["ACME_ACCOUNT"] = $"DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey={Convert.ToBase64String("very-secret-account-key"u8)};BlobEndpoint={gateway.Address}devstoreaccount1;";
            _home.Write("connections/acme.yaml", Connection("azure", $$"""{ export: "{{gateway.Address}}devstoreaccount1/costexports/focus" }""", """{ connectionString: { secretRef: "env:ACME_ACCOUNT" } }"""));
        }

        _home.Write("connections/good.yaml", Connection("folder", "{ path: billing }", null).Replace("name: acme", "name: good", StringComparison.Ordinal));
        _home.Write("billing/a.csv", AwsAnswers.Header + AwsAnswers.Row);

        (int exit, string json, string error) = await _home.RunAsync("doctor", "-o", "json");

        Assert.True(exit == 7, json + error);
        JsonElement[] items = [.. JsonDocument.Parse(json).RootElement.GetProperty("items").EnumerateArray()];
        JsonElement broken = Assert.Single(items, item => item.GetProperty("state").GetString() == "failed");
        Assert.Equal(("acme", code), (broken.GetProperty("connection").GetString(), broken.GetProperty("code").GetString()));
        Assert.Contains(items, item => item.GetProperty("connection").GetString() == "good" && item.GetProperty("check").GetString() == "columns" && item.GetProperty("state").GetString() == "ok");
    }

    private FakeHttp? Arrange(string failure)
    {
        string S3(string code, string words) => AwsAnswers.S3Error(code, words);
        AwsAnswers Role(string words) => new() { Assume = (403, AwsAnswers.StsError("AccessDenied", words)) };
        return failure switch
        {
            "wrong trust" => Aws(Role(NotAuthorized)),
            "wrong external id" => Aws(Role("The external id does not match")),
            "no right to assume" => Aws(Role(NotAuthorized + " because no identity-based policy allows the sts:AssumeRole action")),
            "guard rail" => Aws(Role(NotAuthorized + " with an explicit deny in a service control policy")),
            "resource guard rail" => Aws(Role(NotAuthorized + " with an explicit deny in a resource control policy")),
            "clock" => Aws(new AwsAnswers { Identity = (403, AwsAnswers.StsError("SignatureDoesNotMatch", "Signature expired")) }),
            "no right to list" => Aws(new AwsAnswers { List = (403, S3("AccessDenied", "Access Denied")) }),
            "missing bucket" => Aws(new AwsAnswers { List = (404, S3("NoSuchBucket", "The specified bucket does not exist")) }),
            "other region" => Aws(new AwsAnswers { List = (400, S3("AuthorizationHeaderMalformed", "the region 'us-east-1' is wrong; expecting 'eu-central-1'")) }),
            "missing export" => Aws(new AwsAnswers { List = (200, AwsAnswers.Listing()) }),
            "half a delivery" => Aws(new AwsAnswers { Manifest = """{ "executionId": "r", "dataFiles": ["s3://acme/focus/data/BILLING_PERIOD=2026-11/gone.csv"] }""" }),
            "other measure" => Aws(new AwsAnswers { Manifest = $$"""{ "exportConfig": { "type": "ActualCost" }, "blobs": [ { "blobName": "{{AwsAnswers.PartKey}}" } ] }""" }, ", costs: amortized"),
            "kms" => Aws(new AwsAnswers { Part = (403, S3("AccessDenied", "User is not authorized to perform: kms:Decrypt on the resource associated with this ciphertext")) }),
            "no right to read" => Aws(new AwsAnswers { Part = (403, S3("AccessDenied", "Access Denied")) }),
            "schema change" => Aws(new AwsAnswers
            {
                Part = (200, (AwsAnswers.Header + AwsAnswers.Row).Replace("BilledCost", "Cost", StringComparison.Ordinal)),
                Older = new Dictionary<string, string>
                {
                    ["focus/metadata/BILLING_PERIOD=2026-10/older-Manifest.json"] = """{ "executionId": "q", "dataFiles": ["s3://acme/focus/data/BILLING_PERIOD=2026-10/old.csv"] }""",
                    ["focus/data/BILLING_PERIOD=2026-10/old.csv"] = AwsAnswers.Header + AwsAnswers.Row.Replace("2026-12", "2026-11", StringComparison.Ordinal),
                },
            }),
            "other columns" => Aws(new AwsAnswers { Part = (200, "a,b\n1,2\n") }),
            "azure firewall" => Azure(403, "AuthorizationFailure"),
            "azure role" => Azure(403, "AuthorizationPermissionMismatch"),
            "azure container" => Azure(404, "ContainerNotFound"),
            _ => Folder(),
        };
    }

    private FakeHttp Aws(AwsAnswers answers, string more = "")
    {
        var server = new FakeHttp(answers.To);
        _home.Variables["ACME_KEY"] = "very-secret";
        _home.Variables["ACME_ID"] = "very-secret-id";
        _home.Write("connections/acme.yaml", Connection(
            "aws", $$"""{ export: "s3://acme/focus", endpoint: "{{server.Address}}"{{more}} }""",
            $$"""{ accessKeyId: AKIDEXAMPLE, secretAccessKey: { secretRef: "env:ACME_KEY" }, assumeRole: "{{AwsAnswers.Role}}", externalId: { secretRef: "env:ACME_ID" }, stsEndpoint: "{{server.Address}}" }"""));
        return server;
    }

    private FakeHttp Azure(int status, string code)
    {
        var server = new FakeHttp((_, _, _) => (status, $"<?xml version=\"1.0\"?><Error><Code>{code}</Code><Message>This request is not authorized.</Message></Error>"))
        {
            Headers = new Dictionary<string, string> { ["x-ms-error-code"] = code },
        };
        _home.Variables["ACME_ACCOUNT"] = $"DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey={Convert.ToBase64String("very-secret-account-key"u8)};BlobEndpoint={server.Address}devstoreaccount1;";
        _home.Write("connections/acme.yaml", Connection("azure", $$"""{ export: "{{server.Address}}devstoreaccount1/costexports/focus" }""", """{ connectionString: { secretRef: "env:ACME_ACCOUNT" } }"""));
        return server;
    }

    private FakeHttp? Folder()
    {
        _home.Write("connections/acme.yaml", Connection("folder", "{ path: nowhere }", null));
        return null;
    }

    private static string Connection(string provider, string source, string? auth) =>
        $"apiVersion: costguard/v1\nkind: Connection\nmetadata: {{ name: acme }}\nspec:\n  provider: {provider}\n  source: {source}\n{(auth is null ? "" : $"  auth: {auth}\n")}";
}
