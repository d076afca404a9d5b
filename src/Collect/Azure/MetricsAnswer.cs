using System.Globalization;
using System.Text.Json;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Savings;

namespace CostGuard.Collect.Azure;

/// <summary>What Azure Monitor says of one resource: by metric and aggregation the values of its hours. An hour without a value is not there.</summary>
internal sealed class MetricsAnswer
{
    private static readonly string[] Aggregations = ["average", "total", "minimum", "maximum"];

    private readonly Dictionary<(string Name, string Aggregation), Dictionary<DateTime, double>> _values = [];

    /// <summary>Reads the table 'value' of an answer, in a batch or alone.</summary>
    /// <exception cref="CostGuardException">It is no such table.</exception>
    public static MetricsAnswer Of(JsonElement answer)
    {
        var read = new MetricsAnswer();
        try
        {
            foreach (JsonElement metric in answer.GetProperty("value").EnumerateArray()) read.Add(metric);
            return read;
        }
        catch (Exception broken) when (broken is KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new CostGuardException(1, AzureUsageErrors.Unreadable.At($"Azure Monitor: {broken.Message}"), inner: broken);
        }
    }

    /// <summary>Samples of a resource, hour by hour.</summary>
    public IEnumerable<MetricSample> Samples(CloudResource resource, IReadOnlyList<AzureMetric> metrics)
    {
        foreach (AzureMetric metric in metrics)
        {
            Dictionary<DateTime, double>?[] series = [.. metric.Parts.Select(part => _values.GetValueOrDefault((part.Name.ToLowerInvariant(), part.Aggregation)))];
            foreach (DateTime hour in series.OfType<Dictionary<DateTime, double>>().SelectMany(values => values.Keys).Distinct().Order())
            {
                double?[] parts = [.. series.Select(values => values is not null && values.TryGetValue(hour, out double value) ? value : (double?)null)];
                if (metric.Value(resource, parts) is { } made) yield return new MetricSample(resource.Id, metric.Metric, hour, made);
            }
        }
    }

    private void Add(JsonElement metric)
    {
        // A metric that could not be read within an answer that could says so here.
        if (metric.TryGetProperty("errorCode", out JsonElement error) && error.ValueKind == JsonValueKind.String && error.GetString() is not ("" or "Success")) return;
        string name = metric.GetProperty("name").GetProperty("value").GetString()!.ToLowerInvariant();
        JsonElement[] series = [.. metric.GetProperty("timeseries").EnumerateArray()];
        if (series.Length > 1) throw new FormatException($"{name} comes in {series.Length.ToString(CultureInfo.InvariantCulture)} series and was not asked for by dimension");
        foreach (JsonElement point in series.SelectMany(one => one.GetProperty("data").EnumerateArray()))
        {
            DateTime hour = DateTimeOffset.Parse(point.GetProperty("timeStamp").GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).UtcDateTime;
            foreach (string aggregation in Aggregations)
            {
                if (!point.TryGetProperty(aggregation, out JsonElement value) || value.ValueKind != JsonValueKind.Number) continue;
                if (!_values.TryGetValue((name, aggregation), out Dictionary<DateTime, double>? values)) _values[(name, aggregation)] = values = [];
                values[hour] = value.GetDouble();
            }
        }
    }
}
