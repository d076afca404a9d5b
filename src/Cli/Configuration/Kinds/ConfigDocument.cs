using CostGuard.Cli.Configuration.Yaml;

namespace CostGuard.Cli.Configuration.Kinds;

/// <summary>One object as it was read.</summary>
/// <param name="Kind">Its kind, by its folder.</param>
/// <param name="Name">Its name; null when it has none.</param>
/// <param name="Root">The whole document.</param>
/// <param name="Sound">True when its shape is right, so that its parts can be read without looking.</param>
public sealed record ConfigDocument(ObjectKind Kind, string? Name, MapNode Root, bool Sound)
{
    public MapNode Spec => (MapNode)Root["spec"]!;

    public string Title => Root.Map("metadata")?.Text("title") ?? Name!;

    public string File => Root.At.File;
}
