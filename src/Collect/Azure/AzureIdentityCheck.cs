using Azure.Core;
using Azure.Identity;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;

namespace CostGuard.Collect.Azure;

/// <summary>The first link of Azure's chains: is there an identity that gets a token?</summary>
internal static class AzureIdentityCheck
{
    /// <summary>Asks for a token and says what came of it.</summary>
    public static async Task<CheckResult> ExamineAsync(Func<Task<AccessToken>> token)
    {
        try
        {
            AccessToken given = await token().ConfigureAwait(false);
            return new CheckResult("identity", CheckState.Ok, $"token accepted, expires {given.ExpiresOn.UtcDateTime.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture)}Z");
        }
        catch (CostGuardException refusal)
        {
            return new CheckResult("identity", CheckState.Failed, refusal.Problem.Message) { Code = refusal.Problem.Code, Fix = refusal.Problem.Fix };
        }
        catch (AuthenticationFailedException refused)
        {
            string words = AzureRefusals.FirstLine(refused);
            return new CheckResult("identity", CheckState.Failed, words) { Cause = CauseOf(words), Fix = "correct 'auth' in the connection's file", Code = CollectErrors.SignIn.Code };
        }
    }

    private static string CauseOf(string words) => words switch
    {
        _ when words.Contains("AADSTS7000215", StringComparison.Ordinal) => "the client secret is wrong (its value is needed, not its id)",
        _ when words.Contains("AADSTS7000222", StringComparison.Ordinal) => "the client secret has expired",
        _ when words.Contains("AADSTS700016", StringComparison.Ordinal) => "the application is not in that tenant",
        _ when words.Contains("AADSTS90002", StringComparison.Ordinal) => "there is no such tenant in this cloud",
        _ => "no identity that is configured here is accepted",
    };
}
