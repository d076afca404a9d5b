using CostGuard.Core.Configuration;
using CostGuard.Core.Values;
using Xunit;

namespace CostGuard.Unit.Cli.Configuration;

public sealed class DriverFilesTests : IDisposable
{
    private readonly HomeFixture _home = new HomeFixture().WithTeam("payments");

    public void Dispose() => _home.Dispose();

    [Fact]
    public void Read_FilesOfTheFolder_AreOneTable()
    {
        _home.With("drivers/2026-10.csv", "month,team,driver,quantity,unit\n2026-10,payments,orders,171000,orders\n").With("drivers/2026-11.csv", "Month,Team,Driver,Quantity,Unit\r\n2026-11,payments,Orders,\"184500.5\",orders\r\n");

        Assert.Equal(
            [
                new DriverQuantity(BillingPeriod.Month(2026, 10), new TeamId("payments"), "orders", 171_000m, "orders"),
                new DriverQuantity(BillingPeriod.Month(2026, 11), new TeamId("payments"), "Orders", 184_500.5m, "orders"),
            ],
            _home.Read().Drivers);
    }

    [Theory]
    [InlineData("month,team,quantity\n", "1:1 CG2461 The head line must be month,team,driver,quantity,unit.")]
    [InlineData("month,team,driver,quantity,unit\n2026-10,payments,orders,1\n", "2:1 CG2461 The line has 4 fields, 5 needed.")]
    [InlineData("month,team,driver,quantity,unit\nOct 2026,payments,orders,1,orders\n", "2:1 CG2461 \"Oct 2026\" is not a month such as 2026-10.")]
    [InlineData("month,team,driver,quantity,unit\n2026-10,paymints,orders,1,orders\n", "2:2 CG2102 There is no team \"paymints\". Did you mean \"payments\"?")]
    [InlineData("month,team,driver,quantity,unit\n2026-10,payments,,1,orders\n", "2:3 CG2461 The driver has no name.")]
    [InlineData("month,team,driver,quantity,unit\n2026-10,payments,orders,-1,orders\n", "2:4 CG2461 \"-1\" is not a quantity of at least 0.")]
    [InlineData("month,team,driver,quantity,unit\n2026-10,payments,orders,\"1,000\",orders\n", "2:4 CG2461 \"1,000\" is not a quantity of at least 0.")]
    [InlineData("month,team,driver,quantity,unit\n2026-10,payments,orders,1,\n", "2:5 CG2461 The unit is empty: say what is counted, such as orders.")]
    [InlineData("month,team,driver,quantity,unit\n2026-10,payments,orders,1,orders\n2026-10,payments,Orders,2,orders\n", "3:1 CG2462 payments has a quantity of Orders for 2026-10 already, in drivers/d.csv:2.")]
    [InlineData("month,team,driver,quantity,unit\n2026-10,payments,orders,1,orders\n2026-11,payments,orders,2,thousands\n", "3:5 CG2463 orders is counted in orders already, in drivers/d.csv:2.")]
    public void Read_BadTable_NamesTheField(string text, string expected) => Assert.Equal([$"drivers/d.csv:{expected}"], _home.With("drivers/d.csv", text).Lines());

    [Fact]
    public void MoneyHash_ChangesWithAQuantityAlone()
    {
        string without = _home.Read().MoneyHash;
        string one = _home.With("drivers/d.csv", "month,team,driver,quantity,unit\n2026-10,payments,orders,1,orders\n").Read().MoneyHash;
        string same = _home.With("drivers/d.csv", "month,team,driver,quantity,unit\n2026-10,payments,orders,1.0,orders\n").Read().MoneyHash;
        string two = _home.With("drivers/d.csv", "month,team,driver,quantity,unit\n2026-10,payments,orders,2,orders\n").Read().MoneyHash;

        Assert.Equal(one, same);
        Assert.Equal(3, new HashSet<string> { without, one, two }.Count);
    }
}
