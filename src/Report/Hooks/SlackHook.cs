using System.Text.Json.Nodes;
using CostGuard.Core.Configuration;

namespace CostGuard.Report.Hooks;

/// <summary>A message of Slack's incoming webhooks. Texts are plain ones, so that no name of a team or service turns into mark-up or calls a channel.</summary>
public sealed class SlackHook : IHookFormat
{
    // Slack's limits: 3,000 characters a section, 10 fields a section.
    private const int TextMax = 3_000, FieldsMax = 10;

    /// <inheritdoc/>
    public WebhookFormat Format => WebhookFormat.Slack;

    /// <inheritdoc/>
    public JsonObject Body(HookEvent told)
    {
        var blocks = new JsonArray();
        foreach (string line in told.Lines) blocks.Add((JsonNode)new JsonObject { ["type"] = "section", ["text"] = Plain(line) });
        if (told.Facts.Count > 0)
            blocks.Add((JsonNode)new JsonObject { ["type"] = "section", ["fields"] = new JsonArray([.. told.Facts.Take(FieldsMax).Select(fact => (JsonNode)Plain($"{fact.Label}: {fact.Text}"))]) });
        if (told.Link is { } link)
            blocks.Add((JsonNode)new JsonObject { ["type"] = "actions", ["elements"] = new JsonArray(new JsonObject { ["type"] = "button", ["text"] = Plain("See what changed"), ["url"] = link.AbsoluteUri }) });
        return new JsonObject { ["text"] = Escaped(string.Join('\n', told.Lines)), ["mrkdwn"] = false, ["blocks"] = blocks };
    }

    private static JsonObject Plain(string text) => new() { ["type"] = "plain_text", ["text"] = text.Length <= TextMax ? text : text[..(TextMax - 1)] + "…", ["emoji"] = false };

    // The fallback text of notifications is read with control sequences: <!channel>, <@user>, <https://…>.
    private static string Escaped(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
}
