using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using System.Xml.Linq;
using CostGuard.Core.Values;
using CostGuard.Unit;
using Xunit;

namespace CostGuard.Golden;

/// <summary>The sum over teams is the total, to the last digit, on every surface.</summary>
public sealed class TeamsAddUpTests
{
    [Fact]
    public async Task CostShow_ByTeam_AddsUpToTheTotalInJsonAndCsv()
    {
        using Product product = await SampleAsync();
        foreach (string metric in (string[])["billed", "effective"])
        {
            ExactSum total = Sum((await product.OkAsync("cost", "show", "--metric", metric, "--period", "all", "-o", "json")).Json, metric);

            Answer json = await product.OkAsync("cost", "show", "--by", "team", "--metric", metric, "--period", "all", "-o", "json");
            Answer csv = await product.OkAsync("cost", "show", "--by", "team", "--metric", metric, "--period", "all", "-o", "csv");

            Assert.Equal(total, Sum(json.Json, metric));
            Assert.Equal(total, SumOfCsv(csv.Out, metric + "Cost"));
            Assert.Contains(json.Json.GetProperty("items").EnumerateArray(), item => item.GetProperty("team").GetString() == "unallocated");
        }
    }

    [Fact]
    public async Task ReportRun_DataSheet_AddsUpToTheTotalInCents()
    {
        using Product product = await SampleAsync();
        string path = (await product.OkAsync("report", "run", "--period", "2024-09")).Out.Trim();
        ExactSum total = Sum((await product.OkAsync("cost", "show", "--metric", "billed", "--period", "2023-09..2024-09", "-o", "json")).Json, "billed");

        decimal inWorkbook = ColumnOfData(path, "Billed cost").Sum();

        Assert.Equal(decimal.Round(total.ToDecimal(), 2, MidpointRounding.ToEven), inWorkbook);
    }

    private static async Task<Product> SampleAsync()
    {
        Product product = await Product.NewAsync();
        product.Write("teams/dev.yaml", """
            apiVersion: costguard/v1
            kind: Team
            metadata: { name: dev, title: Development }
            spec:
              owner: dev@acme.example
              effectiveFrom: 2024-01
              match:
                - tag.environment: [dev]

            """);
        product.Write("allocation/rules.yaml", """
            apiVersion: costguard/v1
            kind: AllocationRules
            metadata: { name: rules }
            spec:
              order:
                - name: shared-storage
                  when: { serviceCategory: Storage }
                  split: { by: cost, among: all }

            """);
        await product.OkAsync("import", SharedFolder.Path("data", "focus", "sample-1.0", "focus_sample.csv"), "--source", "sample", "-q");
        return product;
    }

    private static ExactSum Sum(JsonElement answer, string metric) =>
        answer.GetProperty("items").EnumerateArray().Aggregate(ExactSum.Zero, (sum, item) => sum + ExactSum.Parse(item.GetProperty(metric + "Cost").GetString()!));

    private static ExactSum SumOfCsv(string csv, string column)
    {
        string[][] rows = [.. csv.Trim().Split('\n').Select(line => line.Trim('\r').Split(',').Select(cell => cell.Trim('"')).ToArray())];
        int at = Array.IndexOf(rows[0], column);
        return rows[1..].Aggregate(ExactSum.Zero, (sum, row) => sum + ExactSum.Parse(row[at]));
    }

    /// <summary>Numbers of one column of the Data sheet, read from the file itself.</summary>
    private static IEnumerable<decimal> ColumnOfData(string path, string header)
    {
        using ZipArchive zip = ZipFile.OpenRead(path);
        XNamespace main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        XNamespace rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        string id = Load(zip, "xl/workbook.xml").Descendants(main + "sheet").Single(sheet => (string?)sheet.Attribute("name") == "Data").Attribute(rel + "id")!.Value;
        string target = Load(zip, "xl/_rels/workbook.xml.rels").Root!.Elements().Single(each => (string?)each.Attribute("Id") == id).Attribute("Target")!.Value;
        XElement[] rows = [.. Load(zip, target.StartsWith('/') ? target[1..] : $"xl/{target}").Descendants(main + "row")];
        string[] shared = zip.GetEntry("xl/sharedStrings.xml") is null ? [] : [.. Load(zip, "xl/sharedStrings.xml").Descendants(main + "si").Select(si => string.Concat(si.Descendants(main + "t").Select(t => t.Value)))];
        string Text(XElement cell) => (string?)cell.Attribute("t") == "s" ? shared[int.Parse(cell.Element(main + "v")!.Value, CultureInfo.InvariantCulture)] : string.Concat(cell.Descendants(main + "t").Select(t => t.Value));
        string column = rows.SelectMany(row => row.Elements(main + "c")).First(cell => Text(cell) == header).Attribute("r")!.Value.TrimEnd("0123456789".ToCharArray());
        return rows.SelectMany(row => row.Elements(main + "c"))
            .Where(cell => cell.Attribute("r")!.Value.TrimEnd("0123456789".ToCharArray()) == column && (string?)cell.Attribute("t") is null or "n" && cell.Element(main + "v") is not null)
            .Select(cell => decimal.Parse(cell.Element(main + "v")!.Value, NumberStyles.Float, CultureInfo.InvariantCulture));
    }

    private static XDocument Load(ZipArchive zip, string name)
    {
        using Stream stream = zip.GetEntry(name)!.Open();
        return XDocument.Load(stream);
    }
}
