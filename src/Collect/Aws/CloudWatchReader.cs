using System.Globalization;
using System.Runtime.CompilerServices;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Collect.Aws;

/// <summary>Reads hourly samples with GetMetricData, 500 metrics a call. Each metric costs, on every page and attempt, so that each is taken from the governor before.</summary>
internal sealed class CloudWatchReader(AwsPlace place, UsageRequest request) : IDisposable
{
    /// <summary>USD for each metric that is asked for, and for each call that lists metrics.</summary>
    public const decimal PricePerMetric = 0.00001m;

    /// <summary>Metrics of one call, at most.</summary>
    public const int QueriesMax = 500;

    private const int Period = 3600, PagesMax = 1_000;

    private readonly Priced _priced = new(request);
    private AwsJsonClient? _client;

    private AwsJsonClient Client => _client ??= place.Open(AwsJsonService.CloudWatch, _priced.TakeAsync);

    /// <summary>The agent's memory metric of each machine that has one, by machine.</summary>
    public async Task<IReadOnlyDictionary<string, CloudWatchMetric>> MemoryAsync(CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, CloudWatchMetric>(StringComparer.Ordinal);
        foreach (string name in (string[])["mem_used_percent", "Memory % Committed Bytes In Use"])
        {
            var pages = new PageTokens($"CloudWatch ListMetrics in {place.Region}");
            do
            {
                _priced.Metrics = 1;
                ListMetricsResponse page = (await Client.CallAsync<ListMetricsResponse>("ListMetrics", new ListMetricsRequest { Namespace = "CWAgent", MetricName = name, NextToken = pages.Current }, cancellationToken).ConfigureAwait(false)).Value;
                foreach (CloudWatchMetric metric in page.Metrics ?? [])
                {
                    if (metric.Dimensions.FirstOrDefault(dimension => dimension.Name == "InstanceId")?.Value is { } machine) found.TryAdd(machine, metric);
                }

                pages.Take(page.NextToken);
            }
            while (pages.Current is not null);
        }

        return found;
    }

    /// <summary>The samples, metric by metric in the order of the plan. A call's answer is whole before any of it is given.</summary>
    public async IAsyncEnumerable<MetricSample> ReadAsync(IEnumerable<PlannedMetric> plan, DayRange days, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (PlannedMetric[] some in Batches(plan))
        {
            SortedDictionary<long, double>[] answers = await AskAsync(some, days, cancellationToken).ConfigureAwait(false);
            int at = 0;
            foreach (PlannedMetric metric in some)
            {
                foreach (MetricSample sample in Added(metric, answers.AsSpan(at, metric.Queries))) yield return sample;
                at += metric.Queries;
            }
        }
    }

    /// <summary>Calls that a plan needs, without further pages.</summary>
    public static int Calls(IEnumerable<PlannedMetric> plan) => Batches(plan).Count();

    public void Dispose() => _client?.Dispose();

    // What is added up stands in one call.
    private static IEnumerable<PlannedMetric[]> Batches(IEnumerable<PlannedMetric> plan)
    {
        var some = new List<PlannedMetric>();
        int queries = 0;
        foreach (PlannedMetric metric in plan)
        {
            if (queries + metric.Queries > QueriesMax)
            {
                yield return [.. some];
                some.Clear();
                queries = 0;
            }

            some.Add(metric);
            queries += metric.Queries;
        }

        if (some.Count > 0) yield return [.. some];
    }

    private async Task<SortedDictionary<long, double>[]> AskAsync(PlannedMetric[] plan, DayRange days, CancellationToken cancellationToken)
    {
        (CloudWatchMetric Metric, string Stat)[] sources = [.. plan.SelectMany(metric => metric.Sources.Append(metric.Witness).OfType<CloudWatchMetric>().Select(source => (source, metric.Stat)))];
        var answers = new SortedDictionary<long, double>[sources.Length];
        for (int at = 0; at < answers.Length; at++) answers[at] = [];
        var open = new HashSet<int>(Enumerable.Range(0, sources.Length));
        var asked = new GetMetricDataRequest
        {
            MetricDataQueries = [.. sources.Select((source, at) => new MetricDataQuery(string.Create(CultureInfo.InvariantCulture, $"m{at}"), new MetricStat(source.Metric, Period, source.Stat)))],
            StartTime = Seconds(days.Start),
            EndTime = Seconds(days.End),
        };
        var pages = new PageTokens($"CloudWatch GetMetricData in {place.Region}");
        for (int page = 0; page < PagesMax; page++)
        {
            _priced.Metrics = sources.Length;
            GetMetricDataResponse answer = (await Client.CallAsync<GetMetricDataResponse>("GetMetricData", asked with { NextToken = pages.Current }, cancellationToken).ConfigureAwait(false)).Value;
            foreach (MetricDataResult result in answer.MetricDataResults ?? []) Take(result, answers, open);
            pages.Take(answer.NextToken);
            if (pages.Current is null) break;
        }

        return open.Count == 0 ? answers : throw Broken($"did not end {open.Count} of {sources.Length} metrics, {sources[open.First()].Metric.MetricName} first");
    }

    private void Take(MetricDataResult result, SortedDictionary<long, double>[] answers, HashSet<int> open)
    {
        if (result.Id is not ['m', ..] id || !int.TryParse(id.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out int at) || at >= answers.Length) throw Broken($"names a metric '{result.Id}' that was not asked for");
        if ((result.Timestamps?.Count ?? 0) != (result.Values?.Count ?? 0)) throw Broken("has not as many values as times");
        for (int i = 0; i < (result.Values?.Count ?? 0); i++) answers[at][(long)result.Timestamps![i]] = result.Values![i];
        switch (result.StatusCode)
        {
            case "Complete": open.Remove(at); break;
            case "PartialData": break;
            default: throw Broken($"says {result.StatusCode} of a metric");
        }
    }

    private CostGuardException Broken(string what) => new(5, UsageErrors.Unreadable.At($"CloudWatch GetMetricData in {place.Account} {place.Region} {what}."));

    private static List<MetricSample> Added(PlannedMetric metric, ReadOnlySpan<SortedDictionary<long, double>> answers)
    {
        var samples = new List<MetricSample>();
        SortedDictionary<long, double> hours = metric.Witness is null ? answers[0] : answers[^1];
        foreach (long at in hours.Keys)
        {
            double sum = 0;
            bool whole = true;
            for (int source = 0; source < metric.Sources.Count && whole; source++)
            {
                whole = answers[source].TryGetValue(at, out double value) || metric.Witness is not null;
                sum += value;
            }

            if (whole) samples.Add(new MetricSample(metric.ResourceId, metric.Metric, DateTimeOffset.FromUnixTimeSeconds(at).UtcDateTime, sum * metric.Factor));
        }

        return samples;
    }

    private static long Seconds(DateOnly day) => new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero).ToUnixTimeSeconds();

    /// <summary>The price of the call that is made next. Calls are made one after the other.</summary>
    private sealed class Priced(UsageRequest request)
    {
        public int Metrics { get; set; }

        public Task TakeAsync(string operation, CancellationToken cancellationToken) => request.Calls.TakeAsync(request.Connection, operation, Metrics * PricePerMetric, cancellationToken);
    }
}
