using CostGuard.Core.Allocate;

namespace CostGuard.Core.Forecasts;

/// <summary>
/// Makes parts add up to the whole. The whole has its own forecast, better than the sum of its parts', since their errors even out; the parts take
/// the difference in proportion to what is still expected of each, and whole cents by the largest remainder (domain D.2, B.4).
/// </summary>
public static class Reconciliation
{
    /// <summary>Totals of the parts that add up to <paramref name="total"/> exactly, in whole minor units.</summary>
    /// <param name="total">Forecast of the whole, in whole minor units.</param>
    /// <param name="actuals">What the parts cost so far.</param>
    /// <param name="rests">What is still expected of each.</param>
    /// <param name="minorUnits">Decimals of the currency.</param>
    public static IReadOnlyList<decimal> Parts(decimal total, IReadOnlyList<decimal> actuals, IReadOnlyList<decimal> rests, int minorUnits)
    {
        if (actuals.Count == 0) return [];
        decimal[] floors = new decimal[actuals.Count];
        decimal difference = total - actuals.Sum() - rests.Sum(), weights = rests.Sum(Math.Abs);
        decimal unit = 1m;
        for (int i = 0; i < minorUnits; i++) unit /= 10m;
        decimal[] fractions = new decimal[actuals.Count];
        for (int i = 0; i < floors.Length; i++)
        {
            decimal share = weights > 0m ? Math.Abs(rests[i]) / weights : 1m / floors.Length;
            decimal exact = actuals[i] + rests[i] + (difference * share);
            floors[i] = decimal.Floor(exact / unit) * unit;
            fractions[i] = exact - floors[i];
        }

        // What the floors left is some cents: they go to the largest fractions.
        IReadOnlyList<decimal> cents = LargestRemainder.Split(total - floors.Sum(), fractions, minorUnits);
        return [.. floors.Select((floor, i) => floor + cents[i])];
    }
}
