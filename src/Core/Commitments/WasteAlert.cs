using CostGuard.Core.Values;

namespace CostGuard.Core.Commitments;

/// <summary>What one commitment cost on one day.</summary>
/// <param name="Day">UTC day.</param>
/// <param name="Used">Effective cost of what was used.</param>
/// <param name="Unused">Effective cost of what was not.</param>
public sealed record CommitmentDay(DateOnly Day, decimal Used, decimal Unused);

/// <summary>How bad unused money is.</summary>
public enum WasteLevel
{
    /// <summary>At least 5 % of seven days unused.</summary>
    Warning,

    /// <summary>Less than 80 % of three days used.</summary>
    Critical,
}

/// <summary>
/// Money that a commitment wastes (domain G.1, G.6). It is paid already: what is saved by using it is a saving on demand elsewhere, never this amount.
/// </summary>
/// <param name="Level">Warning or critical.</param>
/// <param name="Utilisation">Used share of the last seven days; of three when critical.</param>
/// <param name="WastePerMonth">Unused of the last seven days for a month of 30.4375 days, in the currency of the days.</param>
public sealed record WasteAlert(WasteLevel Level, decimal Utilisation, decimal WastePerMonth)
{
    private const decimal MonthDays = 30.4375m;
    private const int WarningDays = 7;
    private const int CriticalDays = 3;
    private const decimal WarningBelow = .95m;
    private const decimal CriticalBelow = .80m;

    /// <summary>The alert of a commitment, or null: also when not all seven days are known, since a day without an answer is not an unused one.</summary>
    /// <param name="days">Its days, in any order.</param>
    /// <param name="through">The last complete day.</param>
    public static WasteAlert? Of(IReadOnlyCollection<CommitmentDay> days, DateOnly through)
    {
        CommitmentDay[] week = Last(days, through, WarningDays), few = Last(days, through, CriticalDays);
        if (week.Select(day => day.Day).Distinct().Count() < WarningDays) return null;
        decimal perMonth = week.Sum(day => day.Unused) * MonthDays / WarningDays;
        if (UsedShare(few) is { } worst && worst < CriticalBelow) return new WasteAlert(WasteLevel.Critical, worst, perMonth);
        return UsedShare(week) is { } share && share <= WarningBelow ? new WasteAlert(WasteLevel.Warning, share, perMonth) : null;
    }

    private static CommitmentDay[] Last(IReadOnlyCollection<CommitmentDay> days, DateOnly through, int count) =>
        [.. days.Where(day => day.Day <= through && day.Day > through.AddDays(-count))];

    private static decimal? UsedShare(CommitmentDay[] days) => Ratio.Of(days.Sum(day => day.Used), days.Sum(day => day.Used + day.Unused));
}
