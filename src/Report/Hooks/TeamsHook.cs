using System.Text.Json.Nodes;
using CostGuard.Core.Configuration;

namespace CostGuard.Report.Hooks;

/// <summary>An Adaptive Card as a Microsoft Teams workflow takes it. Texts are runs, which know no mark-up.</summary>
public sealed class TeamsHook : IHookFormat
{
    /// <inheritdoc/>
    public WebhookFormat Format => WebhookFormat.Teams;

    /// <inheritdoc/>
    public JsonObject Body(HookEvent told)
    {
        var body = new JsonArray([.. told.Lines.Select((line, i) => (JsonNode)Line(line, strong: i == 0))]);
        foreach ((string label, string text) in told.Facts) body.Add((JsonNode)Line($"{label}: {text}", strong: false));
        var card = new JsonObject
        {
            ["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json",
            ["type"] = "AdaptiveCard",
            ["version"] = "1.4",
            ["fallbackText"] = string.Join(' ', told.Lines),
            ["body"] = body,
        };
        if (told.Link is { } link) card["actions"] = new JsonArray(new JsonObject { ["type"] = "Action.OpenUrl", ["title"] = "See what changed", ["url"] = link.AbsoluteUri });
        return new JsonObject
        {
            ["type"] = "message",
            ["attachments"] = new JsonArray(new JsonObject { ["contentType"] = "application/vnd.microsoft.card.adaptive", ["contentUrl"] = null, ["content"] = card }),
        };
    }

    private static JsonObject Line(string text, bool strong)
    {
        var run = new JsonObject { ["type"] = "TextRun", ["text"] = text };
        if (strong) run["weight"] = "Bolder";
        return new JsonObject { ["type"] = "RichTextBlock", ["inlines"] = new JsonArray(run) };
    }
}
