using System.Globalization;
using System.Text;
using CostGuard.Report.Mails;

namespace CostGuard.Report.Reviews;

/// <summary>Pictures in rows: they repeat what the row's numbers say, so that a screen reader may leave them out. All bars of a table share one scale.</summary>
internal static class PackBars
{
    /// <summary>The hatching of forecasts, once a document.</summary>
    public const string Patterns =
        "<svg class=\"defs\" width=\"0\" height=\"0\" aria-hidden=\"true\" focusable=\"false\"><defs><pattern id=\"hatch\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">"
        + "<rect width=\"8\" height=\"8\" fill=\"#FFFFFF\"/><rect width=\"4\" height=\"8\" fill=\"#52606D\"/></pattern></defs></svg>\n";

    private const string Ink = "#1F2933", Before = "#C9D3DB", Outline = "#52606D", Rise = "#8F2F00", Fall = "#00523D", Marker = "#D55E00";

    /// <summary>Actual solid, what is over the budget in the colour of OVER, the budget a line across.</summary>
    public static Safe Bullet(decimal actual, decimal? budget, decimal most)
    {
        if (most <= 0m) return Safe.None;
        var svg = new StringBuilder(Open);
        decimal end = Math.Max(0m, actual) / most, mark = (budget ?? 0m) / most;
        Rect(svg, 0m, end, Ink);
        if (budget is not null && end > mark) Rect(svg, mark, end, Rise);
        if (budget is not null)
        {
            Line(svg, mark, 4, 96, "#FFFFFF", 8);
            Line(svg, mark, 4, 96, Marker, 4);
        }

        return new Safe(svg.Append("</svg>").ToString());
    }

    /// <summary>A step of a bridge: it begins where the one above ended.</summary>
    /// <param name="from">Where it begins.</param>
    /// <param name="to">Where it ends.</param>
    /// <param name="low">The amount at the left edge.</param>
    /// <param name="high">The amount at the right edge.</param>
    /// <param name="isAfter">True for the later amount, false for the earlier one, null for a cause.</param>
    public static Safe Step(decimal from, decimal to, decimal low, decimal high, bool? isAfter)
    {
        if (high <= low) return Safe.None;
        decimal a = (from - low) / (high - low), b = (to - low) / (high - low);
        var svg = new StringBuilder(Open);
        if (isAfter != false) Line(svg, isAfter is null ? a : b, 0, 18, Outline, 1);
        if (isAfter != true) Line(svg, b, 82, 100, Outline, 1);
        // A step too small to see is still there.
        decimal left = Math.Min(a, b), right = Math.Max(Math.Max(a, b), left + 0.002m);
        if (isAfter is { } after) Rect(svg, 0m, right, after ? Ink : Before, after ? null : Outline);
        else Rect(svg, left, right, to >= from ? Rise : Fall);
        return new Safe(svg.Append("</svg>").ToString());
    }

    /// <summary>A share of the whole, from zero.</summary>
    public static Safe Part(decimal amount, decimal most)
    {
        if (most <= 0m) return Safe.None;
        var svg = new StringBuilder(Open);
        Rect(svg, 0m, Math.Abs(amount) / most, amount < 0m ? Fall : Ink);
        return new Safe(svg.Append("</svg>").ToString());
    }

    private const string Open = "<svg aria-hidden=\"true\" focusable=\"false\">";

    private static void Rect(StringBuilder svg, decimal from, decimal to, string fill, string? stroke = null) => svg.Append(
        CultureInfo.InvariantCulture, $"<rect x=\"{Pack.Share(from)}\" y=\"18%\" width=\"{Pack.Share(Math.Max(0m, to - from))}\" height=\"64%\" fill=\"{fill}\"{(stroke is null ? "" : $" stroke=\"{stroke}\"")}/>");

    private static void Line(StringBuilder svg, decimal at, int top, int bottom, string stroke, int width) => svg.Append(
        CultureInfo.InvariantCulture, $"<line x1=\"{Pack.Share(at)}\" x2=\"{Pack.Share(at)}\" y1=\"{top}%\" y2=\"{bottom}%\" stroke=\"{stroke}\" stroke-width=\"{width}\"/>");
}

