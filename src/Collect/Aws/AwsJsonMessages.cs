using Amazon.Runtime;

namespace CostGuard.Collect.Aws;

/// <summary>A call: operation and JSON body as they go out.</summary>
internal sealed class AwsJsonRequest(string operation, byte[] body) : AmazonWebServiceRequest
{
    public string Operation { get; } = operation;

    public byte[] Body { get; } = body;
}

/// <summary>An answer: its JSON body exactly as it came.</summary>
internal sealed class AwsJsonResponse : AmazonWebServiceResponse
{
    public byte[] Body { get; init; } = [];
}
