using CostGuard.Cli.Configuration.Checks;
using CostGuard.Cli.Configuration.Shapes;
using CostGuard.Cli.Configuration.Yaml;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Values;
using Metrics = System.Collections.Generic.IReadOnlyDictionary<string, System.Collections.Generic.IReadOnlyDictionary<
    (CostGuard.Core.Values.BillingPeriod Period, CostGuard.Core.Values.TeamId Team), decimal>>;

namespace CostGuard.Cli.Configuration.Kinds;

/// <summary>Puts the rule files together, in the order of their names.</summary>
public sealed class AllocationReader(ReadContext context, Metrics metrics)
{
    private readonly Dictionary<string, Place> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Place> _settings = new(StringComparer.Ordinal);

    public AllocationConfig Read(IReadOnlyList<ConfigDocument> documents)
    {
        var rules = new List<AllocationRule>();
        var allocation = new AllocationConfig { Metrics = metrics };
        foreach (MapNode spec in documents.Select(document => document.Spec))
        {
            rules.AddRange(spec.Items("order").OfType<MapNode>().Select(ReadRule));
            foreach (YamlEntry entry in spec.Entries.Where(entry => entry.Key is not "order")) CheckOnce(entry);
            allocation = allocation with
            {
                AccountFirst = spec.Flag("accountFirst") ?? allocation.AccountFirst,
                CreditsCentral = spec.Flag("creditsCentral") ?? allocation.CreditsCentral,
                UnallocatedCloseShare = Values.Share(spec.Map("unallocated")?.Text("blockCloseAbove")) ?? allocation.UnallocatedCloseShare,
                UnallocatedWarnShare = Values.Share(spec.Map("unallocated")?.Text("warnAbove")) ?? allocation.UnallocatedWarnShare,
            };
        }

        return allocation with { Rules = rules };
    }

    private void CheckOnce(YamlEntry entry)
    {
        if (!_settings.TryAdd(entry.Key, entry.At))
            context.Problems.Add(entry.At.Report(ConfigurationErrors.SetTwice, $"\"{entry.Key}\" is set in {_settings[entry.Key].File} already."));
    }

    private AllocationRule ReadRule(MapNode rule)
    {
        string name = rule.Text("name")!;
        Place at = rule.PlaceOf("name");
        if (!_names.TryAdd(name, at))
            context.Problems.Add(at.Report(AllocationFileErrors.RuleTwice, $"The rule \"{name}\" is in {_names[name].File}:{Invariant.Text(_names[name].Line)} already."));
        MapNode? assign = rule.Map("assign");
        ScalarNode? team = rule["assign"] as ScalarNode ?? assign?["team"] as ScalarNode;
        if (team is not null) CheckReceiver(team.Text, team.At);
        foreach (ScalarNode target in (assign?.Map("map")?.Entries ?? []).Select(entry => entry.Value).OfType<ScalarNode>()) CheckReceiver(target.Text, target.At);
        DateOnly? from = Day(rule, "effectiveFrom");
        DateOnly? to = Day(rule, "effectiveTo");
        if (from >= to)
            context.Problems.Add(rule.PlaceOf("effectiveTo").Report(AllocationFileErrors.EmptyRange, $"The rule \"{name}\" ends before it begins."));
        return new AllocationRule
        {
            Name = name,
            When = MatchForm.Read(rule.Map("when")!, context),
            Assign = team is null ? null : new TeamId(team.Text),
            ByTag = assign?.Text("byTag") is { } key ? context.Folding.FoldKey(key) : null,
            Map = ReadMap(assign),
            Split = rule.Map("split") is { } split ? ReadSplit(split, name) : null,
            Central = rule.Flag("central") ?? false,
            EffectiveFrom = from,
            EffectiveTo = to,
            File = rule.At.File,
            Line = rule.At.Line,
        };
    }

    // Values are folded as those of the tags are; of two spellings of one value the first counts.
    private Dictionary<string, string> ReadMap(MapNode? assign)
    {
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        string key = assign?.Text("byTag") is { } tag ? context.Folding.FoldKey(tag) : "";
        foreach (YamlEntry entry in assign?.Map("map")?.Entries ?? [])
            map.TryAdd(context.Folding.FoldValue(key, entry.Key) ?? entry.Key, ((ScalarNode)entry.Value).Text);
        return map;
    }

    // Pools of other rules are known when all files are read; AllocationChecks looks at them.
    private void CheckReceiver(string name, Place at)
    {
        bool pseudo = name == TeamId.Central.Value || name == TeamId.Unallocated.Value || name.StartsWith("pool:", StringComparison.Ordinal);
        if (!pseudo) context.CheckTeam(name, at);
    }

    private Split ReadSplit(MapNode split, string rule)
    {
        IReadOnlyList<ScalarNode> among = split["among"] is ListNode ? split.Scalars("among") : [];
        foreach (ScalarNode team in among) CheckReceiver(team.Text, team.At);
        MapNode? weights = split.Map("weights");
        foreach (YamlEntry entry in weights?.Entries ?? []) CheckReceiver(entry.Key, entry.At);
        var shares = (weights?.Entries ?? []).ToDictionary(entry => entry.Key, entry => weights!.Number(entry.Key)!.Value, StringComparer.Ordinal);
        string by = split.Text("by")!;
        if (weights is not null && Math.Abs(shares.Values.Sum() - 100m) > 0.01m)
            context.Problems.Add(weights.At.Report(AllocationFileErrors.BadShares, $"The weights of \"{rule}\" add up to {Invariant.Exact(shares.Values.Sum())}, not 100."));
        if (weights is null && (by == "fixed" || split.Text("fallback") == "fixed"))
            context.Problems.Add(split.At.Report(AllocationFileErrors.MissingPart, $"The split of \"{rule}\" is fixed and needs \"weights\"."));
        CheckMetric(split, by, rule);
        return new Split(
            Method(by),
            [.. among.Select(team => team.Text)],
            shares,
            split.Text("metric"),
            Method(split.Text("fallback") ?? "cost"),
            split.Flag("activeOnly") ?? false,
            split.Flag("cascade") ?? false);
    }

    private void CheckMetric(MapNode split, string by, string rule)
    {
        if (split["metric"] is not ScalarNode metric)
        {
            if (by == "usage") context.Problems.Add(split.At.Report(AllocationFileErrors.MissingPart, $"The split of \"{rule}\" is by usage and needs a \"metric\"."));
        }
        else if (!metrics.ContainsKey(metric.Text))
        {
            context.Problems.Add(metric.At.Report(
                AllocationFileErrors.UnknownMetric, $"There is no allocation/metrics/{metric.Text}.csv.{Suggestion.For(metric.Text, metrics.Keys)}"));
        }
    }

    private DateOnly? Day(MapNode rule, string key)
    {
        if (rule.Text(key) is not { } text) return null;
        if (Values.TryDay(text, out DateOnly day)) return day;
        context.Problems.Add(rule.PlaceOf(key).Report(ConfigurationErrors.WrongValue, $"{text} is not a day of the calendar."));
        return null;
    }

    private static SplitMethod Method(string word) => word switch
    {
        "even" => SplitMethod.Even,
        "fixed" => SplitMethod.Fixed,
        "usage" => SplitMethod.Usage,
        _ => SplitMethod.Cost,
    };
}
