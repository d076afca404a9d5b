using CostGuard.Core.Errors;
using CostGuard.Core.Focus.Aws;
using CostGuard.Core.Values;
using CostGuard.Ledger.Sql;

namespace CostGuard.Ledger.Loads;

/// <summary>What a Parquet file holds for one period and currency.</summary>
/// <param name="Rows">Rows kept.</param>
/// <param name="Raw">Exact sums of the source, in the order of <see cref="FileSql.Costs"/>.</param>
/// <param name="Residual">Raw minus what 18 decimals hold.</param>
internal sealed record FileTotal(BillingPeriod Period, Currency Currency, long Rows, ExactSum[] Raw, ExactSum[] Residual);

/// <summary>A Parquet file, read once from end to end: its totals, its faults, and what its view has to care for.</summary>
internal sealed record InspectedFile
{
    public required FileSql Sql { get; init; }

    public required IReadOnlyList<FileTotal> Totals { get; init; }

    public required long Refused { get; init; }

    public required IReadOnlyList<Problem> Problems { get; init; }

    /// <summary>Amounts that must cancel over all files of a month.</summary>
    public required IReadOnlyList<CancelledTotal> Cancelled { get; init; }

    /// <summary>True when every DOUBLE cost is an integer of 10⁻¹⁰, so that the roll-up may add integers.</summary>
    public required bool AllFast { get; init; }

    /// <summary>File with costs that were rounded by hand, or null.</summary>
    public required string? Rounded { get; init; }
}
