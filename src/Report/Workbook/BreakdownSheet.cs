using CostGuard.Core.Reports;
using CostGuard.Core.Values;
using CostGuard.Report.Xlsx;

namespace CostGuard.Report.Workbook;

/// <summary>Cost of thirteen months by something: services or accounts. The report month is a live sum where the name allows it.</summary>
internal sealed class BreakdownSheet(SheetCanvas canvas, Figures figures, string table, string title, bool withProviders = false)
{
    // A laid-out sheet stays small; the rest is one line and is whole in Data.
    private const int RowsMax = 1_500;

    private readonly WorkbookInput _input = figures.Input;

    /// <summary>Writes the rows, largest in the report month first, the report's currency before others.</summary>
    /// <param name="keys">Columns before the currency.</param>
    /// <param name="rows">Keys, currency and months.</param>
    /// <param name="liveOn">Index of the key that the live sum compares, or −1 for values only.</param>
    public void Write(IReadOnlyList<SheetColumn> keys, IReadOnlyList<BreakdownRow> rows, int liveOn)
    {
        IReadOnlyList<BillingPeriod> months = _input.MonthsShown;
        BreakdownRow[] shown = [.. Cap([.. rows
            .OrderByDescending(row => row.Currency == _input.Currency).ThenBy(row => row.Currency)
            .ThenByDescending(row => row.Months[^1]).ThenByDescending(row => row.Months.Sum()).ThenBy(row => string.Join('\u001F', row.Keys), StringComparer.Ordinal)])];
        HashSet<string> safe = liveOn < 0 ? [] : LiveNames(rows, liveOn);
        string live = liveOn < 0 ? "" : " · the report month is a live sum over Data where a name is unique, earlier months are values tied on Checks";
        SheetFrame.Begin(canvas, $"{title}, {SheetFrame.MonthName(_input.Period)}", $"{_input.Metric} cost, 13 months, with credits and tax{(figures.Converted.Count == 0 ? "" : $", in {_input.Currency} at the rates of each month")}{figures.NotIn(compared: true)}{(_input.HasPrior ? "" : $" · no change: there is no data of {_input.Period.Previous}")}{live} · data through {SheetFrame.Through(_input)}");

        bool one = rows.Select(row => row.Currency).Distinct().Count() == 1;
        List<SheetColumn> columns = [.. keys, new("Currency", Look.Text, 11)];
        if (one) columns[0] = columns[0] with { Total = "Total" };
        for (int m = 0; m < months.Count; m++)
        {
            columns.Add(Amount(figures.MonthHeader(months[m]), new Look(CellKind.Money, figures.Decimals, Italic: figures.IsEstimate(months[m])), one ? shown.Sum(row => row.Months[m]) : null));
        }

        decimal change = shown.Sum(row => row.Months[^1] - row.Months[^2]);
        columns.Add(Amount("Change", new Look(CellKind.Change, figures.Decimals), one && _input.HasPrior ? change : null));
        columns.Add(new SheetColumn("Change %", new Look(CellKind.PercentChange), 10));
        int last = SheetTable.Write(canvas, table, SheetFrame.HeaderRow, columns, [.. shown.Select(row => Cells(row, keys, months, liveOn, safe))]);
        if (!one) last = WriteTotals(last + 1, keys.Count, shown, months);
        if (withProviders) last = new ProviderChart(canvas, figures, table).Write(last + 3, keys.Count, shown);
        SheetFrame.End(canvas, _input, last, columns.Count, SheetFrame.HeaderRow, Math.Min(keys.Count, 2));
    }

    private SheetColumn Amount(string header, Look look, decimal? total) =>
        new(header, look, 13, total is null ? null : new Live($"SUBTOTAL(109,{table}[{header}])", total));

