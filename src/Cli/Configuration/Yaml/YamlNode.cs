using System.Globalization;
using System.Text.RegularExpressions;

namespace CostGuard.Cli.Configuration.Yaml;

/// <summary>A piece of a YAML document with its place. Scalars keep their text: 0123 and NO stay what was written.</summary>
public abstract record YamlNode(Place At)
{
    /// <summary>"text", "number", "list", … for messages.</summary>
    public abstract string What { get; }
}

/// <summary>A scalar. Only plain ones (not quoted) can be a number, true, false or nothing, by the YAML 1.2 core schema.</summary>
public sealed partial record ScalarNode(Place At, string Text, bool Plain) : YamlNode(At)
{
    public bool IsNull => Plain && Text is "" or "~" or "null" or "Null" or "NULL";

    public bool IsFlag => Plain && Text is "true" or "True" or "TRUE" or "false" or "False" or "FALSE";

    /// <summary>A leading zero makes an account number or cost centre, not an amount.</summary>
    public bool IsNumber => Plain && NumberForm().IsMatch(Text);

    public bool IsTrue => IsFlag && Text[0] is 't' or 'T';

    public override string What => IsNull ? "nothing" : IsFlag ? $"{Text}" : IsNumber ? $"number {Text}" : $"text \"{Text}\"";

    /// <summary>The number; false when it is none or does not fit a decimal exactly.</summary>
    public bool TryNumber(out decimal number)
    {
        number = 0;
        return IsNumber && decimal.TryParse(Text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);
    }

    [GeneratedRegex(@"\A[-+]?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]{1,2})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex NumberForm();
}

/// <summary>A list.</summary>
public sealed record ListNode(Place At, IReadOnlyList<YamlNode> Items) : YamlNode(At)
{
    public override string What => "a list";
}

/// <summary>One key of a map, with the place of the key.</summary>
public sealed record YamlEntry(string Key, Place At, YamlNode Value);

/// <summary>A map, in the order of the file. The readers below are for maps whose shape was checked before.</summary>
public sealed record MapNode(Place At, IReadOnlyList<YamlEntry> Entries) : YamlNode(At)
{
    public override string What => "a map";

    public YamlEntry? Entry(string key) => Entries.FirstOrDefault(entry => string.Equals(entry.Key, key, StringComparison.Ordinal));

    public YamlNode? this[string key] => Entry(key)?.Value;

    public Place PlaceOf(string key) => Entry(key)?.Value.At ?? At;

    public string? Text(string key) => this[key] is ScalarNode { IsNull: false } scalar ? scalar.Text : null;

    public bool? Flag(string key) => this[key] is ScalarNode { IsFlag: true } scalar ? scalar.IsTrue : null;

    public decimal? Number(string key) => this[key] is ScalarNode scalar && scalar.TryNumber(out decimal number) ? number : null;

    public MapNode? Map(string key) => this[key] as MapNode;

    public IReadOnlyList<YamlNode> Items(string key) => this[key] is ListNode list ? list.Items : [];

    /// <summary>The scalars of a key that takes one text or a list of them.</summary>
    public IReadOnlyList<ScalarNode> Scalars(string key) => ScalarsOf(this[key]);

    public IReadOnlyList<string> Texts(string key) => [.. Scalars(key).Select(scalar => scalar.Text)];

    public static IReadOnlyList<ScalarNode> ScalarsOf(YamlNode? node) => node switch
    {
        ListNode list => [.. list.Items.OfType<ScalarNode>()],
        ScalarNode { IsNull: false } scalar => [scalar],
        _ => [],
    };
}
