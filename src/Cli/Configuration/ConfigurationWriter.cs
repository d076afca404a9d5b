using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using CostGuard.Core.Configuration;

namespace CostGuard.Cli.Configuration;

/// <summary>Writes a new team as the YAML that a person would have written.</summary>
public static class ConfigurationWriter
{
    public static string Team(TeamConfig team)
    {
        var yaml = new StringBuilder();
        yaml.Append("# yaml-language-server: $schema=../.costguard/schemas/team.json\n");
        yaml.Append("apiVersion: costguard/v1\nkind: Team\nmetadata:\n");
        yaml.Append(CultureInfo.InvariantCulture, $"  name: {team.Id}\n  title: {Quoted(team.Title)}\nspec:\n  owner: {Quoted(team.Owner)}\n");
        if (team.Deputies.Count > 0) yaml.Append(CultureInfo.InvariantCulture, $"  deputies: {List(team.Deputies)}\n");
        if (team.CostCentre is { } costCentre) yaml.Append(CultureInfo.InvariantCulture, $"  costCentre: {Quoted(costCentre)}\n");
        if (team.TimeZone is { } zone) yaml.Append(CultureInfo.InvariantCulture, $"  timeZone: {zone}\n");
        if (team.Parent is { } parent) yaml.Append(CultureInfo.InvariantCulture, $"  parent: {parent}\n");
        yaml.Append(CultureInfo.InvariantCulture, $"  effectiveFrom: {team.EffectiveFrom}\n");
        if (team.Matches.Count > 0) yaml.Append("  match:                        # any of\n");
        foreach (Match match in team.Matches)
        {
            yaml.Append("    - ").AppendJoin("\n      ", match.Conditions.Select(condition => $"{Quoted(condition.Key)}: {List(condition.Value)}")).Append('\n');
        }

        bool alerts = !team.BudgetAlerts.To.SequenceEqual(new BudgetAlertsTo().To) || team.BudgetAlerts.EscalateTo is not null || team.BudgetAlerts.AfterDays is not null;
        if (team.WeeklyDigestTo.Count > 0 || alerts) yaml.Append("  notify:\n");
        if (team.WeeklyDigestTo.Count > 0) yaml.Append(CultureInfo.InvariantCulture, $"    weeklyDigest: {{ to: {List(team.WeeklyDigestTo)} }}\n");
        if (alerts) yaml.Append(CultureInfo.InvariantCulture, $"    budgetAlerts: {{ to: {List(team.BudgetAlerts.To)}{Optional("escalateTo", team.BudgetAlerts.EscalateTo)}{Optional("afterDays", team.BudgetAlerts.AfterDays)} }}\n");
        return yaml.ToString();
    }

    private static string Optional(string key, object? value) => value switch
    {
        null => "",
        string text => $", {key}: {Quoted(text)}",
        _ => string.Create(CultureInfo.InvariantCulture, $", {key}: {value}"),
    };

    private static string List(IEnumerable<string> texts) => $"[{string.Join(", ", texts.Select(Quoted))}]";

    // Plain only where no reader of YAML could take the word for anything but text; else quoted as in JSON, which is YAML.
    internal static string Quoted(string text)
    {
        bool plain = text.Length is > 0 and < 60 && char.IsAsciiLetter(text[0]) && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '@' or '_')
            && text.ToLowerInvariant() is not ("true" or "false" or "null" or "yes" or "no" or "on" or "off" or "y" or "n");
        return plain ? text : JsonSerializer.Serialize(text, WriterJson.Default.String);
    }
}

[JsonSerializable(typeof(string))]
internal sealed partial class WriterJson : JsonSerializerContext;
