using System.Globalization;
using CostGuard.Core.Anomalies;
using ScottPlot;

namespace CostGuard.Report.Charts;

/// <summary>Cost of the last days beside what would not have been noticed: a band, a line, and large marks on the unusual days. Same input, same bytes.</summary>
public static class BandChart
{
    public const int WidthPx = ChartFrame.WidthPx;
    public const int HeightPx = 520;
    private const int LabelsMax = 6;
    private static readonly Color Ink = Color.FromHex("#1F2933"), Quiet = Color.FromHex("#52606D"), Band = Color.FromHex("#C9D3DB"), Mark = Color.FromHex("#8F2F00");

    /// <summary>Draws the days.</summary>
    /// <param name="title">One line over the chart.</param>
    /// <param name="days">At least two days in order; a day without data leaves a gap in the line.</param>
    /// <param name="currency">Currency code of the amounts.</param>
    public static byte[] Render(string title, IReadOnlyList<JudgedDay> days, string currency)
    {
        _ = EmbeddedFonts.Face(bold: false);
        using var plot = new Plot();
        plot.Font.Set(EmbeddedFonts.Family);
        plot.FigureBackground.Color = Colors.White;
        plot.DataBackground.Color = Colors.White;
        double[] at = [.. days.Select(day => (double)day.Day.DayNumber)];
        ScottPlot.Plottables.FillY band = plot.Add.FillY(at, [.. days.Select(day => day.Low)], [.. days.Select(day => day.High)]);
        band.FillColor = Band;
        band.LineWidth = 0;
        ScottPlot.Plottables.Scatter line = plot.Add.ScatterLine(at, [.. days.Select(day => day.Actual)]);
        line.Color = Ink;
        line.LineWidth = 4;
        JudgedDay[] unusual = [.. days.Where(day => day.Sign != 0)];
        ScottPlot.Plottables.Markers marks = plot.Add.Markers(unusual.Select(day => (double)day.Day.DayNumber).ToArray(), unusual.Select(day => day.Actual).ToArray(), MarkerShape.FilledDiamond, 20);
        marks.Color = Mark;
        double most = days.Max(day => Math.Max(day.High, double.IsNaN(day.Actual) ? day.High : day.Actual)), least = Math.Min(0, days.Min(day => double.IsNaN(day.Actual) ? day.Low : Math.Min(day.Low, day.Actual)));
        plot.Axes.SetLimits(at[0] - 0.5, at[^1] + 1.8, least * 1.05, Math.Max(most * 1.1, 1e-6));
        Axes(plot, days, currency);
        return ChartFrame.Render(title, HeightPx, plot);
    }

    private static void Axes(Plot plot, IReadOnlyList<JudgedDay> days, string currency)
    {
        plot.HideGrid();
        plot.Axes.Right.FrameLineStyle.Width = 0;
        plot.Axes.Top.FrameLineStyle.Width = 0;
        plot.Axes.Left.FrameLineStyle.Color = Quiet;
        plot.Axes.Bottom.FrameLineStyle.Color = Quiet;
        var names = new ScottPlot.TickGenerators.NumericManual();
        int step = Math.Max(1, (days.Count + LabelsMax - 1) / LabelsMax);
        for (int i = (days.Count - 1) % step; i < days.Count; i += step) names.AddMajor(days[i].Day.DayNumber, days[i].Day.ToString("d MMM", CultureInfo.InvariantCulture));
        plot.Axes.Bottom.TickGenerator = names;
        plot.Axes.Left.TickGenerator = new ScottPlot.TickGenerators.NumericAutomatic { LabelFormatter = ChartFrame.Tick, TargetTickCount = 5 };
        ChartFrame.Style(plot.Axes.Left.TickLabelStyle, Quiet);
        ChartFrame.Style(plot.Axes.Bottom.TickLabelStyle, Quiet);
        plot.Axes.Left.MinorTickStyle.Length = 0;
        plot.Axes.Bottom.Label.Text = $"{currency} a day: line is the cost, grey is usual, marks are unusual days";
        ChartFrame.Style(plot.Axes.Bottom.Label, Quiet);
    }
}
