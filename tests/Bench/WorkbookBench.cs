using System.Globalization;
using CostGuard.Core.Focus;
using CostGuard.Core.Values;
using CostGuard.Report.Workbook;
using SpreadCheetah;
using SpreadCheetah.Styling;

namespace CostGuard.Bench;

/// <summary>P14: the finance workbook with formulas, tables and charts against the cells of its Data sheet alone, written by hand with SpreadCheetah.</summary>
public static class WorkbookBench
{
    private const int Columns = 21;

    public static void Run(BenchSettings settings)
    {
        string rows = settings.Rows.ToString(CultureInfo.InvariantCulture);
        Paired.Run(
            "workbook",
            settings.Rows,
            settings.Pairs,
            _ => [Environment.ProcessPath!, "workbook-product", rows, Path.Combine(settings.Folder, "product.xlsx")],
            _ => [Environment.ProcessPath!, "workbook-baseline", rows, Path.Combine(settings.Folder, "baseline.xlsx")],
            settings.Folder);
    }

    /// <summary>The product's process.</summary>
    public static async Task<int> ProductAsync(int rows, string file)
    {
        DataLine[] lines = Lines(rows);
        var input = new WorkbookInput
        {
            Company = "Example Corp",
            Period = Generator.September,
            PeriodStatus = "CLOSED v1",
            CloseVersion = 1,
            Currency = Currency.Usd,
            Metric = CostMetric.Effective,
            Snapshot = "01ab23cd45ef",
            DataThrough = Generator.September.LastDay,
            ConfigurationHash = "ffeeddccbbaa99887766",
            Version = "0.1.0",
            Teams = [.. lines.Select(line => line.Team).Distinct(StringComparer.Ordinal).Select(team => new WorkbookTeam(team, $"{team}@example.com", "4400", null, false, false, false))],
            OtherBudgets = [],
            Rules = [],
            Lines = lines,
            DataNote = "One line is the charges of a month with the same team, account, service, region, category, rule, invoice and source.",
            Loads = WorkbookParts.Loads(lines),
            Bridge = WorkbookParts.BridgeOf(lines),
            Close = WorkbookParts.Close(lines),
            Commitments = WorkbookParts.Commitments(),
            Anomalies = WorkbookParts.Anomalies(),
            Rates = WorkbookParts.Rates(),
            Restated = WorkbookParts.Restated(),
            Daily = Enumerable.Range(0, 30).ToDictionary(Generator.September.FirstDay.AddDays, _ => 1_000m),
        };
        FileStream output = File.Create(file);
        await using (output.ConfigureAwait(false)) await FinanceWorkbook.WriteAsync(input, output, CancellationToken.None).ConfigureAwait(false);
        return 0;
    }

    /// <summary>The baseline's process.</summary>
    public static async Task<int> BaselineAsync(int rows, string file)
    {
        DataLine[] lines = Lines(rows);
        FileStream output = File.Create(file);
        await using (output.ConfigureAwait(false))
        {
            Spreadsheet book = await Spreadsheet.CreateNewAsync(output).ConfigureAwait(false);
            await using (book.ConfigureAwait(false))
            {
                StyleId month = book.AddStyle(new Style { Format = NumberFormat.Custom("yyyy-mm") });
                StyleId money = book.AddStyle(new Style { Format = NumberFormat.Custom("#,##0.00") });
                await book.StartWorksheetAsync("Data").ConfigureAwait(false);
                var cells = new StyledCell[Columns];
                foreach (DataLine line in lines)
                {
                    Fill(cells, line, month, money);
                    await book.AddRowAsync(cells.AsMemory()).ConfigureAwait(false);
                }

                await book.FinishAsync().ConfigureAwait(false);
            }
        }

        return 0;
    }

    private static void Fill(StyledCell[] cells, DataLine line, StyleId month, StyleId money)
    {
        cells[0] = new StyledCell(line.Month.FirstDay.ToDateTime(TimeOnly.MinValue), month);
        string?[] texts = [line.Team, line.CostCentre, line.Provider, line.AccountId, line.AccountName, line.Service, line.Region, line.ChargeCategory, line.Resource, line.Currency.Code];
        for (int i = 0; i < texts.Length; i++) cells[i + 1] = new StyledCell(texts[i], null);
        decimal rate = line.Currency == Currency.Usd ? 1m : 1.085m;
        cells[11] = new StyledCell(decimal.Round(line.Costs.Billed, 2), money);
        cells[12] = new StyledCell(decimal.Round(line.Costs.Effective, 2), money);
        cells[13] = new StyledCell(rate, null);
        cells[14] = new StyledCell(decimal.Round(line.Costs.Billed * rate, 2), money);
        cells[15] = new StyledCell(line.Rule, null);
        cells[16] = new StyledCell(line.Pool, null);
        cells[17] = new StyledCell(line.Invoice, null);
        cells[18] = new StyledCell(line.Source, null);
        cells[19] = new StyledCell(line.Rows, null);
        cells[20] = new StyledCell(line.Load, null);
    }

    /// <summary>Lines spread over thirteen months, 40 teams, 60 services and 200 accounts; amounts with digits below the cent.</summary>
    private static DataLine[] Lines(int rows)
    {
        var lines = new DataLine[rows];
        for (int i = 0; i < rows; i++)
        {
            long mixed = i * 2_654_435_761L % 4_294_967_291L;
            int account = (int)(mixed % 200);
            decimal cost = (mixed % 1_000_003 / 1_000m) + 0.1234567m;
            lines[i] = new DataLine(
                BenchHome.History[i % BenchHome.Months], Name("team", mixed / 7 % 40), "4400", "AWS", (100_000_000_000L + account).ToString(CultureInfo.InvariantCulture), Name("account", account),
                Name("Amazon Service", mixed / 11 % 60), Name("eu-central", mixed / 13 % 5), i % 50 == 0 ? "Tax" : "Usage", i % 10 == 0 ? Currency.Eur : Currency.Usd, new Costs(cost, cost * 0.9m, cost, cost),
                i % 5 == 0 ? Name("pool", mixed / 17 % 8) : "by-tag", i % 5 == 0 ? Name("pool", mixed / 17 % 8) : null,
                $"INV-{BenchHome.History[i % BenchHome.Months]}-{(i % 10 == 0 ? "eur" : "usd")}-{(mixed / 19 % 20).ToString(CultureInfo.InvariantCulture)}", "bench")
            {
                Resource = BenchHome.History[i % BenchHome.Months] == Generator.September ? $"arn:aws:bench:eu-central-1:{100_000_000_000L + account}:instance/i-{i:x8}" : null,
                Rows = 30,
                Load = $"20261001T040000000Z-0a1b2c3d-{BenchHome.History[i % BenchHome.Months]}",
            };
        }

        return lines;
    }

    private static string Name(string kind, long number) => string.Create(CultureInfo.InvariantCulture, $"{kind}-{number}");
}
