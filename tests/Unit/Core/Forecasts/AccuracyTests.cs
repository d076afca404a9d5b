using System.Text.Json;
using CostGuard.Core.Forecasts;
using CostGuard.Core.Forecasts.Methods;
using Xunit;

namespace CostGuard.Unit.Core.Forecasts;

// The worked examples of domain D.2, D.5 and D.7, and their twins in vectors.json.
public sealed class AccuracyTests
{
    private static readonly double[] Actual = [100, 110, 90, 120];
    private static readonly double[] Forecast = [95, 115, 100, 110];

    [Fact]
    public void Wape_ExampleD5_AreThePublishedShares()
    {
        Assert.Equal(Vector("wape"), Accuracy.Wape(Actual, Forecast)!.Value, 9);
        Assert.Equal(0, Accuracy.Bias(Actual, Forecast)!.Value, 12);
        Assert.Null(Accuracy.Wape([0], [5]));
        Assert.Null(Accuracy.Bias([], []));
    }

    [Fact]
    public void Mape_ExampleD5_IsThePublishedShare()
    {
        Assert.Equal(Vector("mape"), Accuracy.Mape(Actual, Forecast)!.Value, 8);
        Assert.Null(Accuracy.Mape([0], [5]));
    }

    [Fact]
    public void DampedSum_Vectors_AreMet()
    {
        JsonElement sums = Vectors().GetProperty("dampSum");
        Assert.Equal(sums.GetProperty("phi98h30").GetDouble(), DaysOfTrend(.98, 30), 6);
        Assert.Equal(sums.GetProperty("phi95h10").GetDouble(), DaysOfTrend(.95, 10), 6);
    }

    [Fact]
    public void Bias_ForecastTooHigh_IsAboveZero() => Assert.Equal(0.1, Accuracy.Bias([100], [110])!.Value, 12);

    [Fact]
    public void Pinball_Vectors_AreMet()
    {
        foreach (JsonElement row in Vectors().GetProperty("pinball").EnumerateArray())
        {
            double[] n = [.. row.EnumerateArray().Select(each => each.GetDouble())];
            Assert.Equal(n[3], Accuracy.Pinball(n[0], n[1], n[2]), 9);
        }
    }

    // Errors of .5, 1 and .5 beside a history that moves by 1.0 from season to season.
    [Fact]
    public void Mase_ExampleD5_IsTwoThirds() =>
        Assert.Equal(Vector("mase"), Accuracy.Mase([10.5, 11, 12.5], [10, 12, 13], [1, 2, 3, 4], 1)!.Value, 6);

    [Fact]
    public void Run_SmoothingVector_EndsAtThePublishedLevel()
    {
        JsonElement ses = Vectors().GetProperty("ses");
        Assert.Equal(ses.GetProperty("level").GetDouble(), Smoothing.Run(Numbers(ses, "x"), ses.GetProperty("alpha").GetDouble(), 100).Level, 4);
    }

    [Fact]
    public void Extend_ExampleD1_IsThePublishedPath()
    {
        JsonElement theta = Vectors().GetProperty("theta");
        double[] x = Numbers(theta, "x"), path = new double[2];
        double alpha = theta.GetProperty("alpha").GetDouble(), level = Smoothing.Run(x, alpha, x[0]).Level, slope = Theta.LineSlope(x);
        Theta.Extend(x.Length, level, slope, alpha, path);

        Assert.Equal(105.625, level, 9);
        Assert.Equal(1.428571, slope, 6);
        Assert.Equal([107.03125, 107.745536], path.Select(each => Math.Round(each, 6)));
    }

    [Fact]
    public void Slope_ExampleD2_DoesNotFollowTheWildDay()
    {
        double[] y = Numbers(Vectors().GetProperty("theilSen"), "y");

        Assert.Equal(1.0, Robust.Slope(y), 12);
        Assert.Equal(6.2, Theta.LineSlope(y), 12);
    }

    [Fact]
    public void Width_ExampleD4_AreTheEleventhAndTheTwelfthError()
    {
        JsonElement vector = Vectors().GetProperty("conformal");
        double[] errors = Numbers(vector, "absErr");
        IntervalWidth inner = Conformal.Width(errors, .8), outer = Conformal.Width(errors, .9);

        Assert.Equal((.054, true), (inner.Share, inner.IsCovered));
        Assert.Equal((.060, true), (outer.Share, outer.IsCovered));
        Assert.Equal([29352.0, 30648.0], new[] { 18000 + (12000 * (1 - inner.Share)), 18000 + (12000 * (1 + inner.Share)) }.Select(each => Math.Round(each, 6)));
        Assert.Equal([29280.0, 30720.0], new[] { 18000 + (12000 * (1 - outer.Share)), 18000 + (12000 * (1 + outer.Share)) }.Select(each => Math.Round(each, 6)));
    }

    // D.5: 80 % needs 4 errors and 95 % needs 19; below, the widest one without a claim; below four ±30 %; never under 1 %.
    [Theory]
    [InlineData(3, .8, .30, false)]
    [InlineData(4, .8, .04, true)]
    [InlineData(18, .95, .18, false)]
    [InlineData(19, .95, .19, true)]
    public void Width_FewErrors_ClaimOnlyWhatTheyCan(int count, double level, double share, bool covered)
    {
        IntervalWidth width = Conformal.Width([.. Enumerable.Range(1, count).Select(i => i * (i % 2 == 0 ? -.01 : .01))], level);

        Assert.Equal(share, width.Share, 12);
        Assert.Equal(covered, width.IsCovered);
    }

    [Fact]
    public void Width_TinyErrors_IsOnePercent() => Assert.Equal(.01, Conformal.Width([0, 0, 0, 0, 0], .8).Share);

    private static double DaysOfTrend(double damping, int days)
    {
        var sum = new DampedSum(damping);
        double last = 0;
        for (int h = 0; h < days; h++) last = sum.Next();
        return last;
    }

    private static double Vector(string name) => Vectors().GetProperty(name).GetDouble();

    private static double[] Numbers(JsonElement parent, string name) => [.. parent.GetProperty(name).EnumerateArray().Select(each => each.GetDouble())];

    private static JsonElement Vectors()
    {
        using JsonDocument vectors = JsonDocument.Parse(File.ReadAllText(SharedFolder.Path("vectors.json")));
        return vectors.RootElement.GetProperty("D").Clone();
    }
}
