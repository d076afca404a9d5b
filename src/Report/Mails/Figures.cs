using System.Globalization;
using CostGuard.Core.Values;

namespace CostGuard.Report.Mails;

/// <summary>Numbers and dates as mails write them, whatever the culture of the machine. Rounded here, once, half to even.</summary>
internal static class Figures
{
    private static readonly CultureInfo Plain = CultureInfo.InvariantCulture;

    /// <summary>In whole cents, half to even.</summary>
    public static decimal Rounded(decimal amount, Currency currency) => new Money(amount, currency).Rounded().Amount;

    /// <summary>In tables: "23,610.00".</summary>
    public static string Exact(decimal amount, Currency currency)
    {
        decimal rounded = Rounded(amount, currency);
        return (rounded == 0 ? 0 : rounded).ToString($"N{currency.MinorUnits}", Plain);
    }

    /// <summary>In tables, always with its sign: "+920.00".</summary>
    public static string Change(decimal amount, Currency currency)
    {
        decimal rounded = new Money(amount, currency).Rounded().Amount;
        return (rounded > 0 ? "+" : "") + Exact(rounded, currency);
    }

    /// <summary>Actual − budget: brackets mean under.</summary>
    public static string OverUnder(decimal amount, Currency currency)
    {
        decimal rounded = new Money(amount, currency).Rounded().Amount;
        return rounded < 0 ? $"({Exact(-rounded, currency)})" : Exact(rounded, currency);
    }

    /// <summary>In prose: whole units from 100 on, "23,610"; below it with minor units.</summary>
    public static string Prose(decimal amount, Currency currency) =>
        Math.Abs(amount) >= 100 ? decimal.Round(amount, 0, MidpointRounding.ToEven).ToString("N0", Plain) : Exact(amount, currency);

    /// <summary>In headlines: at most three significant digits, "48.0k", "163k", "1.23M".</summary>
    public static string Short(decimal amount)
    {
        decimal size = Math.Abs(amount);
        return size switch
        {
            >= 999_500_000m => (amount / 1_000_000_000m).ToString("0.00", Plain) + "bn",
            >= 99_950_000m => (amount / 1_000_000m).ToString("0", Plain) + "M",
            >= 9_995_000m => (amount / 1_000_000m).ToString("0.0", Plain) + "M",
            >= 999_500m => (amount / 1_000_000m).ToString("0.00", Plain) + "M",
            >= 99_950m => (amount / 1_000m).ToString("0", Plain) + "k",
            >= 999.5m => (amount / 1_000m).ToString("0.0", Plain) + "k",
            >= 99.5m => amount.ToString("0", Plain),
            _ => amount.ToString("0.##", Plain),
        };
    }

    /// <summary>"49.2 %".</summary>
    public static string Percent(decimal share) => decimal.Round(share * 100, 1, MidpointRounding.ToEven).ToString("N1", Plain) + " %";

    /// <summary>"+12.1 %".</summary>
    public static string PercentChange(decimal share) => (decimal.Round(share * 100, 1, MidpointRounding.ToEven) > 0 ? "+" : "") + Percent(share);

    /// <summary>"49": whole percent, for subjects and prose.</summary>
    public static string WholePercent(decimal share) => decimal.Round(share * 100, 0, MidpointRounding.ToEven).ToString("N0", Plain);

    /// <summary>"Sat 14 Nov".</summary>
    public static string Day(DateOnly day) => day.ToString("ddd d MMM", Plain);

    /// <summary>"Sat 14 Nov 2026".</summary>
    public static string LongDay(DateOnly day) => day.ToString("ddd d MMM yyyy", Plain);

    /// <summary>"November".</summary>
    public static string MonthName(DateOnly day) => day.ToString("MMMM", Plain);

    /// <summary>"Nov".</summary>
    public static string ShortMonth(DateOnly day) => day.ToString("MMM", Plain);

    /// <summary>A count, a day of the month or a year, as plain digits.</summary>
    public static string Number(int value) => value.ToString(Plain);

    /// <summary>Cut to a length, with an ellipsis.</summary>
    public static string Cut(string text, int length) => text.Length <= length ? text : string.Concat(text.AsSpan(0, length - 1).TrimEnd(), "…");
}
