using CostGuard.Core.Configuration;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Core.Runs;

/// <summary>One month of two sources of the same scope, side by side.</summary>
/// <param name="Check">Connection that is only compared.</param>
/// <param name="Counted">Connection that counts.</param>
/// <param name="Period">Billing month.</param>
/// <param name="Currency">Currency; never mixed.</param>
/// <param name="CheckBilled">BilledCost of the first; null when it has nothing of that month, which is not zero.</param>
/// <param name="CountedBilled">BilledCost of the second; null when it has nothing.</param>
public sealed record CrossCheckLine(string Check, string Counted, BillingPeriod Period, Currency Currency, ExactSum? CheckBilled, ExactSum? CountedBilled)
{
    /// <summary>True when the first has only a part of what the second bills, such as a Kubernetes cluster: the rest is a difference and no fault.</summary>
    public bool IsBreakdown { get; init; }

    /// <summary>True when both have the month and are equal; a breakdown may be less, and not more.</summary>
    public bool Ties => Difference is { } difference && (difference == default || (IsBreakdown && difference.CompareTo(default) < 0));

    /// <summary>First minus second; null when one of them has nothing.</summary>
    public ExactSum? Difference => CheckBilled is { } check && CountedBilled is { } counted ? check - counted : null;
}

/// <summary>Compares what two sources say of the same bill: an API total with the files' total.</summary>
public static class CrossCheck
{
    /// <summary>Lines for each cross-check of the configuration, by month and currency, from the control totals of current loads. Of a breakdown only months that it has: a
    /// cluster is younger than the bill of its cloud, and its monitoring forgets.</summary>
    public static IReadOnlyList<CrossCheckLine> Of(CostGuardConfiguration configuration, IReadOnlyList<Load> current)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(current);
        var lines = new List<CrossCheckLine>();
        foreach (Connection connection in configuration.Connections.Where(connection => connection.CrossCheckOf is not null))
        {
            Dictionary<(BillingPeriod, Currency), ExactSum> check = Billed(current, connection.Name), counted = Billed(current, connection.CrossCheckOf!);
            foreach ((BillingPeriod period, Currency currency) in (connection.IsBreakdown ? check.Keys : check.Keys.Union(counted.Keys)).Order())
            {
                lines.Add(new CrossCheckLine(
                    connection.Name,
                    connection.CrossCheckOf!,
                    period,
                    currency,
                    check.TryGetValue((period, currency), out ExactSum one) ? one : null,
                    counted.TryGetValue((period, currency), out ExactSum other) ? other : null)
                { IsBreakdown = connection.IsBreakdown });
            }
        }

        return lines;
    }

    private static Dictionary<(BillingPeriod, Currency), ExactSum> Billed(IReadOnlyList<Load> current, string source) =>
        current.Where(load => load.Source.Value == source)
            .SelectMany(load => load.Totals.Select(total => (load.Period, total.Currency, total.Stored.Billed)))
            .GroupBy(total => (total.Period, total.Currency), total => total.Billed)
            .ToDictionary(group => group.Key, group => group.Aggregate(default(ExactSum), (sum, billed) => sum + billed));
}
