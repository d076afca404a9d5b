using System.Text.Json;
using CostGuard.Core.Anomalies;
using CostGuard.Core.Values;
using Xunit;

namespace CostGuard.Unit.Core.Anomalies;

/// <summary>The worked examples of domain E, from vectors.json.</summary>
public sealed class AnomalyVectorsTests
{
    private static readonly DateOnly First = new(2026, 9, 1);
    private static readonly JsonElement E = JsonDocument.Parse(File.ReadAllText(SharedFolder.Path("vectors.json"))).RootElement.GetProperty("E");

    // E-1: median 100, MAD 2, S 2.9652; 131 is 10.45 deviations away. Fourteen days are too few for weekdays.
    [Fact]
    public void E1_FourteenDays_ScoreOfTheFifteenth()
    {
        JsonElement mad = E.GetProperty("mad");
        double[] days = [.. Numbers(mad.GetProperty("x")), mad.GetProperty("y").GetDouble()];

        JudgedDay day = Assert.Single(new AnomalyDetector(AnomalyOptions.Medium).Judge(First, days, 14, ScopeRules.None));

        Assert.Equal(mad.GetProperty("median").GetDouble(), day.Expected, 9);
        Assert.Equal(mad.GetProperty("z").GetDouble(), day.Score, 4);
        Assert.Equal((10d, 1), (day.Limit, day.Sign));
    }

    // E-2: a constant series has a scale of 2 % of its level, so that 53 is 3.0 away and not unusual.
    [Fact]
    public void E2_ConstantSeries_HasAFloorOfNoise()
    {
        double[] days = [.. Enumerable.Repeat(50d, 56), 53d];

        JudgedDay day = Assert.Single(new AnomalyDetector(AnomalyOptions.Medium).Judge(First, days, 56, ScopeRules.None));

        Assert.Equal(3.0, day.Score, 9);
        Assert.Equal(0, day.Sign);
    }

    [Fact]
    public void E3_OneUsualDayBetween_IsOneEvent()
    {
        JsonElement example = E.GetProperty("event");
        double[] expected = Numbers(example.GetProperty("e")), actual = Numbers(example.GetProperty("y")), flags = Numbers(example.GetProperty("f"));
        JudgedDay[] days = [.. expected.Select((e, i) => new JudgedDay(First.AddDays(i), actual[i], e, e, e, 0, 5, SeriesKind.Steady) { Sign = (int)flags[i] })];

        EventDays found = Assert.Single(AnomalyEvents.Group(days));
        (decimal spent, decimal usual) = AnomalyEvents.Amounts(found, day => (decimal)actual[day.DayNumber - First.DayNumber], Currency.Usd);

        Assert.Equal(4, found.Days.Count);
        Assert.Equal(example.GetProperty("impact").GetDecimal(), spent - usual);
        Assert.Equal(example.GetProperty("pct").GetDecimal(), (spent - usual) / usual);
    }

    [Fact]
    public void E4_RootCauses_NetAndGrossShares()
    {
        JsonElement example = E.GetProperty("rootCause");
        CostPart[] parts = [Part("EC2", "acctA", 400m, 411m), Part("S3", "acctA", 50m, 48m), Part("EC2", "acctB", 100m, 95m), Part("SageMaker", "acctB", 0m, 60m), Part("NAT", "acctB", 80m, 246m)];

        IReadOnlyList<RootCause> causes = RootCauses.Rank(parts, example.GetProperty("delta").GetDecimal(), 10);

        Assert.Equal(["NAT", "SageMaker", "EC2", null], causes.Select(cause => cause.Part?.Keys[0]));
        Assert.Equal([166m, 60m, 11m, -7m], causes.Select(cause => cause.Impact));
        Assert.Equal([0.722m, 0.7m], [Math.Round(causes[0].ShareNet!.Value, 3), Math.Round(causes[0].ShareGross!.Value, 3)]);
        Assert.Equal(0.253m, Math.Round(causes[1].ShareGross!.Value, 3));
        Assert.True(causes[1].IsNew);
        Assert.Equal(230m, causes.Sum(cause => cause.Impact));
    }

    [Fact]
    public void E7_PrecisionRecallF1()
    {
        JsonElement prf = E.GetProperty("prf");

        var score = new DetectionScore(prf.GetProperty("tp").GetInt32(), prf.GetProperty("fp").GetInt32(), prf.GetProperty("fn").GetInt32(), 0, 0, 0);

        Assert.Equal(prf.GetProperty("p").GetDouble(), score.Precision!.Value, 4);
        Assert.Equal(prf.GetProperty("r").GetDouble(), score.Recall!.Value, 4);
        Assert.Equal(prf.GetProperty("f1").GetDouble(), score.F1!.Value, 4);
    }

    private static CostPart Part(string service, string account, decimal before, decimal now) => new([service, account], before, now);

    private static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(number => number.GetDouble())];
}
