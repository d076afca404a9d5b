using CostGuard.Core.Anomalies;
using CostGuard.Report.Charts;
using CostGuard.Unit.Report.Tables;
using Xunit;

namespace CostGuard.Unit.Report.Charts;

public sealed class BandChartTests
{
    [Fact]
    public void Render_SameDays_SameBytesWithinTheMailsLimit()
    {
        JudgedDay[] days = [.. SomeAnomalies.Rds.Event.Days, new JudgedDay(SomeAnomalies.Start.AddDays(7), double.NaN, 59, 48, 71, 0, 5, SeriesKind.Steady)];

        byte[] first = BandChart.Render("RDS", days, "USD");

        Assert.Equal(first, BandChart.Render("RDS", days, "USD"));
        Assert.Equal([0x89, 0x50, 0x4E, 0x47], first[..4]);
        Assert.InRange(first.Length, 1_000, 60 * 1024);
        Assert.NotEqual(first, BandChart.Render("RDS", [.. days.Select(day => day with { Sign = 0 })], "USD"));
    }
}
