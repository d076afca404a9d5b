using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using CostGuard.Clouds.Faults;

namespace CostGuard.Clouds.Aws;

/// <summary>One page of an answer. A token belongs to its request: asked with another one it is refused.</summary>
internal sealed record Pages(int From, int Count, string? Next, string Name)
{
    /// <param name="request">The request, with or without a token.</param>
    /// <param name="name">Name of the token's member.</param>
    /// <param name="switches">Page size and empty pages.</param>
    /// <param name="total">Items of all pages.</param>
    public static Pages Of(JsonObject request, string name, CloudSwitches switches, int total)
    {
        string? token = request[name]?.GetValue<string>();
        var asked = (JsonObject)request.DeepClone();
        asked.Remove(name);
        string mark = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(asked.ToJsonString())))[..16];
        (int from, int page, bool empty) = Read(token, mark);
        if (!empty && switches.EmptyPageEvery > 0 && page > 0 && page % switches.EmptyPageEvery == 0 && token is not null)
            return new Pages(from, 0, Write(from, page, true, mark), name);
        int count = Math.Min(switches.PageSize, total - from);
        return new Pages(from, count, from + count < total ? Write(from + count, page + 1, false, mark) : null, name);
    }

    /// <summary>Adds the next page's token, if there is a next page.</summary>
    public JsonObject Token(JsonObject answer)
    {
        if (Next is not null) answer[Name] = Next;
        return answer;
    }

    private static string Write(int from, int page, bool empty, string mark) =>
        Convert.ToBase64String(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{mark}:{from}:{page}:{(empty ? 1 : 0)}")));

    private static (int From, int Page, bool Empty) Read(string? token, string mark)
    {
        if (token is null) return (0, 0, false);
        byte[] bytes = new byte[token.Length];
        if (!Convert.TryFromBase64String(token, bytes, out int length)) throw new AwsFault("InvalidNextTokenException", "The pagination token is invalid.");
        string[] parts = Encoding.ASCII.GetString(bytes, 0, length).Split(':');
        if (parts.Length != 4) throw new AwsFault("InvalidNextTokenException", "The pagination token is invalid.");
        if (parts[0] != mark) throw new AwsFault("RequestChangedException", "Your request parameters changed between pages.");
        return (int.Parse(parts[1], CultureInfo.InvariantCulture), int.Parse(parts[2], CultureInfo.InvariantCulture), parts[3] == "1");
    }
}
