using CostGuard.Clouds.Usage;
using Microsoft.AspNetCore.Http;

namespace CostGuard.Clouds.Aws;

/// <summary>Who calls what where, told by the signature's scope: key/day/region/service.</summary>
internal sealed record SignedCall(string Key, string Region, string Service)
{
    /// <summary>The call of a request; null when it is not signed.</summary>
    public static SignedCall? Of(HttpContext context)
    {
        const string Begin = "AWS4-HMAC-SHA256 Credential=";
        string header = context.Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Begin, StringComparison.Ordinal) || !context.Request.Headers.ContainsKey("X-Amz-Date")) return null;
        string[] scope = header[Begin.Length..].Split(',')[0].Split('/');
        return scope.Length == 5 ? new SignedCall(scope[0], scope[2], scope[3]) : new SignedCall(scope[0], "", "");
    }

    /// <summary>The account that is called: that of the assumed role, whose number stands in the key; else the first one of the folder.</summary>
    public string Account(UsageFolder usage) =>
        Key.Length == 20 && Key.StartsWith("ASIA", StringComparison.Ordinal) && Key[4..16].All(char.IsAsciiDigit) ? Key[4..16] : usage.Accounts("aws") is [string first, ..] ? first : "111122223333";

    /// <summary>The key of an assumed role's session, in which its account stands.</summary>
    public static string KeyOf(string roleArn) => roleArn.Split(':') is { Length: > 4 } parts && parts[4].Length == 12 ? $"ASIA{parts[4]}EXMP" : "ASIAEXAMPLEEXAMPLE00";
}
