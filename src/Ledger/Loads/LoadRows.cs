using System.Text.Json;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Ledger.State;

namespace CostGuard.Ledger.Loads;

/// <summary>Loads to and from rows of the state database. Sums are exact decimal text.</summary>
public static class LoadRows
{
    /// <summary>Year × 100 + month.</summary>
    public static int PeriodNumber(BillingPeriod period) => (period.FirstDay.Year * 100) + period.FirstDay.Month;

    /// <summary>The load of a row.</summary>
    public static Load ToLoad(LoadRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return new Load
        {
            Id = new LoadId(row.Id),
            Source = new SourceKey(row.Source),
            Period = BillingPeriod.Month(row.Period / 100, row.Period % 100),
            SealedAt = row.SealedAt,
            IsCurrent = row.IsCurrent,
            FocusVersion = row.FocusVersion,
            Files = JsonSerializer.Deserialize<LoadFile[]>(row.FilesJson) ?? [],
            Totals = [.. (JsonSerializer.Deserialize<TotalText[]>(row.TotalsJson) ?? []).Select(text => text.ToTotal())],
            Problems = JsonSerializer.Deserialize<Problem[]>(row.ProblemsJson) ?? [],
            RowsRead = row.RowsRead,
            RowsRejected = row.RowsRejected,
            DataThrough = row.DataThrough is { } day ? DateOnly.FromDayNumber(day) : null,
            Folder = row.Folder,
        };
    }

    /// <summary>The row of a load.</summary>
    public static LoadRow ToRow(Load load, string fingerprint, IReadOnlyDictionary<string, long> tagConflicts)
    {
        ArgumentNullException.ThrowIfNull(load);
        return new LoadRow
        {
            Id = load.Id.Value,
            Source = load.Source.Value,
            Period = PeriodNumber(load.Period),
            SealedAt = load.SealedAt,
            IsCurrent = load.IsCurrent,
            FocusVersion = load.FocusVersion,
            Fingerprint = fingerprint,
            FilesJson = JsonSerializer.Serialize(load.Files),
            TotalsJson = JsonSerializer.Serialize(load.Totals.Select(TotalText.Of)),
            ProblemsJson = JsonSerializer.Serialize(load.Problems),
            TagConflictsJson = JsonSerializer.Serialize(tagConflicts.OrderBy(pair => pair.Key, StringComparer.Ordinal).ToDictionary()),
            RowsRead = load.RowsRead,
            RowsRejected = load.RowsRejected,
            DataThrough = load.DataThrough?.DayNumber,
            Folder = load.Folder,
        };
    }

    private sealed record TotalText(string Currency, long Rows, string[] Raw, string[] Stored, string[] Residual)
    {
        public static TotalText Of(ControlTotal total) =>
            new(total.Currency.Code, total.Rows, Texts(total.Raw), Texts(total.Stored), Texts(total.Residual));

        public ControlTotal ToTotal() => new(Core.Values.Currency.Parse(Currency), Rows, Costs(Raw), Costs(Stored), Costs(Residual));

        private static string[] Texts(ExactCosts costs) => [costs.Billed.ToString(), costs.Effective.ToString(), costs.List.ToString(), costs.Contracted.ToString()];

        private static ExactCosts Costs(string[] texts) =>
            new(ExactSum.Parse(texts[0]), ExactSum.Parse(texts[1]), ExactSum.Parse(texts[2]), ExactSum.Parse(texts[3]));
    }
}
