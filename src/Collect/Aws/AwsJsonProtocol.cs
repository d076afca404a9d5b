using System.Net;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace CostGuard.Collect.Aws;

/// <summary>Writes a call in the AWS JSON protocol.</summary>
internal sealed class AwsJsonMarshaller(AwsJsonService service) : IMarshaller<IRequest, AmazonWebServiceRequest>
{
    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var call = (AwsJsonRequest)input;
        var request = new DefaultRequest(call, service.ServiceId) { HttpMethod = "POST", ResourcePath = "/", Content = call.Body };
        request.Headers["Content-Type"] = $"application/x-amz-json-{service.JsonVersion}";
        request.Headers["X-Amz-Target"] = $"{service.TargetPrefix}.{call.Operation}";
        return request;
    }
}

/// <summary>Writes a call in the AWS query protocol: a form.</summary>
internal sealed class AwsFormMarshaller(AwsJsonService service) : IMarshaller<IRequest, AmazonWebServiceRequest>
{
    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var call = (AwsJsonRequest)input;
        var request = new DefaultRequest(call, service.ServiceId) { HttpMethod = "POST", ResourcePath = "/", Content = call.Body };
        request.Headers["Content-Type"] = "application/x-www-form-urlencoded; charset=utf-8";
        return request;
    }
}

/// <summary>Reads an answer in the AWS JSON protocol: the body whole, an error by its type and message.</summary>
internal class AwsJsonUnmarshaller : JsonResponseUnmarshaller
{
    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext context)
    {
        using var body = new MemoryStream();
        context.Stream.CopyTo(body);
        return new AwsJsonResponse { Body = body.ToArray() };
    }

    public override AmazonServiceException UnmarshallException(JsonUnmarshallerContext context, Exception innerException, HttpStatusCode statusCode)
    {
        using var body = new MemoryStream();
        context.Stream.CopyTo(body);
        (string? type, string? message) = ReadError(body.ToArray());
        string code = context.ResponseData.GetHeaderValue("x-amzn-ErrorType") is { Length: > 0 } header ? header : type ?? "";
        return new AmazonServiceException(
            message ?? $"HTTP {(int)statusCode} {statusCode} without a message",
            innerException, (int)statusCode >= 500 ? ErrorType.Receiver : ErrorType.Sender, ShortCode(code),
            context.ResponseData.GetHeaderValue("x-amzn-RequestId"), statusCode);
    }

    // "com.amazonaws.ce#LimitExceededException:http://…" is LimitExceededException.
    private static string ShortCode(string code)
    {
        string after = code[(code.IndexOf('#', StringComparison.Ordinal) + 1)..];
        int colon = after.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? after : after[..colon];
    }

    // A gateway in between answers in HTML: then there is a status and nothing else.
    protected virtual (string? Type, string? Message) ReadError(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            if (json.RootElement.ValueKind != JsonValueKind.Object) return (null, null);
            return (Text("__type") ?? Text("code"), Text("message") ?? Text("Message"));

            string? Text(string name) => json.RootElement.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (JsonException)
        {
            return (null, null);
        }
    }
}

/// <summary>Reads an answer in the AWS query protocol: the body whole, an error by the Code and Message of its XML.</summary>
internal sealed class AwsFormUnmarshaller : AwsJsonUnmarshaller
{
    protected override (string? Type, string? Message) ReadError(byte[] body)
    {
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(body), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            XElement[] all = [.. XElement.Load(reader).DescendantsAndSelf()];
            return (all.FirstOrDefault(element => element.Name.LocalName == "Code")?.Value, all.FirstOrDefault(element => element.Name.LocalName == "Message")?.Value);
        }
        catch (XmlException)
        {
            return (null, null);
        }
    }
}
