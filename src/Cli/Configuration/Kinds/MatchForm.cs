using System.Text.RegularExpressions;
using CostGuard.Cli.Configuration.Checks;
using CostGuard.Cli.Configuration.Shapes;
using CostGuard.Cli.Configuration.Yaml;
using CostGuard.Core.Errors;
using Match = CostGuard.Core.Configuration.Match;

namespace CostGuard.Cli.Configuration.Kinds;

/// <summary>The conditions of a match: in teams under <c>match</c>, in rules under <c>when</c>.</summary>
public static class MatchForm
{
    private static readonly string[] AccountKeys = ["aws.account", "azure.subscription", "gcp.project", "subAccountId"];

    private static readonly string[] OtherKeys =
    [
        "provider", "billingAccountId", "service", "serviceCategory", "region", "chargeCategory", "chargeClass", "commitmentDiscountStatus",
        "resource", "resourceName", "resourceGroup", "azure.resourceGroup", "sku", "source",
    ];

    public static MapShape Shape { get; } = new([.. AccountKeys.Concat(OtherKeys).Select(key => new Field(key, Accepted))])
    {
        KeysMin = 1,
        Open = new OpenKeys("^tag\\..{1,128}$", "a condition", Accepted),
        Description = "Conditions that must all hold. Values are compared without case; \"*\" means present; /text/ is a regular expression.",
    };

    private static AnyShape Accepted => Form.OneOrMany(Form.Text("An accepted value."), "Accepted values, any of.");

    public static Match Read(MapNode node, ReadContext context)
    {
        var conditions = new SortedDictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (YamlEntry entry in node.Entries)
        {
            string key = Canonical(entry.Key, context);
            string[] values = [.. node.Scalars(entry.Key).Select(value => ValueOf(entry.Key, value, context))];
            if (!conditions.TryAdd(key, values))
                context.Problems.Add(entry.At.Report(TeamErrors.SameCondition, $"\"{entry.Key}\" names the {key} of a charge a second time."));
        }

        return new Match(conditions);
    }

    private static string Canonical(string key, ReadContext context) => key switch
    {
        _ when AccountKeys.Contains(key) => "subAccountId",
        "resourceGroup" or "azure.resourceGroup" => "resource",
        _ when key.StartsWith("tag.", StringComparison.Ordinal) => "tag." + context.Folding.FoldKey(key[4..]),
        _ => key,
    };

    private static string ValueOf(string key, ScalarNode value, ReadContext context)
    {
        // An Azure resource id names its group: /subscriptions/ID/resourceGroups/NAME/providers/….
        if (key is "resourceGroup" or "azure.resourceGroup") return $"/(?i)/resourceGroups/{Regex.Escape(value.Text)}(/|$)/";
        if (value.Text is not ['/', .., '/'] || value.Text.Length < 3) return Folded(key, value.Text, context);
        try
        {
            // As the rules use it: without look-around and back-references, so that no text can make it slow.
            _ = new Regex(value.Text[1..^1], RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking);
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            context.Problems.Add(value.At.Report(TeamErrors.BadPattern, $"{value.Text} is not a regular expression: {error.Message.TrimEnd('.')}."));
        }

        return value.Text;
    }

    // Tags are folded when a load is made, so that a rule must name the folded value.
    private static string Folded(string key, string value, ReadContext context) =>
        value != "*" && key.StartsWith("tag.", StringComparison.Ordinal) ? context.Folding.FoldValue(context.Folding.FoldKey(key[4..]), value) ?? value : value;
}
