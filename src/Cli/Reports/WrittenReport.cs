using System.Globalization;
using System.Text.Json;

namespace CostGuard.Cli.Reports;

/// <summary>The record of a workbook that was written, as a line of the audit log keeps it.</summary>
/// <param name="File">Path below data/out/reports, with slashes.</param>
/// <param name="Sha256">Hash of its bytes, hex.</param>
/// <param name="Snapshot">Snapshot it was made from.</param>
/// <param name="AsOf">The moment that was judged: with it the same bytes can be made again.</param>
/// <param name="WrittenAt">When it was written first.</param>
public sealed record WrittenReport(string File, string Sha256, string Snapshot, DateTimeOffset AsOf, DateTimeOffset WrittenAt)
{
    /// <summary>Mark of its content, which the file carries too; empty in records from before there was one.</summary>
    public string Content { get; init; } = "";

    /// <summary>Action of its line in the audit log; the subject is the report, "finance 2026-11".</summary>
    public const string Action = "report write";

    /// <summary>The text that the audit log keeps.</summary>
    public string Text => JsonSerializer.Serialize(new Dictionary<string, string>
    {
        ["file"] = File,
        ["sha256"] = Sha256,
        ["snapshot"] = Snapshot,
        ["asOf"] = AsOf.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        ["content"] = Content,
    });

    /// <summary>Reads the text of a line that was written at a moment; null when it is of another form.</summary>
    public static WrittenReport? Parse(string? text, DateTimeOffset writtenAt)
    {
        if (text is null || JsonSerializer.Deserialize<Dictionary<string, string>>(text) is not { } parts) return null;
        return new WrittenReport(
            parts["file"], parts["sha256"], parts["snapshot"],
            DateTimeOffset.Parse(parts["asOf"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal), writtenAt)
        {
            Content = parts.GetValueOrDefault("content", ""),
        };
    }
}
