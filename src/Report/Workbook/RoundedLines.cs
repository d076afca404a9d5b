using CostGuard.Core.Focus;

namespace CostGuard.Report.Workbook;

/// <summary>
/// The lines' costs in whole cents (minor units). Each month and currency is rounded half-even once; its cents are handed to the teams, apart for
/// usage, credits and tax (which budgets may leave out), and from there to the lines, by the largest remainder. So lines foot to teams and teams
/// to the month that every other surface shows. Billed cost foots to invoices, too: where teams are shown in another metric they alone decide, else
/// cents move between the invoices of a team.
/// </summary>
internal sealed class RoundedLines
{
    private readonly IReadOnlyList<DataLine> _lines;
    private readonly Dictionary<CostMetric, long[]> _units = [];

    /// <param name="lines">The lines.</param>
    /// <param name="metrics">Metrics to round.</param>
    /// <param name="teams">The metric that teams are shown in.</param>
    public RoundedLines(IReadOnlyList<DataLine> lines, IReadOnlyList<CostMetric> metrics, CostMetric teams)
    {
        _lines = lines;
        int[][] groups = [.. Enumerable.Range(0, lines.Count)
            .GroupBy(i => (lines[i].Month, lines[i].Currency))
            .Select(group => group.ToArray())];
        foreach (CostMetric metric in metrics)
        {
            var units = new long[lines.Count];
            foreach (int[] group in groups)
            {
                RoundMonth(group, metric, metric == CostMetric.Billed && teams != CostMetric.Billed, units);
            }

            _units[metric] = units;
        }
    }

    private RoundedLines(RoundedLines whole, IReadOnlyList<int> kept)
    {
        _lines = [.. kept.Select(i => whole._lines[i])];
        foreach ((CostMetric metric, long[] units) in whole._units) _units[metric] = [.. kept.Select(i => units[i])];
    }

    /// <summary>Some of the lines, with the cents that they have in the whole: a team's workbook says what the company's says.</summary>
    public RoundedLines Only(IReadOnlyList<int> kept) => new(this, kept);

    /// <summary>Cents of a line.</summary>
    public long Units(int line, CostMetric metric) => _units[metric][line];

    /// <summary>Cents of a line as an amount.</summary>
    public decimal Amount(int line, CostMetric metric) => _units[metric][line] / Scale(_lines[line].Currency.MinorUnits);

    private static decimal Scale(int minorUnits) => minorUnits switch { 0 => 1m, 1 => 10m, 2 => 100m, 3 => 1_000m, _ => 10_000m };

    private void RoundMonth(int[] group, CostMetric metric, bool byInvoice, long[] units)
    {
        decimal scale = Scale(_lines[group[0]].Currency.MinorUnits);
        decimal Cost(IEnumerable<int> lines) => lines.Sum(i => _lines[i].Costs[metric]);
        long total = (long)decimal.Round(Cost(group) * scale, 0, MidpointRounding.ToEven);
        int[][] invoices = [.. group.GroupBy(i => _lines[i].Invoice).Select(invoice => invoice.ToArray())];
        long[] billed = HandOut([.. invoices.Select(Cost)], total, scale);
        if (byInvoice)
        {
            for (int i = 0; i < invoices.Length; i++) ToLines(invoices[i], billed[i]);
            return;
        }

        int[][] teams = [.. group.GroupBy(i => (_lines[i].Team, _lines[i].ChargeCategory is "Credit" or "Tax" ? _lines[i].ChargeCategory : null)).Select(team => team.ToArray())];
        long[] teamUnits = HandOut([.. teams.Select(Cost)], total, scale);
        if (metric == CostMetric.Billed && invoices.Length > 1)
        {
            var cells = new RoundedCells(teams, teamUnits, i => _lines[i].Invoice, Cost, scale, HandOut);
            cells.Move([.. invoices.Select(invoice => _lines[invoice[0]].Invoice)], billed);
            foreach ((int[] lines, long cents) in cells.Parts) ToLines(lines, cents);
            return;
        }

        for (int t = 0; t < teams.Length; t++) ToLines(teams[t], teamUnits[t]);

        void ToLines(int[] lines, long cents)
        {
            long[] lineUnits = HandOut([.. lines.Select(i => _lines[i].Costs[metric])], cents, scale);
            for (int i = 0; i < lineUnits.Length; i++)
            {
                units[lines[i]] = lineUnits[i];
            }
        }
    }

    /// <summary>Amounts in whole minor units that add up to their exact sum, rounded half-even once.</summary>
    public static decimal[] Foot(IReadOnlyList<decimal> amounts, int minorUnits)
    {
        decimal scale = Scale(minorUnits);
        return [.. HandOut([.. amounts], (long)decimal.Round(amounts.Sum() * scale, 0, MidpointRounding.ToEven), scale).Select(units => units / scale)];
    }

    // Everybody gets the floor; the cents left go to the largest fractions, ties to the earlier line. Credits have floors below them, too.
    private static long[] HandOut(decimal[] amounts, long total, decimal scale)
    {
        var units = new long[amounts.Length];
        var fractions = new decimal[amounts.Length];
        long left = total;
        for (int i = 0; i < amounts.Length; i++)
        {
            decimal scaled = amounts[i] * scale;
            decimal floor = decimal.Floor(scaled);
            units[i] = (long)floor;
            fractions[i] = scaled - floor;
            left -= units[i];
        }

        if (left == 0) return units;
        int[] order = [.. Enumerable.Range(0, amounts.Length)];
        Array.Sort(order, (a, b) => fractions[a] != fractions[b] ? fractions[b].CompareTo(fractions[a]) : a.CompareTo(b));
        for (int i = 0; i < left; i++)
        {
            units[order[i % order.Length]]++;
        }

        // Less than the floors: a cent was moved away.
        for (int i = 0; i < -left; i++)
        {
            units[order[^(1 + (i % order.Length))]]--;
        }

        return units;
    }
}
