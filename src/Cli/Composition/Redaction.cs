using System.Text;
using System.Text.RegularExpressions;
using CostGuard.Core.Values;

namespace CostGuard.Cli.Composition;

/// <summary>
/// Takes secrets out of a text twice over: what stands behind a key that names a secret, and every secret that can be known from here, wherever it stands.
/// References (env:NAME, file:PATH) stay, since they are what a person looks for.
/// </summary>
public sealed partial class Redaction
{
    private const string Mask = "***";

    // A secret that a reference leads to is one; what only stands behind a telling name may be a word such as true.
    private const int LengthMin = 4, GuessedLengthMin = 6;

    private readonly string[] _known;

    private Redaction(IEnumerable<string> known) =>
        _known = [.. known.Where(secret => secret.Length >= LengthMin).Distinct(StringComparer.Ordinal).OrderByDescending(secret => secret.Length)];

    /// <summary>Knows what the references in the texts lead to, and the variables that are named like secrets.</summary>
    public static Redaction Of(IEnumerable<string> texts, IReadOnlyDictionary<string, string> variables, HomeFolder home)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(variables);
        ArgumentNullException.ThrowIfNull(home);
        var known = new List<string>(variables.Where(pair => SecretName().IsMatch(pair.Key) && !IsReference(pair.Value) && pair.Value.Length >= GuessedLengthMin).Select(pair => pair.Value));
        foreach (string text in texts)
        {
            known.AddRange(Environment().Matches(text).Select(match => variables.GetValueOrDefault(match.Groups[1].Value) ?? System.Environment.GetEnvironmentVariable(match.Groups[1].Value) ?? ""));
            known.AddRange(Files().Matches(text).SelectMany(match => Content(home, match.Groups[1].Value)));
            known.AddRange(Written().Matches(text).Select(match => Bare(match.Groups["value"].Value)).Where(value => !IsReference(value) && value.Length >= GuessedLengthMin));
        }

        return new Redaction(known);
    }

    /// <summary>The text without its secrets.</summary>
    public string Clean(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        text = Blocks(text);
        text = Written().Replace(text, match => IsReference(Bare(match.Groups["value"].Value)) ? match.Value : match.Groups["key"].Value + Mask);
        foreach (string secret in _known) text = text.Replace(secret, Mask, StringComparison.Ordinal);
        text = Keys().Replace(text, Mask);
        text = Addresses().Replace(text, match => match.Groups[1].Value + Mask + "@");
        text = Hooks().Replace(text, match => match.Groups[1].Value + "/" + Mask);
        return Mailboxes().Replace(text, Mask + "@$1");
    }

    // "clientSecret: |" and the lines below it that are further in.
    private static string Blocks(string text)
    {
        string[] lines = text.Split('\n');
        var kept = new StringBuilder();
        int? depth = null;
        for (int i = 0; i < lines.Length; i++)
        {
            string line = lines[i];
            int indent = line.Length - line.TrimStart().Length;
            if (depth is { } outer && (line.Trim().Length == 0 || indent > outer)) continue;
            depth = BlockKey().IsMatch(line) ? indent : null;
            kept.Append(depth is null ? line : line.TrimEnd() + " " + Mask);
            if (i < lines.Length - 1) kept.Append('\n');
        }

        return kept.ToString();
    }

    private static IEnumerable<string> Content(HomeFolder home, string path)
    {
        string full = Path.GetFullPath(path.Trim('"', '\''), home.Path);
        if (!File.Exists(full) || new FileInfo(full).Length > 64 * 1024) return [];
        try
        {
            string all = File.ReadAllText(full).TrimEnd('\r', '\n');
            return [all, .. all.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            // What this user cannot read cannot get into the bundle either.
            return [];
        }
    }

    private static bool IsReference(string value) => value.StartsWith("env:", StringComparison.Ordinal) || value.StartsWith("file:", StringComparison.Ordinal);

    private static string Bare(string value) => value.Trim().Trim('"', '\'');

    // Not "key: team" of a tag. What a "…Ref" names stays only where it is a reference: people write the secret itself there.
    private const string Names = "[A-Za-z0-9_-]*(?:secret|password|passwd|passphrase|token|credential|connectionstring|externalid|accesskey|accountkey|apikey|privatekey|signingkey|signature|sas)[A-Za-z0-9_-]*";

    [GeneratedRegex("""(?<key>(?<![A-Za-z0-9_-])["']?""" + Names + """["']?[ \t]*[:=][ \t]*)(?<value>"(?:[^"\\]|\\.)*"|'[^']*'|[^\s,{}\[\]#"'|>][^\r\n,}\]]*)""", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Written();

    [GeneratedRegex("^[ \\t-]*[\"']?" + Names + "[\"']?[ \\t]*:[ \\t]*[|>][+-]?[0-9]?[ \\t]*(#.*)?\\r?$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex BlockKey();

    [GeneratedRegex("secret|password|passwd|token|credential|connection_?string|_key$|apikey|_sas$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex SecretName();

    [GeneratedRegex("env:([A-Za-z_][A-Za-z0-9_]*)", RegexOptions.CultureInvariant)]
    private static partial Regex Environment();

    [GeneratedRegex("file:([^\\s,}\"']+)", RegexOptions.CultureInvariant)]
    private static partial Regex Files();

    // Key ids of AWS, web tokens, private keys, and keys within addresses, whatever they are called.
    [GeneratedRegex("(?:AKIA|ASIA)[0-9A-Z]{16}|eyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*|-----BEGIN [A-Z ]*PRIVATE KEY-----[\\s\\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)|(?<=[?&;](?:sig|code|AccountKey|SharedAccessSignature)=)[^&;\\s\"']+", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Keys();

    [GeneratedRegex("([a-z][a-z0-9+.-]*://)[^/\\s@\"']+@", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Addresses();

    // The path of a webhook is its key.
    [GeneratedRegex("(https?://(?:hooks\\.|[a-z0-9.-]*webhook)[a-z0-9.:-]*)/[^\\s\"']*", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Hooks();

    [GeneratedRegex("[A-Za-z0-9._%+-]+@([A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)+)", RegexOptions.CultureInvariant)]
    private static partial Regex Mailboxes();
}
