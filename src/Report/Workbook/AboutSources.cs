using System.Globalization;
using CostGuard.Core.Ports;
using CostGuard.Core.Reports;
using CostGuard.Core.Values;
using CostGuard.Report.Xlsx;

namespace CostGuard.Report.Workbook;

/// <summary>Where the data came from, on About: per source what was read, through when, and how many days of the report month it has.</summary>
internal sealed class AboutSources(SheetCanvas canvas, Figures figures)
{
    private readonly WorkbookInput _input = figures.Input;

    /// <summary>Writes the table; returns its last row.</summary>
    public int Write(int row)
    {
        canvas.Put(row, 1, "Sources in the months shown; control totals of each load are on Reconciliation", new Look(CellKind.Text, Bold: true, Size: 12));
        SheetColumn[] columns =
        [
            new("Source", Look.Text, 26),
            new("Loads", new Look(CellKind.Count), 14),
            new("Months", Look.Text, 22),
            new("Last sealed", Look.Text, 20),
            new("Usage through", new Look(CellKind.Date), 14),
            new("Rows", new Look(CellKind.Count), 12),
            new("Rows refused", new Look(CellKind.Count), 12),
            new("Ties", Look.Text, 8),
            new("Days with cost", new Look(CellKind.Count), 11),
            new("Days expected", new Look(CellKind.Count), 11),
            new("Report month", Look.Text, 22),
        ];
        return SheetTable.Write(canvas, "tblSource", row + 1, columns, [.. _input.Loads.GroupBy(load => load.Source).OrderBy(group => group.Key).Select(Source)]);
    }

    // Days of the report month that are over by the data of all sources.
    private int Expected => _input.DataThrough is not { } through || through < _input.Period.FirstDay ? 0
        : Math.Min(_input.Period.Days, through.DayNumber - _input.Period.FirstDay.DayNumber + 1);

    private object?[] Source(IGrouping<SourceKey, Load> loads)
    {
        int present = _input.DaysPresent.GetValueOrDefault(loads.Key.Value);
        return
        [
            loads.Key.Value,
            loads.LongCount(),
            $"{loads.Min(load => load.Period)} to {loads.Max(load => load.Period)}",
            loads.Max(load => load.SealedAt).UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture),
            loads.Max(load => load.DataThrough),
            loads.Sum(load => load.RowsRead),
            loads.Sum(load => load.RowsRejected),
            loads.SelectMany(load => load.Totals).All(total => total.Ties) ? "yes" : "NO",
            (long)present,
            (long)Expected,
            present >= Expected ? "complete" : string.Create(CultureInfo.InvariantCulture, $"{Expected - present} days without cost"),
        ];
    }
}
