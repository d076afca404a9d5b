using CostGuard.Core.Forecasts;

namespace CostGuard.Core.Savings.Verification;

/// <summary>
/// What a resource would have used without the action, from what it and its peers did. Three ways are weighed by their own errors at earlier
/// origins: its own forecast, that forecast corrected by how the peers surprised theirs, and its share of the peers.
/// </summary>
public sealed class Counterfactual
{
    /// <summary>Days before the action that are needed; with less nothing could be tested.</summary>
    public const int HistoryMin = 56;

    private const int StepDays = 7;

    /// <summary>Fourteen errors have an exact rank for 80 %: 12 of 15. With twelve it is 11 of 13, which is 85 %.</summary>
    private const int OriginsMax = 14;

    private const int ShareDays = 28;

    private readonly DailySeries _own;
    private readonly DailySeries? _peers;
    private readonly SeriesForecaster _ownForecast;
    private readonly SeriesForecaster? _peersForecast;

    /// <summary>A counterfactual on usage at constant prices; the days after an action are in the series of the peers and are not looked at in its own.</summary>
    public Counterfactual(ResourceHistory history)
    {
        _own = new DailySeries(history.First, [.. history.Usage.Select(value => (double)value)]);
        _ownForecast = new SeriesForecaster(_own);
        if (history.Peers.Count == 0) return;
        _peers = new DailySeries(history.First, [.. history.Peers.Select(value => (double)value)]);
        _peersForecast = new SeriesForecaster(_peers);
    }

    /// <summary>Expected usage of the days [from, to) after an origin, and half the width of its 80 % interval as a share of it (domain D.5).</summary>
    /// <param name="known">Days before the action that are known.</param>
    /// <param name="from">First day after them that is asked for.</param>
    /// <param name="to">The day after the last one.</param>
    public (double Usage, IntervalWidth Width) Expect(int known, int from, int to)
    {
        int[] origins = [.. Enumerable.Range(0, OriginsMax).Select(k => known - to - (StepDays * k)).Where(origin => origin >= ShareDays)];
        double[][] tried = [.. origins.Select(origin => Ways(origin, from, to))];
        double[] actual = [.. origins.Select(origin => _own.Sum(origin + from, origin + to))];
        double[] errors = new double[_peers is null ? 1 : 3];
        for (int i = 0; i < tried.Length; i++)
        {
            for (int way = 0; way < errors.Length; way++) errors[way] += Math.Abs(tried[i][way] - actual[i]);
        }

        double[] weights = tried.Length == 0 ? [1, .. new double[errors.Length - 1]] : Selector.Weights(errors);
        double[] past = [.. tried.Select((ways, i) => (Forecast: Weighed(ways, weights), Actual: actual[i])).Where(each => each.Forecast > 0).Select(each => (each.Actual - each.Forecast) / each.Forecast)];
        return (Weighed(Ways(known, from, to), weights), Conformal.Width(past, .80));
    }

    private double[] Ways(int known, int from, int to)
    {
        double own = _ownForecast.Expect(known, from, to).Cost;
        if (_peers is null) return [own];
        double peers = _peers.Sum(known + from, known + to), expected = _peersForecast!.Expect(known, from, to).Cost;
        double before = _peers.Sum(known - ShareDays, known);
        return [own, expected > 0 ? own * peers / expected : own, before > 0 ? _own.Sum(known - ShareDays, known) * peers / before : own];
    }

    private static double Weighed(double[] ways, double[] weights) => ways.Zip(weights, (way, weight) => way * weight).Sum();
}
