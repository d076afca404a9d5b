using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Xunit;

namespace CostGuard.Unit.Cli.Commands;

public sealed class ReportVerifyTests : IDisposable
{
    private readonly CommandHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Verify_UntouchedChangedOlderAndForeign_AreToldApart()
    {
        string first = await WriteAsync("10.25");
        string untouched = Copy(first, "renamed.xlsx"), changed = Copy(first, "changed.xlsx");
        Change(changed, "Data", "Usage", "Sneaky");

        (int genuine, string text, string error) = await _home.RunAsync("report", "verify", untouched);
        (int listed, string cells, _) = await _home.RunAsync("report", "verify", changed, "-o", "csv");
        File.Delete(first);
        (int remade, string again, _) = await _home.RunAsync("report", "verify", changed, "-o", "csv");
        string second = await WriteAsync("11.50");
        (int older, string old, _) = await _home.RunAsync("report", "verify", untouched);
        (int current, _, _) = await _home.RunAsync("report", "verify", second);
        (int foreign, _, string unknown) = await _home.RunAsync("report", "verify", _home.Write("foreign.xlsx", "PK"));

        Assert.True(genuine == 0, error);
        Assert.Contains("is genuine, unchanged and current", text, StringComparison.Ordinal);
        Assert.Equal(6, listed);
        Assert.Matches("^\"?sheet\"?,.*\n\"?Data\"?,\"?[A-Z]+6\"?,\"?Sneaky\"?,\"?Usage\"?\n$", cells.ReplaceLineEndings("\n"));
        Assert.Equal((6, cells), (remade, again));
        Assert.Equal(9, older);
        Assert.Contains("older than the current one", old, StringComparison.Ordinal);
        Assert.Equal(0, current);
        Assert.Equal(8, foreign);
        Assert.Contains("CG3015", unknown, StringComparison.Ordinal);
    }

    /// <summary>A number that became a text drops out of every sum; a result that nobody calculated is what a protected view shows.</summary>
    [Fact]
    public async Task Verify_NumberMadeTextOrResultOverwritten_IsNamed()
    {
        string first = await WriteAsync("10.25");
        string text = Copy(first, "text.xlsx"), result = Copy(first, "result.xlsx"), id = Copy(first, "id.xlsx");
        Change(text, "Data", "10.25", "10.25");
        Change(id, "Data", "000000000001", "1.0");
        using (SpreadsheetDocument book = SpreadsheetDocument.Open(result, true)) Sheet(book, "Budget v Actual").Descendants<Cell>().First(cell => cell.CellFormula is not null && cell.CellValue?.Text == "10.25").CellValue!.Text = "1";

        foreach ((string file, string sheet) in ((string, string)[])[(text, "Data"), (id, "Data"), (result, "Budget v Actual")])
        {
            (int code, string answer, string error) = await _home.RunAsync("report", "verify", file, "-o", "csv");
            Assert.True(code == 6, error);
            Assert.Contains(sheet, answer, StringComparison.Ordinal);
            (_, string title, _) = await _home.RunAsync("report", "verify", file);
            Assert.DoesNotContain("no cell differs", title, StringComparison.Ordinal);
        }
    }

    /// <summary>Two files of one snapshot: a copy is held against the one that it is a copy of, which was replaced by another with the same name.</summary>
    [Fact]
    public async Task Verify_CopyOfAFileThatWasReplacedFromTheSameData_NamesItsOneCell()
    {
        string first = await WriteAsync("10.25");
        string held = Copy(first, "held.xlsx"), changed = Copy(first, "changed.xlsx");
        Change(changed, "Data", "Usage", "Sneaky");
        (int added, _, string refused) = await _home.RunAsync("invoice", "add", "INV-1", "--period", "2026-10", "--date", "2026-11-03", "--currency", "USD", "--net", "10.25", "--tax", "0.00", "--by", "fin@acme.example");
        Assert.True(added == 0, refused);
        (_, string text, _) = await _home.RunAsync("report", "run", "--period", "2026-10");
        string second = text.Trim();
        Assert.Equal(first, second);
        string newer = Copy(second, "newer.xlsx");
        Change(newer, "Data", "Usage", "Sneaky");

        Assert.NotEqual(await File.ReadAllBytesAsync(held, TestContext.Current.CancellationToken), await File.ReadAllBytesAsync(second, TestContext.Current.CancellationToken));
        Assert.Equal(9, (await _home.RunAsync("report", "verify", held)).Code);
        foreach (string file in (string[])[changed, newer])
        {
            (int code, string cells, string error) = await _home.RunAsync("report", "verify", file, "-o", "csv");
            Assert.True(code == 6, error);
            Assert.Matches("^\"?sheet\"?,.*\n\"?Data\"?,\"?[A-Z]+6\"?,\"?Sneaky\"?,\"?Usage\"?\n$", cells.ReplaceLineEndings("\n"));
        }
    }

