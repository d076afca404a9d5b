using CostGuard.Core.Close;
using CostGuard.Core.Configuration;
using CostGuard.Core.Currencies;
using CostGuard.Core.Focus;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Report.Workbook;
using CostGuard.Unit.Core;

namespace CostGuard.Unit.Report.Workbook;

/// <summary>
/// October of the specification (ux 0.2 and 2.6): AWS 118,402.77 USD and Azure 41,286.15 EUR, each the sum of five teams; at 1.0850 that is 163,198.24 USD.
/// </summary>
internal static class InvoiceSamples
{
    public const string Aws = "1234567890";
    public const string Azure = "G012345678";

    public static readonly BillingPeriod October = BillingPeriod.Month(2026, 10);

    private static readonly DateTimeOffset At = new(2026, 11, 4, 9, 0, 0, TimeSpan.Zero);

    private static readonly (string Team, decimal Aws, decimal Azure)[] Teams =
    [
        ("Platform", 44_118.20m, 9_120.40m),
        ("Payments", 30_977.45m, 12_006.75m),
        ("Data", 33_652.08m, 15_880.00m),
        ("Web", 8_214.91m, 3_990.00m),
        ("Unallocated", 1_440.13m, 289.00m),
    ];

    public static JournalConfig Accounts { get; } = new() { Expense = "6540", Payable = "2000", Accrued = "2190", CostCentre = "4400" };

    /// <summary>Cost below the cent on each line, which adds up to nothing on each invoice.</summary>
    public static IReadOnlyList<DataLine> Lines(string aws = Aws, string azure = Azure) =>
    [
        .. Teams.SelectMany(team => new[]
        {
            WorkbookSamples.Line(October, team.Team, "AWS", "000000000042", "Amazon EC2", "Usage", Third(team.Aws) + 0.004m) with { Invoice = aws },
            WorkbookSamples.Line(October, team.Team, "AWS", "000000000043", "Amazon S3", "Usage", team.Aws - Third(team.Aws) - 0.004m) with { Invoice = aws },
            WorkbookSamples.Line(October, team.Team, "Microsoft", "sub-1", "Storage", "Usage", team.Azure) with { Invoice = azure, Currency = Currency.Eur },
        }),
    ];

    public static Invoice InvoiceOf(string number, Currency currency, decimal net, string provider) => new()
    {
        Number = number,
        Currency = currency,
        Period = October,
        Date = new DateOnly(2026, 11, 3),
        Provider = provider,
        Net = net,
        Tax = 0m,
        By = "fin@acme.example",
        At = At,
    };

    public static Invoice[] Both(decimal aws = 118_402.77m) => [InvoiceOf(Aws, Currency.Usd, aws, "AWS"), InvoiceOf(Azure, Currency.Eur, 41_286.15m, "Microsoft")];

    public static Explanation Explained(ExplainedReason reason, decimal amount, string invoice = Aws) =>
        new(7, invoice, invoice == Azure ? Currency.Eur : Currency.Usd, reason, amount, "see the letter of 2026-11-05", "cfo@acme.example", At);

    public static WorkbookInput Input(IReadOnlyList<Invoice> invoices, IReadOnlyList<Explanation>? explanations = null, IReadOnlyList<DataLine>? lines = null, JournalConfig? journal = null, string? matchTo = null)
    {
        IReadOnlyList<DataLine> all = lines ?? Lines();
        WorkbookInput input = WorkbookSamples.Input(all);
        IReadOnlyList<InvoiceStatement> statements = invoices.Count == 0 ? [] : InvoiceMatch.Of(October, invoices, Billed(all), explanations ?? [], matchTo is null ? [] : Matched(Billed(all), matchTo));
        return input with
        {
            Period = October,
            DataThrough = October.LastDay,
            Teams = [.. input.Teams.Select(team => team with { Budget = null })],
            OtherBudgets = [],
            Bridge = null,
            Daily = new Dictionary<DateOnly, decimal> { [October.FirstDay] = 118_402.77m },
            Warnings = [],
            Rates = [new ExchangeRate(RateKind.Actual, October, Currency.Eur, Currency.Usd, 1.0850m, "treasury")],
            Close = new WorkbookClose
            {
                Statements = statements,
                BilledOnInvoices = statements.Select(each => each.Currency).Distinct().ToDictionary(currency => currency, currency => Journal.Billed(statements, currency) ?? 0m),
                Explanations = explanations ?? [],
                Journal = journal,
                Posted = journal is null ? null : Journal.OfMonth(new MonthToPost(October, Rows(all), statements), SomeConfiguration.Of(), journal),
            },
        };
    }

    // The charges of Azure's invoice, by a person's word.
    private static ConfirmedMatch[] Matched(IReadOnlyList<BilledLines> lines, string invoice) =>
    [
        .. lines.Where(line => line.InvoiceId == Azure).Select(line => new ConfirmedMatch
        {
            Id = 1, Period = October, Charges = ChargesKey.Of(line), Invoice = invoice, Billed = line.Billed, Text = "billed anew", By = "fin@acme.example", At = new DateTimeOffset(2026, 11, 10, 8, 0, 0, TimeSpan.Zero),
        }),
    ];

    public static IReadOnlyList<BilledLines> Billed(IEnumerable<DataLine> lines) =>
    [
        .. lines.GroupBy(line => (line.Invoice, line.Provider, line.Currency, Part: line.ChargeCategory == "Tax" ? ExplainedReason.Tax : (ExplainedReason?)null))
            .Select(group => new BilledLines(group.Key.Invoice, group.Key.Provider, null, group.Key.Currency, group.Key.Part, group.Sum(line => line.Costs.Billed), group.LongCount())),
    ];

    private static decimal Third(decimal amount) => decimal.Round(amount / 3m, 18);

    private static CostRow[] Rows(IEnumerable<DataLine> lines) =>
    [
        .. lines.GroupBy(line => (line.Team, line.Provider, line.Currency))
            .Select(group => new CostRow([group.Key.Team.ToLowerInvariant(), group.Key.Provider], group.Key.Currency, group.Aggregate(default(Costs), (sum, line) => new Costs(
                sum.Billed + line.Costs.Billed, sum.Effective + line.Costs.Effective, sum.List + line.Costs.List, sum.Contracted + line.Costs.Contracted)), group.LongCount())),
    ];
}
