using System.Globalization;
using CostGuard.Core.Budgets;
using CostGuard.Core.Focus;
using CostGuard.Core.Values;
using CostGuard.Report.Formats;

namespace CostGuard.Report.Tables;

/// <summary>Words and numbers of headlines: at most three significant digits with a unit, always with the currency's code.</summary>
public static class HeadlineText
{
    private static readonly (decimal From, string Suffix)[] Units = [(1_000_000_000m, "bn"), (1_000_000m, "M"), (1_000m, "k")];

    /// <summary>"39.7k USD", "-1.35k USD", "12.5 USD".</summary>
    public static string Amount(decimal amount, Currency currency)
    {
        decimal size = Math.Abs(amount);
        // 999,600 is 1M and not 1000k: rounding may lift an amount into the next unit.
        foreach ((decimal from, string suffix) in Units)
        {
            if (Significant(size / from) >= 1m) return $"{Sign(amount)}{Text(Significant(size / from))}{suffix} {currency}";
        }

        return $"{Sign(amount)}{Text(size >= 1m ? Significant(size) : decimal.Round(size, currency.MinorUnits, MidpointRounding.ToEven))} {currency}";
    }

    /// <summary>The same with a plus sign where it rises.</summary>
    public static string Change(decimal amount, Currency currency) => (amount > 0m ? "+" : "") + Amount(amount, currency);

    /// <summary>"12.1 %"; an en dash where there is no percentage.</summary>
    public static string Percent(decimal? share) => CellText.Shown(share, Core.Reports.CellKind.Percent, null);

    /// <summary>A state's sign and word; colour only repeats it.</summary>
    public static string State(BudgetState state) => state switch
    {
        BudgetState.Ok => "✓ OK",
        BudgetState.AtRisk => "! AT RISK",
        BudgetState.Over => "▲ OVER",
        _ => "? UNKNOWN",
    };

    /// <summary>FOCUS name of a metric: "BilledCost".</summary>
    public static string Metric(CostMetric metric) => metric switch
    {
        CostMetric.Billed => "BilledCost",
        CostMetric.Effective => "EffectiveCost",
        CostMetric.List => "ListCost",
        _ => "ContractedCost",
    };

    /// <summary>Column title of a metric: "Billed cost".</summary>
    public static string MetricTitle(CostMetric metric) => metric switch
    {
        CostMetric.Billed => "Billed cost",
        CostMetric.Effective => "Effective cost",
        CostMetric.List => "List cost",
        _ => "Contracted cost",
    };

    /// <summary>"billedCost": the key in JSON and the header in CSV.</summary>
    public static string MetricKey(CostMetric metric) => CamelCase(Metric(metric));

    internal static string CamelCase(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    private static string Sign(decimal amount) => amount < 0m ? "-" : "";

    private static decimal Significant(decimal size) =>
        decimal.Round(size, size >= 100m ? 0 : size >= 10m ? 1 : 2, MidpointRounding.ToEven);

    private static string Text(decimal number) => number.ToString("#,##0.##", CultureInfo.InvariantCulture);
}
