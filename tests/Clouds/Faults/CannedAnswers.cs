using System.Collections.Concurrent;

namespace CostGuard.Clouds.Faults;

/// <summary>An answer given word for word.</summary>
public sealed record CannedAnswer(int Status, string Body, IReadOnlyDictionary<string, string>? Headers = null);

/// <summary>Answers that come before any that the cloud would make itself, one call each, in order.</summary>
public sealed class CannedAnswers
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<CannedAnswer>> _queues = new(StringComparer.Ordinal);

    /// <summary>Adds answers for an operation: "GetCostAndUsage", "Query".</summary>
    public void Add(string operation, params CannedAnswer[] answers)
    {
        foreach (CannedAnswer answer in answers) _queues.GetOrAdd(operation, _ => new ConcurrentQueue<CannedAnswer>()).Enqueue(answer);
    }

    internal CannedAnswer? Take(string operation) => _queues.TryGetValue(operation, out ConcurrentQueue<CannedAnswer>? queue) && queue.TryDequeue(out CannedAnswer? answer) ? answer : null;
}
