using CostGuard.Core.Reports;
using CostGuard.Report.Xlsx;

namespace CostGuard.Report.Workbook;

/// <summary>Thirteen months by provider below By Service: the figures, which are sums over its table, and stacked columns of them.</summary>
internal sealed class ProviderChart(SheetCanvas canvas, Figures figures, string table)
{
    // More colours than these nobody tells apart; the rest is one.
    private const int SeriesMax = 6;
    private const int Rows = 18;
    private const string Other = "Other providers";

    private static readonly string[] Colours = ["1F2933", "0B5CAD", "B26A00", "00785A", "8D5BA6", "8D99A6", "CBD2D9"];

    private readonly WorkbookInput _input = figures.Input;

    /// <summary>Writes figures and chart; returns the last row.</summary>
    /// <param name="row">First row.</param>
    /// <param name="keys">Columns of the table before its currency.</param>
    /// <param name="shown">The table's rows.</param>
    public int Write(int row, int keys, IReadOnlyList<BreakdownRow> shown)
    {
        BreakdownRow[] own = [.. shown.Where(each => each.Currency == _input.Currency)];
        (string Name, decimal[] Months)[] providers = [.. own.GroupBy(each => each.Keys[0] ?? "(none)")
            .Select(group => (group.Key, Sum(group))).OrderByDescending(each => each.Item2.Sum()).ThenBy(each => each.Key, StringComparer.Ordinal)];
        if (providers.Length == 0) return row - 3;
        bool isLive = Criteria.AreApart(providers.Select(each => each.Name));
        int named = providers.Length <= SeriesMax + 1 ? providers.Length : SeriesMax;
        canvas.Put(row, 1, $"By provider, {_input.Currency}: figures behind the chart", new Look(CellKind.Text, Bold: true, Size: 12));
        Headers(row + 1, keys);
        for (int p = 0; p < named; p++) Row(row + 2 + p, keys, providers[p].Name, providers[p].Months, isLive);
        var series = providers.Take(named).ToList();
        if (named < providers.Length)
        {
            series.Add((Other, Sum(providers.Skip(named).Select(each => new BreakdownRow([], _input.Currency, each.Months)))));
            Row(row + 2 + named, keys, Other, series[^1].Months, isLive: false);
        }

        Chart(row + 1, keys, series);
        return row + 3 + series.Count + Rows;
    }

    private void Headers(int row, int keys)
    {
        Look money = new(CellKind.Money, figures.Decimals);
        SheetTable.PutHeader(canvas, row, 1, new SheetColumn("Provider", Look.Text, 16));
        for (int c = 2; c <= keys + 1; c++) canvas.Put(row, c, null, Look.Header);
        for (int m = 0; m < WorkbookInput.Months; m++)
            SheetTable.PutHeader(canvas, row, keys + 2 + m, new SheetColumn(figures.MonthHeader(_input.MonthsShown[m]), money with { Italic = figures.IsEstimate(_input.MonthsShown[m]) }, 13));
    }

    private void Row(int row, int keys, string name, decimal[] months, bool isLive)
    {
        canvas.Put(row, 1, name, Look.Text);
        for (int m = 0; m < months.Length; m++)
        {
            object value = isLive
                ? new Live($"SUMIFS({table}[{figures.MonthHeader(_input.MonthsShown[m])}],{table}[Provider],{CellAddress.Of(row, 1)},{table}[Currency],ReportCurrency)", months[m])
                : months[m];
            canvas.Put(row, keys + 2 + m, value, new Look(CellKind.Money, figures.Decimals, Italic: figures.IsEstimate(_input.MonthsShown[m])));
        }
    }

    private void Chart(int header, int keys, List<(string Name, decimal[] Months)> series)
    {
        int last = keys + 1 + WorkbookInput.Months;
        string title = $"{series[0].Name} is {Share(series)} of the cost of 13 months{(series.Count > 1 ? $", {series[1].Name} next" : "")}";
        canvas.Charts.Add(new ChartSpec(
            ChartKind.Columns,
            title,
            $"Stacked columns of thirteen months by provider, {_input.Currency}. {title}. {string.Join("; ", series.Select(each => $"{each.Name} {Formats.CellText.Shown(each.Months[^1], CellKind.Money, _input.Currency)} in {figures.MonthHeader(_input.Period)}"))}.",
            CellAddress.Absolute(canvas.Name, header, keys + 2, header, last),
            [],
            [.. _input.MonthsShown.Select(figures.MonthHeader)],
            [.. series.Select((each, i) => new ChartSeries(
                each.Name, CellAddress.Absolute(canvas.Name, header + 1 + i, 1), CellAddress.Absolute(canvas.Name, header + 1 + i, keys + 2, header + 1 + i, last),
                [.. each.Months.Select(amount => (decimal?)amount)], Colours[i]))],
            1, header + 2 + series.Count, keys + 9, header + 2 + series.Count + Rows));
    }

    private static string Share(List<(string Name, decimal[] Months)> series)
    {
        decimal total = series.Sum(each => each.Months.Sum());
        return total <= 0m ? "most" : Formats.CellText.Shown(series[0].Months.Sum() / total, CellKind.Percent, null);
    }

    private static decimal[] Sum(IEnumerable<BreakdownRow> rows)
    {
        var sum = new decimal[WorkbookInput.Months];
        foreach (BreakdownRow row in rows)
        {
            for (int m = 0; m < sum.Length; m++) sum[m] += row.Months[m];
        }

        return sum;
    }
}
