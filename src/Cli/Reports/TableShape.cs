using System.Globalization;
using CostGuard.Cli.Configuration.Shapes;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Reports;
using CostGuard.Core.Values;
using CostGuard.Report.Formats;

namespace CostGuard.Cli.Reports;

/// <summary>
/// Sorts, cuts and narrows a table as a definition says. Amounts are compared within one currency only, an amount never loses its currency, and what is cut
/// off is added up, so that the rows still make the total.
/// </summary>
public static class TableShape
{
    /// <summary>The table as the definition wants it.</summary>
    /// <exception cref="CostGuardException">A column that the table has not (exit code 2), with the place in the file.</exception>
    public static ReportTable Of(ReportTable table, ReportDefinition definition)
    {
        (int Column, bool Falling)[] sort = [.. definition.Sort.Select(word => (Find(table, word, definition, word.Text.TrimStart('-')), word.Text.StartsWith('-')))];
        int[] columns = Columns(table, definition);
        int currency = table.CurrencyColumn();
        var rows = new List<IReadOnlyList<object?>>();
        int hidden = 0;
        foreach (IGrouping<string, IReadOnlyList<object?>> group in Groups(table, currency, sort.Length > 0 || definition.Top is not null))
        {
            IReadOnlyList<object?>[] sorted = Sorted(group, sort);
            IReadOnlyList<object?>[] shown = [.. sorted.Take(definition.Top ?? sorted.Length)];
            rows.AddRange(shown);
            hidden += sorted.Length - shown.Length;
            if (shown.Length < sorted.Length && Rest(table, group.Key, currency, shown, sorted, columns) is { } rest) rows.Add(rest);
        }

        return table with
        {
            Title = definition.Title ?? table.Title,
            Columns = [.. columns.Select(column => table.Columns[column])],
            Rows = [.. rows.Select(row => Picked(row, columns))],
            Totals = [.. table.Totals.Select(row => Picked(row, columns))],
            ShortColumns = null,
            Footnote = hidden == 0 ? table.Footnote : string.Create(CultureInfo.InvariantCulture, $"{table.Rows.Count - hidden} of {table.Rows.Count} rows are shown one by one.{(table.Footnote is null ? "" : " " + table.Footnote)}"),
        };
    }

    private static int[] Columns(ReportTable table, ReportDefinition definition)
    {
        if (definition.Columns.Count == 0) return [.. Enumerable.Range(0, table.Columns.Count)];
        List<int> chosen = [.. definition.Columns.Select(word => Find(table, word, definition, word.Text)).Distinct()];
        int currency = table.CurrencyColumn();
        if (currency >= 0 && !chosen.Contains(currency) && chosen.Any(column => CellText.IsMoney(table.Columns[column].Kind))) chosen.Add(currency);
        return [.. chosen];
    }

    private static int Find(ReportTable table, PlacedWord word, ReportDefinition definition, string key)
    {
        for (int i = 0; i < table.Columns.Count; i++)
        {
            if (string.Equals(table.Columns[i].Key, key, StringComparison.OrdinalIgnoreCase)) return i;
        }

        string[] known = [.. table.Columns.Select(column => column.Key)];
        throw new CostGuardException(2, ReportErrors.UnknownColumn.At(
            $"\"{definition.Table}\" answers no column \"{key}\".{Suggestion.For(key, known)} There are: {string.Join(", ", known)}.",
            definition.File, word.Line, word.Column.ToString(CultureInfo.InvariantCulture)));
    }

    // Two currencies cannot be compared: each has its own rows, in the order of the codes.
    private static IEnumerable<IGrouping<string, IReadOnlyList<object?>>> Groups(ReportTable table, int currency, bool apart)
    {
        IEnumerable<IGrouping<string, IReadOnlyList<object?>>> groups = table.Rows.GroupBy(row => apart && currency >= 0 ? row[currency] as string ?? "" : "", StringComparer.Ordinal);
        return groups.OrderBy(group => group.Key, StringComparer.Ordinal);
    }

    private static IReadOnlyList<object?>[] Sorted(IEnumerable<IReadOnlyList<object?>> rows, (int Column, bool Falling)[] sort)
    {
        IOrderedEnumerable<IReadOnlyList<object?>> sorted = rows.OrderBy(_ => 0);
        foreach ((int column, bool falling) in sort)
        {
            // What has no value comes last, whichever way the others go.
            sorted = sorted.ThenBy(row => row[column] is null);
            sorted = falling ? sorted.ThenByDescending(row => row[column], CellOrder.Instance) : sorted.ThenBy(row => row[column], CellOrder.Instance);
        }

        return [.. sorted];
    }

    // One row for what is cut off: only in columns whose rows really add up to the total of their currency.
    private static object?[]? Rest(
        ReportTable table, string code, int currency, IReadOnlyList<object?>[] shown, IReadOnlyList<object?>[] all, int[] columns)
    {
        int label = columns.FirstOrDefault(column => table.Columns[column].Kind == CellKind.Text && column != currency, -1);
        IReadOnlyList<object?>? total = table.Totals.FirstOrDefault(row => currency < 0 || row[currency] as string == code) ?? (table.Totals.Count == 1 ? table.Totals[0] : null);
        if (label < 0 || total is null) return null;
        var rest = new object?[table.Columns.Count];
        for (int column = 0; column < rest.Length; column++)
        {
            if (!IsSum(table.Columns[column].Kind) || Number(total[column]) is not { } whole || Sum(all, column) != whole) continue;
            decimal left = whole - Sum(shown, column);
            rest[column] = table.Columns[column].Kind == CellKind.Count ? (long)left : left;
        }

        if (rest.All(cell => cell is null)) return null;
        rest[label] = string.Create(CultureInfo.InvariantCulture, $"All other ({all.Length - shown.Length})");
        if (currency >= 0) rest[currency] = code;
        return rest;
    }

    private static bool IsSum(CellKind kind) => CellText.IsMoney(kind) || kind == CellKind.Count;

    private static decimal Sum(IEnumerable<IReadOnlyList<object?>> rows, int column) => rows.Sum(row => Number(row[column]) ?? 0m);

    private static decimal? Number(object? cell) => cell switch
    {
        decimal number => number,
        long count => count,
        int count => count,
        _ => null,
    };

    private static object?[] Picked(IReadOnlyList<object?> row, int[] columns) => [.. columns.Select(column => row[column])];

    private sealed class CellOrder : IComparer<object?>
    {
        public static readonly CellOrder Instance = new();

        public int Compare(object? x, object? y) => (Number(x), Number(y)) switch
        {
            ({ } left, { } right) => left.CompareTo(right),
            _ => (x, y) switch
            {
                (DateOnly left, DateOnly right) => left.CompareTo(right),
                (BillingPeriod left, BillingPeriod right) => left.CompareTo(right),
                (DateTimeOffset left, DateTimeOffset right) => left.CompareTo(right),
                _ => string.CompareOrdinal(CellText.Exact(x), CellText.Exact(y)),
            },
        };
    }
}
