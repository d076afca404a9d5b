namespace CostGuard.Core.Forecasts.Backtests;

/// <summary>Errors of one method, added up over origins and series. All shares are null without origins.</summary>
public sealed class BacktestTally
{
    private readonly double[] _errors = new double[Backtest.OriginDays.Count];
    private readonly double[] _actuals = new double[Backtest.OriginDays.Count];
    private double _quarterError, _quarterActual;
    private int _inside, _intervals;

    /// <summary>Σ|A − F| ÷ ΣA of the month's total, from the origin on that day of the month.</summary>
    public double? Wape(int originDay)
    {
        int i = Backtest.OriginDays.IndexOf(originDay);
        return Share(_errors[i], _actuals[i]);
    }

    /// <summary>The same over all origins in the month.</summary>
    public double? WapeOfMonths => Share(_errors.Sum(), _actuals.Sum());

    /// <summary>The same for the totals of the three months after the first of a month.</summary>
    public double? WapeOfQuarters => Share(_quarterError, _quarterActual);

    /// <summary>Share of months inside of the 80 % interval.</summary>
    public double? Coverage => _intervals == 0 ? null : (double)_inside / _intervals;

    /// <summary>Number of forecasts of a month that were judged.</summary>
    public int Forecasts { get; private set; }

    /// <summary>Adds all of another tally.</summary>
    public void Add(BacktestTally other)
    {
        for (int i = 0; i < _errors.Length; i++)
        {
            _errors[i] += other._errors[i];
            _actuals[i] += other._actuals[i];
        }

        _quarterError += other._quarterError;
        _quarterActual += other._quarterActual;
        _inside += other._inside;
        _intervals += other._intervals;
        Forecasts += other.Forecasts;
    }

    internal void AddMonth(int origin, double actual, double forecast)
    {
        _errors[origin] += Math.Abs(actual - forecast);
        _actuals[origin] += actual;
        Forecasts++;
    }

    internal void AddQuarterMonth(double actual, double forecast)
    {
        _quarterError += Math.Abs(actual - forecast);
        _quarterActual += actual;
    }

    internal void AddInterval(bool inside)
    {
        _intervals++;
        if (inside) _inside++;
    }

    private static double? Share(double error, double actual) => actual > 0 ? error / actual : null;
}
