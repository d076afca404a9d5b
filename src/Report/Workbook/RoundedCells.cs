namespace CostGuard.Report.Workbook;

/// <summary>
/// The cents of teams, divided among the invoices that their lines stand on. Cents then move between the invoices of a team, so that invoices have what they
/// should and teams keep what they have. What no team can move, since none stands on both invoices, stays.
/// </summary>
internal sealed class RoundedCells
{
    private readonly Dictionary<(int Team, string Invoice), Cell> _cells = [];

    /// <param name="teams">Lines of each team.</param>
    /// <param name="units">Cents of each team.</param>
    /// <param name="invoiceOf">Invoice of a line.</param>
    /// <param name="cost">Exact cost of lines.</param>
    /// <param name="scale">Cents in one.</param>
    /// <param name="handOut">Divides cents by the largest remainder.</param>
    public RoundedCells(int[][] teams, long[] units, Func<int, string?> invoiceOf, Func<IEnumerable<int>, decimal> cost, decimal scale, Func<decimal[], long, decimal, long[]> handOut)
    {
        for (int t = 0; t < teams.Length; t++)
        {
            var parts = teams[t].GroupBy(i => invoiceOf(i) ?? "").Select(part => (Invoice: part.Key, Lines: part.ToArray())).ToArray();
            decimal[] costs = [.. parts.Select(part => cost(part.Lines))];
            long[] cents = handOut(costs, units[t], scale);
            for (int p = 0; p < parts.Length; p++) _cells[(t, parts[p].Invoice)] = new Cell(parts[p].Lines, costs[p] * scale, cents[p]);
        }
    }

    /// <summary>Lines and their cents.</summary>
    public IEnumerable<(int[] Lines, long Units)> Parts => _cells.Values.Select(cell => (cell.Lines, cell.Units));

    /// <summary>Moves cents until each invoice has what it should, or nobody can move one.</summary>
    public void Move(IReadOnlyList<string?> invoices, IReadOnlyList<long> wanted)
    {
        var surplus = new Dictionary<string, long>(StringComparer.Ordinal);
        for (int i = 0; i < invoices.Count; i++) surplus[invoices[i] ?? ""] = -wanted[i];
        foreach (((_, string invoice), Cell cell) in _cells) surplus[invoice] += cell.Units;
        while (Best(surplus) is { } move)
        {
            move.From.Units--;
            move.To.Units++;
            surplus[move.Have]--;
            surplus[move.Lack]++;
        }
    }

    // The move after which the two parts are nearest to their exact cost.
    private (Cell From, Cell To, string Have, string Lack)? Best(Dictionary<string, long> surplus)
    {
        (Cell From, Cell To, string Have, string Lack)? best = null;
        decimal most = decimal.MinValue;
        foreach (((int team, string have), Cell from) in _cells)
        {
            if (surplus[have] <= 0) continue;
            foreach (string lack in surplus.Keys)
            {
                if (surplus[lack] >= 0 || !_cells.TryGetValue((team, lack), out Cell? to)) continue;
                decimal gain = from.Units - from.Exact - (to.Units - to.Exact);
                if (gain <= most) continue;
                (best, most) = ((from, to, have, lack), gain);
            }
        }

        return best;
    }

    private sealed class Cell(int[] lines, decimal exact, long units)
    {
        public int[] Lines { get; } = lines;

        public decimal Exact { get; } = exact;

        public long Units { get; set; } = units;
    }
}
