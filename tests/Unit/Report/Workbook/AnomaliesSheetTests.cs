using CostGuard.Core.Anomalies;
using CostGuard.Report.Workbook;
using Xunit;

namespace CostGuard.Unit.Report.Workbook;

public sealed class AnomaliesSheetTests
{
    // ux 3.4: usually 59, now 190 a day for seven days: 413 expected, 1330 paid, 917 too much. What waits for an owner stands first.
    [Fact]
    public async Task Write_OpenAnomaly_IsFirstWithItsImpact()
    {
        SheetReader sheet = await Sheet(WorkbookPartSamples.Anomalies);

        Assert.Equal("Anomalies, Nov 2026: 1 anomaly waits for an owner, +917 USD so far", sheet["A1"]);
        // 8 and 14 November 2026 as serial numbers.
        Assert.Equal(["46334", "46340", "7", "Payments", "Amazon RDS, 012345678901", "413", "1330", "0", "917"], sheet.Row(6, 'I'));
        Assert.Equal(["▲ NEW", "MEDIUM", "", "", "USD"], sheet.Row(6, 'O')[10..]);
        Assert.Equal(WorkbookPartSamples.Anomalies.Lines[1].Of.Id, sheet["P6"]);
        Assert.Equal("ROUND(tblAnom[[#This Row],[Actual]]-tblAnom[[#This Row],[Expected]]+tblAnom[[#This Row],[Left elsewhere]],2)", sheet.Formula("I6"));
    }

    // 80 more a day here, 70 less there: 560 − 490.
    [Fact]
    public async Task Write_Move_CountsWhatItAddsInTheEnd()
    {
        SheetReader sheet = await Sheet(WorkbookPartSamples.Anomalies);
        int row = sheet.Find('D', "Web");

        Assert.Equal(["Amazon EC2, A, from B", "700", "1260", "-490", "70"], sheet.Row(row, 'I')[4..]);
        Assert.Equal("⇄ MOVED", sheet[$"K{row}"]);
    }

    // 20.125 is 20.12 half-even; the note is text although it looks like a formula.
    [Fact]
    public async Task Write_Decision_SaysWhoAndUntilWhen()
    {
        SheetReader sheet = await Sheet(WorkbookPartSamples.Anomalies);
        int row = sheet.Find('D', "Data");

        Assert.Equal(["10", "30.12", "0", "20.12"], sheet.Row(row, 'I')[5..]);
        Assert.Equal(["✓ EXPECTED", "@ana", "=1+1 · expected until 2026-12-31", "EUR"], ((string[])["K", "M", "N", "O"]).Select(column => sheet[$"{column}{row}"]));
        Assert.Equal("", sheet.Formula($"N{row}"));
    }

    [Fact]
    public async Task Write_OneCurrencyWithoutMoves_HasATotalAndNoColumnForThem()
    {
        SheetReader sheet = await Sheet(WorkbookPartSamples.Anomalies with { Lines = [WorkbookPartSamples.Anomalies.Lines[1]] });

        Assert.Equal(["Total", "413", "1330", "917"], ((string[])["A7", "F7", "G7", "H7"]).Select(cell => sheet[cell]));
        Assert.Equal(("Impact", "SUBTOTAL(109,tblAnom[Impact])"), (sheet["H5"], sheet.Formula("H7")));
    }

    [Fact]
    public async Task Write_Nothing_SaysSo()
    {
        SheetReader sheet = await Sheet(new AnomalyPart(null, []));

        Assert.Equal("Anomalies, Nov 2026: no anomaly waits for anybody", sheet["A1"]);
        Assert.Equal("(none)", sheet["A6"]);
        Assert.Contains("no data to judge", sheet["A3"], StringComparison.Ordinal);
    }

    // A team's workbook names neither other teams' anomalies, nor accounts that others' cost stands in, nor where cost came from.
    [Fact]
    public async Task Only_Team_HidesWhatBelongsToOthers()
    {
        Anomaly rise = WorkbookPartSamples.Odd("web", "Amazon EC2", "A", 100m, 180m) with { MovedFrom = WorkbookPartSamples.Odd("payments", "Amazon EC2", "B", 100m, 30m) };
        AnomalyPart part = new AnomalyPart(null, [new(rise, "Web"), new(WorkbookPartSamples.Odd("web", "Network", "hub", 10m, 90m), "Web"), new(WorkbookPartSamples.Odd("payments", "S3", "A", 10m, 90m), "Payments")])
            .Only(new HashSet<string>(["web"]), new HashSet<string?>(["A"]));
        SheetReader sheet = await Sheet(part);

        Assert.Equal(["Amazon EC2, A, from elsewhere", "Network, (shared)"], sheet.Column('E', 6, 7).Order(StringComparer.Ordinal));
        Assert.Equal("560", sheet[$"H{sheet.Find('E', "Amazon EC2, A, from elsewhere")}"]);
        Assert.DoesNotContain("Payments", sheet.Column('D', 1, 20));
    }

    private static async Task<SheetReader> Sheet(AnomalyPart part) => (await SheetReader.OfAsync(WorkbookSamples.Input() with { Anomalies = part }, "Anomalies"))!;
}
