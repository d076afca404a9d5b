using System.Text.Json;
using CostGuard.Core.Errors;

namespace CostGuard.Collect.Kubernetes;

/// <summary>What stands before an answer: what it does not say itself, and its length in bytes.</summary>
internal sealed record OpenCostHead(string CostGuard, DateOnly Day, string Currency, string? Cluster, IReadOnlyList<string> Aggregate, int Bytes)
{
    /// <summary>Address that answered: a kept day of another one is another cluster's. Null in records of before it was kept.</summary>
    public string? Endpoint { get; init; }
}

/// <summary>A file of days: for each a line of JSON, then the answer as it came. A kept day is such a file of one day, a month several of them in a row.</summary>
internal static class OpenCostFile
{
    public const string Ending = ".opencost";

    private const string Version = "opencost/1";
    private const byte LineEnd = (byte)'\n';

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>First bytes of every such file.</summary>
    public static ReadOnlySpan<byte> Mark => "{\"costGuard\":\"opencost/1\""u8;

    /// <summary>The head of an answer under these settings.</summary>
    public static OpenCostHead Head(OpenCostSettings settings, DateOnly day, byte[] answer) => new(Version, day, settings.Currency, settings.Cluster, settings.Aggregate, answer.Length) { Endpoint = settings.Endpoint };

    /// <summary>The bytes of one day.</summary>
    public static byte[] Record(OpenCostHead head, byte[] answer) => [.. JsonSerializer.SerializeToUtf8Bytes(head, Json), LineEnd, .. answer, LineEnd];

    /// <summary>The days of a file, in its order.</summary>
    /// <exception cref="CostGuardException">Exit code 2: it is no such file, or ends inside an answer.</exception>
    public static IEnumerable<(OpenCostHead Head, ReadOnlyMemory<byte> Answer)> Read(byte[] bytes, string name)
    {
        int at = 0;
        while (at < bytes.Length)
        {
            int end = Array.IndexOf(bytes, LineEnd, at);
            OpenCostHead head = HeadOf(bytes.AsSpan(at, Math.Max(end - at, 0)), name);
            if (head.Bytes < 0 || bytes.Length - end - 2 < head.Bytes || bytes[end + 1 + head.Bytes] != LineEnd) throw Damaged(name, "it ends inside an answer", null);
            yield return (head, bytes.AsMemory(end + 1, head.Bytes));
            at = end + head.Bytes + 2;
        }
    }

    private static OpenCostHead HeadOf(ReadOnlySpan<byte> line, string name)
    {
        try
        {
            return JsonSerializer.Deserialize<OpenCostHead>(line, Json) is { CostGuard: Version, Aggregate: not null, Currency: not null } head ? head : throw Damaged(name, "a day begins with another line", null);
        }
        catch (JsonException cause)
        {
            throw Damaged(name, cause.Message, cause);
        }
    }

    private static CostGuardException Damaged(string name, string why, Exception? cause) => new(2, OpenCostErrors.Unreadable.At($"{name} cannot be read: {why}.", name), inner: cause);
}
