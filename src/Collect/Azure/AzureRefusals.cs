using System.Globalization;
using System.Text.Json;
using Azure;
using Azure.Identity;
using CostGuard.Core.Errors;

namespace CostGuard.Collect.Azure;

/// <summary>What Azure's refusals mean.</summary>
internal static class AzureRefusals
{
    private static readonly string[] OfferWords = ["offer", "cost data unavailable", "cost management data is unavailable", "cost management supports only"];
    private static readonly string[] OfferCodes = ["IndirectCostDisabled", "AccountCostDisabled", "SubscriptionTypeNotSupported"];

    /// <summary>True for what is wrong with one scope alone, so that the others can be read.</summary>
    public static bool IsOfOneScope(CostGuardException refusal) =>
        refusal.Problem.Code == AzureQueryErrors.Unsupported.Code || refusal.Problem.Code == AzureQueryErrors.NotReady.Code || refusal.Problem.Code == AzureQueryErrors.NoAccess.Code;

    /// <summary>True for what a later month of the same run would not change.</summary>
    public static bool IsLasting(CostGuardException refusal) => IsOfOneScope(refusal) && refusal.Problem.Code != AzureQueryErrors.NotReady.Code;

    /// <summary>The refusal of a call by its status and body.</summary>
    public static CostGuardException Of(string what, Response answer)
    {
        (string code, string message) = Words(answer);
        string told = $"{what}: {answer.Status.ToString(CultureInfo.InvariantCulture)} {code}: {message}";
        return answer.Status switch
        {
            400 or 422 when OfferCodes.Contains(code, StringComparer.OrdinalIgnoreCase) || Array.Exists(OfferWords, word => message.Contains(word, StringComparison.OrdinalIgnoreCase)) => new CostGuardException(7, AzureQueryErrors.Unsupported.At(told)),
            401 or 403 => new CostGuardException(4, AzureQueryErrors.NoAccess.At(told)),
            404 => new CostGuardException(7, AzureQueryErrors.NotReady.At(told)),
            429 => new CostGuardException(1, AzureQueryErrors.Throttled.At(told)),
            >= 400 and < 500 and not 408 => new CostGuardException(2, AzureQueryErrors.Refused.At(told)),
            _ => new CostGuardException(1, CollectErrors.Unreachable.At(told)),
        };
    }

    /// <summary>What an exception of the SDK means; null for any other.</summary>
    public static CostGuardException? Of(string what, Exception failure, CancellationToken cancellationToken) => failure switch
    {
        AuthenticationFailedException => new CostGuardException(4, CollectErrors.SignIn.At($"{what}: {FirstLine(failure)}"), inner: failure),
        RequestFailedException refused when refused.GetRawResponse() is { } answer => Of(what, answer),
        RequestFailedException or IOException => new CostGuardException(1, CollectErrors.Unreachable.At($"{what}: {FirstLine(failure)}"), inner: failure),
        TaskCanceledException when !cancellationToken.IsCancellationRequested => new CostGuardException(1, CollectErrors.Unreachable.At($"{what}: no answer in time"), inner: failure),
        _ => null,
    };

    /// <summary>The first line of an exception's message.</summary>
    public static string FirstLine(Exception exception) => exception.Message.Split('\n')[0].Trim();

    /// <summary>Code and message of a refusal's body.</summary>
    public static (string Code, string Message) Words(Response answer)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(answer.Content.ToMemory());
            JsonElement error = json.RootElement.TryGetProperty("error", out JsonElement inner) ? inner : json.RootElement;
            return (Text(error, "code"), Text(error, "message"));
        }
        catch (JsonException)
        {
            return (answer.ReasonPhrase, "the answer is no JSON");
        }
    }

    private static string Text(JsonElement error, string name) =>
        error.ValueKind == JsonValueKind.Object && error.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString()!.Split('\n')[0].Trim() : "";
}
