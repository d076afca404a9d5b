using CostGuard.Core.Forecasts;
using CostGuard.Core.Values;

namespace CostGuard.Core.Savings.Verification;

/// <summary>
/// Measures what an action saved: what the resource would have used without it (<see cref="Counterfactual"/>), less what it used, at the prices after
/// it. Before/after alone calls growth a failure and a price cut a success. A rebound is looked for over 90 days (domain H.3).
/// </summary>
public static class SavingVerifier
{
    private const decimal GoneBelow = .10m;

    /// <summary>The saving of an action.</summary>
    /// <param name="history">Its resources and their peers, up to the last complete day.</param>
    /// <param name="done">The day of the action.</param>
    /// <param name="promised">Promised a month, above 0.</param>
    public static VerifiedSaving Of(ResourceHistory history, DateOnly done, decimal promised)
    {
        var windows = new SavingWindows(done);
        if (history.IndexOf(windows.Before.Start) < 0 || !windows.IsMeasurable(history.Through)) return new VerifiedSaving { State = SavingState.Pending };

        decimal paid = history.Mean(history.Cost, windows.After), used = history.Mean(history.Usage, windows.After);
        var plain = new BeforeAfter(history.Mean(history.Cost, windows.Before), paid);
        decimal price = used > 0m ? paid / used : 1m;
        int known = history.IndexOf(windows.Before.End);
        if (known < Counterfactual.HistoryMin) return Plain(history, windows, plain, promised);

        (double expected, IntervalWidth width) = new Counterfactual(history).Expect(known, SavingWindows.Between, SavingWindows.Between + SavingWindows.Days);
        decimal without = (decimal)expected / SavingWindows.Days, half = without * (decimal)width.Share;
        decimal saving = Month(without - used, price);
        return new VerifiedSaving
        {
            State = State(history, windows, saving, promised, out DateOnly? returned),
            PerMonth = saving,
            Interval = new ForecastInterval(Month(without - half - used, price), Month(without + half - used, price), width.IsCovered),
            PriceEffect = (paid - used) * BeforeAfter.MonthDays,
            Plain = plain,
            ReturnedOn = returned,
        };
    }

    private static VerifiedSaving Plain(ResourceHistory history, SavingWindows windows, BeforeAfter plain, decimal promised) => new()
    {
        State = State(history, windows, plain.PerMonth, promised, out DateOnly? returned),
        PerMonth = plain.PerMonth,
        Plain = plain,
        IsPlain = true,
        ReturnedOn = returned,
    };

    /// <summary>A rebound needs a saving first: usage that never fell has not come back.</summary>
    private static SavingState State(ResourceHistory history, SavingWindows windows, decimal saving, decimal promised, out DateOnly? returned)
    {
        returned = null;
        SavingState state = SavingStates.Of(saving, promised);
        var usage = new BeforeAfter(history.Mean(history.Usage, windows.Before), history.Mean(history.Usage, windows.After));
        if (usage.After > usage.Before * (1m - GoneBelow)) return state;
        foreach (DayRange window in windows.Watch(history.Through).Skip(1).Where(window => usage.HasReturned(history.Mean(history.Usage, window))))
        {
            returned = window.Start;
            return SavingState.Regressed;
        }

        return state;
    }

    private static decimal Month(decimal perDay, decimal price) => perDay * price * BeforeAfter.MonthDays;
}
