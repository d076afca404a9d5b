using CostGuard.Core.Configuration;
using CostGuard.Core.Reports;
using CostGuard.Report.Tables;
using CostGuard.Unit.Core.Budgets;
using Xunit;

namespace CostGuard.Unit.Report.Tables;

public sealed class BudgetRequestTableTests
{
    [Fact]
    public void Build_OpenAndDecided_HasTheOpenOneFirstWithItsCurrency()
    {
        BudgetRequest decided = Request(2) with { State = BudgetRequestState.Approved, DecidedBy = "cfo@acme.test" };

        ReportTable table = BudgetRequestTable.Build([Request(1), decided], [SomeBudgets.Of()], ReportMeta.NoMoney);

        Assert.Equal("2 budget requests, 1 open", table.Title);
        Assert.Equal([1L, 2L], table.Rows.Select(row => (long)row[0]!));
        Assert.Equal<object?>(["USD", "approved", "cfo@acme.test"], [table.Rows[1][4], table.Rows[1][8], table.Rows[1][9]]);
    }

    private static BudgetRequest Request(int number) =>
        new(number, "payments-monthly", new DateOnly(2026, 12, 1), 52000m, "new region", "ann@acme.test", new DateOnly(2026, 11, 20));
}
