using CostGuard.Report.Tables;
using CostGuard.Report.Workbook;
using Xunit;

namespace CostGuard.Unit.Report.Tables;

public sealed class VerifyTableTests
{
    [Fact]
    public void Build_ChangedCells_AreRowsThatNameSheetAndCell()
    {
        var table = VerifyTable.Build("changed", new WorkbookIdentity("finance 2026-11", "01ab", "0.1.0"), [new ChangedCell("Data", "K6", "1", "2"), new ChangedCell("Notes", null, "the sheet", null)], null);
        Assert.Equal(["Data", "K6", "1", "2"], table.Rows[0]);
        Assert.Equal(["Notes", null, "the sheet", null], table.Rows[1]);
        Assert.Equal(("2026-11", "01ab"), (table.Meta.Period, table.Meta.Snapshot));
    }

    [Theory]
    [InlineData("snapshot:01ab;report:team payments 2026-11;version:0.1.0")]
    [InlineData("snapshot:01ab, report:team payments 2026-11, version:0.1.0")]
    [InlineData("snapshot 01ab report team payments 2026-11 version 0.1.0")]
    public void Parse_KeywordsSavedAgain_AreTheSame(string keywords)
    {
        WorkbookIdentity identity = WorkbookIdentity.Parse(keywords)!;
        Assert.Equal(new WorkbookIdentity("team payments 2026-11", "01ab", "0.1.0"), identity);
        Assert.Equal(("payments", "2026-11"), (identity.Team, identity.Period.ToString()));
        Assert.Null(WorkbookIdentity.Parse("budget, draft"));
        Assert.Equal(identity with { Content = "0123456789abcdef" }, WorkbookIdentity.Parse(keywords + (keywords.Contains(':', StringComparison.Ordinal) ? ";content:" : " content ") + "0123456789abcdef"));
    }

    [Fact]
    public void Read_NoPackage_IsNobodys()
    {
        using var file = new MemoryStream("PK"u8.ToArray());
        Assert.Null(WorkbookIdentity.Read(file));
        Assert.Equal("snapshot:01ab;report:finance 2026-11;version:0.1.0", new WorkbookIdentity("finance 2026-11", "01ab", "0.1.0").Keywords);
    }
}
