using CostGuard.Core.Values;

namespace CostGuard.Core.Savings.Verification;

/// <summary>How far verified savings were off in one scenario, or in all of them (null).</summary>
/// <param name="Scenario">The scenario; null for all.</param>
/// <param name="Actions">Number of actions.</param>
/// <param name="Error">Σ |measured − true| ÷ Σ true.</param>
/// <param name="PlainError">The same of before/after.</param>
/// <param name="Inside">Share of true savings inside the 80 % interval.</param>
/// <param name="Bias">Σ (measured − true) ÷ Σ true.</param>
public sealed record VerificationScore(VerificationScenario? Scenario, int Actions, decimal Error, decimal PlainError, decimal Inside, decimal Bias)
{
    private const decimal InsideLow = .75m;
    private const decimal InsideHigh = .85m;

    /// <summary>True when the error is at most half of that of before/after and 75 to 85 % of the truths are inside.</summary>
    public bool IsMet => Error <= PlainError / 2m && Inside is >= InsideLow and <= InsideHigh;
}

/// <summary>Verification on synthetic bills with known effect, beside before/after on the same bills.</summary>
public static class VerificationBenchmark
{
    /// <summary>The scores by scenario, then of all.</summary>
    /// <param name="perScenario">Actions of each scenario, at least 1.</param>
    /// <param name="seed">Of the first action; each next one has the next seed.</param>
    /// <param name="cancellationToken">Stops between actions.</param>
    public static IReadOnlyList<VerificationScore> Run(int perScenario, int seed, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(perScenario, 1);
        var all = new List<Trial>();
        foreach (VerificationScenario scenario in Enum.GetValues<VerificationScenario>())
        {
            for (int i = 0; i < perScenario; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                all.Add(Try(SyntheticAction.Of(scenario, seed + i)));
            }
        }

        return [.. all.GroupBy(trial => trial.Scenario).Select(group => Score(group.Key, [.. group])), Score(null, all)];
    }

    private static Trial Try(SyntheticAction action)
    {
        VerifiedSaving saving = SavingVerifier.Of(action.History, action.Done, promised: 1m);
        var windows = new SavingWindows(action.Done);
        var plain = new BeforeAfter(Mean(action, windows.Before), Mean(action, windows.After));
        bool inside = saving.Interval is { } interval && interval.Low <= action.Truth && action.Truth <= interval.High;
        return new Trial(action.Scenario, action.Truth, saving.PerMonth ?? 0m, plain.PerMonth, inside);
    }

    private static decimal Mean(SyntheticAction action, DayRange days) => action.History.Mean(action.Alone, days);

    private static VerificationScore Score(VerificationScenario? scenario, IReadOnlyCollection<Trial> trials)
    {
        decimal truth = trials.Sum(trial => trial.Truth);
        return new VerificationScore(
            scenario, trials.Count, trials.Sum(trial => Math.Abs(trial.Measured - trial.Truth)) / truth, trials.Sum(trial => Math.Abs(trial.Plain - trial.Truth)) / truth,
            (decimal)trials.Count(trial => trial.IsInside) / trials.Count, trials.Sum(trial => trial.Measured - trial.Truth) / truth);
    }

    private sealed record Trial(VerificationScenario Scenario, decimal Truth, decimal Measured, decimal Plain, bool IsInside);
}
