using CostGuard.Core.Focus;
using CostGuard.Core.Values;

namespace CostGuard.Core.Ports;

/// <summary>A line of the billing data as the source gave it.</summary>
/// <param name="File">Name of the file, as the user or connection knows it.</param>
/// <param name="Row">
/// From 1, without header: the record in a file that is kept as delivered (Parquet); otherwise the how-manieth record of its billing month that was kept.
/// </param>
/// <param name="Keys">Values of the columns that were asked for, null where the line has none.</param>
/// <param name="Currency">BillingCurrency.</param>
/// <param name="Costs">The exact costs.</param>
public sealed record SourceLine(string File, long Row, IReadOnlyList<string?> Keys, Currency Currency, Costs Costs);

/// <summary>Some lines of a load, with the sums of all that match.</summary>
/// <param name="Lines">The largest by absolute billed, then effective cost; then by file and row.</param>
/// <param name="Totals">Number and exact costs of all lines that match, by currency.</param>
public sealed record SourceLines(IReadOnlyList<SourceLine> Lines, IReadOnlyList<CostRow> Totals);

/// <summary>Shows the lines behind a figure.</summary>
public interface ISourceLines
{
    /// <summary>Reads lines of a sealed load.</summary>
    /// <param name="load">The load.</param>
    /// <param name="columns">What to tell of each line: dimensions that every line knows.</param>
    /// <param name="filters">All must hold.</param>
    /// <param name="most">Most lines to return.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="Errors.CostGuardException">CG1402, exit code 2: teams, rules, pools and folded tags are not known of a line; CG1403 (8): the files are gone; 6: a linked file was changed in place.</exception>
    Task<SourceLines> ReadAsync(Load load, IReadOnlyList<Dimension> columns, IReadOnlyList<CostFilter> filters, int most, CancellationToken cancellationToken);
}
