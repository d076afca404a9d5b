using System.Text.RegularExpressions;
using CostGuard.Core.Errors;
using CostGuard.Schedule;
using Xunit;

namespace CostGuard.House;

/// <summary>The schedules that come with the program fire.</summary>
public sealed class ScheduleFileTests
{
    private static readonly DateTimeOffset AsOf = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Schedules_HaveAKindACronThatFiresAndAKnownZone() => Rule.Holds(Repository.Texts
        .Where(file => file.Name.EndsWith(".yaml", StringComparison.Ordinal) && file.Folder.Split('/').Contains("schedules"))
        .SelectMany(Violations));

    [Theory]
    [InlineData("kind: Schedule\nspec:\n  cron: \"0 7 * * MON\"\n", "CG2310")]
    [InlineData("kind: Schedule\nspec:\n  cron: \"0 0 7 ? * MON\"   # weekly\n  timeZone: Berlin\n", "CG2322")]
    [InlineData("kind: Report\nspec:\n  cron: \"0 0 7 ? * MON\"\n", "kind")]
    [InlineData("kind: Schedule\nspec:\n  run: collect\n", "cron")]
    public void Schedules_BadFile_IsFound(string text, string words) => Rule.Bites(Violations(new TextFile("schedules/x.yaml", text)), words);

    private static IEnumerable<string> Violations(TextFile file)
    {
        if (Value(file.Text, "kind") != "Schedule") yield return $"{file.Path}: kind must be Schedule; move another kind to its own folder.";
        string? cron = Value(file.Text, "cron");
        string? every = Value(file.Text, "every");
        if (cron is null && every is null) yield return $"{file.Path}: give it a cron or an every.";
        if (cron is not null && CronText.Check(cron, AsOf) is { } bad) yield return $"{file.Path}: {bad}";
        if (Value(file.Text, "timeZone") is { } zone && zone is not ("team" or "company") && CronText.CheckZone(zone) is Problem unknown) yield return $"{file.Path}: {unknown}";
    }

    private static string? Value(string text, string key) =>
        Regex.Match(text, $"""^\s*{key}:\s*(?:"(?<v>[^"]*)"|'(?<v>[^']*)'|(?<v>[^#\n]+?))\s*(?:#.*)?$""", RegexOptions.Multiline) is { Success: true } match ? match.Groups["v"].Value : null;
}
