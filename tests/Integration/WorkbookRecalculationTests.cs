using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Xml.Linq;
using CostGuard.Core.Close;
using CostGuard.Core.Configuration;
using CostGuard.Core.Currencies;
using CostGuard.Core.Values;
using CostGuard.Report.Workbook;
using CostGuard.Unit.Core;
using CostGuard.Unit.Report.Workbook;
using Xunit;

namespace CostGuard.Integration;

/// <summary>LibreOffice calculates the workbook anew: every cached value must be what it finds, and every check must pass.</summary>
public sealed class WorkbookRecalculationTests
{
    private const string MissingLines = "lines that are missing", LooseLines = "lines without invoices";

    private static readonly string[] Programs = ["soffice", "libreoffice"];

    public static TheoryData<string> Samples { get; } = [.. Inputs().Keys];

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task Workbook_RecalculatedByLibreOffice_EqualsEveryCachedValue(string sample)
    {
        WorkbookInput input = Inputs()[sample];
        string? office = Find();
        if (office is null) Assert.Skip("LibreOffice is not installed, so the workbook cannot be recalculated here.");
        DirectoryInfo folder = Directory.CreateTempSubdirectory("costguard-workbook-");
        try
        {
            string written = Path.Combine(folder.FullName, "workbook.xlsx");
            await using (FileStream file = File.Create(written))
            {
                await FinanceWorkbook.WriteAsync(input, file, TestContext.Current.CancellationToken);
            }

            string recalculated = await Convert(office, written, folder.FullName);
            // Every cell: values must survive, too, and no sheet be left out.
            Dictionary<string, string> ours = Values(written, formulasOnly: false);
            Dictionary<string, string> theirs = Values(recalculated, formulasOnly: false);

            Assert.True(Values(written, formulasOnly: true).Count > 100, "too few formula cells");
            Assert.Empty(ours.Where(cell => !Same(cell.Value, theirs.GetValueOrDefault(cell.Key, ""))).Select(cell => $"{cell.Key}: written {cell.Value}, recalculated {theirs.GetValueOrDefault(cell.Key, "")}"));
            string[] verdicts = [.. theirs.Where(cell => cell.Key.StartsWith("Checks!E", StringComparison.Ordinal) && cell.Value is "PASS" or "FAIL").Select(cell => cell.Value)];
            Assert.True(verdicts.Length >= 9);
            // An invoice that does not tie fails one check, and only that; so do lines on no invoice, though they sum to 0.
            Assert.Equal(sample is MissingLines or LooseLines ? 1 : 0, verdicts.Count(verdict => verdict == "FAIL"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Dictionary<string, WorkbookInput> Inputs()
    {
        TeamConfig payments = new() { Id = new TeamId("payments"), Title = "Payments", Owner = "lead@acme.example", EffectiveFrom = BillingPeriod.Month(2025, 1) };
        Invoice[] both = InvoiceSamples.Both();
        WorkbookInput october = InvoiceSamples.Input(both, [InvoiceSamples.Explained(ExplainedReason.PriorPeriod, 0m)], journal: InvoiceSamples.Accounts);
        return new Dictionary<string, WorkbookInput>
        {
            ["the worked example"] = WorkbookSamples.Input(),
            ["restated, and with a rate"] = WorkbookSamples.Input() with { Restated = WorkbookPartSamples.Restated, Rates = [new ExchangeRate(RateKind.Actual, WorkbookSamples.November, Currency.Eur, Currency.Usd, 1.08765m, "ECB")] },
            ["two currencies"] = ConvertedSamples.Input(),
            ["a rate of one month alone"] = ConvertedSamples.Input(rates: [ConvertedSamples.Rate(0, 1.10125m)]),
            ["October with its invoices"] = october,
            [MissingLines] = InvoiceSamples.Input(both, [InvoiceSamples.Explained(ExplainedReason.Fx, 0.05m)], [.. InvoiceSamples.Lines().Where(line => line.Team != "Web")]),
            [LooseLines] = InvoiceSamples.Input([.. both.Take(1)], lines: [.. InvoiceSamples.Lines().Select(line => line.Currency == Currency.Eur ? line with { Invoice = null, Costs = default } : line)]),
            ["numbers that look alike"] = InvoiceSamples.Input([InvoiceSamples.InvoiceOf("0012", Currency.Usd, 118_402.77m, "AWS"), InvoiceSamples.InvoiceOf("12", Currency.Eur, 41_286.15m, "Microsoft")], lines: InvoiceSamples.Lines("0012", "12")),
            ["a team"] = TeamInputBuilder.Cut(october, payments.Id, [payments], SomeConfiguration.Of() with { Teams = [payments] }),
        };
    }

    private static string? Find() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .SelectMany(folder => Programs.Select(program => Path.Combine(folder, program))).FirstOrDefault(File.Exists);

    private static async Task<string> Convert(string office, string file, string folder)
    {
        string output = Path.Combine(folder, "recalculated");
        var start = new ProcessStartInfo(office) { RedirectStandardOutput = true, RedirectStandardError = true };
        // A profile of its own, so that a running or broken one does not matter.
        string profile = new Uri(Path.Combine(folder, "profile")).AbsoluteUri;
        Directory.CreateDirectory(Path.Combine(folder, "profile", "user"));
        await File.WriteAllTextAsync(Path.Combine(folder, "profile", "user", "registrymodifications.xcu"), AlwaysRecalculate, TestContext.Current.CancellationToken);
        foreach (string argument in new[] { $"-env:UserInstallation={profile}", "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", output, file })
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, await errors);
        return Path.Combine(output, Path.GetFileName(file));
    }

    private static Dictionary<string, string> Values(string path, bool formulasOnly)
    {
        using ZipArchive zip = ZipFile.OpenRead(path);
        XDocument Part(string name)
        {
            using Stream content = zip.GetEntry(name)!.Open();
            return XDocument.Load(content);
        }

        string[] texts = [.. Part("xl/sharedStrings.xml").Root!.Elements().Select(item => item.Value)];
        Dictionary<string, string> targets = Part("xl/_rels/workbook.xml.rels").Root!.Elements().ToDictionary(link => link.Attribute("Id")!.Value, link => link.Attribute("Target")!.Value);
        var values = new Dictionary<string, string>();
        foreach (XElement sheet in Part("xl/workbook.xml").Descendants().Where(element => element.Name.LocalName == "sheet"))
        {
            string target = targets[sheet.Attributes().Single(attribute => attribute.Name.LocalName == "id").Value];
            foreach (XElement cell in Part(target.StartsWith('/') ? target[1..] : "xl/" + target).Descendants().Where(element => element.Name.LocalName == "c"))
            {
                if (formulasOnly && !cell.Elements().Any(child => child.Name.LocalName == "f")) continue;
                string text = cell.Elements().FirstOrDefault(child => child.Name.LocalName == "v")?.Value ?? "";
                values[$"{sheet.Attribute("name")!.Value}!{cell.Attribute("r")!.Value}"] = cell.Attribute("t")?.Value == "s" && text.Length > 0 ? texts[int.Parse(text, CultureInfo.InvariantCulture)] : text;
            }
        }

        return values;
    }

    // LibreOffice calculates in binary: 15 digits are what both can hold.
    private static bool Same(string left, string right)
    {
        if (left == right) return true;
        if (!double.TryParse(left, NumberStyles.Float, CultureInfo.InvariantCulture, out double a) || !double.TryParse(right, NumberStyles.Float, CultureInfo.InvariantCulture, out double b)) return false;
        return Math.Abs(a - b) <= 1e-9 * Math.Max(1, Math.Abs(a));
    }

    private const string AlwaysRecalculate = """
        <?xml version="1.0" encoding="UTF-8"?>
        <oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
        <item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
        </oor:items>
        """;
}
