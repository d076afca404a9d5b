using System.Net;
using CostGuard.Clouds.Faults;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace CostGuard.Clouds.Aws;

/// <summary>AWS STS in its query protocol: a form goes in, XML comes out.</summary>
internal sealed class StsApi(CloudSwitches switches)
{
    private const string Space = "https://sts.amazonaws.com/doc/2011-06-15/";

    public static string Action(string body) => Form(body).GetValueOrDefault("Action").ToString();

    public static CloudAnswer Throttled() => Error(400, "Throttling", "Rate exceeded");

    public CloudAnswer Answer(string action, string body, string account)
    {
        Dictionary<string, StringValues> form = Form(body);
        return action switch
        {
            "GetCallerIdentity" => Result(action, $"<Arn>arn:aws:sts::{account}:assumed-role/CostGuardReader/costguard</Arn><UserId>AROAEXAMPLE:costguard</UserId><Account>{account}</Account>"),
            "AssumeRole" when switches.ExternalId is { } id && form.GetValueOrDefault("ExternalId").ToString() != id =>
                Error(403, "AccessDenied", $"User is not authorized to perform: sts:AssumeRole on resource: {form.GetValueOrDefault("RoleArn")}"),
            "AssumeRole" => Result(action, $"""
                <Credentials><AccessKeyId>{SignedCall.KeyOf(form.GetValueOrDefault("RoleArn").ToString())}</AccessKeyId><SecretAccessKey>example-secret</SecretAccessKey><SessionToken>example-token</SessionToken>
                <Expiration>2099-01-01T00:00:00Z</Expiration></Credentials><AssumedRoleUser><AssumedRoleId>AROAEXAMPLE:costguard</AssumedRoleId>
                <Arn>{WebUtility.HtmlEncode(form.GetValueOrDefault("RoleArn").ToString())}/costguard</Arn></AssumedRoleUser>
                """),
            _ => Error(400, "InvalidAction", $"Could not find operation {action}"),
        };
    }

    private static Dictionary<string, StringValues> Form(string body) => QueryHelpers.ParseQuery(body);

    private static CloudAnswer Result(string action, string inner) => new(
        200, "text/xml", $"<{action}Response xmlns=\"{Space}\"><{action}Result>{inner}</{action}Result><ResponseMetadata><RequestId>00000000-0000-4000-8000-000000000000</RequestId></ResponseMetadata></{action}Response>");

    private static CloudAnswer Error(int status, string code, string message) => new(
        status, "text/xml", $"<ErrorResponse xmlns=\"{Space}\"><Error><Type>Sender</Type><Code>{code}</Code><Message>{WebUtility.HtmlEncode(message)}</Message></Error><RequestId>00000000-0000-4000-8000-000000000000</RequestId></ErrorResponse>");
}
