namespace CostGuard.Core.Ports;

/// <summary>One group of charges with its quantities, which only the lines know.</summary>
/// <param name="Cost">Keys, currency and exact costs.</param>
/// <param name="Pricing">Σ PricingQuantity in the unit of the group, up to 28 digits; null when a line of the group has none.</param>
/// <param name="Consumed">Σ ConsumedQuantity likewise.</param>
public sealed record QuantityRow(CostRow Cost, decimal? Pricing, decimal? Consumed);

/// <summary>Reads quantities. They are in the lines, not in the roll-ups; the sums are made where the lines are.</summary>
public interface IQuantityQueries
{
    /// <summary>The groups with their quantities, in no particular order; one group may come in several parts. Group by pricingUnit and consumedUnit, so that units are never mixed.</summary>
    /// <exception cref="Errors.CostGuardException">CG1402: teams are asked for, which lines do not carry (exit code 2).</exception>
    Task<IReadOnlyList<QuantityRow>> QuantitiesAsync(Snapshot snapshot, CostQuery query, CancellationToken cancellationToken);
}
