namespace CostGuard.Collect.Aws;

/// <summary>An answer, with the bytes that went and came.</summary>
/// <param name="Value">What was read of it.</param>
/// <param name="Request">The request's JSON.</param>
/// <param name="Raw">The answer's JSON, untouched.</param>
internal sealed record AwsAnswer<TResponse>(TResponse Value, byte[] Request, byte[] Raw);
