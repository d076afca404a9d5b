using CostGuard.Core.Changes;
using CostGuard.Core.Currencies;
using CostGuard.Core.Values;
using CostGuard.Report.Workbook;

namespace CostGuard.Unit.Report.Workbook;

/// <summary>
/// Dollars with euros at 1.10 in October and 1.10125 in November, and pounds that have no rate. Web: October 90 USD and 40 EUR are 134.00; November 100.004 USD
/// and 50 EUR (55.0625) are 155.0665, so 155.07, where cents that are converted alone would give 100.00 + 55.06 = 155.06. Data: 20 USD in both.
/// </summary>
internal static class ConvertedSamples
{
    public static readonly Currency Pound = Currency.Parse("GBP");

    public static readonly DataLine[] Lines =
    [
        Line(-1, "Web", "EC2", 90m), Line(-1, "Web", "VM", 40m, Currency.Eur), Line(-1, "Data", "EC2", 20m),
        Line(0, "Web", "EC2", 100.004m), Line(0, "Web", "VM", 50m, Currency.Eur), Line(0, "Data", "EC2", 20m), Line(0, "Web", "VM", 10m, Pound),
    ];

    public static WorkbookInput Input(DataLine[]? lines = null, IReadOnlyList<ExchangeRate>? rates = null) => WorkbookSamples.Input(lines ?? Lines) with
    {
        Rates = rates ?? [Rate(-1, 1.10m), Rate(0, 1.10125m)],
        // 10.004 USD more and 10 EUR at 1.10; 50 EUR times 0.00125 is 0.0625.
        Bridge = new Bridge(Currency.Usd, 154m, 175.0665m, [new(ChangeCause.Usage, "EC2", null, null, null, null, Currency.Usd, 10.004m), new(ChangeCause.Usage, "VM", null, null, null, null, Currency.Usd, 11m), new(ChangeCause.Fx, "VM", null, null, null, null, Currency.Usd, 0.0625m)]),
    };

    public static ExchangeRate Rate(int month, decimal rate) => new(RateKind.Actual, WorkbookSamples.November.AddMonths(month), Currency.Eur, Currency.Usd, rate, "bank");

    public static DataLine Line(int month, string team, string service, decimal cost, Currency? currency = null) =>
        WorkbookSamples.Line(WorkbookSamples.November.AddMonths(month), team, service == "VM" ? "Microsoft" : "AWS", "a-1", service, "Usage", cost) with { Currency = currency ?? Currency.Usd };
}
