using CostGuard.Core.Benchmarks;

namespace CostGuard.Core.Forecasts.Backtests;

/// <summary>Tallies of one scope: a profile of the benchmark, a team, a service, or all.</summary>
/// <param name="Scope">Its name.</param>
/// <param name="Tallies">One a method, in the order of <see cref="Backtest.Methods"/>.</param>
public sealed record BacktestScope(string Scope, IReadOnlyList<BacktestTally> Tallies)
{
    /// <summary>All scopes in one, weighed by what they cost.</summary>
    public static BacktestScope Over(string name, IEnumerable<BacktestScope> scopes)
    {
        BacktestTally[] sum = [.. Backtest.Methods.Select(_ => new BacktestTally())];
        foreach (BacktestScope scope in scopes)
        {
            for (int i = 0; i < sum.Length; i++) sum[i].Add(scope.Tallies[i]);
        }

        return new BacktestScope(name, sum);
    }
}

/// <summary>The back-test on the benchmark CG-SYN-1 (domain D.8).</summary>
public static class SyntheticBacktest
{
    /// <summary>The name on the command line.</summary>
    public const string Name = "cg-syn-1";

    // Eight months: January to August 2024.
    private const int HistoryDaysMin = 244;

    /// <summary>Tests all profiles on all seeds: over all first, then each profile in alphabetical order.</summary>
    public static IReadOnlyList<BacktestScope> Run(IReadOnlyList<int> seeds, CancellationToken cancellationToken)
    {
        (SpendProfile Profile, int Seed)[] work = [.. SpendProfile.All.SelectMany(profile => seeds.Select(seed => (profile, seed)))];
        var scopes = new BacktestScope[work.Length];
        Parallel.For(0, work.Length, new ParallelOptions { CancellationToken = cancellationToken }, i =>
        {
            var spend = SyntheticSpend.Of(work[i].Profile, work[i].Seed, labels: false);
            var forecaster = new SeriesForecaster(new DailySeries(SyntheticSpend.FirstDay, spend.Values));
            scopes[i] = new BacktestScope(work[i].Profile.Name, Backtest.Run(forecaster, HistoryDaysMin));
        });

        BacktestScope[] profiles = [.. scopes.GroupBy(scope => scope.Scope).Select(group => BacktestScope.Over(group.Key, group))];
        return [BacktestScope.Over("all", profiles), .. profiles];
    }

    /// <summary>The sums of seed 1 that domain D.8 publishes, beside those that this generator makes.</summary>
    public static IReadOnlyList<SyntheticChecksum> Checksums() =>
    [
        Check("bursty", 161080.90), Check("decline", 357497.84), Check("fee", 340242.00), Check("growth", 426219.80), Check("mixed", 472639.99),
        Check("monthend", 291678.79), Check("sparse", 40307.77), Check("stable", 548893.71), Check("step", 410918.48), Check("weekday", 417603.13),
        Check("mixed", 481165.67, labels: true),
    ];

    private static SyntheticChecksum Check(string name, double published, bool labels = false)
    {
        SpendProfile profile = SpendProfile.All.First(each => each.Name == name);
        return new SyntheticChecksum(labels ? $"{name} with labels" : name, published, Math.Round(SyntheticSpend.Of(profile, 1, labels).Values.Sum(), 2));
    }
}

/// <summary>A control sum of the generator.</summary>
/// <param name="Profile">The profile.</param>
/// <param name="Published">The sum of seed 1 in the benchmark's description.</param>
/// <param name="Computed">The sum of seed 1 here.</param>
public sealed record SyntheticChecksum(string Profile, double Published, double Computed)
{
    // Libraries of mathematics differ in the last digits (domain D.8).
    private const double Tolerance = 0.05;

    /// <summary>True when the two are the same benchmark.</summary>
    public bool Ties => Math.Abs(Published - Computed) <= Tolerance;
}
