using CostGuard.Core.Allocate;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Core.Statements;

/// <summary>Allocated cost as the parts and items of statements.</summary>
public static class StatementCharges
{
    /// <summary>What is asked: groups by team, pool, service, category, class and commitment status.</summary>
    public static IReadOnlyList<Dimension> By { get; } =
        [new("team"), new("pool"), new("service"), new("chargeCategory"), new("chargeClass"), new("commitmentDiscountStatus")];

    /// <summary>Charges of groups of <see cref="By"/>, added up by team, part, item, pool and currency.</summary>
    public static TeamCharge[] Of(IReadOnlyList<CostRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return [.. rows.Select(Charge).GroupBy(each => (each.Team, each.Part, each.Item, each.Pool, each.Currency)).Select(group => new TeamCharge(
            group.Key.Team, group.Key.Part, group.Key.Item, group.Key.Pool, group.Key.Currency,
            Exact(group.Select(each => each.Billed)), Exact(group.Select(each => each.Effective))))];
    }

    /// <summary>Charges of corrections, a line a closed month; what changed nothing is left out.</summary>
    /// <param name="corrections">The corrections.</param>
    /// <param name="period">The month that carries them.</param>
    public static TeamCharge[] Of(IReadOnlyList<LateCorrection> corrections, BillingPeriod period)
    {
        ArgumentNullException.ThrowIfNull(corrections);
        return [.. corrections.Where(each => each.Billed != 0m || each.Effective != 0m)
            .Select(each => new TeamCharge(each.Team, StatementPart.Correction, Words(each, period), null, each.Currency, each.Billed, each.Effective))];
    }

    /// <summary>A correction in words.</summary>
    public static string Words(LateCorrection correction, BillingPeriod period)
    {
        ArgumentNullException.ThrowIfNull(correction);
        return !correction.Settles ? $"{correction.Month}, changed after it was closed"
            : correction.Month == period ? $"{period}, charged as a correction in a later month already"
            : $"{correction.Month}, taken out of it when it was closed again";
    }

    /// <summary>The part that a charge is in.</summary>
    /// <param name="pool">Pool that gave it; null for what is a team's own.</param>
    /// <param name="category">FOCUS ChargeCategory.</param>
    /// <param name="chargeClass">FOCUS ChargeClass.</param>
    /// <param name="status">FOCUS CommitmentDiscountStatus.</param>
    public static StatementPart PartOf(string? pool, string? category, string? chargeClass, string? status) =>
        chargeClass == "Correction" ? StatementPart.Correction
        : category == "Tax" || pool == Pool.Tax.Name ? StatementPart.Tax
        : category is "Credit" or "Adjustment" || pool == Pool.Credits.Name ? StatementPart.Credits
        : pool == Pool.CommitmentUnused.Name || (pool is null && status == "Unused") ? StatementPart.UnusedCommitment
        : pool is not null ? StatementPart.Shared
        : StatementPart.Direct;

    private static TeamCharge Charge(CostRow row)
    {
        (string? pool, string named, string? category) = (row.Keys[1], row.Keys[2] ?? "(no service)", row.Keys[3]);
        StatementPart part = PartOf(pool, category, row.Keys[4], row.Keys[5]);
        string item = part switch
        {
            StatementPart.Correction => $"Billed correction: {named}",
            StatementPart.Tax => pool ?? named,
            StatementPart.Credits => category == "Adjustment" && pool != Pool.Credits.Name ? $"Adjustment: {named}" : $"Credit: {named}",
            StatementPart.Shared => pool!,
            _ => named,
        };
        return new TeamCharge(row.Keys[0] ?? TeamId.Unallocated.Value, part, item, pool, row.Currency, row.Costs.Billed, row.Costs.Effective);
    }

    private static decimal Exact(IEnumerable<decimal> amounts) => amounts.Aggregate(ExactSum.Zero, (sum, amount) => sum + ExactSum.Of(amount)).ToDecimal();
}
