using System.Globalization;
using CostGuard.Cli.Configuration.Checks;
using CostGuard.Cli.Configuration.Yaml;
using CostGuard.Core.Errors;
using CostGuard.Core.Values;

namespace CostGuard.Cli.Configuration.Csv;

/// <summary>One amount and where it is written.</summary>
public sealed record PlacedAmount(BillingPeriod Month, decimal Amount, Place At);

/// <summary>One line of a budget table.</summary>
/// <param name="Team">Team, or "all".</param>
/// <param name="Currency">Currency of the amounts.</param>
/// <param name="Amounts">Amounts in the order of the columns.</param>
/// <param name="At">Start of the line.</param>
public sealed record BudgetLine(string Team, Currency Currency, IReadOnlyList<PlacedAmount> Amounts, Place At);

/// <summary>budgets/*.csv: team,currency,2026-10,2026-11,….</summary>
public sealed class BudgetTable(ReadContext context)
{
    private const int FixedColumns = 2;

    public IReadOnlyList<BudgetLine> Read(string file, string text)
    {
        IReadOnlyList<IReadOnlyList<CsvField>> lines = CsvText.Read(file, text);
        if (lines.Count == 0 || !Same(lines[0], 0, "team") || !Same(lines[0], 1, "currency"))
        {
            string hint = text.AsSpan(0, Math.Min(text.Length, 20)).Contains(';') ? " The fields are separated by semicolons; use commas." : "";
            context.Problems.Add(new Place(file, 1, 1).Report(BudgetFileErrors.CsvHead, $"The head line must begin with team,currency.{hint}"));
            return [];
        }

        BillingPeriod[]? months = ReadHead(lines[0]);
        return months is null ? [] : [.. lines.Skip(1).Select(line => ReadLine(line, months)).OfType<BudgetLine>()];
    }

    /// <summary>A money amount as people may write it in a file: digits and a dot. Says what is wrong, or nothing.</summary>
    public static string? Fault(string text, Currency currency, out decimal amount)
    {
        if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out amount)) return $"\"{text}\" is not an amount such as 48000 or 48000.50.";
        if (amount > 9_999_999_999m) return $"{text} is more than an amount can be.";
        int decimals = Invariant.Exact(amount).SkipWhile(c => c != '.').Skip(1).Count();
        return decimals > currency.MinorUnits
            ? $"{text} has {Invariant.Text(decimals)} decimals, {currency} has {Invariant.Text(currency.MinorUnits)}."
            : null;
    }

    private BillingPeriod[]? ReadHead(IReadOnlyList<CsvField> head)
    {
        var months = new List<BillingPeriod>();
        foreach (CsvField field in head.Skip(FixedColumns))
        {
            if (BillingPeriod.TryParse(field.Text, out BillingPeriod month) && !months.Contains(month)) months.Add(month);
            else context.Problems.Add(field.At.Report(BudgetFileErrors.CsvHead, $"The column \"{field.Text}\" is not a month such as 2026-11, or is there twice."));
        }

        if (months.Count == 0 && head.Count == FixedColumns) context.Problems.Add(head[0].At.Report(BudgetFileErrors.CsvHead, "The table has no month."));
        return months.Count == 0 || months.Count != head.Count - FixedColumns ? null : [.. months];
    }

    private BudgetLine? ReadLine(IReadOnlyList<CsvField> line, BillingPeriod[] months)
    {
        Place at = line[0].At;
        if (line.Count != months.Length + FixedColumns)
        {
            context.Problems.Add(at.Report(
                BudgetFileErrors.CsvLine, $"The line has {Invariant.Text(line.Count)} fields, {Invariant.Text(months.Length + FixedColumns)} needed."));
            return null;
        }

        bool team = context.CheckTeam(line[0].Text, at, all: true);
        if (!Currency.TryParse(line[1].Text, out Currency currency))
        {
            context.Problems.Add(line[1].At.Report(BudgetFileErrors.CsvLine, $"\"{line[1].Text}\" is not a currency code such as USD."));
            return null;
        }

        PlacedAmount[] amounts = [.. ReadAmounts(line, months, currency)];
        return team ? new BudgetLine(line[0].Text, currency, amounts, at) : null;
    }

    private IEnumerable<PlacedAmount> ReadAmounts(IReadOnlyList<CsvField> line, BillingPeriod[] months, Currency currency)
    {
        CsvField[] fields = [.. line.Skip(FixedColumns)];
        CsvField? empty = fields.FirstOrDefault(field => field.Text.Length == 0);
        if (empty is not null)
        {
            int given = fields.Count(field => field.Text.Length > 0);
            context.Problems.Add(empty.At.Report(
                BudgetFileErrors.MonthsMissing,
                $"budget \"{line[0].Text}-monthly\" has {Invariant.Text(given)} months, {Invariant.Text(months.Length)} needed: column \"{months[empty.At.Column - FixedColumns - 1]}\" is empty."));
        }

        for (int i = 0; i < fields.Length; i++)
        {
            if (fields[i].Text.Length == 0) continue;
            if (Fault(fields[i].Text, currency, out decimal amount) is { } fault) context.Problems.Add(fields[i].At.Report(BudgetFileErrors.BadAmount, fault));
            else yield return new PlacedAmount(months[i], amount, fields[i].At);
        }
    }

    private static bool Same(IReadOnlyList<CsvField> head, int index, string word) =>
        head.Count > index && string.Equals(head[index].Text, word, StringComparison.OrdinalIgnoreCase);
}
