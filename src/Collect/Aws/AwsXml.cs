using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using CostGuard.Core.Errors;

namespace CostGuard.Collect.Aws;

/// <summary>Reads answers of the query protocol: elements by their local names, since each version of a service has a namespace of its own.</summary>
internal static class AwsXml
{
    private const long CharactersMax = 256L * 1024 * 1024;

    private static readonly XmlReaderSettings Safe = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = CharactersMax };

    /// <exception cref="CostGuardException">Exit code 5: no XML.</exception>
    public static XElement Parse(byte[] body, string call)
    {
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(body), Safe);
            return XElement.Load(reader);
        }
        catch (XmlException broken)
        {
            throw new CostGuardException(5, UsageErrors.Unreadable.At($"{call} answered no XML: {broken.Message}"), inner: broken);
        }
    }

    /// <summary>The element at a path below this one; null when a step is missing.</summary>
    public static XElement? At(this XElement of, params ReadOnlySpan<string> path)
    {
        XElement? at = of;
        foreach (string step in path)
        {
            at = at?.Elements().FirstOrDefault(element => element.Name.LocalName == step);
            if (at is null) return null;
        }

        return at;
    }

    /// <summary>Its text; null when it is missing or empty.</summary>
    public static string? Text(this XElement of, params ReadOnlySpan<string> path) => of.At(path)?.Value is { Length: > 0 } text ? text : null;

    /// <summary>The entries of a list: "item", "member" or named by their kind.</summary>
    public static IEnumerable<XElement> Items(this XElement of, params ReadOnlySpan<string> path) => of.At(path)?.Elements() ?? [];

    /// <summary>The UTC day of a time.</summary>
    public static DateOnly? Day(this XElement of, params ReadOnlySpan<string> path) => DayOf(of.Text(path));

    public static DateOnly? DayOf(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time) ? DateOnly.FromDateTime(time.UtcDateTime) : null;

    public static decimal? Number(this XElement of, params ReadOnlySpan<string> path) =>
        decimal.TryParse(of.Text(path), NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number) ? number : null;

    /// <summary>Tags: entries with key and value, in the spelling of any service. AWS's own are left out.</summary>
    public static Dictionary<string, string> Tags(this XElement of, params ReadOnlySpan<string> path)
    {
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (XElement tag in of.Items(path))
        {
            if ((tag.Text("key") ?? tag.Text("Key")) is { } key) tags[key] = tag.Text("value") ?? tag.Text("Value") ?? "";
        }

        return tags;
    }

    /// <summary>The tags that people set.</summary>
    public static IReadOnlyDictionary<string, string> Own(this IReadOnlyDictionary<string, string> tags) =>
        tags.Where(tag => !tag.Key.StartsWith("aws:", StringComparison.Ordinal)).ToDictionary(tag => tag.Key, tag => tag.Value, StringComparer.Ordinal);
}
