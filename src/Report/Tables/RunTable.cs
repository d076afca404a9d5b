using System.Globalization;
using CostGuard.Core.Ports;
using CostGuard.Core.Reports;

namespace CostGuard.Report.Tables;

/// <summary>Runs of schedules and commands.</summary>
public static class RunTable
{
    /// <summary>The table of runs, in the order given.</summary>
    public static ReportTable Build(IReadOnlyList<RunRecord> runs, ReportMeta meta)
    {
        int bad = runs.Count(run => run.State is RunState.Failed or RunState.Partial);
        return new ReportTable
        {
            Schema = "costguard.runs/1",
            Title = runs.Count == 0 ? "Nothing has run yet"
                : string.Create(CultureInfo.InvariantCulture, $"{runs.Count} {(runs.Count == 1 ? "run" : "runs")}, {bad} failed or partial"),
            Columns =
            [
                new("name", "Name", CellKind.Text),
                new("dueAt", "Due", CellKind.Instant),
                new("startedAt", "Started", CellKind.Instant),
                new("endedAt", "Ended", CellKind.Instant),
                new("state", "State", CellKind.State),
                new("late", "Late", CellKind.Text),
                new("detail", "Detail", CellKind.Text),
                new("run", "Run", CellKind.Id),
            ],
            Rows = [.. runs.Select(run => (object?[])
            [
                run.Name,
                run.DueAt,
                run.StartedAt,
                run.EndedAt,
                State(run.State),
                run.Late ? "late" : null,
                run.Detail,
                run.Id.ToString(CultureInfo.InvariantCulture),
            ])],
            Meta = meta with { Metric = null },
        };
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
