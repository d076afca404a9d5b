using CostGuard.Core.Budgets;
using CostGuard.Core.Configuration;
using CostGuard.Core.Currencies;
using CostGuard.Core.Errors;
using CostGuard.Core.Values;

namespace CostGuard.Core.Close;

/// <summary>What a closed month locks in the configuration: its rates, and the budgets as they were.</summary>
public static class ClosedMonths
{
    /// <summary>The rates of a month for actual cost, as they are locked.</summary>
    public static IReadOnlyList<ExchangeRate> RatesOf(CostGuardConfiguration configuration, BillingPeriod month)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return [.. configuration.Rates.Rates.Where(rate => rate.Kind == RateKind.Actual && rate.Month == month)];
    }

    /// <summary>The budgets of a month, as they are locked.</summary>
    public static IReadOnlyList<LockedBudget> BudgetsOf(CostGuardConfiguration configuration, BillingPeriod month)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return [.. configuration.Budgets.Select(budget => Lock(budget, month))];
    }

    /// <summary>What the close of a month takes from the configuration, as text: whoever signs the month signs for it.</summary>
    /// <param name="configuration">Rates, budgets, teams with their cost centres, accounts of the journal.</param>
    /// <param name="month">The month.</param>
    public static IEnumerable<string> Used(CostGuardConfiguration configuration, BillingPeriod month)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        yield return $"reported in {configuration.Company.Currency} by {configuration.Company.Metric}";
        foreach (ExchangeRate rate in RatesOf(configuration, month)) yield return $"rate {rate.From} {rate.To} {ExactSum.Of(rate.Rate)}";
        foreach (LockedBudget budget in BudgetsOf(configuration, month)) yield return $"budget {budget.Budget} {budget.Amount}";
        foreach (TeamConfig team in configuration.Teams.Where(team => team.CostCentre is not null)) yield return $"centre {team.Id.Value} {team.CostCentre}";
        if (configuration.Journal is not { } journal) yield break;
        yield return $"journal expense {journal.Expense}";
        yield return $"journal payable {journal.Payable}";
        yield return $"journal centre {journal.CostCentre}";
        foreach ((string key, string account) in journal.Accounts) yield return $"journal account {key} {account}";
    }

    /// <summary>The configuration with the locked rates of closed months in place of those of its files.</summary>
    public static CostGuardConfiguration WithLockedRates(CostGuardConfiguration configuration, IReadOnlyList<Closing> closed)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(closed);
        if (closed.Count == 0) return configuration;
        var months = closed.Select(closing => closing.Period).ToHashSet();
        ExchangeRate[] rates = [.. configuration.Rates.Rates.Where(rate => rate.Kind != RateKind.Actual || !months.Contains(rate.Month)), .. closed.SelectMany(closing => closing.Rates)];
        return configuration with { Rates = new RateBook(rates), Closed = closed };
    }

    /// <summary>What the files say against closed months: another rate is told and does not count; another amount of a budget of the month, or a version dated into it, is an error.</summary>
    public static IReadOnlyList<Problem> Check(CostGuardConfiguration configuration, IReadOnlyList<Closing> closed)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(closed);
        return [.. closed.SelectMany(closing => Rates(configuration, closing).Concat(Budgets(configuration, closing)))];
    }

    private static IEnumerable<Problem> Rates(CostGuardConfiguration configuration, Closing closing)
    {
        IReadOnlyList<ExchangeRate> now = RatesOf(configuration, closing.Period);
        foreach (ExchangeRate rate in now.Where(rate => !closing.Rates.Contains(rate)))
        {
            ExchangeRate? locked = closing.Rates.FirstOrDefault(each => each.From == rate.From && each.To == rate.To);
            yield return CloseErrors.LockedRate.At(
                $"{closing.Period} is closed: the rate from {rate.From} to {rate.To} is {(locked is null ? "missing there" : ExactSum.Of(locked.Rate).ToString())}, not {ExactSum.Of(rate.Rate)} as the file says now.",
                "rates/actual", severity: Severity.Warning);
        }

        foreach (ExchangeRate gone in closing.Rates.Where(rate => !now.Any(each => each.From == rate.From && each.To == rate.To)))
            yield return CloseErrors.LockedRate.At($"{closing.Period} is closed with {ExactSum.Of(gone.Rate)} from {gone.From} to {gone.To}, which no file says now.", "rates/actual", severity: Severity.Warning);
    }

    private static IEnumerable<Problem> Budgets(CostGuardConfiguration configuration, Closing closing)
    {
        foreach (BudgetConfig budget in configuration.Budgets)
        {
            // A budget that is new, or has another name, is none of the closed month, which keeps those that it was closed with.
            if (closing.Budgets.FirstOrDefault(each => each.Budget == budget.Name) is not { } then) continue;
            LockedBudget now = Lock(budget, closing.Period);
            DateOnly[] added = [.. now.Versions.Where(from => closing.Period.Contains(from) && !then.Versions.Contains(from))];
            if (added.Length > 0)
                yield return CloseErrors.LockedBudget.At($"Budget \"{budget.Name}\" has a version from {added[0].ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)}, and {closing.Period} is closed.", budget.File);
            else if (then.Amount != now.Amount)
                yield return CloseErrors.LockedBudget.At($"Budget \"{budget.Name}\" was {then.Amount ?? "without an amount"} when {closing.Period} was closed, and is {now.Amount ?? "without one"} now.", budget.File);
        }
    }

    private static LockedBudget Lock(BudgetConfig budget, BillingPeriod month)
    {
        DayRange days = DayRange.Of(month);
        decimal? amount = budget is { Kind: BudgetPeriodKind.Month, Once: null } ? BudgetVersions.Amount(budget, days, days) : null;
        return new LockedBudget(
            budget.Name, amount is { } known ? ExactSum.Of(known).ToString() : null, [.. budget.Revisions.Select(revision => revision.From).Where(from => from < days.End).Distinct().Order()]);
    }
}
