namespace CostGuard.Unit.Collect.Aws;

/// <summary>What STS, S3 and IAM answer on one address, as the services word it; all well by default.</summary>
internal sealed record AwsAnswers
{
    public const string Role = "arn:aws:iam::111122223333:role/CostGuardReader";
    public const string PartKey = "focus/data/BILLING_PERIOD=2026-11/part-0.csv";
    public const string Header = "BilledCost,EffectiveCost,BillingCurrency,BillingPeriodStart,BillingPeriodEnd,ChargePeriodStart,ChargePeriodEnd,ChargeCategory,ServiceName,SubAccountId\n";
    public const string Row = "1.25,1.25,USD,2026-11-01T00:00:00Z,2026-12-01T00:00:00Z,2026-11-10T00:00:00Z,2026-11-11T00:00:00Z,Usage,Compute,012345678901\n";

    public (int, string) Identity { get; init; } = (200,
        "<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><GetCallerIdentityResult><Arn>arn:aws:sts::999988887777:assumed-role/host/i</Arn><UserId>u</UserId><Account>999988887777</Account></GetCallerIdentityResult></GetCallerIdentityResponse>");

    public (int, string) Assume { get; init; } = (200,
        $"<AssumeRoleResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><AssumeRoleResult><AssumedRoleUser><Arn>{Role}</Arn><AssumedRoleId>i</AssumedRoleId></AssumedRoleUser><Credentials><AccessKeyId>ASIA</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>");

    public (int, string)? List { get; init; }

    /// <summary>Answer to a listing without a prefix.</summary>
    public (int, string) Outside { get; init; } = (403, S3Error("AccessDenied", "Access Denied"));

    /// <summary>Answer to the question for all buckets.</summary>
    public (int, string) Buckets { get; init; } = (403, S3Error("AccessDenied", "Access Denied"));

    /// <summary>IAM's answer.</summary>
    public (int, string) Policies { get; init; } = (403, StsError("AccessDenied", "User is not authorized to perform: iam:ListAttachedRolePolicies"));

    /// <summary>GetExport's status; null answers that the identity may not ask.</summary>
    public string? Health { get; init; } = """{ "StatusCode": "HEALTHY", "LastRefreshedAt": "2026-11-16T05:41:00Z" }""";

    /// <summary>The prefix that the export writes to.</summary>
    public string ExportPrefix { get; init; } = "focus";

    public string Modified { get; init; } = "2026-11-16T05:00:00.000Z";

    public string Manifest { get; init; } = $$"""{ "executionId": "r", "dataFiles": ["s3://acme/{{PartKey}}"] }""";

    public (int, string) Part { get; init; } = (200, Header + Row);

    /// <summary>Further objects with their bodies, none of them named by the manifest.</summary>
    public IReadOnlyDictionary<string, string> Older { get; init; } = new Dictionary<string, string>();

    public (int Status, string Body) To(string method, string path, string body)
    {
        if (body.Contains("Action=GetCallerIdentity", StringComparison.Ordinal)) return Identity;
        if (body.Contains("Action=AssumeRole", StringComparison.Ordinal)) return Assume;
        if (body.Contains("Action=ListAttached", StringComparison.Ordinal)) return Policies;
        if (body.Contains("\"ExportArn\":", StringComparison.Ordinal)) return (200, ExportAnswer);
        if (method == "POST" && body.StartsWith('{'))
            return Health is null ? (400, """{ "__type": "AccessDeniedException", "Message": "no" }""") : (200, """{ "Exports": [ { "ExportArn": "arn:aws:bcm-data-exports:us-east-1:1:export/daily-1", "ExportName": "daily", "ExportStatus": {} } ] }""");
        if (path.Contains("list-type=2", StringComparison.Ordinal)) return path.Contains("prefix=", StringComparison.Ordinal) ? List ?? (200, Listing([.. Objects()])) : Outside;
        if (path.StartsWith("/?", StringComparison.Ordinal) || path == "/") return Buckets;
        if (Older.FirstOrDefault(pair => path.Contains(Uri.EscapeDataString(pair.Key.Split('/')[^1]), StringComparison.Ordinal)) is { Key: not null } older) return (200, older.Value);
        return path.Contains("Manifest.json", StringComparison.Ordinal) ? (200, Manifest) : Part;
    }

    public static string StsError(string code, string words) =>
        $"<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><Error><Type>Sender</Type><Code>{code}</Code><Message>{words}</Message></Error><RequestId>r</RequestId></ErrorResponse>";

    public static string S3Error(string code, string words) => $"<Error><Code>{code}</Code><Message>{words}</Message><RequestId>r</RequestId></Error>";

    public static string Listing(params (string Key, int Bytes, string Modified)[] objects) =>
        "<ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Name>acme</Name><IsTruncated>false</IsTruncated>"
        + string.Concat(objects.Select(entry => $"<Contents><Key>{entry.Key}</Key><LastModified>{entry.Modified}</LastModified><ETag>\"e\"</ETag><Size>{entry.Bytes}</Size></Contents>"))
        + "</ListBucketResult>";

    private string ExportAnswer => $$"""
        {
          "Export": {
            "Name": "daily", "DataQuery": { "QueryStatement": "SELECT 1" }, "RefreshCadence": { "Frequency": "SYNCHRONOUS" },
            "DestinationConfigurations": { "S3Destination": { "S3Bucket": "acme", "S3Prefix": "{{ExportPrefix}}", "S3Region": "us-east-1",
              "S3OutputConfigurations": { "OutputType": "CUSTOM", "Format": "PARQUET", "Compression": "PARQUET", "Overwrite": "OVERWRITE_REPORT" } } }
          },
          "ExportStatus": {{Health}}
        }
        """;

    private IEnumerable<(string, int, string)> Objects() =>
    [
        ("focus/metadata/BILLING_PERIOD=2026-11/acme-Manifest.json", Manifest.Length, Modified), (PartKey, Part.Item2.Length, Modified),
        .. Older.Select(pair => (pair.Key, pair.Value.Length, "2026-11-02T05:00:00.000Z")),
    ];
}
