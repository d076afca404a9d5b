using CostGuard.Core.Errors;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace CostGuard.Cli.Configuration.Yaml;

/// <summary>Reads the documents of one YAML text into nodes with places. Anchors, aliases and tags are refused: they hide what a rule says.</summary>
public sealed class YamlReader
{
    private const int DepthMax = 40;

    private readonly string _file;
    private readonly Parser _parser;
    private readonly List<Problem> _problems;

    private YamlReader(string file, string text, List<Problem> problems)
    {
        _file = file;
        _parser = new Parser(new StringReader(text));
        _problems = problems;
    }

    /// <summary>The documents up to the first syntax error, which is added to the problems with the others that were found.</summary>
    public static IReadOnlyList<YamlNode> Read(string file, string text, List<Problem> problems)
    {
        var documents = new List<YamlNode>();
        var reader = new YamlReader(file, text.TrimStart('\uFEFF'), problems);
        try
        {
            reader.ReadAll(documents);
        }
        catch (YamlException error)
        {
            string reason = error.InnerException?.Message ?? error.Message;
            problems.Add(PlaceOf(file, error.Start).Report(ConfigurationErrors.Syntax, $"This is not valid YAML: {reason.TrimEnd('.')}."));
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // The parser throws whatever its parts throw, without a place or a reason: for a brace that is not closed before the next key, for one.
            problems.Add(reader.Last().Report(ConfigurationErrors.Syntax, "This is not valid YAML after here: a bracket, a brace or a quote is not closed, or a colon or a comma is missing."));
        }

        return documents;
    }

    private void ReadAll(List<YamlNode> documents)
    {
        _parser.Consume<StreamStart>();
        while (!_parser.TryConsume<StreamEnd>(out _))
        {
            _parser.Consume<DocumentStart>();
            YamlNode node = ReadNode(0);
            _parser.Consume<DocumentEnd>();
            // A file of comments only, or a "---" at the end, is not an object.
            if (node is not ScalarNode { IsNull: true }) documents.Add(node);
        }
    }

    private YamlNode ReadNode(int depth)
    {
        ParsingEvent start = _parser.Current!;
        Place at = PlaceOf(_file, start.Start);
        if (depth > DepthMax) throw new YamlException(start.Start, start.End, "It is nested too deeply");
        if (_parser.TryConsume<AnchorAlias>(out AnchorAlias? alias))
        {
            _problems.Add(at.Report(ConfigurationErrors.AnchorOrTag, $"The alias \"*{alias.Value}\" is not read."));
            return new ScalarNode(at, "", Plain: true);
        }

        if (start is NodeEvent { Anchor.IsEmpty: false } anchored)
            _problems.Add(at.Report(ConfigurationErrors.AnchorOrTag, $"The anchor \"&{anchored.Anchor.Value}\" is not read."));
        if (start is NodeEvent { Tag.IsEmpty: false } tagged && !tagged.Tag.IsNonSpecific)
            _problems.Add(at.Report(ConfigurationErrors.AnchorOrTag, $"The tag \"{tagged.Tag.Value}\" is not read."));
        if (_parser.TryConsume<Scalar>(out Scalar? scalar)) return new ScalarNode(at, scalar.Value, scalar.Style == ScalarStyle.Plain);
        return _parser.TryConsume<SequenceStart>(out _) ? ReadList(at, depth) : ReadMap(at, depth);
    }

    private ListNode ReadList(Place at, int depth)
    {
        var items = new List<YamlNode>();
        while (!_parser.TryConsume<SequenceEnd>(out _)) items.Add(ReadNode(depth + 1));
        return new ListNode(at, items);
    }

    private MapNode ReadMap(Place at, int depth)
    {
        _parser.Consume<MappingStart>();
        var entries = new List<YamlEntry>();
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            YamlNode key = ReadNode(depth + 1);
            YamlNode value = ReadNode(depth + 1);
            if (key is not ScalarNode { Text: var name })
                _problems.Add(key.At.Report(ConfigurationErrors.Syntax, $"A key must be a word, not {key.What}."));
            else if (entries.FirstOrDefault(entry => string.Equals(entry.Key, name, StringComparison.Ordinal)) is { } first)
                _problems.Add(key.At.Report(ConfigurationErrors.KeyTwice, $"The key \"{name}\" is there twice; the first is in line {Invariant.Text(first.At.Line)}."));
            else
                entries.Add(new YamlEntry(name, key.At, value));
        }

        return new MapNode(at, entries);
    }

    private Place Last() => _parser.Current is { } read ? PlaceOf(_file, read.Start) : new Place(_file, 1, 1);

    private static Place PlaceOf(string file, Mark mark) => new(file, (int)mark.Line, (int)mark.Column);
}
