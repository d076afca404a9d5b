using System.Globalization;
using CostGuard.Cli.Configuration.Csv;
using CostGuard.Core.Budgets;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Values;

namespace CostGuard.Cli.Configuration.Checks;

/// <summary>Whether the amounts of a budget make sense together: each month once, none missing between, at starts of periods, no zero too many.</summary>
public sealed class BudgetChecks(ReadContext context, CompanyConfig company)
{
    private const decimal JumpFactor = 10m;

    public IReadOnlyDictionary<BillingPeriod, decimal> Amounts(
        string name, string team, BudgetPeriodKind kind, Currency currency, IReadOnlyList<PlacedAmount> amounts)
    {
        var kept = new SortedDictionary<BillingPeriod, PlacedAmount>();
        foreach (PlacedAmount amount in amounts)
        {
            if (!kept.TryAdd(amount.Month, amount))
                context.Problems.Add(amount.At.Report(BudgetFileErrors.MonthTwice, $"{team} has an amount for {amount.Month} already, in {kept[amount.Month].At.File}:{Invariant.Text(kept[amount.Month].At.Line)}."));
        }

        PlacedAmount[] ordered = [.. kept.Values];
        CheckStarts(kind, ordered);
        CheckGaps(name, kind, ordered);
        CheckJumps(team, currency, ordered);
        return kept.ToDictionary(pair => pair.Key, pair => pair.Value.Amount);
    }

    private void CheckStarts(BudgetPeriodKind kind, PlacedAmount[] amounts)
    {
        int months = FiscalCalendar.Months(kind);
        foreach (PlacedAmount amount in amounts)
        {
            int off = (amount.Month.FirstDay.Month - company.FiscalYearStartMonth + 12) % months;
            if (off != 0)
                context.Problems.Add(amount.At.Report(BudgetFileErrors.NotAPeriodStart, $"{amount.Month} is not the first month of a fiscal {Word(kind)}; {amount.Month.AddMonths(-off)} is."));
        }
    }

    private void CheckGaps(string name, BudgetPeriodKind kind, PlacedAmount[] amounts)
    {
        if (amounts.Length < 2) return;
        int step = FiscalCalendar.Months(kind);
        int needed = (amounts[^1].Month.MonthsSince(amounts[0].Month) / step) + 1;
        for (int i = 1; i < amounts.Length; i++)
        {
            if (amounts[i].Month.MonthsSince(amounts[i - 1].Month) <= step) continue;
            // An empty cell of a table was told already, at the cell.
            if (context.Problems.Any(problem => problem.Code == BudgetFileErrors.MonthsMissing.Code && problem.Message.Contains($"\"{name}\"", StringComparison.Ordinal))) return;
            context.Problems.Add(amounts[i].At.Report(
                BudgetFileErrors.MonthsMissing,
                $"budget \"{name}\" has {Invariant.Text(amounts.Length)} {Word(kind)}s, {Invariant.Text(needed)} needed: {amounts[i - 1].Month.AddMonths(step)} is missing."));
            return;
        }
    }

    private void CheckJumps(string team, Currency currency, PlacedAmount[] amounts)
    {
        for (int i = 1; i < amounts.Length; i++)
        {
            (PlacedAmount before, PlacedAmount now) = (amounts[i - 1], amounts[i]);
            if (before.Amount <= 0 || now.Amount < before.Amount * JumpFactor) continue;
            string times = Invariant.Exact(decimal.Floor(now.Amount / before.Amount));
            context.Problems.Add(now.At.Report(
                BudgetFileErrors.Jump,
                $"{context.TitleOf(team)} {Short(now.Month)} is {times} times {Short(before.Month)} ({Invariant.Amount(now.Amount, currency.MinorUnits)}).",
                Severity.Warning));
        }
    }

    private static string Short(BillingPeriod month) => month.FirstDay.ToString("MMM yyyy", CultureInfo.InvariantCulture);

    private static string Word(BudgetPeriodKind kind) => kind switch
    {
        BudgetPeriodKind.Quarter => "quarter",
        BudgetPeriodKind.HalfYear => "half-year",
        BudgetPeriodKind.Year => "year",
        _ => "month",
    };
}
