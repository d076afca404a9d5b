namespace CostGuard.Cli.Configuration.Shapes;

/// <summary>What a piece of configuration may look like. One description drives the check, the messages and the published JSON Schema.</summary>
public abstract record Shape
{
    /// <summary>For people, in the editor.</summary>
    public string? Description { get; init; }

    /// <summary>A value to copy.</summary>
    public string? Example { get; init; }

    /// <summary>What holds when nothing is given, as text; only process settings have it.</summary>
    public string? Default { get; init; }
}

/// <summary>Text. Without form and choices any scalar is taken as it was written, so that 0123 keeps its zero.</summary>
public sealed record TextShape(TextForm? Form = null) : Shape
{
    /// <summary>The only texts that are accepted; empty accepts all.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>Never printed, neither in messages nor by <c>config show</c>, unless it is a reference.</summary>
    public bool Secret { get; init; }

    public bool Loose => Form is null && Choices.Count == 0;
}

/// <summary>A number, exact.</summary>
public sealed record NumberShape(decimal? Minimum = null, decimal? Maximum = null, bool Whole = false) : Shape;

/// <summary>true or false; or only one of them.</summary>
public sealed record FlagShape(bool? Only = null) : Shape;

/// <summary>A list.</summary>
public sealed record ListShape(Shape Item, int ItemsMin = 0) : Shape;

/// <summary>One of several shapes that differ in kind: text, number, list, map.</summary>
public sealed record AnyShape(params IReadOnlyList<Shape> Options) : Shape;

/// <summary>A map: known keys, and keys by pattern.</summary>
public sealed record MapShape(params IReadOnlyList<Field> Fields) : Shape
{
    /// <summary>Keys that are not known by name.</summary>
    public OpenKeys? Open { get; init; }

    /// <summary>Of these keys exactly one is given.</summary>
    public IReadOnlyList<string> ExactlyOne { get; init; } = [];

    public int KeysMin { get; init; }
}

/// <summary>A known key.</summary>
/// <param name="Name">The key.</param>
/// <param name="Shape">Its value.</param>
/// <param name="Required">True when it must be there.</param>
/// <param name="Later">True when it is kept but does nothing in this version; the check says so.</param>
public sealed record Field(string Name, Shape Shape, bool Required = false, bool Later = false);

/// <summary>Keys by pattern.</summary>
/// <param name="Pattern">Regular expression of the key.</param>
/// <param name="What">"a month such as 2026-11".</param>
/// <param name="Shape">The value.</param>
public sealed record OpenKeys(string Pattern, string What, Shape Shape);
