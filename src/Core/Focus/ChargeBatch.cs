using CostGuard.Core.Errors;
using CostGuard.Core.Values;

namespace CostGuard.Core.Focus;

/// <summary>
/// Charges of one billing period, column by column, already checked against the FOCUS format rules (at most <see cref="RowsMax"/> rows).
/// Text columns hold UTF-8; costs hold Int128 units of 10⁻¹⁸; times hold microseconds since 1970 in UTC.
/// </summary>
/// <param name="Period">The billing period of every row (BillingPeriodStart).</param>
/// <param name="Rows">Number of rows.</param>
/// <param name="Columns">The columns of this file that were kept, in any order; each exactly <paramref name="Rows"/> long.</param>
public sealed record ChargeBatch(BillingPeriod Period, int Rows, IReadOnlyList<ChargeColumn> Columns)
{
    /// <summary>Largest number of rows a reader puts in one batch.</summary>
    public const int RowsMax = 8_192;
}

/// <summary>One column of a batch.</summary>
/// <param name="Name">FOCUS column name exactly, or x_… for a provider's own.</param>
public abstract record ChargeColumn(string Name);

/// <summary>UTF-8 text; row i is Data[Offsets[i]..Offsets[i + 1]].</summary>
/// <param name="Name">Column name.</param>
/// <param name="Data">All values, one after the other.</param>
/// <param name="Offsets">Rows + 1 offsets into Data.</param>
/// <param name="IsNull">True where the source had no value (an empty text never stands for null).</param>
public sealed record TextColumn(string Name, byte[] Data, int[] Offsets, bool[] IsNull) : ChargeColumn(Name);

/// <summary>Exact decimals as units of 10⁻¹⁸, rounded half-even from the source text; what was cut off is in the totals' residual.</summary>
/// <param name="Name">Column name.</param>
/// <param name="Units">Value × 10¹⁸.</param>
/// <param name="IsNull">True where the source had no value.</param>
public sealed record DecimalColumn(string Name, Int128[] Units, bool[] IsNull) : ChargeColumn(Name);

/// <summary>Instants in UTC.</summary>
/// <param name="Name">Column name.</param>
/// <param name="Micros">Microseconds since 1970-01-01T00:00:00Z.</param>
/// <param name="IsNull">True where the source had no value.</param>
public sealed record TimeColumn(string Name, long[] Micros, bool[] IsNull) : ChargeColumn(Name);

/// <summary>Sums made from the raw text of a source, per billing period and currency, before anything was stored.</summary>
/// <param name="Period">Billing period.</param>
/// <param name="Currency">BillingCurrency.</param>
/// <param name="Rows">Rows kept.</param>
/// <param name="Billed">Σ BilledCost, every digit of the source.</param>
/// <param name="Effective">Σ EffectiveCost.</param>
/// <param name="List">Σ ListCost (as defaulted).</param>
/// <param name="Contracted">Σ ContractedCost (as defaulted).</param>
public sealed record RawTotal(BillingPeriod Period, Currency Currency, long Rows, ExactSum Billed, ExactSum Effective, ExactSum List, ExactSum Contracted);

/// <summary>What a reader knows when it has read a file to its end.</summary>
/// <param name="RowsRead">Records after the header.</param>
/// <param name="RowsRejected">Records refused; each has at least one problem.</param>
/// <param name="Totals">Raw sums, per period and currency.</param>
/// <param name="Problems">Refused rows (errors; the first <see cref="ProblemsMax"/>) and defaulted columns (warnings).</param>
/// <param name="FocusVersion">The version the columns point to: "1.0" to "1.4".</param>
public sealed record ReadSummary(long RowsRead, long RowsRejected, IReadOnlyList<RawTotal> Totals, IReadOnlyList<Problem> Problems, string FocusVersion)
{
    /// <summary>Amounts of the format that are left out since they must cancel over all files of a month; the ledger refuses the load when they do not.</summary>
    public IReadOnlyList<Aws.CancelledTotal> Cancelled { get; init; } = [];

    /// <summary>Problems of one file kept word for word; beyond it they are only counted.</summary>
    public const int ProblemsMax = 100;
}
