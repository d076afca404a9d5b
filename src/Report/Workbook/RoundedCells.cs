namespace CostGuard.Report.Workbook;

/// <summary>Lines that agree in a row (team and kind of charge) and a column (service or invoice), and the cents that they have together.</summary>
internal sealed class RoundedCell((int Team, int Kind) row, string column, IReadOnlyList<int> lines, long units)
{
    public (int Team, int Kind) Row => row;

    public string Column => column;

    public IReadOnlyList<int> Lines => lines;

    public long Units { get; set; } = units;
}

/// <summary>
/// Makes columns add up, too, while rows keep their sums: a cent goes from a column with too many to one with too few by a chain of rows that have cells in
/// both. Where no chain of rows leads from one to the other, the columns stay as they are, or decide.
/// </summary>
internal static class RoundedCells
{
    /// <summary>Moves cents until each column has its sum.</summary>
    /// <param name="cells">The cells; rows have their sums.</param>
    /// <param name="wanted">Cents of each column; as many in all as the cells have.</param>
    /// <param name="columnsDecide">True takes cents from rows where no chain gives them.</param>
    public static void Settle(IReadOnlyList<RoundedCell> cells, IReadOnlyDictionary<string, long> wanted, bool columnsDecide)
    {
        Dictionary<string, long> over = cells.GroupBy(cell => cell.Column, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Sum(cell => cell.Units) - wanted[group.Key], StringComparer.Ordinal);
        ILookup<(int, int), RoundedCell> rows = cells.ToLookup(cell => cell.Row);
        ILookup<string, RoundedCell> columns = cells.ToLookup(cell => cell.Column, StringComparer.Ordinal);
        foreach (string from in over.Keys.Order(StringComparer.Ordinal).ToArray())
        {
            while (over[from] > 0 && Chain(from, over, rows, columns) is { } chain)
            {
                foreach ((RoundedCell less, RoundedCell more) in chain)
                {
                    less.Units--;
                    more.Units++;
                }

                over[from]--;
                over[chain[^1].More.Column]++;
            }
        }

        if (!columnsDecide) return;
        foreach ((string column, long left) in over)
        {
            if (left != 0) columns[column].MaxBy(cell => Math.Abs(cell.Units))!.Units -= left;
        }
    }

    // The shortest chain, the earlier cells first: the same lines always give the same cents.
    private static List<(RoundedCell Less, RoundedCell More)>? Chain(
        string from, Dictionary<string, long> over, ILookup<(int, int), RoundedCell> rows, ILookup<string, RoundedCell> columns)
    {
        var reached = new Dictionary<string, (RoundedCell Less, RoundedCell More)?>(StringComparer.Ordinal) { [from] = null };
        var waiting = new Queue<string>([from]);
        while (waiting.TryDequeue(out string? at))
        {
            foreach (RoundedCell less in columns[at])
            {
                foreach (RoundedCell more in rows[less.Row].Where(cell => reached.TryAdd(cell.Column, (less, cell))))
                {
                    if (over[more.Column] < 0) return Back(more.Column, reached);
                    waiting.Enqueue(more.Column);
                }
            }
        }

        return null;
    }

    private static List<(RoundedCell Less, RoundedCell More)> Back(string to, Dictionary<string, (RoundedCell Less, RoundedCell More)?> reached)
    {
        var chain = new List<(RoundedCell Less, RoundedCell More)>();
        for (string at = to; reached[at] is { } step; at = step.Less.Column) chain.Insert(0, step);
        return chain;
    }
}
