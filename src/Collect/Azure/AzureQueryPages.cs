using System.Text;
using System.Text.Json;
using CostGuard.Core.Errors;

namespace CostGuard.Collect.Azure;

/// <summary>What a file of answers begins with: what the answers do not say themselves.</summary>
internal sealed record AzureQueryHead(string CostGuard, string? BillingAccount, string? Subscription, string? SubscriptionName, string? TagKey, bool Amortized);

/// <summary>
/// A file of answers as they came, of one scope and month: a line of JSON before the first, and before each one a line with its type and length in
/// bytes, so that the answer's bytes stay untouched.
/// </summary>
internal static class AzureQueryPages
{
    public const string Ending = ".azure-query";
    public const string Version = "azure-query/1";

    private const int LineBytesMax = 64 * 1024;
    private const int AnswerBytesMax = 512 * 1024 * 1024;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>First bytes of every such file.</summary>
    public static ReadOnlySpan<byte> Mark => "{\"costGuard\":\"azure-query/1\""u8;

    public static async Task BeginAsync(Stream file, AzureQueryHead head, CancellationToken cancellationToken)
    {
        await file.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(head, Json), cancellationToken).ConfigureAwait(false);
        await file.WriteAsync("\n"u8.ToArray(), cancellationToken).ConfigureAwait(false);
    }

    public static async Task WriteAsync(Stream file, string type, byte[] answer, CancellationToken cancellationToken)
    {
        await file.WriteAsync(Encoding.ASCII.GetBytes(FormattableString.Invariant($"{type} {answer.Length}\n")), cancellationToken).ConfigureAwait(false);
        await file.WriteAsync(answer, cancellationToken).ConfigureAwait(false);
        await file.WriteAsync("\n"u8.ToArray(), cancellationToken).ConfigureAwait(false);
    }

    public static AzureQueryHead ReadHead(Stream file, string name)
    {
        try
        {
            return JsonSerializer.Deserialize<AzureQueryHead>(Line(file, name) ?? throw Damaged(name, "it is empty"), Json) ?? throw Damaged(name, "it holds null");
        }
        catch (JsonException cause)
        {
            throw Damaged(name, cause.Message);
        }
    }

    /// <summary>The next answer and its type; null at the end.</summary>
    /// <exception cref="CostGuardException">Exit code 2: the file ends inside an answer.</exception>
    public static (string Type, byte[] Answer)? Read(Stream file, string name)
    {
        if (Line(file, name) is not { } line) return null;
        string[] words = Encoding.ASCII.GetString(line).Split(' ');
        if (words.Length != 2 || !int.TryParse(words[1], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out int length) || length > AnswerBytesMax) throw Damaged(name, "an answer has no length");
        byte[] answer = new byte[length];
        if (file.ReadAtLeast(answer, length, throwOnEndOfStream: false) < length || file.ReadByte() != '\n') throw Damaged(name, "it ends inside an answer");
        return (words[0], answer);
    }

    private static byte[]? Line(Stream file, string name)
    {
        var line = new List<byte>();
        for (int next = file.ReadByte(); next != '\n'; next = file.ReadByte())
        {
            if (next < 0) return line.Count == 0 ? null : throw Damaged(name, "it ends inside a line");
            if (line.Count == LineBytesMax) throw Damaged(name, "a line is too long");
            line.Add((byte)next);
        }

        return [.. line];
    }

    private static CostGuardException Damaged(string name, string why) => new(2, AzureQueryErrors.Unreadable.At($"{name} cannot be read: {why}.", name));
}
