using System.Text.RegularExpressions;
using CostGuard.Cli.Configuration.Yaml;
using CostGuard.Core.Errors;

namespace CostGuard.Cli.Configuration.Shapes;

/// <summary>Holds a node against its shape and adds every difference, with its place, to the problems.</summary>
public sealed class ShapeChecker(List<Problem> problems)
{
    public void Check(YamlNode node, Shape shape, string name)
    {
        switch (shape)
        {
            case AnyShape any: CheckAny(node, any, name); break;
            case MapShape map when node is MapNode entries: CheckMap(entries, map, name); break;
            case ListShape list when node is ListNode items: CheckList(items, list, name); break;
            case TextShape or NumberShape or FlagShape when node is ScalarNode scalar:
                if (Fault(scalar, shape) is { } fault) problems.Add(Refuse(scalar, shape, name, fault));
                break;
            default: problems.Add(node.At.Report(ConfigurationErrors.WrongType, $"\"{name}\" must be {WhatOf(shape)}, not {node.What}.")); break;
        }
    }

    private void CheckAny(YamlNode node, AnyShape any, string name)
    {
        Shape[] options = [.. any.Options.Where(option => SameKind(node, option))];
        if (options.Length == 0)
            problems.Add(node.At.Report(ConfigurationErrors.WrongType, $"\"{name}\" must be {WhatOf(any)}, not {node.What}."));
        else if (node is not ScalarNode scalar)
            Check(node, options[0], name);
        else if (options.All(option => Fault(scalar, option) is not null))
            Check(node, options[^1], name);
    }

    private void CheckList(ListNode node, ListShape shape, string name)
    {
        if (node.Items.Count < shape.ItemsMin) problems.Add(node.At.Report(ConfigurationErrors.WrongValue, $"\"{name}\" is an empty list."));
        foreach (YamlNode item in node.Items) Check(item, shape.Item, name);
    }

    private void CheckMap(MapNode node, MapShape shape, string name)
    {
        foreach (YamlEntry entry in node.Entries) CheckEntry(entry, shape);
        foreach (Field field in shape.Fields)
        {
            if (field.Required && node.Entry(field.Name) is null)
                problems.Add(node.At.Report(ConfigurationErrors.MissingKey, $"The key \"{field.Name}\" is missing in {name}."));
        }

        if (node.Entries.Count < shape.KeysMin) problems.Add(node.At.Report(ConfigurationErrors.WrongValue, $"\"{name}\" is empty."));
        if (shape.ExactlyOne.Count == 0) return;
        YamlEntry[] given = [.. node.Entries.Where(entry => shape.ExactlyOne.Contains(entry.Key))];
        if (given.Length == 1) return;
        string words = string.Join(", ", shape.ExactlyOne.Select(word => $"\"{word}\""));
        Place at = given.Length == 0 ? node.At : given[1].At;
        problems.Add(at.Report(ConfigurationErrors.ExactlyOne, given.Length == 0 ? $"{name} needs one of {words}." : $"{name} takes only one of {words}."));
    }

    private void CheckEntry(YamlEntry entry, MapShape shape)
    {
        Field? field = shape.Fields.FirstOrDefault(known => string.Equals(known.Name, entry.Key, StringComparison.Ordinal));
        if (field is not null)
        {
            if (field.Later)
                problems.Add(entry.At.Report(ConfigurationErrors.NotYet, $"\"{entry.Key}\" is kept but does nothing in this version.", Severity.Info));
            Check(entry.Value, field.Shape, entry.Key);
        }
        else if (shape.Open is { } open && Regex.IsMatch(entry.Key, open.Pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)))
        {
            Check(entry.Value, open.Shape, entry.Key);
        }
        else if (shape.Open is { } other && shape.Fields.Count == 0)
        {
            problems.Add(entry.At.Report(ConfigurationErrors.WrongValue, $"The key \"{entry.Key}\" is not {other.What}."));
        }
        else
        {
            string near = Suggestion.For(entry.Key, shape.Fields.Select(known => known.Name));
            problems.Add(entry.At.Report(ConfigurationErrors.UnknownKey, $"unknown key \"{entry.Key}\".{near}"));
        }
    }

    private static Problem Refuse(ScalarNode node, Shape shape, string name, string fault)
    {
        bool wrongType = node.IsNull || shape is FlagShape { Only: null } || (shape is NumberShape && !node.IsNumber);
        return node.At.Report(wrongType ? ConfigurationErrors.WrongType : ConfigurationErrors.WrongValue, $"\"{name}\" {fault}");
    }

    /// <summary>What is wrong with a scalar, as the end of a sentence; null when it fits.</summary>
    private static string? Fault(ScalarNode node, Shape shape)
    {
        if (node.IsNull) return $"is empty; it must be {WhatOf(shape)}.";
        switch (shape)
        {
            case TextShape { Loose: true }: return null;
            case TextShape text:
                // The JSON Schema says "string": what an editor takes for a number or a flag is no text here either.
                bool fits = !node.IsNumber && !node.IsFlag && (text.Form?.Fits(node.Text) ?? text.Choices.Contains(node.Text));
                if (!fits && text.Secret) return $"must be {WhatOf(shape)}; its value is not shown.";
                return fits ? null : $"must be {WhatOf(shape)}, not \"{node.Text}\".{Suggestion.For(node.Text, text.Choices)}";
            case FlagShape flag:
                return node.IsFlag && (flag.Only is null || flag.Only == node.IsTrue) ? null : $"must be {WhatOf(shape)}, not {node.What}.";
            case NumberShape number:
                if (!node.TryNumber(out decimal value)) return $"must be {WhatOf(shape)}, not {node.What}.";
                bool inside = !(value < number.Minimum) && !(value > number.Maximum) && (!number.Whole || value == decimal.Truncate(value));
                return inside ? null : $"must be {WhatOf(shape)}, not {node.Text}.";
            default: return null;
        }
    }

    private static bool SameKind(YamlNode node, Shape shape) => node switch
    {
        MapNode => shape is MapShape,
        ListNode => shape is ListShape,
        _ => shape is TextShape or NumberShape or FlagShape,
    };

    private static string WhatOf(Shape shape) => shape switch
    {
        TextShape { Form: { } form } => form.What,
        TextShape { Choices.Count: > 0 } text => string.Join(" or ", text.Choices),
        TextShape => "text",
        FlagShape { Only: true } => "true",
        FlagShape => "true or false",
        NumberShape number => Range(number),
        ListShape => "a list",
        AnyShape any => string.Join(" or ", any.Options.Select(WhatOf).Distinct(StringComparer.Ordinal)),
        _ => "a map",
    };

    private static string Range(NumberShape number) => (number.Whole ? "a whole number" : "a number") + (number.Minimum, number.Maximum) switch
    {
        ({ } low, { } high) => $" from {Invariant.Exact(low)} to {Invariant.Exact(high)}",
        ({ } low, null) => $" of at least {Invariant.Exact(low)}",
        (null, { } high) => $" of at most {Invariant.Exact(high)}",
        _ => "",
    };
}
