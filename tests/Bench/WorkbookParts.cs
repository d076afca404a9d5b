using System.Globalization;
using CostGuard.Core.Anomalies;
using CostGuard.Core.Changes;
using CostGuard.Core.Close;
using CostGuard.Core.Commitments;
using CostGuard.Core.Configuration;
using CostGuard.Core.Currencies;
using CostGuard.Core.Focus;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Report.Workbook;

namespace CostGuard.Bench;

/// <summary>What a closed month's workbook has beside its lines: invoices that tie, a journal, loads, a bridge, commitments, anomalies, rates, restatements.</summary>
internal static class WorkbookParts
{
    private const int CommitmentsShown = 200, AnomaliesShown = 300;

    private static readonly BillingPeriod Month = Generator.September;
    private static readonly DateTimeOffset At = new(2026, 10, 5, 9, 0, 0, TimeSpan.Zero);

    public static Load[] Loads(IEnumerable<DataLine> lines) => [.. lines.GroupBy(line => line.Month).Select(month => LoadOf(month.Key, month))];

    public static Bridge? BridgeOf(IEnumerable<DataLine> lines)
    {
        LineGroup[] Groups(BillingPeriod month) => [.. lines.Where(line => line.Month == month).Select(line => new LineGroup
        {
            Service = line.Service, Region = line.Region, Account = line.AccountId, Category = line.ChargeCategory, Currency = line.Currency,
            Contracted = line.Costs.Contracted, Amount = line.Costs.Effective,
        })];
        return Bridge.Between(Groups(Month.Previous), Groups(Month)).FirstOrDefault(bridge => bridge.Currency == Currency.Usd);
    }

    public static WorkbookClose Close(IReadOnlyList<DataLine> lines)
    {
        DataLine[] own = [.. lines.Where(line => line.Month == Month)];
        BilledLines[] billed = [.. own.GroupBy(line => (line.Invoice, line.Provider, line.Currency))
            .Select(group => new BilledLines(group.Key.Invoice, group.Key.Provider, null, group.Key.Currency, null, group.Sum(line => line.Costs.Billed), group.LongCount()))];
        Invoice[] invoices = [.. billed.Select(each => new Invoice
        {
            Number = each.InvoiceId!, Currency = each.Currency, Period = Month, Date = new DateOnly(2026, 10, 3), Provider = "AWS",
            Net = decimal.Round(each.Billed, 2, MidpointRounding.ToEven), Tax = 0m, By = "fin@example.com", At = At,
        })];
        var accounts = new JournalConfig { Expense = "6540", Payable = "2000", Accrued = "2190", CostCentre = "4400" };
        CostRow[] rows = [.. own.GroupBy(line => (line.Team, line.Provider, line.Currency))
            .Select(group => new CostRow([group.Key.Team, group.Key.Provider], group.Key.Currency, Sum(group), group.LongCount()))];
        IReadOnlyList<InvoiceStatement> statements = InvoiceMatch.Of(Month, invoices, billed, []);
        return new WorkbookClose
        {
            Statements = statements,
            Approval = "reconciled by fin@example.com, closed by cfo@example.com",
            Journal = accounts,
            BilledOnInvoices = statements.Select(each => each.Currency).Distinct().ToDictionary(currency => currency, currency => Journal.Billed(statements, currency) ?? 0m),
            Posted = Journal.OfMonth(new MonthToPost(Month, rows, statements), Configuration, accounts),
        };
    }

    public static CommitmentPart Commitments()
    {
        var scope = new CommitmentScope("AWS", "Amazon EC2", Currency.Usd);
        CommitmentCharge Charge(int i, CommitmentUse use, decimal effective) => new()
        {
            Start = new DateTimeOffset(2026, 9, 3, 0, 0, 0, TimeSpan.Zero),
            End = new DateTimeOffset(2026, 9, 3, 1, 0, 0, TimeSpan.Zero),
            Kind = new CommitmentKind(scope, "Hours", "Instance"),
            Id = Name("plan", i),
            Type = "Savings Plan",
            PricingCategory = "Committed",
            Use = use,
            Costs = new Costs(0m, effective, 100m, 100m),
        };
        return new CommitmentPart(
            CommitmentReport.Of([.. Enumerable.Range(0, CommitmentsShown).SelectMany(i => new[] { Charge(i, CommitmentUse.Used, 70m), Charge(i, CommitmentUse.Unused, i % 30) })], new DateOnly(2026, 9, 30), null),
            [.. Enumerable.Range(0, CommitmentsShown).Select(i => new CommitmentExpiry(Name("plan", i), scope, "Savings Plan", new DateOnly(2026, 10, 5).AddDays(i), 10m, 50m, null))],
            [], null, new DateOnly(2026, 10, 5));
    }

    public static AnomalyPart Anomalies() => new(DayRange.Of(Month), [.. Enumerable.Range(0, AnomaliesShown).Select(i => new AnomalyLine(
        new Anomaly
        {
            Scope = new AnomalyScope(Name("team", i % 40), Name("Amazon Service", i % 60), Name("account", i % 200), Currency.Usd),
            Event = new EventDays([new JudgedDay(new DateOnly(2026, 9, 1).AddDays(i % 30), 180, 100, 48, 71, 55.25, 5, SeriesKind.Steady) { Sign = 1 }]),
            Actual = 180m + i, Expected = 100m, State = AnomalyState.New,
        },
        Name("team", i % 40)))]);

    public static ExchangeRate[] Rates() =>
        [.. BenchHome.History.Select(month => new ExchangeRate(RateKind.Actual, month, Currency.Eur, Currency.Usd, 1.0850m, "treasury"))];

    public static RestatedPart Restated() => new(
        [new RestatedLoad(Month.Previous, "bench", Currency.Usd, 1_000m, 1_012.34m, "load-1", "load-2", At)],
        [.. Enumerable.Range(0, 40).Select(i => new RestatedTeam(Month.Previous, Name("team", i), Currency.Usd, 12.34m / 40m, 12.34m / 40m))]);

    private static CostGuardConfiguration Configuration { get; } = new()
    {
        Home = new HomeFolder("/home-of-example"),
        Company = new CompanyConfig { Company = "Example Corp", Currency = Currency.Usd },
        MoneyHash = "00",
    };

    private static Load LoadOf(BillingPeriod month, IEnumerable<DataLine> lines) => new()
    {
        Id = new LoadId($"{month}-load"),
        Source = new SourceKey("bench"),
        Period = month,
        SealedAt = At,
        IsCurrent = true,
        FocusVersion = "1.2",
        Files = [],
        Totals = [.. lines.GroupBy(line => line.Currency).Select(group =>
        {
            ExactCosts sums = group.Aggregate(default(ExactCosts), (sum, line) => sum + new ExactCosts(
                ExactSum.Of(line.Costs.Billed), ExactSum.Of(line.Costs.Effective), ExactSum.Of(line.Costs.List), ExactSum.Of(line.Costs.Contracted)));
            return new ControlTotal(group.Key, group.LongCount(), sums, sums, default);
        })],
        Problems = [],
        RowsRead = lines.LongCount(),
        RowsRejected = 0,
        DataThrough = month.LastDay,
        Folder = "",
    };

    private static Costs Sum(IEnumerable<DataLine> lines) => lines.Aggregate(default(Costs), (sum, line) => new Costs(
        sum.Billed + line.Costs.Billed, sum.Effective + line.Costs.Effective, sum.List + line.Costs.List, sum.Contracted + line.Costs.Contracted));

    private static string Name(string kind, long number) => string.Create(CultureInfo.InvariantCulture, $"{kind}-{number}");
}
