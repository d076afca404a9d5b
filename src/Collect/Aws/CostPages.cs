using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using CostGuard.Core.Errors;

namespace CostGuard.Collect.Aws;

/// <summary>
/// A file of answers as they came: before each one a line of JSON with the request that it answers and its length in bytes, so that the answer's
/// bytes stay untouched. The first line says what the file is.
/// </summary>
internal static class CostPages
{
    public const string Ending = ".cost-explorer";

    // The names of the largest organizations' accounts fit.
    private const int HeadBytesMax = 8 * 1024 * 1024;
    private const int AnswerBytesMax = 512 * 1024 * 1024;

    /// <summary>First bytes of every such file.</summary>
    public static ReadOnlySpan<byte> Mark => "{\"costGuard\":\"aws-cost-explorer/1\""u8;

    /// <summary>Begins a file: what the answers do not say themselves.</summary>
    public static async Task BeginAsync(Stream file, string? billingAccount, IReadOnlyDictionary<string, string> accountNames, CancellationToken cancellationToken)
    {
        string rest = JsonSerializer.Serialize(new { billingAccount, accountNames }, AwsJsonText.Options);
        await file.WriteAsync(Mark.ToArray(), cancellationToken).ConfigureAwait(false);
        await file.WriteAsync(Encoding.UTF8.GetBytes($",{rest[1..]}\n"), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Adds an answer and its request.</summary>
    public static async Task WriteAsync(Stream file, byte[] request, byte[] answer, CancellationToken cancellationToken)
    {
        await file.WriteAsync(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{answer.Length} ")), cancellationToken).ConfigureAwait(false);
        await file.WriteAsync(request, cancellationToken).ConfigureAwait(false);
        await file.WriteAsync("\n"u8.ToArray(), cancellationToken).ConfigureAwait(false);
        await file.WriteAsync(answer, cancellationToken).ConfigureAwait(false);
        await file.WriteAsync("\n"u8.ToArray(), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The first line as JSON.</summary>
    public static JsonElement ReadBeginning(Stream file, string name) => Parsed<JsonElement>(Line(file, name) ?? throw Damaged(name, "it is empty"), name);

    /// <summary>The next request and its answer; null at the end.</summary>
    /// <exception cref="CostGuardException">Exit code 2: the file ends inside an answer, or is no such file.</exception>
    public static (GetCostAndUsageRequest Request, GetCostAndUsageResponse Answer)? Read(Stream file, string name)
    {
        if (Line(file, name) is not { } line) return null;
        if (!Utf8Parser.TryParse(line, out int length, out int digits) || length is < 0 or > AnswerBytesMax) throw Damaged(name, "an answer has no length");
        byte[] answer = new byte[length];
        if (file.ReadAtLeast(answer, length, throwOnEndOfStream: false) < length || file.ReadByte() != '\n') throw Damaged(name, "it ends inside an answer");
        return (Parsed<GetCostAndUsageRequest>(line.AsSpan(digits), name), Parsed<GetCostAndUsageResponse>(answer, name));
    }

    private static byte[]? Line(Stream file, string name)
    {
        var line = new List<byte>();
        for (int next = file.ReadByte(); next != '\n'; next = file.ReadByte())
        {
            if (next < 0) return line.Count == 0 ? null : throw Damaged(name, "it ends inside a line");
            if (line.Count == HeadBytesMax) throw Damaged(name, "a line is too long");
            line.Add((byte)next);
        }

        return [.. line];
    }

    private static T Parsed<T>(ReadOnlySpan<byte> json, string name)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, AwsJsonText.Options) ?? throw Damaged(name, "it holds null");
        }
        catch (JsonException cause)
        {
            throw Damaged(name, cause.Message);
        }
    }

    private static CostGuardException Damaged(string name, string why) => new(2, CostExplorerErrors.Unreadable.At($"{name} cannot be read: {why}.", name));
}
