using CostGuard.Core.Errors;
using CostGuard.Core.Values;

namespace CostGuard.Collect.Aws;

/// <summary>The part of a month that one call reads, by values of the dimensions that are filtered by.</summary>
/// <param name="Name">For messages: "account 111122223333, tax".</param>
/// <param name="Filter">Null where the whole month is read at once.</param>
/// <param name="Expected">What its costs must add up to; null where nothing is split.</param>
internal sealed record CostPart(string Name, Expression? Filter, CostSums? Expected);

/// <summary>Reads a month from Cost Explorer: how it is split, the parts, and the proof that they are the whole.</summary>
internal sealed class CostCalls(CostExplorerClient client, CostExplorerSettings settings, BillingPeriod month, DateInterval window)
{
    /// <summary>Names of accounts that answers told on the way.</summary>
    public SortedDictionary<string, string> AccountNames { get; } = new(StringComparer.Ordinal);

    /// <summary>
    /// The parts of the month. Without a split it is one. With a split, one answer tells which values there are and what each must add up to; the
    /// ungrouped total, asked for beforehand, tells that none is missing.
    /// </summary>
    public async Task<IReadOnlyList<CostPart>> PartsAsync(CancellationToken cancellationToken)
    {
        if (settings.Split.Count == 0) return [new CostPart("all", null, null)];
        var whole = new CostSums(settings.Metrics);
        await foreach (AwsAnswer<GetCostAndUsageResponse> page in PagesAsync(Request([], null, "MONTHLY"), cancellationToken).ConfigureAwait(false))
        {
            foreach (ResultByTime result in page.Value.ResultsByTime ?? []) whole.Add(result.Total ?? throw Missing("the total"));
        }

        var parts = new SortedDictionary<string, PartDraft>(StringComparer.Ordinal);
        await foreach (AwsAnswer<GetCostAndUsageResponse> page in PagesAsync(Request(settings.Split, null, "MONTHLY"), cancellationToken).ConfigureAwait(false))
        {
            LearnNames(page.Value);
            foreach (Group group in GroupsOf(page.Value, settings.Split.Count)) DraftOf(parts, group).Add(group);
        }

        var all = new CostSums(settings.Metrics);
        foreach (PartDraft part in parts.Values) all.Add(part.Sums);
        if (all.DiffersFrom(whole) is { } difference) throw Differs(string.Join(" and ", settings.Split.Select(dimension => dimension.Key)), difference);
        return [.. parts.Select(part => new CostPart(part.Key, part.Value.ToFilter(settings.Split), part.Value.Sums))];
    }

    /// <summary>The pages of a part; after the last one its sum is proven.</summary>
    public async IAsyncEnumerable<AwsAnswer<GetCostAndUsageResponse>> ReadAsync(
        CostPart part, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var sums = new CostSums(settings.Metrics);
        await foreach (AwsAnswer<GetCostAndUsageResponse> page in PagesAsync(Request(settings.Grouped, part.Filter, settings.Granularity), cancellationToken).ConfigureAwait(false))
        {
            LearnNames(page.Value);
            foreach (Group group in GroupsOf(page.Value, settings.Grouped.Count)) sums.Add(group.Metrics);
            yield return page;
        }

        if (part.Expected is { } expected && sums.DiffersFrom(expected) is { } difference) throw Differs(part.Name, difference);
    }

    private static IEnumerable<Group> GroupsOf(GetCostAndUsageResponse page, int keys)
    {
        foreach (Group group in (page.ResultsByTime ?? []).SelectMany(result => result.Groups ?? []))
        {
            if (group.Keys.Count != keys) throw Missing($"{keys} keys of a group");
            yield return group;
        }
    }

    private static CostGuardException Missing(string what) => new(5, CostExplorerErrors.Unreadable.At($"Cost Explorer's answer lacks {what}."));

    private async IAsyncEnumerable<AwsAnswer<GetCostAndUsageResponse>> PagesAsync(
        GetCostAndUsageRequest request, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var pages = new PageTokens($"Cost Explorer GetCostAndUsage {month}");
        do
        {
            AwsAnswer<GetCostAndUsageResponse> page = await client.GetCostAndUsageAsync(request with { NextPageToken = pages.Current }, cancellationToken).ConfigureAwait(false);
            pages.Take(page.Value.NextPageToken);
            yield return page;
        }
        while (pages.Current is not null);
    }

    private GetCostAndUsageRequest Request(IReadOnlyList<CostDimension> groupBy, Expression? filter, string granularity) => new()
    {
        TimePeriod = window,
        Granularity = granularity,
        Metrics = settings.Metrics,
        Filter = filter,
        GroupBy = groupBy.Count == 0 ? null : [.. groupBy.Select(dimension => dimension.ToGroup())],
    };

    private PartDraft DraftOf(SortedDictionary<string, PartDraft> parts, Group group)
    {
        string name = string.Join(", ", settings.Split.Zip(group.Keys, (dimension, key) => dimension.Key == CostDimension.RecordType ? RecordKind.Of(key).Name : $"{dimension.Key} {key}"));
        if (!parts.TryGetValue(name, out PartDraft? part)) parts.Add(name, part = new PartDraft(settings));
        return part;
    }

    private void LearnNames(GetCostAndUsageResponse page)
    {
        foreach (DimensionValuesWithAttributes value in page.DimensionValueAttributes ?? [])
        {
            if (value is { Value.Length: > 0 } && value.Attributes?.GetValueOrDefault("description") is { Length: > 0 } name) AccountNames[value.Value] = name;
        }
    }

    private CostGuardException Differs(string part, string difference) =>
        new(6, CostExplorerErrors.PartsDiffer.At($"{month} by {part}: {difference}. Nothing of the month was stored."));

    // Values that mean the same kind of record are one part.
    private sealed class PartDraft(CostExplorerSettings settings)
    {
        private readonly SortedSet<string>[] _values = [.. settings.Split.Select(_ => new SortedSet<string>(StringComparer.Ordinal))];

        public CostSums Sums { get; } = new(settings.Metrics);

        public void Add(Group group)
        {
            for (int i = 0; i < _values.Length; i++) _values[i].Add(group.Keys[i]);
            Sums.Add(group.Metrics);
        }

        public Expression ToFilter(IReadOnlyList<CostDimension> dimensions)
        {
            Expression[] all = [.. dimensions.Zip(_values, (dimension, values) => new Expression { Dimensions = new DimensionValues(dimension.Key, [.. values]) })];
            return all.Length == 1 ? all[0] : new Expression { And = all };
        }
    }
}
