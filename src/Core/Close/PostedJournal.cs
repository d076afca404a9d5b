namespace CostGuard.Core.Close;

/// <summary>
/// What a version of a close posts, kept with the month for good: whatever is closed again later, books hold these documents, and they can be taken back to
/// the cent.
/// </summary>
/// <param name="Version">Version of the close.</param>
/// <param name="Lines">Its own documents, without those that take back an earlier version.</param>
public sealed record PostedJournal(int Version, IReadOnlyList<JournalLine> Lines)
{
    /// <summary>Its lines of what invoices hold beyond the data, without the other side.</summary>
    public IEnumerable<JournalLine> OnInvoicesAlone => Lines.Where(line => line.Text.EndsWith(Journal.NotInData, StringComparison.Ordinal) && line.Text.Contains(Journal.OfInvoice, StringComparison.Ordinal));
}

/// <summary>A month's journal.</summary>
/// <param name="Version">Version of the close that it belongs to; of an open month the one that it would get.</param>
/// <param name="IsFinal">True when the month is closed; what is not may still change.</param>
/// <param name="Reversal">Documents that take back what the version before posted; empty for a first one.</param>
/// <param name="Own">The month's documents.</param>
/// <param name="LacksReversal">True when an earlier version was closed whose documents nobody kept: it had no accounts, or was closed before they were kept.</param>
public sealed record MonthJournal(int Version, bool IsFinal, IReadOnlyList<JournalLine> Reversal, IReadOnlyList<JournalLine> Own, bool LacksReversal)
{
    /// <summary>Parts of the invoices that are explained as another month's: they are owed with the month that charges them, or has charged them.</summary>
    public IReadOnlyList<InvoiceOnly> OfOtherMonths { get; init; } = [];

    /// <summary>What the journals of corrected months owe already beyond their data. A correction that is this very cost is not owed a second time.</summary>
    public IReadOnlyList<JournalLine> OwedBefore { get; init; } = [];

    /// <summary>All lines, in the order in which they are posted.</summary>
    public IReadOnlyList<JournalLine> Lines => [.. Reversal, .. Own];
}
