using CostGuard.Core.Changes;
using CostGuard.Core.Focus;
using CostGuard.Core.Reports;

namespace CostGuard.Report.Tables;

/// <summary>Why cost changed: causes, the largest drivers of each, and "All other". Causes, and drivers, add up to the whole change to the last digit.</summary>
public static class CostExplainTable
{
    // A headline that names every cause is no headline.
    private const int CausesNamed = 3;

    /// <summary>The table.</summary>
    /// <param name="answer">The bridges.</param>
    /// <param name="metric">Metric explained.</param>
    /// <param name="driversMax">Largest drivers shown for each cause; the rest is "All other".</param>
    /// <param name="meta">Facts; its period names both windows.</param>
    public static ReportTable Build(ChangeAnswer answer, CostMetric metric, int driversMax, ReportMeta meta)
    {
        Bridge[] bridges = [.. answer.Bridges.Where(bridge => bridge.Drivers.Count > 0 || bridge.Before != 0m || bridge.After != 0m)];
        return new ReportTable
        {
            Schema = "costguard.cost-explain/1",
            Title = bridges.Length == 0 ? "No cost in either window" : $"{HeadlineText.Metric(metric)} {string.Join("; ", bridges.Select(Words))}",
            Columns =
            [
                new("cause", "Cause", CellKind.Text),
                new("serviceName", "Service", CellKind.Text),
                new("skuId", "SKU", CellKind.Id),
                new("regionId", "Region", CellKind.Text),
                new("subAccountId", "Account", CellKind.Id),
                new("resourceId", "Resource", CellKind.Id),
                new("change", "Change", CellKind.Change),
                new("ofWhich", "Of which", CellKind.Change),
                new("before", "Before", CellKind.Money),
                new("after", "After", CellKind.Money),
                new("currency", "Currency", CellKind.Text),
            ],
            ShortColumns = ["cause", "serviceName", "skuId", "subAccountId", "resourceId", "change", "ofWhich", "currency"],
            Rows = [.. bridges.SelectMany(bridge => bridge.Causes.SelectMany(cause => Rows(bridge, cause, driversMax)))],
            Totals = [.. bridges.Select(Total)],
            Meta = meta with { Metric = HeadlineText.Metric(metric), Currency = CostTable.CurrencyOf([.. bridges.Select(bridge => bridge.Currency)], meta.Currency) },
            Footnote = bridges.Length == 0 ? null : Footnote(answer),
        };
    }

    private static IEnumerable<IReadOnlyList<object?>> Rows(Bridge bridge, ChangeCause cause, int driversMax)
    {
        ChangeDriver[] drivers = [.. bridge.Drivers.Where(driver => driver.Cause == cause)];
        string title = cause.Title();
        yield return [title, null, null, null, null, null, bridge[cause], null, null, null, bridge.Currency.Code];
        // One more row than asked is as long as "All other" with one driver in it.
        int shown = drivers.Length == driversMax + 1 ? drivers.Length : Math.Min(drivers.Length, driversMax);
        foreach (ChangeDriver driver in drivers.Take(shown))
            yield return [title, driver.Service, driver.Sku, driver.Region, driver.Account, driver.Resource, null, driver.Amount, null, null, bridge.Currency.Code];
        if (shown < drivers.Length)
            yield return [title, "All other", null, null, null, null, null, DimensionColumns.Sum(drivers.Skip(shown).Select(driver => driver.Amount)), null, null, bridge.Currency.Code];
    }

    private static IReadOnlyList<object?> Total(Bridge bridge) =>
        ["Total", null, null, null, null, null, bridge.Change, bridge.Change, bridge.Before, bridge.After, bridge.Currency.Code];

    /// <summary>"rose by 90 USD to 1.09k USD: new +140 USD, gone -60 USD".</summary>
    internal static string Words(Bridge bridge)
    {
        if (bridge.Drivers.Count == 0) return $"did not change: {HeadlineText.Amount(bridge.After, bridge.Currency)}";
        (ChangeCause Cause, decimal Amount)[] causes = [.. bridge.Causes.Select(cause => (cause, bridge[cause])).OrderByDescending(item => Math.Abs(item.Item2))];
        string named = string.Join(", ", causes.Take(CausesNamed).Select(item => $"{Lower(item.Cause.Title())} {HeadlineText.Change(item.Amount, bridge.Currency)}"));
        string more = causes.Length > CausesNamed ? ", …" : "";
        string head = bridge.Change == 0m
            ? $"stayed at {HeadlineText.Amount(bridge.After, bridge.Currency)}"
            : $"{(bridge.Change > 0m ? "rose" : "fell")} by {HeadlineText.Amount(Math.Abs(bridge.Change), bridge.Currency)} to {HeadlineText.Amount(bridge.After, bridge.Currency)}";
        return $"{head}: {named}{more}";
    }

    private static string Lower(string title) => char.ToLowerInvariant(title[0]) + title[1..];

    private static string Footnote(ChangeAnswer answer)
    {
        string adds = "Causes add up to the total change exactly, and so do their drivers (of which).";
        if (answer.ByTeam)
        {
            return adds + " Lines do not say whose they are, so that a team's usage and price are one cause, and new and gone are told by service, region and account."
                + " Both windows are split by today's rules: rules are no cause here.";
        }

        bool unsplit = answer.Bridges.Any(bridge => bridge.Causes.Contains(ChangeCause.UsageOrPrice));
        return unsplit ? adds + " Usage or price: these lines have no quantity or no SKU, so that the two cannot be told apart." : adds;
    }
}