    /// <summary>A file without its mark whose own original is gone is compared with what there is, and the answer says that it may be of another file.</summary>
    [Fact]
    public async Task Verify_CopyWithoutMarkOfAFileThatIsGone_SaysThatItMayBeOfAnother()
    {
        string first = await WriteAsync("10.25"), changed = Copy(first, "changed.xlsx");
        using (SpreadsheetDocument book = SpreadsheetDocument.Open(changed, true)) book.PackageProperties.Keywords = book.PackageProperties.Keywords!.Split(";content:")[0];
        (int added, _, string refused) = await _home.RunAsync("invoice", "add", "INV-1", "--period", "2026-10", "--date", "2026-11-03", "--currency", "USD", "--net", "10.25", "--tax", "0.00", "--by", "fin@acme.example");
        Assert.True(added == 0, refused);
        await _home.RunAsync("report", "run", "--period", "2026-10");

        (int same, string unchanged, _) = await _home.RunAsync("report", "verify", changed);
        Assert.Equal(6, same);
        Assert.Contains("no cell differs", unchanged, StringComparison.Ordinal);
        Directory.Delete(Path.Combine(_home.Path, "data", "out", "replaced"), recursive: true);
        (int code, string text, _) = await _home.RunAsync("report", "verify", changed);
        Assert.Equal(6, code);
        Assert.Contains("1 other was written from this snapshot and cannot be compared, and it may be a copy of that one", text, StringComparison.Ordinal);
    }

    private static Worksheet Sheet(SpreadsheetDocument book, string name) =>
        ((WorksheetPart)book.WorkbookPart!.GetPartById(book.WorkbookPart.Workbook!.Sheets!.Elements<Sheet>().Single(each => each.Name == name).Id!)).Worksheet!;

    private async Task<string> WriteAsync(string cost)
    {
        string file = _home.Write("focus.csv", $"""
            BillingPeriodStart,BillingPeriodEnd,ChargePeriodStart,ChargePeriodEnd,BillingCurrency,BilledCost,EffectiveCost,ServiceName,SubAccountId,ChargeCategory
            2026-10-01,2026-11-01,2026-10-10,2026-10-11,USD,{cost},{cost},Amazon S3,000000000001,Usage

            """);
        (int imported, _, string refused) = await _home.RunAsync("import", file, "--source", "bill");
        Assert.True(imported == 0, refused);
        (int code, string text, string error) = await _home.RunAsync("report", "run", "--period", "2026-10");
        Assert.True(code == 0, error);
        return text.Trim();
    }

    private string Copy(string path, string name)
    {
        string copy = Path.Combine(_home.Path, name);
        File.Copy(path, copy);
        return copy;
    }

    internal static void Change(string path, string sheet, string from, string to)
    {
        using SpreadsheetDocument book = SpreadsheetDocument.Open(path, true);
        string id = book.WorkbookPart!.Workbook!.Sheets!.Elements<Sheet>().Single(each => each.Name == sheet).Id!;
        var part = (WorksheetPart)book.WorkbookPart.GetPartById(id);
        string[] texts = [.. book.WorkbookPart.SharedStringTablePart!.SharedStringTable!.Elements<SharedStringItem>().Select(item => item.InnerText)];
        string Text(Cell cell) => cell.DataType?.Value == CellValues.SharedString ? texts[int.Parse(cell.CellValue!.Text, System.Globalization.CultureInfo.InvariantCulture)] : cell.InnerText;
        Cell hit = part.Worksheet!.Descendants<Cell>().First(cell => Text(cell) == from);
        hit.DataType = CellValues.InlineString;
        hit.CellValue = null;
        hit.InlineString = new InlineString(new Text(to));
    }
}
