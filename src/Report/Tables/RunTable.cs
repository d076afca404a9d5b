using System.Globalization;
using CostGuard.Core.Ports;
using CostGuard.Core.Reports;

namespace CostGuard.Report.Tables;

/// <summary>Runs of schedules and commands.</summary>
public static class RunTable
{
    private static readonly LogColumn<RunRecord>[] Columns =
    [
        new("name", "Name", CellKind.Text, run => run.Name, OnTerminal: true),
        new("dueAt", "Due", CellKind.Instant, run => run.DueAt, OnTerminal: true),
        new("startedAt", "Started", CellKind.Instant, run => run.StartedAt),
        new("endedAt", "Ended", CellKind.Instant, run => run.EndedAt),
        new("state", "State", CellKind.State, run => State(run.State), OnTerminal: true),
        new("late", "Late", CellKind.Text, run => run.Late ? "late" : null, OnTerminal: true),
        new("detail", "Detail", CellKind.Text, run => run.Detail, OnTerminal: true),
        new("run", "Run", CellKind.Id, run => run.Id.ToString(CultureInfo.InvariantCulture)),
    ];

    /// <summary>The table of runs, in the order given.</summary>
    public static ReportTable Build(IReadOnlyList<RunRecord> runs, ReportMeta meta)
    {
        int bad = runs.Count(run => run.State is RunState.Failed or RunState.Partial);
        string title = runs.Count == 0 ? "Nothing has run yet"
            : string.Create(CultureInfo.InvariantCulture, $"{runs.Count} {(runs.Count == 1 ? "run" : "runs")}, {bad} failed or partial");
        return LogTable.Build("costguard.runs/1", title, Columns, runs, meta);
    }

    private static string State(RunState state) => state switch
    {
        RunState.Succeeded => "✓ DONE",
        RunState.Partial => "! PARTIAL",
        RunState.Failed => "▲ FAILED",
        RunState.Skipped => "– SKIPPED",
        _ => "… RUNNING",
    };
}
