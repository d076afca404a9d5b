using System.Globalization;
using CostGuard.Core.Budgets;
using CostGuard.Core.Reports;
using CostGuard.Core.Statements;
using CostGuard.Core.Values;
using CostGuard.Report.Formats;

namespace CostGuard.Report.Tables;

/// <summary>What a team needs to judge its charges: the statement before, commitments, budget, earlier months, resources, tags, recommendations.</summary>
internal static class StatementFacts
{
    /// <summary>The rows.</summary>
    public static IEnumerable<object?[]> Of(Statement statement) =>
    [
        .. StatementSplitRows.Of(statement), .. Opening(statement), .. Commitments(statement), .. Budgets(statement), .. Average(statement), .. Resources(statement),
        .. StatementUnitRows.Of(statement), .. Tags(statement), .. Savings(statement),
    ];

    // The month before, what changed, this month: in each currency.
    private static IEnumerable<object?[]> Opening(Statement statement)
    {
        EarlierMonth before = statement.Earlier[0];
        if (before.Totals.Count == 0)
        {
            yield return StatementTable.Fact("Opening reconciliation", $"Previous month {before.Period}", "no data");
            yield break;
        }

        foreach (Currency currency in before.Totals.Concat(statement.Totals).Select(total => total.Currency).Distinct().Order())
        {
            StatementTotal then = At(before.Totals, currency), now = At(statement.Totals, currency);
            decimal late = statement.Lines.Where(line => line.Charge.Part == StatementPart.Correction && line.Charge.Currency == currency).Sum(line => line.Billed);
            decimal lateEffective = statement.Lines.Where(line => line.Charge.Part == StatementPart.Correction && line.Charge.Currency == currency).Sum(line => line.Effective);
            yield return StatementTable.Cost("Opening reconciliation", $"Previous month {before.Period}", then.Billed, then.Effective, currency.Code);
            yield return StatementTable.Cost("Opening reconciliation", "Corrections of earlier periods", late, lateEffective, currency.Code, "as above");
            yield return StatementTable.Cost("Opening reconciliation", "Change of the month's own cost", now.Billed - late - then.Billed, now.Effective - lateEffective - then.Effective, currency.Code);
            yield return StatementTable.Cost("Opening reconciliation", $"This month {statement.Head.Period}", now.Billed, now.Effective, currency.Code);
        }
    }

    private static IEnumerable<object?[]> Commitments(Statement statement)
    {
        const string Part = "Commitment benefit";
        if (statement.Benefits.Count == 0) yield return StatementTable.Fact(Part, "None", "no usage that a commitment paid for");
        foreach (CommitmentBenefit each in statement.Benefits)
        {
            yield return StatementTable.Fact(Part, "Against contracted prices", "ContractedCost − EffectiveCost of covered usage; not part of the total", Rounded(each.OnContracted, each.Currency), each.Currency);
            yield return StatementTable.Fact(Part, "Against list prices", "ListCost − EffectiveCost of covered usage; not part of the total", Rounded(each.OnList, each.Currency), each.Currency);
        }
    }

    private static IEnumerable<object?[]> Budgets(Statement statement)
    {
        if (statement.Budgets.Count == 0) yield return StatementTable.Fact("Budget", "None", "the team has no budget of this month");
        foreach (BudgetStatus status in statement.Budgets)
        {
            Currency currency = status.Budget.Currency;
            string counts = HeadlineText.Metric(status.Budget.Metric) + (status.Budget.GrossOfCredits ? ", without credits" : "") + (status.Budget.WithoutTax ? ", without tax" : "");
            yield return StatementTable.Fact("Budget", $"{status.Budget.Name}: budget", $"{counts}; {status.Days}", status.HasAmount ? Rounded(status.Amount, currency) : null, currency);
            yield return StatementTable.Fact("Budget", $"{status.Budget.Name}: actual", status.Through is { } day ? $"as the budget counts, through {StatementTable.Day(day)}" : status.Reason, Rounded(status.Actual, currency), currency, status.UsedShare);
            yield return StatementTable.Fact("Budget", $"{status.Budget.Name}: variance", $"actual − budget; {HeadlineText.State(status.State)}", status.HasAmount ? Rounded(status.Actual, currency) - Rounded(status.Amount, currency) : null, currency,
                status.HasAmount && status.Amount > 0m ? status.OverUnder / status.Amount : null);
        }
    }

    private static IEnumerable<object?[]> Average(Statement statement)
    {
        EarlierMonth[] known = [.. statement.Earlier.Where(month => month.Totals.Count > 0)];
        string part = string.Create(CultureInfo.InvariantCulture, $"Average of {statement.Earlier.Count} months");
        if (known.Length < statement.Earlier.Count)
        {
            yield return StatementTable.Fact(part, "Cannot be told", $"no data of {string.Join(", ", statement.Earlier.Except(known).Select(month => month.Period))}");
            yield break;
        }

        foreach (Currency currency in known.SelectMany(month => month.Totals).Select(total => total.Currency).Distinct().Order())
        {
            decimal billed = known.Sum(month => At(month.Totals, currency).Billed) / known.Length, effective = known.Sum(month => At(month.Totals, currency).Effective) / known.Length;
            yield return StatementTable.Cost(part, $"{known[^1].Period} to {known[0].Period}", Rounded(billed, currency), Rounded(effective, currency), currency.Code);
        }
    }

    private static IEnumerable<object?[]> Resources(Statement statement)
    {
        if (statement.Resources.Count == 0) yield return StatementTable.Fact("Top resources", "None", "no direct cost with a resource");
        foreach (TeamResource each in statement.Resources)
            yield return StatementTable.Cost("Top resources", each.Name ?? each.Id, Rounded(each.Billed, each.Currency), Rounded(each.Effective, each.Currency), each.Currency.Code, each.Name is null ? each.Service : $"{each.Service}, {each.Id}");
    }

    private static IEnumerable<object?[]> Tags(Statement statement)
    {
        if (statement.Coverage.Count == 0) yield return StatementTable.Fact("Tag coverage", "None", "no taggable usage of its own");
        foreach (TeamCoverage each in statement.Coverage)
            yield return StatementTable.Fact("Tag coverage", $"Tag {each.Key}", $"of {CellText.Shown(each.Taggable, CellKind.Money, each.Currency)} {each.Currency} EffectiveCost of its own usage with a resource", Rounded(each.Tagged, each.Currency), each.Currency, Ratio.Of(each.Tagged, each.Taggable));
    }

    private static IEnumerable<object?[]> Savings(Statement statement)
    {
        if (statement.Savings is null) yield return StatementTable.Fact("Open recommendations", "Cannot be told", "there is no inventory of resources (usage/)");
        else if (statement.Savings.Count == 0) yield return StatementTable.Fact("Open recommendations", "None", "nothing waits for a decision");
        foreach (OpenSaving each in statement.Savings ?? [])
            yield return StatementTable.Fact("Open recommendations", each.Resources == 1 ? "1 resource" : string.Create(CultureInfo.InvariantCulture, $"{each.Resources} resources"),
                $"a month; costguard recommend list --team {statement.Head.Team}", each.Currency is { } currency ? Rounded(each.Monthly, currency) : null, each.Currency);
    }

    private static StatementTotal At(IReadOnlyList<StatementTotal> totals, Currency currency) => totals.FirstOrDefault(total => total.Currency == currency) ?? new StatementTotal(currency, 0m, 0m);

    private static decimal Rounded(decimal amount, Currency currency) => new Money(amount, currency).Rounded().Amount;

    private static decimal? Rounded(decimal? amount, Currency currency) => amount is { } known ? Rounded(known, currency) : null;
}
