using System.Globalization;
using CostGuard.Core.Faults;
using CostGuard.Core.Reports;

namespace CostGuard.Report.Tables;

/// <summary>What operators look after, and whether it works.</summary>
public static class FaultTable
{
    private static readonly LogColumn<Fault>[] Columns =
    [
        new("subject", "Subject", CellKind.Id, fault => fault.Subject, OnTerminal: true),
        new("state", "State", CellKind.State, fault => State(fault), OnTerminal: true),
        new("since", "Broken since", CellKind.Instant, fault => fault.IsOpen ? fault.Since : null, OnTerminal: true),
        new("attempts", "Failed attempts", CellKind.Count, fault => fault.IsOpen ? (long)fault.Attempts : 0L),
        new("code", "Code", CellKind.Id, fault => fault.IsOpen ? fault.Code : null, OnTerminal: true),
        new("message", "What it says", CellKind.Text, fault => fault.IsOpen ? fault.Message : null, OnTerminal: true),
        new("lastGood", "Last success", CellKind.Instant, fault => fault.LastGood, OnTerminal: true),
        new("toldAt", "Last told", CellKind.Instant, fault => fault.ToldAt),
        new("times", "Times broken", CellKind.Count, fault => (long)fault.Entry),
        new("note", "Note", CellKind.Text, fault => fault.Note),
    ];

    /// <summary>The table, in the order given.</summary>
    public static ReportTable Build(IReadOnlyList<Fault> faults, ReportMeta meta)
    {
        ArgumentNullException.ThrowIfNull(faults);
        int open = faults.Count(fault => fault.IsOpen);
        string title = open == 0 ? "Nothing is known to be broken" : string.Create(CultureInfo.InvariantCulture, $"{open} of {faults.Count} {(open == 1 ? "is" : "are")} broken");
        return LogTable.Build("costguard.faults/1", title, Columns, faults, meta) with
        {
            Footnote = open == 0 ? null : "Seen it, no more reminders: costguard fault ack SUBJECT",
        };
    }

    private static string State(Fault fault) => fault.State switch
    {
        FaultState.Failing => "▲ BROKEN",
        FaultState.Acknowledged => "… ACKNOWLEDGED",
        _ => "✓ OK",
    };
}
