using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Match = CostGuard.Core.Configuration.Match;

namespace CostGuard.Core.Allocate;

/// <summary>A <see cref="Match"/> ready to run on dimension sets.</summary>
internal sealed class CompiledMatch
{
    private static readonly TimeSpan PatternTimeout = TimeSpan.FromSeconds(1);
    private readonly Condition[] _conditions;

    private CompiledMatch(Condition[] conditions) => _conditions = conditions;

    public static CompiledMatch Of(Match match) => new([.. match.Conditions.Select(condition => Condition.Of(condition.Key, condition.Value))]);

    public bool Holds(DimensionSet set)
    {
        foreach (Condition condition in _conditions)
        {
            if (!condition.Holds(set)) return false;
        }

        return true;
    }

    /// <summary>The regular expression between the slashes, or null for a plain value.</summary>
    /// <exception cref="ArgumentException">The expression is not valid, or uses look-around or back-references.</exception>
    public static Regex? Pattern(string value) => value.Length > 2 && value[0] == '/' && value[^1] == '/'
        ? new Regex(value[1..^1], RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, PatternTimeout)
        : null;

    private sealed record Condition(MatchKey Key, bool Any, FrozenSet<string> Values, Regex[] Patterns)
    {
        public static Condition Of(string key, IReadOnlyList<string> values)
        {
            Regex[] patterns = [.. values.Select(Pattern).OfType<Regex>()];
            return new Condition(
                MatchKey.Parse(key) ?? throw new ArgumentException($"'{key}' is not a key that a rule can look at.", nameof(key)),
                values.Contains("*"),
                values.Where(value => Pattern(value) is null).Select(value => value.Trim()).ToFrozenSet(StringComparer.OrdinalIgnoreCase),
                patterns);
        }

        public bool Holds(DimensionSet set)
        {
            string? value = Key.Value(set);
            if (value is null) return false;
            return Any || Values.Contains(value) || Patterns.Any(pattern => pattern.IsMatch(value));
        }
    }
}
