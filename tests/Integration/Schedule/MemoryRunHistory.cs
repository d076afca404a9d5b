using CostGuard.Core.Ports;

namespace CostGuard.Integration.Schedule;

/// <summary>The run history's contract in memory, for simulated weeks.</summary>
internal sealed class MemoryRunHistory : IRunHistory
{
    private readonly Lock _lock = new();
    private readonly List<RunRecord> _runs = [];
    private readonly Dictionary<long, DateTimeOffset> _leases = [];
    private readonly HashSet<string> _paused = [];

    public Task<RunRecord?> TryStartAsync(string name, DateTimeOffset dueAt, bool late, DateTimeOffset now, TimeSpan lease, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_runs.Any(run => run.Name == name && run.State == RunState.Running && _leases[run.Id] > now)) return Task.FromResult<RunRecord?>(null);
            RunRecord? same = _runs.Where(run => run.Name == name && run.DueAt == dueAt).MaxBy(run => run.Attempt);
            for (int at = 0; at < _runs.Count; at++)
            {
                if (_runs[at].Name == name && _runs[at].State == RunState.Running) _runs[at] = _runs[at] with { State = RunState.Failed, EndedAt = now };
            }

            if (same is not null && (same.State != RunState.Running || same.Attempt > 1)) return Task.FromResult<RunRecord?>(null);
            RunRecord started = new(_runs.Count + 1, name, dueAt, now, null, RunState.Running, late, null) { Attempt = same is null ? 1 : 2 };
            _runs.Add(started);
            _leases[started.Id] = now + lease;
            return Task.FromResult<RunRecord?>(started);
        }
    }

    public Task HeartbeatAsync(long id, DateTimeOffset now, TimeSpan lease, CancellationToken cancellationToken)
    {
        lock (_lock) _leases[id] = now + lease;
        return Task.CompletedTask;
    }

    public Task EndAsync(long id, RunState state, string? detail, DateTimeOffset now, CancellationToken cancellationToken)
    {
        lock (_lock) _runs[(int)id - 1] = _runs[(int)id - 1] with { State = state, Detail = detail, EndedAt = now };
        return Task.CompletedTask;
    }

    public Task<RunRecord?> LastAsync(string name, CancellationToken cancellationToken)
    {
        lock (_lock) return Task.FromResult(_runs.Where(run => run.Name == name).OrderBy(run => run.DueAt).ThenBy(run => run.Attempt).LastOrDefault());
    }

    public Task<IReadOnlyList<RunRecord>> ListAsync(string? name, int limit, CancellationToken cancellationToken)
    {
        lock (_lock) return Task.FromResult<IReadOnlyList<RunRecord>>([.. _runs.Where(run => name is null || run.Name == name).Reverse().Take(limit)]);
    }

    public Task<IReadOnlySet<string>> PausedAsync(CancellationToken cancellationToken)
    {
        lock (_lock) return Task.FromResult<IReadOnlySet<string>>(_paused.ToHashSet());
    }

    public Task SetPausedAsync(string name, bool paused, DateTimeOffset now, CancellationToken cancellationToken)
    {
        lock (_lock) _ = paused ? _paused.Add(name) : _paused.Remove(name);
        return Task.CompletedTask;
    }
}
