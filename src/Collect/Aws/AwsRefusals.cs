using Amazon.Runtime;
using CostGuard.Core.Errors;

namespace CostGuard.Collect.Aws;

/// <summary>Says what AWS refused, in words that name the cause and the fix.</summary>
internal static class AwsRefusals
{
    public static CostGuardException Of(AwsJsonService service, string operation, Exception cause)
    {
        string call = $"{service.ServiceId} {operation}";
        if (cause is not AmazonServiceException { StatusCode: not 0 } refusal)
        {
            return cause is AmazonClientException && cause.Message.Contains("credentials", StringComparison.OrdinalIgnoreCase)
                ? new CostGuardException(2, CostExplorerErrors.NoCredentials.At($"{call} was not called: {cause.Message}"), null, cause)
                : new CostGuardException(5, CostExplorerErrors.Unreachable.At($"{call} cannot be reached: {cause.Message}"), null, cause);
        }

        string why = $"{call} answered {(int)refusal.StatusCode} {refusal.ErrorCode}: {refusal.Message}";
        return refusal.ErrorCode switch
        {
            "AccessDeniedException" or "AccessDenied" or "UnrecognizedClientException" or "InvalidClientTokenId" or "ExpiredTokenException" or "ExpiredToken" or "SignatureDoesNotMatch" or "UnauthorizedOperation" or "AuthFailure" or "OptInRequired"
                => new CostGuardException(2, CostExplorerErrors.Denied.At(why), null, cause),
            "LimitExceededException" or "ThrottlingException" or "Throttling" or "TooManyRequestsException" or "RequestLimitExceeded"
                => new CostGuardException(5, CostExplorerErrors.Throttled.At($"{why} ({AwsJsonConfig.AttemptsMax} attempts)"), null, cause),
            _ when (int)refusal.StatusCode == 429 => new CostGuardException(5, CostExplorerErrors.Throttled.At($"{why} ({AwsJsonConfig.AttemptsMax} attempts)"), null, cause),
            _ when (int)refusal.StatusCode >= 500 => new CostGuardException(5, CostExplorerErrors.Unreachable.At($"{why} ({AwsJsonConfig.AttemptsMax} attempts)"), null, cause),
            _ => new CostGuardException(2, CostExplorerErrors.Refused.At(why), null, cause),
        };
    }
}
