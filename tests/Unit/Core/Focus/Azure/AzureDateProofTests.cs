using CostGuard.Core.Focus.Azure;
using Xunit;

namespace CostGuard.Unit.Core.Focus.Azure;

public sealed class AzureDateProofTests
{
    [Theory]
    [InlineData("2025-06-01|2025-06-02", "", AzureDayOrder.None)]
    [InlineData("12/12/2025", "", AzureDayOrder.None)]
    [InlineData("07/01/2025|07/16/2025", "", AzureDayOrder.MonthFirst)]
    [InlineData("01/07/2025|16/07/2025", "", AzureDayOrder.DayFirst)]
    [InlineData("06/01/2025|06/02/2025", "", AzureDayOrder.MonthFirst)]
    [InlineData("01/06/2025|02/06/2025", "", AzureDayOrder.DayFirst)]
    [InlineData("06/03/2025", "", null)]
    [InlineData("06/03/2025", "06/01/2025-06/30/2025", AzureDayOrder.MonthFirst)]
    [InlineData("06/03/2025", "01/03/2025-31/03/2025", AzureDayOrder.DayFirst)]
    [InlineData("06/03/2025", "06/01/2025-07/01/2025", AzureDayOrder.MonthFirst)]
    [InlineData("13/13/2025", "", null)]
    public void Of_Days_AreReadInTheOneWayThatFits(string days, string period, AzureDayOrder? expected) =>
        Assert.Equal(expected, AzureDateProof.Of(days.Split('|'), Periods(period), []));

    [Fact]
    public void Of_ServicePeriodOfAMonth_Decides() =>
        Assert.Equal(AzureDayOrder.MonthFirst, AzureDateProof.Of(["08/01/2023"], [], [("08/01/2023", "09/01/2023")]));

    private static (string, string)[] Periods(string text) => text.Length == 0 ? [] : [(text.Split('-')[0], text.Split('-')[1])];
}
