namespace CostGuard.Core.Forecasts;

/// <summary>
/// Chooses among methods by how they would have done: every series weighs them by their errors on the same number of days at earlier origins.
/// A method that was wrong twice as much gets a sixteenth of the weight, so that a clearly better one decides and equal ones share the risk.
/// </summary>
public static class Selector
{
    /// <summary>Earlier origins that are tried, a week apart.</summary>
    public const int OriginsMax = 12;

    /// <summary>Fewer tries say nothing: the first method decides alone.</summary>
    public const int OriginsMin = 4;

    private const double Power = 4;

    /// <summary>Weights that add up to 1.</summary>
    /// <param name="errors">Σ absolute errors by method.</param>
    public static double[] Weights(ReadOnlySpan<double> errors)
    {
        double least = double.PositiveInfinity;
        foreach (double error in errors) least = Math.Min(least, error);
        double[] weights = new double[errors.Length];
        double sum = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = errors[i] == least ? 1 : Math.Pow(least / errors[i], Power);
            sum += weights[i];
        }

        for (int i = 0; i < weights.Length; i++) weights[i] /= sum;
        return weights;
    }
}
