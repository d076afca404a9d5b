using System.Globalization;
using System.Text.Json.Nodes;
using CostGuard.Core.Configuration;

namespace CostGuard.Report.Hooks;

/// <summary>The payload that Standard Webhooks 1.0 recommends: type, timestamp, data.</summary>
public sealed class StandardHook : IHookFormat
{
    /// <inheritdoc/>
    public WebhookFormat Format => WebhookFormat.Standard;

    /// <inheritdoc/>
    public JsonObject Body(HookEvent told)
    {
        JsonObject data = told.Data.DeepClone().AsObject();
        data["text"] = new JsonArray([.. told.Lines.Select(line => (JsonNode)line)]);
        if (told.Link is { } link) data["link"] = link.AbsoluteUri;
        return new JsonObject
        {
            ["type"] = told.Type,
            ["timestamp"] = told.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            ["data"] = data,
        };
    }
}
