using CostGuard.Report.Mails;
using ScottPlot;

namespace CostGuard.Report.Charts;

/// <summary>One bar of a bullet chart, in currency units.</summary>
/// <param name="Label">Team, at the left.</param>
/// <param name="Actual">Cost so far: solid dark.</param>
/// <param name="Budget">Budget: a marker line; null without a budget.</param>
/// <param name="AtThisPace">What the period ends at: hatched from the actual on; null when it cannot be told.</param>
public sealed record Bullet(string Label, decimal Actual, decimal? Budget, decimal? AtThisPace)
{
    /// <summary>What <see cref="AtThisPace"/> is called: a pace, or a forecast.</summary>
    public string AheadWord { get; init; } = "at this pace";

    /// <summary>Amounts of thresholds: thin lines.</summary>
    public IReadOnlyList<decimal> Marks { get; init; } = [];
}

/// <summary>
/// Budget against actual as PNG: one bar, one budget marker a row, zero-based, label left. 1104 px wide to be shown at 552, opaque white
/// with padding and border, so that it survives dark mode. Same input, same bytes.
/// </summary>
public static class BulletChart
{
    public const int WidthPx = ChartFrame.WidthPx;
    private const int RowHeight = 108, AxisHeight = 80;
    private const double BarHalf = 0.19;
    private static readonly Color Ink = Color.FromHex("#1F2933"), Quiet = Color.FromHex("#52606D"), Marker = Color.FromHex("#8F2F00");

    /// <summary>Height in pixels for so many rows.</summary>
    public static int HeightPx(int rows) => ChartFrame.HeightPx + AxisHeight + (rows * RowHeight);

    /// <summary>Draws the rows from top to bottom.</summary>
    /// <param name="title">One line over the bars; null leaves it out.</param>
    /// <param name="bullets">At least one.</param>
    /// <param name="currency">Currency code of the amounts.</param>
    public static byte[] Render(string? title, IReadOnlyList<Bullet> bullets, string currency)
    {
        using Plot plot = Draw(bullets, currency);
        return ChartFrame.Render(title, HeightPx(bullets.Count), plot);
    }

    private static Plot Draw(IReadOnlyList<Bullet> bullets, string currency)
    {
        _ = EmbeddedFonts.Face(bold: false);
        var plot = new Plot();
        plot.Font.Set(EmbeddedFonts.Family);
        plot.FigureBackground.Color = Colors.White;
        plot.DataBackground.Color = Colors.White;
        double most = Math.Max(1e-6, bullets.Max(Largest));
        double least = Math.Min(0, bullets.Min(bullet => (double)Math.Min(bullet.Actual, bullet.AtThisPace ?? 0)));
        for (int row = 0; row < bullets.Count; row++) DrawRow(plot, bullets[row], bullets.Count - 1 - row);
        plot.Axes.SetLimits(least * 1.1, most * 1.12, -0.45, bullets.Count - 0.3);
        DrawAxes(plot, bullets, currency);
        return plot;
    }

    private static double Largest(Bullet bullet) =>
        (double)Math.Max(bullet.Actual, Math.Max(bullet.Budget ?? 0, bullet.AtThisPace ?? 0));

    private static void DrawRow(Plot plot, Bullet bullet, double y)
    {
        if (bullet.AtThisPace is { } pace && pace > bullet.Actual)
        {
            Bar ahead = Horizontal(y, (double)bullet.Actual, (double)pace);
            ahead.FillColor = Colors.White;
            ahead.FillHatch = new ScottPlot.Hatches.Striped(ScottPlot.Hatches.StripeDirection.DiagonalUp);
            ahead.FillHatchColor = Quiet;
            ahead.LineColor = Quiet;
            ahead.LineWidth = 2;
            plot.Add.Bar(ahead);
        }

        Bar solid = Horizontal(y, 0, (double)bullet.Actual);
        solid.FillColor = Ink;
        solid.LineWidth = 0;
        plot.Add.Bar(solid);
        foreach (decimal mark in bullet.Marks)
        {
            ScottPlot.Plottables.LinePlot thin = plot.Add.Line((double)mark, y - BarHalf - 0.08, (double)mark, y + BarHalf + 0.08);
            thin.LineColor = Quiet;
            thin.LineWidth = 2;
            thin.LinePattern = LinePattern.Dashed;
            thin.MarkerSize = 0;
        }

        if (bullet.Budget is { } budget)
        {
            ScottPlot.Plottables.LinePlot line = plot.Add.Line((double)budget, y - BarHalf - 0.12, (double)budget, y + BarHalf + 0.12);
            line.LineColor = Marker;
            line.LineWidth = 6;
            line.MarkerSize = 0;
        }

        Write(plot, Caption(bullet), y + BarHalf + 0.12);
    }

