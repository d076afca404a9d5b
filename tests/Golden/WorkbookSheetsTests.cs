using System.Globalization;
using System.Text.Json;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Xunit;

namespace CostGuard.Golden;

/// <summary>The demo's workbook says of commitments, anomalies and savings what the commands say, and a team's workbook nothing of others.</summary>
public sealed class WorkbookSheetsTests
{
    [Fact]
    public async Task ReportRun_Demo_SaysWhatTheCommandsSay()
    {
        using Product product = await DemoHomes.FullAsync();
        string file = (await product.OkAsync("report", "run", "--period", "2026-11")).Out.Trim();
        using SpreadsheetDocument book = SpreadsheetDocument.Open(file, false);

        JsonElement plan = Assert.Single((await product.RunAsync("commitment", "show", "--period", "2026-11", "-o", "json")).Json.GetProperty("items").EnumerateArray());
        Dictionary<string, string> commitment = Assert.Single(Table(book, "Commitments", "Commitment", "tblCommit"));
        Assert.Equal(plan.GetProperty("commitment").GetString(), commitment["Full id"]);
        foreach ((string key, string header) in ((string, string)[])[("used", "Used"), ("unused", "Unused"), ("netSaving", "Effective saving")]) Same(plan, key, commitment[header], 2);
        Same(plan, "utilisation", commitment["Utilised"], 4);
        JsonElement buy = Assert.Single((await product.RunAsync("commitment", "propose", "-o", "json")).Json.GetProperty("items").EnumerateArray());
        Dictionary<string, string> proposal = Assert.Single(Table(book, "Commitments", "Service", "tblPropose"));
        foreach ((string key, string header) in ((string, string)[])[("savingPerMonth", "Saves a month"), ("savingIfUsageFalls", "If usage falls by 30 %"), ("commitment", "Commit an hour")]) Same(buy, key, proposal[header], 2);
        JsonElement end = Assert.Single((await product.RunAsync("commitment", "expiring", "-o", "json")).Json.GetProperty("items").EnumerateArray());
        Same(end, "lostPerMonth", Assert.Single(Table(book, "Commitments", "Commitment", "tblCommitEnd"))["Costs more a month"], 2);

        // Every anomaly with a day in November; some of them belong to one team.
        JsonElement[] odd = [.. (await product.OkAsync("anomaly", "list", "--all", "-o", "json")).Json.GetProperty("items").EnumerateArray()
            .Where(item => string.CompareOrdinal(item.GetProperty("last").GetString(), "2026-11-01") >= 0)];
        Dictionary<string, Dictionary<string, string>> rows = Table(book, "Anomalies", "Since", "tblAnom").ToDictionary(row => row["Id"]);
        Assert.NotEmpty(odd);
        Assert.Equal(odd.Select(item => item.GetProperty("id").GetString()).Order(), rows.Keys.Order());
        foreach (JsonElement item in odd)
        {
            Dictionary<string, string> row = rows[item.GetProperty("id").GetString()!];
            Same(item, "impact", row["Impact"], 2);
            Assert.Equal((item.GetProperty("what").GetString(), item.GetProperty("state").GetString()), (row["Scope"], row["Status"]));
        }

        // Findings, the most worthwhile first; nothing is decided yet.
        JsonElement[] found = [.. (await product.OkAsync("recommend", "list", "-o", "json")).Json.GetProperty("items").EnumerateArray()];
        List<Dictionary<string, string>> savings = Table(book, "Savings", "What", "tblSaving");
        Assert.NotEmpty(found);
        Assert.Equal(found.Select(item => item.GetProperty("resource").GetString()), savings.Select(row => row["Resource"]));
        for (int i = 0; i < found.Length; i++) Assert.InRange(decimal.Parse(savings[i]["Saves a month"], NumberStyles.Float, CultureInfo.InvariantCulture) - Amount(found[i], "saving"), -0.01m, 0.01m);
        Assert.Equal(
            decimal.Round(found.Where(item => item.GetProperty("currency").GetString() == "USD").Sum(item => Amount(item, "saving")), 2),
            decimal.Parse(Table(book, "Savings", "From finding to bill", "tblSavingSum")[0]["A month"], NumberStyles.Float, CultureInfo.InvariantCulture));

        string team = odd[0].GetProperty("team").GetString()!;
        using SpreadsheetDocument own = SpreadsheetDocument.Open((await product.OkAsync("report", "run", "--period", "2026-11", "--team", team)).Out.Trim(), false);
        Assert.Equal(
            odd.Where(item => item.GetProperty("team").GetString() == team).Select(item => item.GetProperty("id").GetString()).Order(), Table(own, "Anomalies", "Since", "tblAnom").Select(row => row["Id"]).Order());
        Assert.DoesNotContain(own.WorkbookPart!.Workbook.Descendants<Sheet>(), sheet => sheet.Name == "Commitments");
    }

    private static decimal Amount(JsonElement item, string key) => decimal.Parse(item.GetProperty(key).ToString(), CultureInfo.InvariantCulture);

    private static void Same(JsonElement item, string key, string cell, int decimals) => Assert.Equal(
        decimal.Round(decimal.Parse(item.GetProperty(key).ToString(), CultureInfo.InvariantCulture), decimals), decimal.Round(decimal.Parse(cell, NumberStyles.Float, CultureInfo.InvariantCulture), decimals));

    /// <summary>Rows of an Excel table by header, as they are cached.</summary>
    private static List<Dictionary<string, string>> Table(SpreadsheetDocument book, string sheet, string first, string table)
    {
        var part = (WorksheetPart)book.WorkbookPart!.GetPartById(book.WorkbookPart.Workbook.Descendants<Sheet>().Single(candidate => candidate.Name == sheet).Id!);
        Table of = part.TableDefinitionParts.Select(definition => definition.Table).Single(candidate => candidate.Name == table);
        string[] texts = [.. book.WorkbookPart.SharedStringTablePart!.SharedStringTable.Elements<SharedStringItem>().Select(item => item.InnerText)];
        string[] corners = of.Reference!.Value!.Split(':');
        int header = Row(corners[0]), last = Row(corners[1]) - (int)(of.TotalsRowCount?.Value ?? 0);
        Dictionary<string, string> names = [];
        var rows = new List<Dictionary<string, string>>();
        foreach (Row row in part.Worksheet.Descendants<Row>().Where(row => row.RowIndex! >= header && row.RowIndex! <= last))
        {
            Dictionary<string, string> cells = row.Elements<Cell>().Where(cell => cell.CellValue is not null).ToDictionary(
                cell => cell.CellReference!.Value!.TrimEnd("0123456789".ToCharArray()),
                cell => cell.DataType?.Value == CellValues.SharedString ? texts[int.Parse(cell.CellValue!.Text, CultureInfo.InvariantCulture)] : cell.CellValue!.Text);
            if (row.RowIndex! == header) names = cells;
            else rows.Add(cells.Where(cell => names.ContainsKey(cell.Key)).ToDictionary(cell => names[cell.Key], cell => cell.Value));
        }

        Assert.Equal(first, names["A"]);
        return rows;
    }

    private static int Row(string cell) => int.Parse(cell.TrimStart("ABCDEFGHIJKLMNOPQRSTUVWXYZ".ToCharArray()), CultureInfo.InvariantCulture);
}
