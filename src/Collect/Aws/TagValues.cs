using CostGuard.Core.Errors;
using CostGuard.Core.Values;

namespace CostGuard.Collect.Aws;

/// <summary>Watches whether the tags that are grouped by have values at all. A key without any is asked about once: is there another one like it?</summary>
internal sealed class TagValues(CostExplorerClient client, IReadOnlyList<CostDimension> grouped)
{
    private readonly HashSet<int> _empty = [];
    private List<string>? _keys;
    private bool _any;

    /// <summary>A new month begins.</summary>
    public void Begin()
    {
        _any = false;
        _empty.UnionWith(Enumerable.Range(0, grouped.Count).Where(i => grouped[i].Type == "TAG"));
    }

    /// <summary>Takes note of a page.</summary>
    public void See(GetCostAndUsageResponse page)
    {
        foreach (Group group in (page.ResultsByTime ?? []).SelectMany(result => result.Groups ?? []))
        {
            _any = true;
            _empty.RemoveWhere(i => grouped[i].ValueOf(group.Keys[i]) is not null);
        }
    }

    /// <summary>A warning for each tag without values. One paid call more a run (a page of keys), and only when there is such a tag.</summary>
    public async Task<IReadOnlyList<Problem>> NotesAsync(BillingPeriod month, DateInterval window, CancellationToken cancellationToken)
    {
        if (!_any || _empty.Count == 0) return [];
        try
        {
            _keys ??= await KeysAsync(month, window, cancellationToken).ConfigureAwait(false);
        }
        catch (CostGuardException refusal)
        {
            // The month is read: what is only a hint must not undo that.
            return [.. _empty.Order().Select(i => Note(grouped[i].Key, month, $"which keys there are could not be asked: {refusal.Problem.Message}"))];
        }

        return [.. _empty.Order().Select(i => Note(grouped[i].Key, month, Others(grouped[i].Key, month, _keys)))];
    }

    private async Task<List<string>> KeysAsync(BillingPeriod month, DateInterval window, CancellationToken cancellationToken)
    {
        var keys = new List<string>();
        var pages = new PageTokens($"Cost Explorer GetTags {month}");
        do
        {
            AwsAnswer<GetTagsResponse> page = await client.GetTagsAsync(new GetTagsRequest { TimePeriod = window, NextPageToken = pages.Current }, cancellationToken).ConfigureAwait(false);
            pages.Take(page.Value.NextPageToken);
            keys.AddRange(page.Value.Tags ?? []);
        }
        while (pages.Current is not null);
        return keys;
    }

    private static Problem Note(string key, BillingPeriod month, string why) =>
        CostExplorerErrors.TagWithoutValues.At($"No values for {key} in {month}; {why}.", null, null, key, Severity.Warning);

    private static string Others(string key, BillingPeriod month, List<string> keys)
    {
        string[] alike = [.. keys.Where(other => other != key && other.Equals(key, StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal)];
        return alike.Length > 0 ? $"{string.Join(" and ", alike)} exist{(alike.Length == 1 ? "s" : "")}"
            : keys.Contains(key) ? $"{key} is a known key, and no charge of {month} carries it"
            : $"there is no such key among the {keys.Count.ToString(System.Globalization.CultureInfo.InvariantCulture)} that are activated";
    }
}