    private static string Caption(Bullet bullet)
    {
        string pace = bullet.AtThisPace is { } value ? $", {bullet.AheadWord} {Figures.Short(value)}" : "";
        string budget = bullet.Budget is { } amount ? $", budget {Figures.Short(amount)}" : ", no budget";
        return $"used {Figures.Short(bullet.Actual)}{pace}{budget}";
    }

    private static Bar Horizontal(double y, double from, double to) =>
        new() { Position = y, ValueBase = from, Value = to, Size = 2 * BarHalf, Orientation = Orientation.Horizontal };

    private static void Write(Plot plot, string text, double y)
    {
        ScottPlot.Plottables.Text label = plot.Add.Text(text, 0, y);
        label.LabelFontName = EmbeddedFonts.Family;
        label.LabelFontSize = 24;
        label.LabelFontColor = Ink;
        label.LabelAlignment = Alignment.LowerLeft;
        label.OffsetX = 6;
    }

    private static void DrawAxes(Plot plot, IReadOnlyList<Bullet> bullets, string currency)
    {
        plot.HideGrid();
        plot.Axes.Right.FrameLineStyle.Width = 0;
        // Half of a tick's label beyond the last tick.
        plot.Axes.Right.MinimumSize = 40;
        plot.Axes.Top.FrameLineStyle.Width = 0;
        plot.Axes.Left.FrameLineStyle.Width = 2;
        plot.Axes.Bottom.FrameLineStyle.Width = 2;
        plot.Axes.Left.FrameLineStyle.Color = Quiet;
        plot.Axes.Bottom.FrameLineStyle.Color = Quiet;
        var names = new ScottPlot.TickGenerators.NumericManual();
        for (int row = 0; row < bullets.Count; row++) names.AddMajor(bullets.Count - 1 - row, Cut(bullets[row].Label));
        plot.Axes.Left.TickGenerator = names;
        plot.Axes.Bottom.TickGenerator = new ScottPlot.TickGenerators.NumericAutomatic { LabelFormatter = ChartFrame.Tick, TargetTickCount = 6 };
        ChartFrame.Style(plot.Axes.Left.TickLabelStyle, Ink);
        ChartFrame.Style(plot.Axes.Bottom.TickLabelStyle, Quiet);
        plot.Axes.Left.MajorTickStyle.Length = 0;
        plot.Axes.Bottom.MinorTickStyle.Length = 0;
        plot.Axes.Bottom.MajorTickStyle.Color = Quiet;
        plot.Axes.Bottom.Label.Text = Legend(bullets, currency);
        ChartFrame.Style(plot.Axes.Bottom.Label, Quiet);
    }

    /// <summary>Names only what is drawn.</summary>
    private static string Legend(IReadOnlyList<Bullet> bullets, string currency) => $"{currency}: solid is used"
        + (bullets.Any(bullet => bullet.AtThisPace > bullet.Actual) ? $", hatched is {bullets[0].AheadWord}" : "")
        + (bullets.Any(bullet => bullet.Budget is not null) ? ", the line is the budget" : "")
        + (bullets.Any(bullet => bullet.Marks.Count > 0) ? ", thin lines are thresholds" : "");

    private static string Cut(string label) => label.Length <= 18 ? label : string.Concat(label.AsSpan(0, 17), "…");
}