/// <summary>The months of the year as columns: actual solid, forecast hatched with its range, the budget a line over each.</summary>
internal static class YearChart
{
    private const int Width = 760, Height = 430, Left = 76, Top = 20, Bottom = 46, FontSize = 26;

    /// <summary>The picture. The table beside it has all its numbers.</summary>
    /// <param name="year">At least one month has an amount above zero.</param>
    /// <param name="alt">What it shows, in a sentence.</param>
    public static Safe Render(ReviewYear year, string alt)
    {
        decimal most = year.Months.Max(month => Math.Max(Math.Max(month.Best ?? 0m, month.High ?? 0m), month.Budget ?? 0m));
        if (most <= 0m) return Safe.None;
        decimal step = Nice(most / 4m), top = Math.Ceiling(most / step) * step;
        var svg = new StringBuilder().Append(CultureInfo.InvariantCulture,
            $"<svg viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{Safe.Of(alt).Html}\" font-size=\"{FontSize}\" fill=\"#1F2933\">");
        for (decimal line = 0m; line <= top; line += step)
        {
            string y = Y(line, top);
            svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{Left}\" x2=\"{Width}\" y1=\"{y}\" y2=\"{y}\" stroke=\"{(line == 0m ? "#1F2933" : "#D3DAE0")}\"/>");
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left - 8}\" y=\"{y}\" dy=\".35em\" text-anchor=\"end\" fill=\"#52606D\">{Figures.Short(line)}</text>");
        }

        for (int i = 0; i < year.Months.Count; i++) Month(svg, year.Months[i], i, year.Months.Count, top);
        return new Safe(svg.Append("</svg>").ToString());
    }

    private static void Month(StringBuilder svg, ReviewMonth month, int at, int count, decimal top)
    {
        decimal slot = (Width - Left) / (decimal)count, width = slot * 0.62m, x = Left + (slot * at) + ((slot - width) / 2m), middle = x + (width / 2m);
        decimal actual = Math.Max(0m, month.Actual ?? 0m);
        if (month.Forecast is { } forecast) Column(svg, x, width, Math.Min(actual, forecast), forecast, top, "url(#hatch)\" stroke=\"#52606D");
        if (actual > 0m) Column(svg, x, width, 0m, actual, top, "#1F2933");
        if (month is { Low: { } low, High: { } high })
        {
            string a = Y(low, top), b = Y(high, top);
            svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{N(middle)} {a}V{b}M{N(middle - 8)} {a}h16M{N(middle - 8)} {b}h16\" stroke=\"#1F2933\" stroke-width=\"3\" fill=\"none\"/>");
        }

        if (month.Budget is { } budget)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{N(x - 6)}\" x2=\"{N(x + width + 6)}\" y1=\"{Y(budget, top)}\" y2=\"{Y(budget, top)}\" stroke=\"#D55E00\" stroke-width=\"5\"/>");
        }

        string name = Figures.ShortMonth(month.Month.FirstDay);
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{N(middle)}\" y=\"{Height - 12}\" text-anchor=\"middle\">{name}</text>");
    }

    private static void Column(StringBuilder svg, decimal x, decimal width, decimal from, decimal to, decimal top, string fill)
    {
        decimal y = At(to, top), height = At(from, top) - y;
        svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{N(x)}\" y=\"{N(y)}\" width=\"{N(width)}\" height=\"{N(Math.Max(0m, height))}\" fill=\"{fill}\"/>");
    }

    private static decimal At(decimal amount, decimal top) => Height - Bottom - (amount / top * (Height - Bottom - Top));

    private static string Y(decimal amount, decimal top) => N(At(amount, top));

    private static string N(decimal number) => decimal.Round(number, 1).ToString("0.#", CultureInfo.InvariantCulture);

    /// <summary>1, 2 or 5 with zeros, at least the amount.</summary>
    private static decimal Nice(decimal amount)
    {
        decimal unit = 1m;
        while (unit < amount / 10m) unit *= 10m;
        while (unit > amount) unit /= 10m;
        return new[] { 1m, 2m, 5m, 10m }.Select(factor => unit * factor).First(nice => nice >= amount);
    }
}
