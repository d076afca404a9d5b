using CostGuard.Core.Allocate;
using CostGuard.Core.Focus;

namespace CostGuard.Report.Workbook;

/// <summary>
/// The lines' costs in whole cents (minor units). Each month and currency is rounded half-even once; its cents are handed to the teams, apart for
/// usage, credits and tax (which budgets may leave out), and to the services, and from there to the lines. So lines foot to teams and services, and
/// both to the month, with the amounts that every other surface shows: cents that are left go to unallocated and central cost. Billed cost foots to
/// invoices instead of services; where no cent can go from one invoice to another within teams that are shown in another metric, the invoices decide.
/// </summary>
internal sealed class RoundedLines
{
    private readonly IReadOnlyList<DataLine> _lines;
    private readonly Dictionary<CostMetric, long[]> _units = [];
    private readonly long?[]? _reporting;

    /// <param name="lines">The lines.</param>
    /// <param name="metrics">Metrics to round.</param>
    /// <param name="teams">The metric that teams are shown in.</param>
    /// <param name="reporting">Lines in one currency; null where there is no other one, or no rate.</param>
    public RoundedLines(IReadOnlyList<DataLine> lines, IReadOnlyList<CostMetric> metrics, CostMetric teams, ReportingAmounts? reporting = null)
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
                RoundMonth(group, lines[group[0]].Currency.MinorUnits, i => lines[i].Costs[metric], metric == CostMetric.Billed, metric == CostMetric.Billed && teams != CostMetric.Billed, units);
            }

            _units[metric] = units;
        }

        _reporting = reporting is null ? null : Converted(reporting);
    }

    /// <summary>The lines of a workbook.</summary>
    public static RoundedLines Of(WorkbookInput input) => new(input.Lines, Figures.MetricsOf(input), input.Metric, ReportingAmounts.Of(input));

    private RoundedLines(RoundedLines whole, IReadOnlyList<int> kept)
    {
        _lines = [.. kept.Select(i => whole._lines[i])];
        foreach ((CostMetric metric, long[] units) in whole._units) _units[metric] = [.. kept.Select(i => units[i])];
        if (whole._reporting is { } reporting) _reporting = [.. kept.Select(i => reporting[i])];
    }

    /// <summary>True when lines have cents in the report's currency, too.</summary>
    public bool AreConverted => _reporting is not null;

    /// <summary>Cents of a line in the report's currency and metric; null without a rate.</summary>
    public long? Reporting(int line) => _reporting?[line];

    /// <summary>Some of the lines, with the cents that they have in the whole: a team's workbook says what the company's says.</summary>
    public RoundedLines Only(IReadOnlyList<int> kept) => new(this, kept);

    /// <summary>Cents of a line.</summary>
    public long Units(int line, CostMetric metric) => _units[metric][line];

    /// <summary>Cents of a line as an amount.</summary>
    public decimal Amount(int line, CostMetric metric) => _units[metric][line] / Scale(_lines[line].Currency.MinorUnits);

    // Converted exactly, and rounded once for each month: teams foot to what mails and packs say of them.
    private long?[] Converted(ReportingAmounts reporting)
    {
        decimal?[] amounts = [.. _lines.Select(reporting.Of)];
        var units = new long[_lines.Count];
        foreach (IGrouping<Core.Values.BillingPeriod, int> month in Enumerable.Range(0, _lines.Count).Where(i => amounts[i] is not null).GroupBy(i => _lines[i].Month))
            RoundMonth([.. month], reporting.Currency.MinorUnits, i => amounts[i]!.Value, footsToInvoices: false, invoicesDecide: false, units);
        return [.. units.Select((each, i) => amounts[i] is null ? (long?)null : each)];
    }

    /// <summary>10 for each decimal of a currency.</summary>
    internal static decimal Scale(int minorUnits) => minorUnits switch { 0 => 1m, 1 => 10m, 2 => 100m, 3 => 1_000m, _ => 10_000m };

    private void RoundMonth(int[] group, int digits, Func<int, decimal> amount, bool footsToInvoices, bool invoicesDecide, long[] units)
    {
        decimal scale = Scale(digits);
        decimal Sum(IEnumerable<int> lines) => lines.Sum(amount);
        string Column(int i) => (footsToInvoices ? _lines[i].Invoice : _lines[i].Service) ?? "";
        decimal total = decimal.Round(Sum(group), digits, MidpointRounding.ToEven);
        int[][] teams = [.. group.GroupBy(i => _lines[i].Team).Select(team => team.ToArray())];
        IReadOnlyList<decimal> ofTeams = LargestRemainder.Foot([.. teams.Select(Sum)], total, digits, t => _lines[teams[t][0]].Team is TeamLabels.Unallocated or TeamLabels.Central);
        RoundedCell[] cells = [.. teams.SelectMany((team, t) => Cells(team, t, ofTeams[t], digits, Sum, Column))];
        int[][] columns = [.. group.GroupBy(Column).Select(column => column.ToArray())];
        IReadOnlyList<decimal> ofColumns = LargestRemainder.Foot([.. columns.Select(Sum)], total, digits);
        RoundedCells.Settle(cells, columns.Select((column, i) => (Column(column[0]), ofColumns[i])).ToDictionary(each => each.Item1, each => (long)(each.Item2 * scale), StringComparer.Ordinal), invoicesDecide);
        foreach (RoundedCell cell in cells)
        {
            IReadOnlyList<decimal> ofLines = LargestRemainder.Foot([.. cell.Lines.Select(amount)], cell.Units / scale, digits);
            for (int i = 0; i < cell.Lines.Count; i++) units[cell.Lines[i]] = (long)(ofLines[i] * scale);
        }
    }

    /// <summary>Amounts in whole minor units that add up to their exact sum, rounded half-even once.</summary>
    public static decimal[] Foot(IReadOnlyList<decimal> amounts, int minorUnits) =>
        [.. LargestRemainder.Foot(amounts, decimal.Round(amounts.Sum(), minorUnits, MidpointRounding.ToEven), minorUnits)];

    // What budgets count is rounded as budgets round it; credits and tax take what is left of the team.
    private IEnumerable<RoundedCell> Cells(int[] team, int number, decimal amount, int digits, Func<IEnumerable<int>, decimal> sum, Func<int, string> column)
    {
        string? Kind(int i) => _lines[i].ChargeCategory is "Credit" or "Tax" ? _lines[i].ChargeCategory : null;
        int[][] kinds = [.. team.GroupBy(Kind).Select(kind => kind.ToArray())];
        IReadOnlyList<decimal> ofKinds = LargestRemainder.Foot([.. kinds.Select(sum)], amount, digits, k => Kind(kinds[k][0]) is not null);
        return kinds.SelectMany((kind, k) =>
        {
            int[][] parts = [.. kind.GroupBy(column).Select(part => part.ToArray())];
            IReadOnlyList<decimal> ofParts = LargestRemainder.Foot([.. parts.Select(sum)], ofKinds[k], digits);
            return parts.Select((part, p) => new RoundedCell((number, k), column(part[0]), part, (long)(ofParts[p] * Scale(digits))));
        });
    }
}
