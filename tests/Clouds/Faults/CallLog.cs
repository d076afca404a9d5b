namespace CostGuard.Clouds.Faults;

/// <summary>A call as it arrived, and how it ended: the status, or 0 where the connection broke.</summary>
public sealed record Call(string Operation, string Body, int Status, string Answer);

/// <summary>What was asked of a simulated cloud.</summary>
public sealed class CallLog
{
    private readonly List<Call> _calls = [];
    private int _begun;

    public IReadOnlyList<Call> All
    {
        get
        {
            lock (_calls) return [.. _calls];
        }
    }

    /// <summary>Calls that arrived, with those that wait for their answer.</summary>
    public int Begun => Volatile.Read(ref _begun);

    /// <summary>Calls of an operation that were answered, which is what a cloud bills.</summary>
    public int Answered(string operation) => All.Count(call => call.Operation == operation && call.Status == 200);

    /// <summary>All calls of an operation.</summary>
    public int Count(string operation) => All.Count(call => call.Operation == operation);

    internal int Begin() => Interlocked.Increment(ref _begun);

    internal void Add(Call call)
    {
        lock (_calls) _calls.Add(call);
    }
}
