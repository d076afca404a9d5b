using CostGuard.Report.Mails;
using ScottPlot;

namespace CostGuard.Report.Charts;

/// <summary>A step of a bridge, in currency units.</summary>
/// <param name="Label">At the left.</param>
/// <param name="Amount">The total, or the change.</param>
/// <param name="IsTotal">True for where it begins and ends.</param>
public sealed record BridgeStep(string Label, decimal Amount, bool IsTotal);

/// <summary>
/// A variance bridge as PNG, one row a step, from a total over its changes to the next total. A rise is solid, a fall is hatched, and both have
/// their sign: nothing hangs on colour. The axis does not begin at zero, or the changes could not be seen; it says so. Same input, same bytes.
/// </summary>
public static class BridgeChart
{
    public const int WidthPx = ChartFrame.WidthPx;
    private const int RowHeight = 64, AxisHeight = 80, LabelMax = 24;
    private const double BarHalf = 0.32, Air = 0.35;
    private static readonly Color Ink = Color.FromHex("#1F2933"), Quiet = Color.FromHex("#52606D"), Before = Color.FromHex("#8D99A6"), Rise = Color.FromHex("#8F2F00"), Fall = Color.FromHex("#00523D");

    /// <summary>Height in pixels for so many steps.</summary>
    public static int HeightPx(int steps) => ChartFrame.HeightPx + AxisHeight + (steps * RowHeight);

    /// <summary>Draws the steps from top to bottom.</summary>
    /// <param name="title">One line over the bars.</param>
    /// <param name="steps">A total, its changes, and the total that they lead to.</param>
    /// <param name="currency">Currency code of the amounts.</param>
    public static byte[] Render(string title, IReadOnlyList<BridgeStep> steps, string currency)
    {
        ArgumentNullException.ThrowIfNull(steps);
        _ = EmbeddedFonts.Face(bold: false);
        using var plot = new Plot();
        plot.Font.Set(EmbeddedFonts.Family);
        plot.FigureBackground.Color = Colors.White;
        plot.DataBackground.Color = Colors.White;
        (double From, double To)[] spans = Spans(steps);
        double least = spans.Where((_, at) => !steps[at].IsTotal).Select(span => Math.Min(span.From, span.To)).Append(spans[0].To).Append(spans[^1].To).Min();
        double most = spans.Max(span => Math.Max(span.From, span.To)), range = Math.Max(most - least, Math.Max(Math.Abs(most) * 0.001, 1e-6));
        double left = least - (range * Air);
        for (int row = 0; row < steps.Count; row++) Draw(plot, steps, row, spans[row], left);
        plot.Axes.SetLimits(left, most + (range * Air * 1.4), -0.6, steps.Count - 0.4);
        Axes(plot, steps, currency);
        return ChartFrame.Render(title, HeightPx(steps.Count), plot);
    }

    private static (double From, double To)[] Spans(IReadOnlyList<BridgeStep> steps)
    {
        var spans = new (double, double)[steps.Count];
        decimal at = 0;
        for (int i = 0; i < steps.Count; i++)
        {
            decimal next = steps[i].IsTotal ? steps[i].Amount : at + steps[i].Amount;
            spans[i] = ((double)(steps[i].IsTotal ? 0 : at), (double)next);
            at = next;
        }

        return spans;
    }

    private static void Draw(Plot plot, IReadOnlyList<BridgeStep> steps, int row, (double From, double To) span, double left)
    {
        BridgeStep step = steps[row];
        double y = steps.Count - 1 - row;
        var bar = new Bar { Position = y, ValueBase = step.IsTotal ? left : span.From, Value = span.To, Size = 2 * BarHalf, Orientation = Orientation.Horizontal, LineColor = Quiet, LineWidth = 2 };
        if (step.IsTotal) bar.FillColor = row == 0 ? Before : Ink;
        else if (step.Amount >= 0) bar.FillColor = Rise;
        else
        {
            bar.FillColor = Colors.White;
            bar.FillHatch = new ScottPlot.Hatches.Striped(ScottPlot.Hatches.StripeDirection.DiagonalUp);
            bar.FillHatchColor = Fall;
        }

        plot.Add.Bar(bar);
        string sign = !step.IsTotal && step.Amount > 0 ? "+" : "";
        ScottPlot.Plottables.Text label = plot.Add.Text(sign + Figures.Short(step.Amount), Math.Max(span.From, span.To), y);
        if (step.IsTotal) label.Location = new Coordinates(span.To, y);
        label.LabelFontName = EmbeddedFonts.Family;
        label.LabelFontSize = 24;
        label.LabelFontColor = Ink;
        label.LabelAlignment = Alignment.MiddleLeft;
        label.OffsetX = 8;
    }

    private static void Axes(Plot plot, IReadOnlyList<BridgeStep> steps, string currency)
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
        for (int row = 0; row < steps.Count; row++) names.AddMajor(steps.Count - 1 - row, Figures.Cut(steps[row].Label, LabelMax));
        plot.Axes.Left.TickGenerator = names;
        plot.Axes.Bottom.TickGenerator = new ScottPlot.TickGenerators.NumericAutomatic { LabelFormatter = ChartFrame.Tick, TargetTickCount = 5 };
        ChartFrame.Style(plot.Axes.Left.TickLabelStyle, Ink);
        ChartFrame.Style(plot.Axes.Bottom.TickLabelStyle, Quiet);
        plot.Axes.Left.MajorTickStyle.Length = 0;
        plot.Axes.Bottom.MinorTickStyle.Length = 0;
        plot.Axes.Bottom.MajorTickStyle.Color = Quiet;
        plot.Axes.Bottom.Label.Text = $"{currency}: solid rises, hatched falls; axis cut, not from 0";
        ChartFrame.Style(plot.Axes.Bottom.Label, Quiet);
    }
}
