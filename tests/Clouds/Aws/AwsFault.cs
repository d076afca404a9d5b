namespace CostGuard.Clouds.Aws;

/// <summary>A refusal of AWS with its code.</summary>
internal sealed class AwsFault(string code, string message) : Exception(message)
{
    public string Code { get; } = code;
}
