using CostGuard.Core.Allocate;
using CostGuard.Core.Close;
using CostGuard.Core.Configuration;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Report.Workbook;

/// <summary>What lines of Data get beyond the roll-up: their load, and in the report month the invoice they belong to and their resource.</summary>
public sealed class LineDetail(OwnedLines owned)
{
    /// <summary>A month with more lines at its source is not split by resource: they would hardly fit, and asking for them takes memory.</summary>
    public const long SourceRowsMax = 2_000_000;

    internal const string TooManyAtTheSource = " Resources are left out, since the report month has more than 2,000,000 lines at its source: costguard cost show --by resource.";

    internal const string TooManyHere = " Resources are left out, since there are too many for one sheet: costguard cost show --by resource.";

    internal const string Split = " Lines of the report month name their resource, or their meter where they have none; shared cost has neither.";

    private Known? _last;

    /// <summary>The lines with what can be told of them, and a sentence about resources.</summary>
    /// <param name="lines">Lines at the finest grain, of any months.</param>
    /// <param name="snapshot">Their data.</param>
    /// <param name="configuration">The rules.</param>
    /// <param name="period">The report month.</param>
    /// <param name="homes">The invoice of each group of charges of the report month.</param>
    /// <param name="max">Most lines that may come of it.</param>
    /// <param name="cancellationToken">Cancels.</param>
    internal async Task<(IReadOnlyList<DataLine> Lines, string Note)> AddAsync(
        IReadOnlyList<DataLine> lines, Snapshot snapshot, CostGuardConfiguration configuration, BillingPeriod period, IReadOnlyList<ChargesHome> homes, int max, CancellationToken cancellationToken)
    {
        DataLine[] own = [.. lines.Where(line => line.Month == period)];
        IReadOnlyList<DataLine>? split = await SplitAsync(own, snapshot, configuration, period, max - (lines.Count - own.Length), cancellationToken).ConfigureAwait(false);
        ILookup<(string?, string?, string?, Currency), string?> numbers = homes.ToLookup(home => (home.Charges.InvoiceId, home.Charges.Provider, home.Charges.Account, home.Charges.Currency), home => home.Number);
        string note = split is not null ? Split : IsLarge(snapshot, period) ? TooManyAtTheSource : TooManyHere;
        return ([.. Loaded(lines.Where(line => line.Month != period).Concat((split ?? own).Select(line => line with { Invoice = Number(line, numbers) })), snapshot)], own.Length == 0 ? "" : note);
    }

    // Null where they are too many.
    private async Task<IReadOnlyList<DataLine>?> SplitAsync(DataLine[] own, Snapshot snapshot, CostGuardConfiguration configuration, BillingPeriod period, int room, CancellationToken cancellationToken)
    {
        if (own.Length == 0 || IsLarge(snapshot, period)) return null;
        IReadOnlyList<OwnedLine> lines = await LinesAsync(snapshot, configuration, period, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<DataLine> split = ResourceParts.Of(own, lines, new TeamLabels(configuration.Teams));
        return split.Count <= room ? split : null;
    }

    private static bool IsLarge(Snapshot snapshot, BillingPeriod period) =>
        snapshot.Loads.Where(load => load.Period == period).SelectMany(load => load.Totals).Sum(total => total.Rows) > SourceRowsMax;

    // The files of many teams ask for the same lines one after the other; who needs the memory for something else takes it.
    private async Task<IReadOnlyList<OwnedLine>> LinesAsync(Snapshot snapshot, CostGuardConfiguration configuration, BillingPeriod period, CancellationToken cancellationToken)
    {
        if (_last is { } last && last.Snapshot == snapshot.Id && last.Period == period && last.Lines.TryGetTarget(out IReadOnlyList<OwnedLine>? known)) return known;
        IReadOnlyList<OwnedLine> lines = await owned.ReadAsync(snapshot, configuration, period, ResourceParts.Asked, [], cancellationToken).ConfigureAwait(false);
        _last = new Known(snapshot.Id, period, new WeakReference<IReadOnlyList<OwnedLine>>(lines));
        return lines;
    }

    private sealed record Known(SnapshotId Snapshot, BillingPeriod Period, WeakReference<IReadOnlyList<OwnedLine>> Lines);

    // Charges that two issuers could have billed under one number keep what the data says.
    private static string? Number(DataLine line, ILookup<(string?, string?, string?, Currency), string?> numbers)
    {
        string? said = string.IsNullOrEmpty(line.Invoice) ? null : line.Invoice;
        string?[] found = [.. numbers[(said, line.Provider, line.BillingAccount, line.Currency)].Distinct(StringComparer.Ordinal)];
        return found.Length == 1 ? found[0] : said;
    }

    // A month of a source is one load of the snapshot; where it is not, none is named.
    private static IEnumerable<DataLine> Loaded(IEnumerable<DataLine> lines, Snapshot snapshot)
    {
        ILookup<(string, BillingPeriod), string> loads = snapshot.Loads.ToLookup(load => (load.Source.Value, load.Period), load => load.Id.Value);
        return lines.Select(line => line with { Load = loads[(line.Source ?? "", line.Month)].ToArray() is [var only] ? only : null });
    }
}
