using CostGuard.Cli.Configuration.Shapes;

namespace CostGuard.Cli.Configuration.Kinds;

/// <summary>A kind of object: its words, its folder, and the shape of its document.</summary>
/// <param name="Key">"team", for <c>config schema team</c> and the name of the schema file.</param>
/// <param name="Word">"Team", as in <c>kind:</c>.</param>
/// <param name="Folder">Folder below the home; empty for costguard.yaml.</param>
/// <param name="Description">One sentence.</param>
/// <param name="Spec">Shape of <c>spec</c>.</param>
public sealed record ObjectKind(string Key, string Word, string Folder, string Description, MapShape Spec)
{
    public const string ApiVersion = "costguard/v1";

    /// <summary>True when a file with one object must have the object's name. Tables of rules and budgets are named by topic instead.</summary>
    public bool NamedByFile { get; init; }

    /// <summary>An example document that passes the check.</summary>
    public required string Example { get; init; }

    /// <summary>The whole document.</summary>
    public MapShape Document { get; } = new(
        new Field("apiVersion", new TextShape { Choices = [ApiVersion], Description = "Version of the format." }, Required: true),
        new Field("kind", new TextShape { Choices = [Word], Description = "Kind of the object." }, Required: true),
        new Field("metadata", Metadata, Required: true),
        new Field("spec", Spec, Required: true))
    { Description = Description };

    private static MapShape Metadata { get; } = new(
        new Field("name", Form.Text(TextForm.Name, "Immutable id, used in addresses and files.", "payments"), Required: true),
        new Field("title", Form.Text("Name to show.", "Payments")));
}
