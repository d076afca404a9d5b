using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace CostGuard.Golden;

/// <summary>The answer of one command in every format a person or a program reads, cell by cell.</summary>
internal sealed class Shown
{
    private static readonly string[] Formats = ["json", "csv", "markdown", "html", "table"];
    private static readonly Regex Amount = new(@"\(?[+-]?\d[\d,]*\.\d+\)?", RegexOptions.CultureInvariant);
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly string[][] _csv;
    private readonly string[][] _markdown;
    private readonly string[][] _html;
    private readonly string[] _table;

    private Shown(string command, Dictionary<string, string> texts)
    {
        (Command, _texts) = (command, texts);
        Items = [.. JsonDocument.Parse(texts["json"]).RootElement.GetProperty("items").EnumerateArray()];
        _csv = [.. texts["csv"].TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Select(Cells)];
        _markdown = [.. texts["markdown"].Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Select(line => line.TrimEnd()[2..^2].Split(" | ").Select(cell => cell.Trim()).ToArray())];
        _html = [.. Regex.Matches(texts["html"], "<tr>(.*?)</tr>", RegexOptions.Singleline).Select(row => Regex.Matches(row.Groups[1].Value, "<t[hd][^>]*>(.*?)</t[hd]>", RegexOptions.Singleline).Select(cell => WebUtility.HtmlDecode(cell.Groups[1].Value)).ToArray())];
        _table = texts["table"].Split('\n');
    }

    /// <summary>The command.</summary>
    public string Command { get; }

    /// <summary>Rows as programs read them.</summary>
    public IReadOnlyList<JsonElement> Items { get; }

    /// <summary>Runs a command in each format; exit codes are not judged here.</summary>
    public static async Task<Shown> OfAsync(Product product, params string[] command)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string format in Formats) texts[format] = (await product.RunAsync([.. command, "-o", format])).Out;
        return new Shown($"costguard {string.Join(' ', command)}", texts);
    }

    /// <summary>The exact amount of a cell; null where there is none.</summary>
    public decimal? Exact(int row, string key) => Items[row].TryGetProperty(key, out JsonElement cell) && cell.ValueKind == JsonValueKind.String ? Parse(cell.GetString()!) : null;

    /// <summary>The cell on every surface.</summary>
    public IEnumerable<(string Surface, decimal Amount)> Surfaces(int row, string key)
    {
        int column = Array.IndexOf(_csv[0], key);
        yield return ($"JSON of {Command}", Exact(row, key)!.Value);
        yield return ($"CSV of {Command}", Parse(_csv[row + 1][column]));
        yield return ($"Markdown of {Command}", Read(_markdown[row + 2][column]));
        yield return ($"HTML of {Command}", Read(_html[row + 1][column]));
        if (OnScreen(row, _markdown[0][column]) is { } shown) yield return ($"table of {Command}", shown);
    }

    /// <summary>"(1,280.07)" and "+1,280.07" as numbers.</summary>
    public static decimal Read(string text)
    {
        string digits = Amount.Match(text) is { Success: true } found ? found.Value : text;
        return digits.StartsWith('(') ? -Parse(digits.Trim('(', ')')) : Parse(digits);
    }

    /// <summary>All amounts of a line.</summary>
    public static decimal[] AllOf(string line) => [.. Amount.Matches(line).Select(found => Read(found.Value))];

    // A terminal has no lines between its columns: a number ends where its header ends.
    private decimal? OnScreen(int row, string title)
    {
        int head = Array.FindIndex(_table, line => line.Contains(title.ToUpperInvariant(), StringComparison.Ordinal) && !line.Any(char.IsLower));
        if (head < 0) return null;
        int end = _table[head].IndexOf(title.ToUpperInvariant(), StringComparison.Ordinal) + title.Length;
        string line = _table[head + 1 + row];
        string upTo = line[..Math.Min(end, line.Length)];
        return Amount.IsMatch(upTo) ? Read(upTo[(upTo.LastIndexOf("  ", StringComparison.Ordinal) + 1)..]) : null;
    }

    // With a comma before it, an empty first cell is a match of its own.
    private static string[] Cells(string line) => [.. Regex.Matches("," + line, ",(?:\"((?:[^\"]|\"\")*)\"|([^,]*))").Select(cell => cell.Groups[1].Value + cell.Groups[2].Value)];

    private static decimal Parse(string text) => decimal.Parse(text, NumberStyles.Number, CultureInfo.InvariantCulture);
}
