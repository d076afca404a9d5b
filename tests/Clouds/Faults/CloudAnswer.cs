namespace CostGuard.Clouds.Faults;

/// <summary>An answer of a simulated cloud.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="ContentType">Its media type.</param>
/// <param name="Body">Its text.</param>
public sealed record CloudAnswer(int Status, string ContentType, string Body);
