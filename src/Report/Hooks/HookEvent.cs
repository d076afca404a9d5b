using System.Text.Json.Nodes;

namespace CostGuard.Report.Hooks;

/// <summary>What an endpoint is told, before it has a form. Lines and figures are those of the mail.</summary>
/// <param name="Type">Event type: "budget.threshold_crossed".</param>
/// <param name="At">When it happened, UTC.</param>
/// <param name="Lines">One or two sentences for people: the first two lines of the mail.</param>
/// <param name="Facts">Figures to show under them: label and text.</param>
/// <param name="Data">The same for programs: money as exact decimal text.</param>
/// <param name="Link">Where people see more; null without a public address.</param>
public sealed record HookEvent(
    string Type, DateTimeOffset At, IReadOnlyList<string> Lines, IReadOnlyList<(string Label, string Text)> Facts, JsonObject Data, Uri? Link);

/// <summary>Writes an event for one sort of endpoint. One file a sort.</summary>
public interface IHookFormat
{
    /// <summary>The sort.</summary>
    Core.Configuration.WebhookFormat Format { get; }

    /// <summary>The JSON body. Nothing that people wrote is taken as mark-up.</summary>
    JsonObject Body(HookEvent told);
}
