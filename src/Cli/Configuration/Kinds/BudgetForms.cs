using CostGuard.Cli.Configuration.Checks;
using CostGuard.Cli.Configuration.Csv;
using CostGuard.Cli.Configuration.Yaml;
using CostGuard.Core.Budgets;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Values;

namespace CostGuard.Cli.Configuration.Kinds;

/// <summary>The forms in which a budget's YAML says its amounts: month by month, as a plan, once for some days, and as later versions.</summary>
internal sealed class BudgetForms(ReadContext context, BudgetPeriodKind kind, Currency currency)
{
    private const int PeriodsOfAYear = 12;

    public IReadOnlyList<PlacedAmount> Amounts(MapNode map) =>
    [
        .. from entry in map.Entries
           let number = (ScalarNode)entry.Value
           let amount = Amount(number)
           where amount is not null
           select new PlacedAmount(BillingPeriod.Parse(entry.Key), amount.Value, number.At),
    ];

    public IReadOnlyList<PlacedAmount> Plan(MapNode plan)
    {
        BillingPeriod from = BillingPeriod.Parse(plan.Text("from")!);
        int periods = (int)(plan.Number("periods") ?? PeriodsOfAYear / FiscalCalendar.Months(kind));
        IReadOnlyDictionary<BillingPeriod, decimal> amounts = plan["total"] is ScalarNode total
            ? Split(plan, from, periods, Amount(total))
            : Amount((ScalarNode)plan["amount"]!) is { } first
                ? BudgetSchedule.Growing(from, kind, periods, first, Values.Share(plan.Text("growth")) ?? 0m, currency)
                : new Dictionary<BillingPeriod, decimal>();
        return [.. amounts.OrderBy(pair => pair.Key).Select(pair => new PlacedAmount(pair.Key, pair.Value, plan.At))];
    }

    public DayRange? Days(MapNode days)
    {
        ScalarNode from = (ScalarNode)days["from"]!, to = (ScalarNode)days["to"]!;
        if (Day(from) is not { } first || Day(to) is not { } last) return null;
        if (BillingPeriod.TryParse(to.Text, out BillingPeriod month)) last = month.LastDay;
        if (last >= first) return new DayRange(first, last.AddDays(1));
        context.Problems.Add(to.At.Report(BudgetFileErrors.BadDays, $"The budget ends on {to.Text}, before it begins on {from.Text}."));
        return null;
    }

    public IReadOnlyList<PlacedAmount> Once(MapNode days, DayRange? once)
    {
        var number = (ScalarNode)days["amount"]!;
        return Amount(number) is { } amount && once is { } range ? [new PlacedAmount(BillingPeriod.Of(range.Start), amount, number.At)] : [];
    }

    public IReadOnlyList<BudgetRevision> Revisions(MapNode spec)
    {
        var revisions = new List<BudgetRevision>();
        foreach (MapNode version in spec.Items("versions").OfType<MapNode>())
        {
            if (Day((ScalarNode)version["from"]!) is not { } from) continue;
            if (revisions.Any(earlier => earlier.From >= from))
                context.Problems.Add(version.PlaceOf("from").Report(BudgetFileErrors.VersionOrder, $"The version from {version.Text("from")} must begin after the one before it."));
            revisions.Add(new BudgetRevision(
                from,
                version["amount"] is ScalarNode amount ? Amount(amount) : null,
                version.Map("amounts") is { } map ? Amounts(map).ToDictionary(each => each.Month, each => each.Amount) : new Dictionary<BillingPeriod, decimal>(),
                version.Text("reason"),
                version.Text("author"),
                version.Text("approvedBy")));
        }

        return revisions;
    }

    public static BudgetRollover Rollover(MapNode rollover) =>
        new(Values.Share(rollover.Text("cap")) ?? 1m, rollover.Flag("deficit") ?? false, rollover.Flag("acrossYears") ?? false);

    private IReadOnlyDictionary<BillingPeriod, decimal> Split(MapNode plan, BillingPeriod from, int periods, decimal? total)
    {
        decimal[] weights = [.. plan.Scalars("weights").Select(weight => weight.TryNumber(out decimal number) ? number : 0m)];
        if (weights.Length > 0 && plan.Text("periods") is not null && weights.Length != periods)
        {
            context.Problems.Add(plan.PlaceOf("weights").Report(
                BudgetFileErrors.WeightsMissing, $"There are {Invariant.Text(weights.Length)} weights for {Invariant.Text(periods)} periods."));
            return new Dictionary<BillingPeriod, decimal>();
        }

        if (weights.Length == 0) weights = [.. Enumerable.Repeat(1m, periods)];
        return total is { } whole ? BudgetSchedule.Split(from, kind, whole, weights, currency) : new Dictionary<BillingPeriod, decimal>();
    }

    private decimal? Amount(ScalarNode number)
    {
        if (BudgetTable.Fault(number.Text, currency, out decimal amount) is not { } fault) return amount;
        context.Problems.Add(number.At.Report(BudgetFileErrors.BadAmount, fault));
        return null;
    }

    private DateOnly? Day(ScalarNode text)
    {
        if (Values.TryDay(text.Text, out DateOnly day)) return day;
        context.Problems.Add(text.At.Report(BudgetFileErrors.BadDays, $"{text.Text} is no day of the calendar."));
        return null;
    }
}
