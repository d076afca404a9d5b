using System.CommandLine;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Reports;

namespace CostGuard.Cli.Commands;

/// <summary>costguard snapshot list|show: the sets of loads and rules that figures were made from.</summary>
public static class SnapshotCommands
{
    private static readonly ReportColumn[] LoadColumns =
    [
        new("source", "Source", CellKind.Id), new("period", "Month", CellKind.Month), new("load", "Load", CellKind.Id),
        new("sealedAt", "Sealed", CellKind.Instant), new("rows", "Rows", CellKind.Count), new("dataThrough", "Data through", CellKind.Date),
    ];

    private static readonly ReportColumn[] SnapshotColumns =
    [
        new("snapshot", "Snapshot", CellKind.Id), new("loads", "Loads", CellKind.Count), new("dataThrough", "Data through", CellKind.Date),
        new("configuration", "Configuration", CellKind.Id),
    ];

    public static Command Build(Verbs verbs)
    {
        var id = new Argument<string?>("ID") { Description = "Snapshot id or its beginning. Default: the current one.", Arity = ArgumentArity.ZeroOrOne };
        return Verbs.Group("snapshot", "What a figure was made from.",
        [
            verbs.Ask("list", "List snapshots, newest first.", [], ListAsync),
            verbs.Ask("show", "Show the loads of a snapshot.", [id], (session, cancellationToken) => ShowAsync(session, session.Arguments.GetValue(id), cancellationToken)),
        ]);
    }

    private static async Task<int> ListAsync(Session session, CancellationToken cancellationToken)
    {
        IReadOnlyList<Snapshot> snapshots = await session.Room<ISnapshotStore>().ListAsync(100, cancellationToken).ConfigureAwait(false);
        await session.AnswerAsync(new ReportTable
        {
            Schema = "costguard.snapshot-list/1",
            Title = $"{snapshots.Count} snapshots",
            Columns = SnapshotColumns,
            Rows = [.. snapshots.Select(snapshot => (object?[])[snapshot.Id.Value, (long)snapshot.Loads.Count, snapshot.DataThrough, snapshot.ConfigurationHash[..12]])],
            Meta = Meta(snapshots.Count > 0 ? snapshots[0] : null),
            Footnote = "See one: costguard snapshot show ID",
        }, cancellationToken).ConfigureAwait(false);
        return 0;
    }

    private static async Task<int> ShowAsync(Session session, string? id, CancellationToken cancellationToken)
    {
        ISnapshotStore store = session.Room<ISnapshotStore>();
        Snapshot snapshot = id is null
            ? await store.CurrentAsync(session.Configuration, cancellationToken).ConfigureAwait(false)
            : await store.FindAsync(id, cancellationToken).ConfigureAwait(false)
              ?? throw new CostGuardException(8, CommandErrors.BadArgument.At($"There is no snapshot '{id}'."));
        await session.AnswerAsync(new ReportTable
        {
            Schema = "costguard.snapshot/1",
            Title = $"Snapshot {snapshot.Id}: {snapshot.Loads.Count} loads",
            Columns = LoadColumns,
            Rows = [.. snapshot.Loads.OrderBy(load => load.Source).ThenBy(load => load.Period)
                .Select(load => (object?[])[load.Source.Value, load.Period, load.Id.Value, load.SealedAt, load.RowsRead - load.RowsRejected, load.DataThrough])],
            Meta = Meta(snapshot),
        }, cancellationToken).ConfigureAwait(false);
        return 0;
    }

    private static ReportMeta Meta(Snapshot? snapshot) => new(snapshot?.Id.Value ?? "none", snapshot?.DataThrough, "none", null, "all", null, []);
}
