namespace CostGuard.Core.Forecasts.Methods;

/// <summary>φ + φ² + … + φ^h (domain D.2): how many days of a trend h days ahead are worth when each keeps φ of the one before.</summary>
/// <param name="damping">φ.</param>
public struct DampedSum(double damping)
{
    private double _power = 1;
    private double _sum;

    /// <summary>The sum for one day more.</summary>
    public double Next()
    {
        _power *= damping;
        _sum += _power;
        return _sum;
    }
}
