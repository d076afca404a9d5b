using CostGuard.Core.Values;

namespace CostGuard.Report.Mails;

/// <summary>A table of changes that closes: the largest ones and "all other" add up to the total, as shown, to the cent.</summary>
internal static class ChangeRows
{
    /// <summary>The largest changes by size.</summary>
    public static List<CostChange> Largest(IReadOnlyList<CostChange> drivers, int count) =>
        [.. drivers.Where(driver => driver.Change != 0)
            .OrderByDescending(driver => Math.Abs(driver.Change)).ThenBy(driver => driver.Label, StringComparer.Ordinal).Take(count)];

    /// <summary>Three columns, so that it fits a phone: what, its cost now, its change. <paramref name="unnamed"/> is a part of "all other" that has no name.</summary>
    public static TableBlock Table(string caption, string what, string now, string change, IReadOnlyList<CostChange> drivers, int count, Currency currency, CostChange? unnamed = null)
    {
        List<CostChange> shown = [.. Largest(drivers, count)
            .Select(driver => Shown(driver, currency))
            .OrderByDescending(driver => driver.Change)];
        decimal before = Rounded(drivers.Sum(driver => driver.Before) + (unnamed?.Before ?? 0), currency), total = Rounded(drivers.Sum(driver => driver.Now) + (unnamed?.Now ?? 0), currency);
        var other = new CostChange("All other", before - shown.Sum(driver => driver.Before), total - shown.Sum(driver => driver.Now));
        return new TableBlock(caption, [what, now, change],
            [.. shown.Select(driver => Cells(driver, driver.Before == 0 && driver.Now > 0 ? " (new)" : "", currency)), Cells(other, "", currency)],
            Cells(new CostChange("Total", before, total), "", currency));
    }

    /// <summary>As a table shows it: both amounts rounded first, so that every sentence names the change that the row has.</summary>
    public static CostChange Shown(CostChange driver, Currency currency) =>
        new(driver.Label, Rounded(driver.Before, currency), Rounded(driver.Now, currency));

    private static string[] Cells(CostChange driver, string mark, Currency currency) =>
        [driver.Label + mark, Figures.Exact(driver.Now, currency), Figures.Change(driver.Change, currency)];

    private static decimal Rounded(decimal amount, Currency currency) => new Money(amount, currency).Rounded().Amount;
}
