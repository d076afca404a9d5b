using System.Globalization;
using CostGuard.Core.Errors;

namespace CostGuard.Core.Focus;

/// <summary>Turns "ChargePeriodEnd={ChargePeriodStart:+1d}" into a feed.</summary>
internal static class Assumption
{
    public static void Apply(string name, string text, SortedDictionary<string, ColumnFeed> feeds, FocusHeader header, List<Problem> problems)
    {
        FocusColumn? column = FocusColumns.Find(name);
        if (column is null && !FocusColumns.IsCustom(name))
            throw Bad(name, text, "FOCUS has no such column, and it does not begin with x_", header);
        string target = column?.Name ?? FocusColumns.Clean(name);
        if (header.Focus.ContainsKey(target) || header.Custom.Any(feed => string.Equals(feed.Name, target, StringComparison.OrdinalIgnoreCase)))
        {
            problems.Add(FocusErrors.AssumptionUnused.At($"{target} is in the file, so that the assumption '{text}' is not used.", header.File, null, target, Severity.Warning));
            return;
        }

        feeds[target] = Feed(target, column?.Type ?? FocusType.Text, text, header);
        problems.Add(FocusErrors.ColumnAssumed.At($"{target} is not in the file: every row takes '{text}', as assumed.", header.File, null, target, Severity.Warning));
    }

    private static ColumnFeed Feed(string name, FocusType type, string text, FocusHeader header)
    {
        if (!text.StartsWith('{') || !text.EndsWith('}') || type == FocusType.Json)
            return new ColumnFeed(name, type, FeedKind.Constant, -1, null, text);
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        string other = colon < 0 ? text[1..^1] : text[1..colon];
        string change = colon < 0 ? "" : text[(colon + 1)..^1];
        int index = header.IndexOf(other);
        if (index < 0) throw Bad(name, text, $"the file has no column {other}", header);
        if (change.Length > 0 && type != FocusType.Time) throw Bad(name, text, "only times can be changed", header);
        var feed = new ColumnFeed(name, type, FeedKind.Copy, index, header.NameAt(index));
        if (change.Length == 0) return feed;
        if (change == "month") return feed with { Kind = FeedKind.Month };
        if (change[^1] == 'd' && int.TryParse(change.AsSpan(0, change.Length - 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int days))
            return feed with { Kind = FeedKind.ShiftDays, Days = days };
        throw Bad(name, text, $"'{change}' is neither month nor a number of days such as +1d", header);
    }

    private static CostGuardException Bad(string name, string text, string why, FocusHeader header) =>
        new(2, FocusErrors.BadAssumption.At($"The assumption {name} = '{text}' cannot be used: {why}.", header.File, null, name));
}
