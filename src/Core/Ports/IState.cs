using CostGuard.Core.Values;

namespace CostGuard.Core.Ports;

/// <summary>Where a message to be sent stands.</summary>
public enum DeliveryState
{
    /// <summary>Written, not tried yet, or to be tried again.</summary>
    Queued,

    /// <summary>Handed to the server; the answer is not there yet. Found after a crash it becomes <see cref="Uncertain"/>, never sent again by itself.</summary>
    Sending,

    /// <summary>Accepted by the server for every recipient.</summary>
    Sent,

    /// <summary>Accepted for some recipients; the refused ones are in the log.</summary>
    PartlySent,

    /// <summary>The connection was lost after the message was handed over: "delivery unknown". Only a person sends it again.</summary>
    Uncertain,

    /// <summary>Refused for good.</summary>
    Failed,

    /// <summary>A process has taken it and looks for the server; nothing is handed over yet. Found after a crash it is <see cref="Queued"/> again.</summary>
    Taken,
}

/// <summary>A message in the outbox.</summary>
public sealed record OutboxMessage
{
    /// <summary>Stable key from (kind, team, period, snapshot): the same mail can be queued once only.</summary>
    public required string Key { get; init; }

    /// <summary>RFC 5322 Message-ID, without angle brackets; the same on every attempt.</summary>
    public required string MessageId { get; init; }

    /// <summary>"weekly-team", "finance", ….</summary>
    public required string Kind { get; init; }

    /// <summary>Subject line.</summary>
    public required string Subject { get; init; }

    /// <summary>Recipients.</summary>
    public required IReadOnlyList<string> To { get; init; }

    /// <summary>The whole message as MIME bytes.</summary>
    public required byte[] Mime { get; init; }

    /// <summary>The snapshot its figures come from.</summary>
    public required SnapshotId Snapshot { get; init; }

    /// <summary>When it was queued, UTC.</summary>
    public required DateTimeOffset QueuedAt { get; init; }

    /// <summary>Where it stands.</summary>
    public DeliveryState State { get; init; } = DeliveryState.Queued;

    /// <summary>Attempts so far.</summary>
    public int Attempts { get; init; }

    /// <summary>Do not try before this moment, UTC.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>Last answer of the server, or what went wrong.</summary>
    public string? Detail { get; init; }

    /// <summary>When the state was last changed, UTC.</summary>
    public DateTimeOffset? ChangedAt { get; init; }
}

/// <summary>The outbox in the state database. Each change of state is one transaction, so that two processes never send one message.</summary>
public interface IOutbox
{
    /// <summary>Queues the message unless its key is there already; false then.</summary>
    Task<bool> EnqueueAsync(OutboxMessage message, CancellationToken cancellationToken);

    /// <summary>Takes one due queued message and marks it Taken; null when there is none. No two callers get the same one.</summary>
    Task<OutboxMessage?> TakeAsync(DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Marks a taken message Sending, before its first byte may reach a reader; false when this process has it no more, and must not send it.</summary>
    Task<bool> HandOverAsync(string key, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Writes the outcome of an attempt.</summary>
    Task SettleAsync(string key, DeliveryState state, string? detail, DateTimeOffset? notBefore, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>
    /// Looks after what processes left that are dead, or older than any honest attempt: Taken becomes Queued again, Sending becomes Uncertain, or Queued for
    /// webhooks, whose receivers tell doubles apart. Returns how many.
    /// </summary>
    Task<int> RecoverAsync(DateTimeOffset sendingSinceBefore, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Messages, newest first, without their MIME bytes.</summary>
    Task<IReadOnlyList<OutboxMessage>> ListAsync(int limit, CancellationToken cancellationToken);

    /// <summary>One message with its bytes, or null.</summary>
    Task<OutboxMessage?> FindAsync(string key, CancellationToken cancellationToken);
}

/// <summary>How a run ended.</summary>
public enum RunState
{
    /// <summary>Still running, or its process died: the lease tells.</summary>
    Running,

    /// <summary>Everything done.</summary>
    Succeeded,

    /// <summary>Some of it done (exit code 7).</summary>
    Partial,

    /// <summary>Nothing usable done.</summary>
    Failed,

    /// <summary>Not run on purpose: its misfire policy, or data that was too old.</summary>
    Skipped,
}

/// <summary>One run of a schedule or of a command that changes something.</summary>
/// <param name="Id">Database id; 0 before it is stored.</param>
/// <param name="Name">Schedule name, which has no blank; or what <see cref="OfCommand"/> makes of a command. So the two never share a lease.</param>
/// <param name="DueAt">The instant it was due, UTC: with the name it identifies the run, so that none runs twice.</param>
/// <param name="StartedAt">When it started, UTC.</param>
/// <param name="EndedAt">When it ended, UTC.</param>
/// <param name="State">How it ended.</param>
/// <param name="Late">True when it was caught up after its time.</param>
/// <param name="Detail">What it did or why it failed.</param>
public sealed record RunRecord(
    long Id, string Name, DateTimeOffset DueAt, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, RunState State, bool Late, string? Detail)
{
    /// <summary>1 the first time; 2 when it was started again because the process of the first attempt died.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>"costguard daily-collect": the name of a run that a command started.</summary>
    public static string OfCommand(string command) => $"costguard {command}";
}

/// <summary>Run history and leases in the state database: a run key (name, due) starts once, whatever the number of processes.</summary>
public interface IRunHistory
{
    /// <summary>
    /// Starts the run and takes the name's lease; null when that run exists already or another run of the name holds a living lease.
    /// A running run of the name whose lease has run out (its process died) is marked Failed here; when it has the same due instant and was
    /// attempt 1, it is started once again as attempt 2, never a third time.
    /// </summary>
    Task<RunRecord?> TryStartAsync(string name, DateTimeOffset dueAt, bool late, DateTimeOffset now, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Renews the lease of a running run. A lease of zero gives it back without ending the run: another process may take it over at once.</summary>
    Task HeartbeatAsync(long id, DateTimeOffset now, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Ends the run and gives the lease back.</summary>
    Task EndAsync(long id, RunState state, string? detail, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>The last run of a name by due time (its last attempt), or null.</summary>
    Task<RunRecord?> LastAsync(string name, CancellationToken cancellationToken);

    /// <summary>Runs, newest first; of one name, or all.</summary>
    Task<IReadOnlyList<RunRecord>> ListAsync(string? name, int limit, CancellationToken cancellationToken);

    /// <summary>Schedules that a person paused.</summary>
    Task<IReadOnlySet<string>> PausedAsync(CancellationToken cancellationToken);

    /// <summary>Pauses or resumes a schedule.</summary>
    Task SetPausedAsync(string name, bool paused, DateTimeOffset now, CancellationToken cancellationToken);
}
