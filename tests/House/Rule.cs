using Xunit;

namespace CostGuard.House;

/// <summary>Asserting a rule: every violation is a sentence that says what to do.</summary>
internal static class Rule
{
    public static void Holds(IEnumerable<string> violations)
    {
        string[] all = [.. violations];
        Assert.True(all.Length == 0, string.Join(Environment.NewLine, all));
    }

    /// <summary>The rule's own proof: on this input it must complain, with these words.</summary>
    public static void Bites(IEnumerable<string> violations, string words) => Assert.Contains(words, Assert.Single(violations), StringComparison.Ordinal);
}
