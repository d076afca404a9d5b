using CostGuard.Core.Reports;
using CostGuard.Core.Savings;
using CostGuard.Core.Values;
using CostGuard.Report.Tables;
using Xunit;

namespace CostGuard.Unit.Report.Tables;

public sealed class PriceTableTests
{
    [Fact]
    public void Build_PaidAndListed_ASideEach()
    {
        var paid = new PaidRates();
        var machine = new CloudResource { Id = "i-1", Provider = "aws", Kind = ResourceKind.Machine, Type = "m5.large", Region = "us-east-1", Os = "linux" };
        paid.Add(machine, new ResourceBill(62.05m, 730m) { OnDemandRate = .085m }, Currency.Usd);
        var list = new PriceSheet([new MachineType { Name = "m5.large", Family = "m5", Cpus = 2, MemoryGb = 8, Rate = .096m, Provider = "aws", Region = "us-east-1", Source = "a list" }]);

        ReportTable table = PriceTable.Build(new TypeCatalogue(list, paid), null, ReportMeta.NoMoney);

        Assert.Equal(["aws", "us-east-1", "m5.large", "linux", 2m, 8m, "x86_64", .085m, "USD", 1L, .096m, "a list"], Assert.Single(table.Rows));
        Assert.Equal(2, PriceTable.Build(new TypeCatalogue(list, paid), "m5", ReportMeta.NoMoney).Rows.Count);
        Assert.Empty(PriceTable.Build(new TypeCatalogue(list, paid), "r5", ReportMeta.NoMoney).Rows);
    }
}
