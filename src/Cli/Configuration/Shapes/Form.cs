namespace CostGuard.Cli.Configuration.Shapes;

/// <summary>Short words for shapes that several kinds have.</summary>
public static class Form
{
    public static TextShape Text(string description, string? example = null) => new() { Description = description, Example = example };

    public static TextShape Text(TextForm form, string description, string? example = null) => new(form) { Description = description, Example = example };

    public static TextShape Choice(string description, params IReadOnlyList<string> choices) => new() { Choices = choices, Description = description };

    public static FlagShape Flag(string description) => new() { Description = description };

    public static AnyShape OneOrMany(Shape item, string description) => new(item, new ListShape(item, 1)) { Description = description };

    public static AnyShape Share(string description) =>
        new(new NumberShape(0, 100), new TextShape(TextForm.Percent)) { Description = description, Example = "80%" };

    public static AnyShape SignedShare(string description) =>
        new(new NumberShape(-1, 100), new TextShape(TextForm.SignedPercent)) { Description = description, Example = "5%" };

    public static TextShape Metric(string description) => Choice(description, "effective", "billed", "list", "contracted");
}
