namespace CostGuard.Core.Benchmarks;

/// <summary>One kind of daily spend of the benchmark CG-SYN-1 (domain D.8).</summary>
/// <param name="Name">The profile's name.</param>
/// <param name="Base">Cost of a day at the start, in a currency that doesn't matter.</param>
/// <param name="Weekend">Factor of Saturdays and Sundays.</param>
/// <param name="Growth">Growth a month, as a share.</param>
/// <param name="Sigma">Standard deviation of the noise's logarithm.</param>
/// <param name="Rho">How much of a day's noise the next day keeps.</param>
/// <param name="Fee">What is charged on day 1 of a month in addition.</param>
/// <param name="MonthEnd">Factor of the last two days of a month.</param>
/// <param name="Zero">Share of days without cost.</param>
/// <param name="Step">Factor from the step day on.</param>
public sealed record SpendProfile(
    string Name, double Base, double Weekend, double Growth, double Sigma, double Rho,
    double Fee = 0, double MonthEnd = 1, double Zero = 0, double Step = 1)
{
    /// <summary>The ten profiles in alphabetical order: a profile's place is part of its seed.</summary>
    public static IReadOnlyList<SpendProfile> All { get; } =
    [
        new("bursty", 300, .8, 0, .35, .6),
        new("decline", 900, .9, -.02, .03, .3, Step: .7),
        new("fee", 400, .95, .005, .03, .2, Fee: 6000),
        new("growth", 500, .9, .05, .04, .3),
        new("mixed", 700, .6, .02, .06, .5, Fee: 3500),
        new("monthend", 500, .8, .005, .04, .2, MonthEnd: 2.2),
        new("sparse", 120, 1, 0, .40, 0, Zero: .4),
        new("stable", 1000, 1, 0, .02, 0),
        new("step", 600, .85, .005, .03, .3, Step: 1.6),
        new("weekday", 800, .55, .01, .04, .3),
    ];
}
