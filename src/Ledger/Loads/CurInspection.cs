using CostGuard.Core.Focus.Aws;
using CostGuard.Core.Values;
using CostGuard.Ledger.Sql;

namespace CostGuard.Ledger.Loads;

/// <summary>Asks a Cost and Usage Report in Parquet what the CSV reader counts on its way.</summary>
/// <param name="duck">Session.</param>
/// <param name="view">The view of the file.</param>
/// <param name="rows">The file as a table function.</param>
internal sealed class CurInspection(DuckSession duck, CurView view, string rows)
{
    /// <summary>Amounts that must cancel.</summary>
    public async Task<IReadOnlyList<CancelledTotal>> CancelledAsync(CancellationToken cancellationToken) =>
    [
        .. from row in await duck.ListAsync(view.Cancelled(rows), cancellationToken).ConfigureAwait(false)
           where Currency.TryParse(row[1] as string, out _)
           select new CancelledTotal(
               row[0] is DateTime start ? BillingPeriod.Of(DateOnly.FromDateTime(start)) : null,
               Currency.Parse((string)row[1]!), ExactSum.Parse((string)row[2]!), ExactSum.Parse((string)row[3]!)),
    ];

    /// <summary>Things to know.</summary>
    public async Task<CurNotes> NotesAsync(CancellationToken cancellationToken)
    {
        object?[] counts = (await duck.ListAsync(view.Notes(rows), cancellationToken).ConfigureAwait(false))[0];
        var notes = new CurNotes
        {
            NoEffective = DuckSession.WholeNumber(counts[0]),
            NoUnused = DuckSession.WholeNumber(counts[1]),
            NoPublicPrice = DuckSession.WholeNumber(counts[2]),
            Repeated = DuckSession.WholeNumber(counts[3]),
        };
        foreach (object?[] type in await duck.ListAsync(view.UnknownTypes(rows), cancellationToken).ConfigureAwait(false))
            notes.AddUnknown((string)type[0]!, DuckSession.WholeNumber(type[1]));
        return notes;
    }

    /// <summary>The basis by the sums of the file.</summary>
    public async Task<CurBasis> BasisAsync(CancellationToken cancellationToken)
    {
        object?[] sums = (await duck.ListAsync(view.BasisSums(rows), cancellationToken).ConfigureAwait(false))[0];
        ExactSum Sum(object? text) => text is string digits ? ExactSum.Parse(digits) : ExactSum.Zero;
        return CurBasisRule.Choose(Sum(sums[0]), Sum(sums[1]));
    }
}
