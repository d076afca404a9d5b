using CostGuard.Core.Budgets;
using CostGuard.Core.Reports;
using CostGuard.Core.Values;
using CostGuard.Report.Tables;
using CostGuard.Unit.Core.Budgets;
using Xunit;

namespace CostGuard.Unit.Report.Tables;

public sealed class BudgetChangeTableTests
{
    [Fact]
    public void Build_OneChangedAndOneNewCell_ShowsBothAndAddsThemUp()
    {
        BudgetCell[] cells = [Cell("2026-10", 46000m), Cell("2026-11", 50000m), Cell("2026-12", 1000m)];
        IReadOnlyList<BudgetCellChange> changes = BudgetCellChange.Between([SomeBudgets.Of(("2026-10", 46000m), ("2026-11", 48000m))], cells);

        ReportTable table = BudgetChangeTable.Build(changes, "budgets/2026.csv", written: false, ReportMeta.NoMoney);

        Assert.Equal("2 amounts would be written to budgets/2026.csv", table.Title);
        Assert.Equal([2000m, 1000m], table.Rows.Select(row => (decimal)row[4]!));
        Assert.Equal<object?>(["Total", null, 48000m, 51000m, 3000m, "USD", null], table.Totals[0]);
    }

    private static BudgetCell Cell(string month, decimal amount) => new("payments", Currency.Usd, BillingPeriod.Parse(month), amount, "Budget!D5");
}
