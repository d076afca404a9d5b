using CostGuard.Core.Errors;
using CostGuard.Core.Forecasts;
using CostGuard.Core.Values;

namespace CostGuard.Core.Commitments;

/// <summary>
/// Decides how much to commit to, by the quantile rule with its guards (domain G.3): the smallest commitment of three look-backs, less where usage falls,
/// a share of it by the risk that is taken, and never more than 85 % of the usage together with what is committed already.
/// </summary>
/// <param name="risk">How much of the best is bought.</param>
/// <param name="today">The day of the first purchase.</param>
/// <param name="steps">Purchases of the ladder.</param>
public sealed class PurchasePlanner(PurchaseRisk risk, DateOnly today, int steps = Ladders.Steps)
{
    /// <summary>Days that are needed.</summary>
    public const int DaysMin = 7;

    /// <summary>Look-backs in days, as the providers use them.</summary>
    public static readonly IReadOnlyList<int> LookBacks = [7, 30, 60];

    private const decimal CoverageMax = .85m;
    private const decimal ShareMin = .01m;
    private const decimal MonthlyMin = 50m;
    private const decimal Fall = .70m;
    private const decimal DaysCap = .10m;
    private const decimal FirmQuantile = .05m;
    private const int FirmDays = 365;

    /// <summary>Whole weeks, so that weekdays balance.</summary>
    private const int ForecastDays = 28;
    private const int PastDays = 56;

    /// <summary>Less of a fall than this is none.</summary>
    private const double LevelShare = .999;

    /// <summary>What to buy for a scope.</summary>
    /// <param name="scope">Service and currency.</param>
    /// <param name="usage">Its usage on demand; at least one day.</param>
    /// <param name="mix">Discounts of its parts; empty when none is known.</param>
    public PurchaseProposal Propose(CommitmentScope scope, UncoveredUsage usage, IReadOnlyCollection<DiscountedUsage> mix)
    {
        var none = new PurchaseProposal { Scope = scope, Days = usage.Days, IsHourly = usage.IsHourly };
        if (usage.Days < DaysMin)
            return none with { Reason = CommitmentErrors.TooLittleUsage.At($"{scope}: {usage.Days.ToString(System.Globalization.CultureInfo.InvariantCulture)} days with data.", severity: Severity.Warning) };
        if (!mix.Any(part => part.Usage > 0m))
            return none with { Reason = CommitmentErrors.DiscountUnknown.At($"{scope}: no usage that a commitment paid for.", severity: Severity.Warning) };

        var curve = new CoverageCurve(usage.PerHour.TakeLast(LookBacks[^1] * usage.PerDay), mix);
        decimal best = Best(usage, mix) * Falling(usage), all = usage.CoveredPerHour + curve.Mean;
        decimal commitment = Ladders.Cut(Math.Min(best * Share(), curve.AmountThatCovers((CoverageMax * all) - usage.CoveredPerHour)));
        CoverageOutcome outcome = curve.Cover(commitment);
        decimal saving = outcome.Saving * BreakEven.MonthHours;
        PurchaseProposal proposal = none with
        {
            Best = best,
            Coverage = (Ratio.Of(usage.CoveredPerHour, all) ?? 0m, Ratio.Of(usage.CoveredPerHour + outcome.Covered, all) ?? 0m),
        };
        if (commitment <= 0m || saving < MonthlyMin || saving < ShareMin * all * BreakEven.MonthHours)
            return proposal with { Reason = CommitmentErrors.NotWorthIt.At($"{scope}: the best commitment saves too little.", severity: Severity.Info) };
        return proposal with
        {
            Discount = 1m - (outcome.Utilisation * commitment / outcome.Covered),
            Commitment = commitment,
            Outcome = outcome,
            SavingPerMonth = saving,
            SavingIfUsageFalls = curve.Cover(commitment, Fall).Saving * BreakEven.MonthHours,
            FallToBreakEven = FallToBreakEven(curve, commitment),
            BreakEvenMonths = 12m * commitment / outcome.Covered,
            Ladder = Ladders.Of(commitment, Firm(usage, mix), today, steps),
        };
    }

    private decimal Share() => risk switch
    {
        PurchaseRisk.Conservative => .8m,
        PurchaseRisk.Balanced => .9m,
        _ => 1m,
    };

    /// <summary>The smallest of the look-backs that are there; where only days are known, no more than what nine days in ten had.</summary>
    private static decimal Best(UncoveredUsage usage, IReadOnlyCollection<DiscountedUsage> mix)
    {
        decimal best = decimal.MaxValue;
        foreach (int days in LookBacks)
        {
            if (days > usage.Days && best < decimal.MaxValue) break;
            var curve = new CoverageCurve(usage.PerHour.TakeLast(days * usage.PerDay), mix);
            best = Math.Min(best, usage.IsHourly ? curve.Best() : Math.Min(curve.Best(), curve.Price * curve.Quantile(DaysCap)));
        }

        return best;
    }

    /// <summary>1, or the share of the past usage that the next month is expected to have, when that is less.</summary>
    private static decimal Falling(UncoveredUsage usage)
    {
        double[] days = [.. usage.PerHour.Chunk(usage.PerDay).Where(day => day.Length == usage.PerDay).Select(day => (double)day.Average())];
        var forecaster = new SeriesForecaster(new DailySeries(usage.First, days));
        double expected = forecaster.Expect(days.Length, 0, ForecastDays).Cost / ForecastDays, past = days.TakeLast(PastDays).Average();
        if (past <= 0) return 0m;
        return expected / past >= LevelShare ? 1m : (decimal)Math.Max(0, expected / past);
    }

    private static decimal Firm(UncoveredUsage usage, IReadOnlyCollection<DiscountedUsage> mix)
    {
        if (usage.Days < FirmDays) return 0m;
        var year = new CoverageCurve(usage.PerHour.TakeLast(FirmDays * usage.PerDay), mix);
        return year.Price * year.Quantile(FirmQuantile);
    }

    private static decimal FallToBreakEven(CoverageCurve curve, decimal commitment)
    {
        for (int percent = 1; percent < 100; percent++)
        {
            if (curve.Cover(commitment, 1m - (percent / 100m)).Saving < 0m) return percent / 100m;
        }

        return 1m;
    }
}