    private object?[] Cells(BreakdownRow row, IReadOnlyList<SheetColumn> keys, IReadOnlyList<BillingPeriod> months, int liveOn, HashSet<string> safe)
    {
        int d = row.Currency.MinorUnits;
        Look money = new(CellKind.Money, d);
        decimal now = row.Months[^1];
        decimal before = row.Months[^2];
        string thisMonth = SheetTable.ThisRow(table, figures.MonthHeader(months[^1]));
        string priorMonth = SheetTable.ThisRow(table, figures.MonthHeader(months[^2]));
        object current = liveOn >= 0 && row.Keys[liveOn] is { } key && safe.Contains(key)
            ? LiveSum($",tblCost[{keys[liveOn].Header}],{SheetTable.ThisRow(table, keys[liveOn].Header)},tblCost[Month],Period", row.Currency, now)
            : now;
        return
        [
            .. row.Keys.Select(text => (object?)(text ?? "(none)")),
            row.Currency.Code,
            .. row.Months.Take(months.Count - 1).Select(amount => (object)new Styled(amount, money)),
            new Styled(current, money with { Italic = figures.IsEstimate(months[^1]) }),
            // What was not loaded was not zero.
            new Styled(_input.HasPrior ? new Live($"ROUND({thisMonth}-{priorMonth},{d})", now - before) : null, new Look(CellKind.Change, d)),
            new Live($"IF({priorMonth}<=0,\"\",ROUND({thisMonth}-{priorMonth},{d})/{priorMonth})", before <= 0 ? null : (now - before) / before),
        ];
    }

    // A currency that is not converted is a sum over its own column; one that is has nothing left of its own.
    private object LiveSum(string criteria, Currency currency, decimal now) => currency == _input.Currency ? new Live(figures.Sum(criteria, compared: true), now)
        : now == 0m ? now
        : new Live($"SUMIFS(tblCost[{Figures.Header(_input.Metric)}]{criteria},tblCost[Currency],\"{currency.Code}\")", now);

    // Names that one row of each currency has, and that no other name equals without case.
    private static HashSet<string> LiveNames(IReadOnlyList<BreakdownRow> rows, int key)
    {
        HashSet<string> safe = Criteria.SafeOf(rows.Select(row => row.Keys[key] ?? ""));
        safe.ExceptWith(rows.GroupBy(row => (row.Keys[key], row.Currency)).Where(group => group.Count() > 1).Select(group => group.Key.Item1 ?? ""));
        return safe;
    }

    // Amounts of two currencies are never added: each has its own total below the table.
    private int WriteTotals(int row, int keys, BreakdownRow[] shown, IReadOnlyList<BillingPeriod> months)
    {
        foreach (Currency currency in shown.Select(each => each.Currency).Distinct().OrderByDescending(currency => currency == _input.Currency).ThenBy(currency => currency))
        {
            row++;
            Look money = new(CellKind.Money, currency.MinorUnits, Bold: true);
            canvas.Put(row, 1, $"Total {currency}", new Look(CellKind.Text, Bold: true));
            canvas.Put(row, keys + 1, currency.Code, new Look(CellKind.Text, Bold: true));
            for (int m = 0; m < months.Count; m++)
            {
                string formula = $"SUMIFS({table}[{figures.MonthHeader(months[m])}],{table}[Currency],{CellAddress.Of(row, keys + 1)})";
                canvas.Put(row, keys + 2 + m, new Live(formula, shown.Where(line => line.Currency == currency).Sum(line => line.Months[m])), money);
            }
        }

        return row;
    }

    private static IEnumerable<BreakdownRow> Cap(IReadOnlyList<BreakdownRow> rows)
    {
        if (rows.Count <= RowsMax) return rows;
        IEnumerable<BreakdownRow> rest = rows.Skip(RowsMax).GroupBy(row => row.Currency).Select(group => new BreakdownRow(
            [$"All other ({group.Count().ToString(System.Globalization.CultureInfo.InvariantCulture)})", .. Enumerable.Repeat<string?>("", rows[0].Keys.Count - 1)],
            group.Key,
            [.. Enumerable.Range(0, WorkbookInput.Months).Select(m => group.Sum(row => row.Months[m]))]));
        return rows.Take(RowsMax).Concat(rest);
    }
}

/// <summary>A row of a breakdown.</summary>
internal sealed record BreakdownRow(IReadOnlyList<string?> Keys, Currency Currency, decimal[] Months);
