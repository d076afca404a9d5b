using CostGuard.Core.Benchmarks;

namespace CostGuard.Core.Savings.Verification;

/// <summary>A synthetic bill of one resource and its peers with an action of which the effect is known. Says how methods compare, not how exact they are on a bill.</summary>
/// <param name="Scenario">What happens beside the action.</param>
/// <param name="Done">The day of the action.</param>
/// <param name="History">The bill, up to the end of the window after the action; a replacement is in it.</param>
/// <param name="Alone">Cost of the resource alone, without its replacement: what a comparison by resource sees.</param>
/// <param name="Truth">Saved a month by the action, at the prices after it.</param>
public sealed record SyntheticAction(VerificationScenario Scenario, DateOnly Done, ResourceHistory History, IReadOnlyList<decimal> Alone, decimal Truth)
{
    private const int KnownMin = 150;
    private const int KnownSpread = 60;
    private const double Noise = .035;
    private const double Memory = .4;

    private static readonly DateOnly FirstDay = new(2025, 1, 1);

    /// <summary>The bill of a seed.</summary>
    public static SyntheticAction Of(VerificationScenario scenario, int seed)
    {
        var random = new SplitMix64(((ulong)seed * 1000003UL) + (ulong)scenario);
        double Between(double low, double high) => low + ((high - low) * random.NextUniform());
        int done = KnownMin + (int)(KnownSpread * random.NextUniform()), days = done + 2 + SavingWindows.Days;
        bool season = scenario == VerificationScenario.Season;
        double growth = scenario == VerificationScenario.Growth ? Between(-.15, .15) : Between(-.02, .02), own = growth + Between(-.015, .015);
        double weekend = season ? Between(.4, .8) : Between(.8, 1), wave = season ? Between(.1, .3) : 0, length = Between(60, 120), phase = Between(0, 2 * Math.PI);
        double left = 1 - Between(.25, .6), level = Between(50, 500), eaten = scenario == VerificationScenario.Rebound ? Between(.2, .7) : 0;
        double price = scenario == VerificationScenario.PriceChange ? 1 + Between(-.25, .25) : 1;
        int priceDay = done + (int)Between(-1, 3), eatenDay = done + 2 + (int)Between(2, 8);
        double moved = scenario == VerificationScenario.Migration ? Between(.2, .6) : 0;
        var (cost, usage, peers, alone) = (new decimal[days], new decimal[days], new decimal[days], new decimal[days]);
        double noise = 0, others = 0, truth = 0;
        for (int day = 0; day < days; day++)
        {
            noise = (Memory * noise) + (Math.Sqrt(1 - (Memory * Memory)) * Noise * random.NextNormal());
            others = (Memory * others) + (Math.Sqrt(1 - (Memory * Memory)) * Noise / 2 * random.NextNormal());
            bool isWeekend = FirstDay.AddDays(day).DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
            double common = (isWeekend ? weekend : 1) * (1 + (wave * Math.Sin(phase + (2 * Math.PI * day / length))));
            double without = level * common * Math.Pow(1 + own, day / 30.4375) * Math.Exp(noise), factor = day < done ? 1 : day < eatenDay ? left : left + (eaten * (1 - left));
            double at = day >= priceDay ? price : 1;
            usage[day] = Cents(without * factor);
            cost[day] = Cents(without * factor * at);
            alone[day] = day < done ? cost[day] : Cents(without * factor * at * (1 - moved));
            peers[day] = Cents(8 * level * common * Math.Pow(1 + growth, day / 30.4375) * Math.Exp(others));
            if (day >= done + 2) truth += without * (1 - factor) * at;
        }

        return new SyntheticAction(scenario, FirstDay.AddDays(done), new ResourceHistory(FirstDay, cost, usage, peers), alone, (decimal)(truth / SavingWindows.Days) * BeforeAfter.MonthDays);
    }

    private static decimal Cents(double amount) => Math.Round((decimal)amount, 2);
}
