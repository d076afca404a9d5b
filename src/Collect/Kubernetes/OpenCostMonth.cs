using System.Globalization;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Collect.Kubernetes;

/// <summary>
/// Reads the days of a month into one file. Prometheus forgets after days or weeks, and in the middle of a day: each day's answer is kept, and stands in
/// where OpenCost has nothing or less of the day by now.
/// </summary>
/// <param name="request">The run.</param>
/// <param name="settings">The connection's settings.</param>
/// <param name="client">OpenCost.</param>
/// <param name="kept">Folder of the kept answers of this connection.</param>
internal sealed class OpenCostMonth(CollectRequest request, OpenCostSettings settings, OpenCostClient client, string kept)
{
    private const decimal MinutesSlack = 5;

    /// <summary>The days of a month that are over, in order.</summary>
    public static IEnumerable<DateOnly> DaysOf(BillingPeriod month, DateTimeOffset asOf)
    {
        var today = DateOnly.FromDateTime(asOf.UtcDateTime);
        for (DateOnly day = month.FirstDay; day < month.Next.FirstDay && day < today; day = day.AddDays(1)) yield return day;
    }

    /// <summary>The unit of a month; null where there is nothing, or nothing that OpenCost still knows.</summary>
    public async Task<CollectUnit?> ReadAsync(BillingPeriod month, CancellationToken cancellationToken)
    {
        Load? stored = request.Current.FirstOrDefault(load => load.Period == month && load.Totals.Any(total => total.Rows > 0));
        string name = $"{month}{OpenCostFile.Ending}", path = Path.Combine(request.Staging, name);
        List<DateOnly> found = [], missing = [];
        await using (FileStream file = File.Create(path))
        {
            foreach (DateOnly day in DaysOf(month, request.AsOf))
            {
                byte[]? record = await DayAsync(day, cancellationToken).ConfigureAwait(false);
                (record is null ? missing : found).Add(day);
                if (record is not null) await file.WriteAsync(record, cancellationToken).ConfigureAwait(false);
            }
        }

        if (found.Count == 0) return stored is null ? null : new CollectUnit([]) { Unchanged = [stored] };
        HashSet<string> before = [.. stored?.Files.FirstOrDefault(file => file.Name == name)?.Version?.Split(' ') ?? []];
        if (missing.Where(day => before.Contains(Number(day))).ToArray() is { Length: > 0 } forgotten)
        {
            Problem left = OpenCostErrors.Forgotten.At($"Connection '{request.Connection.Name}': OpenCost has no costs of {Text(forgotten)}, which are stored. {month} is left as it is.", severity: Severity.Warning);
            return new CollectUnit([], month, [left]) { Unchanged = [stored!] };
        }

        // Before the first answer OpenCost was not there; after it a day without costs is a hole. The days are the content's mark: the next run knows which it had.
        DateOnly[] holes = [.. missing.Where(day => day > found[0])];
        return new CollectUnit([new SourceFile(path, name, new FileInfo(path).Length) { Version = string.Join(' ', found.Select(Number)) }], month, holes.Length == 0 ? [] :
        [
            OpenCostErrors.MissingDays.At($"Connection '{request.Connection.Name}': OpenCost has no costs of {Text(holes)}.", severity: Severity.Warning),
        ]);
    }

    private async Task<byte[]?> DayAsync(DateOnly day, CancellationToken cancellationToken)
    {
        string name = NameOf(day), keptPath = Path.Combine(kept, name);
        byte[] bytes = await client.DayAsync(day, cancellationToken).ConfigureAwait(false);
        byte[]? earlier = File.Exists(keptPath) ? OfThisCluster(await File.ReadAllBytesAsync(keptPath, cancellationToken).ConfigureAwait(false), name) : null;
        using (var answer = new OpenCostAnswer(bytes, day, name))
        {
            if (answer.Allocations.Count == 0 || answer.Minutes + MinutesSlack < MinutesOf(earlier, name)) return earlier;
        }

        byte[] record = OpenCostFile.Record(OpenCostFile.Head(settings, day, bytes), bytes);
        await KeepAsync(record, keptPath, cancellationToken).ConfigureAwait(false);
        return record;
    }

    // The connection may have been pointed at another cluster since.
    private byte[]? OfThisCluster(byte[] record, string name) =>
        OpenCostFile.Read(record, name).All(day => day.Head.Cluster == settings.Cluster && string.Equals(day.Head.Endpoint, settings.Endpoint, StringComparison.OrdinalIgnoreCase)) ? record : null;

    // What another setting gave is not what is asked for now, but it is all that is left of a day that is forgotten.
    private static decimal MinutesOf(byte[]? record, string name)
    {
        decimal most = 0;
        foreach ((OpenCostHead head, ReadOnlyMemory<byte> bytes) in record is null ? [] : OpenCostFile.Read(record, name))
        {
            using var answer = new OpenCostAnswer(bytes, head.Day, name);
            most = Math.Max(most, answer.Minutes);
        }

        return most;
    }

    // By way of another name: a crash leaves the earlier answer or the new one, never half of one.
    private async Task KeepAsync(byte[] record, string keptPath, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(kept);
        string half = $"{keptPath}.{Guid.NewGuid():n}.tmp";
        await File.WriteAllBytesAsync(half, record, cancellationToken).ConfigureAwait(false);
        File.Move(half, keptPath, overwrite: true);
    }

    private static string NameOf(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + OpenCostFile.Ending;

    private static string Number(DateOnly day) => day.Day.ToString(CultureInfo.InvariantCulture);

    private static string Text(IEnumerable<DateOnly> days) => string.Join(", ", days.Select(day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
}
