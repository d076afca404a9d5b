using System.Globalization;

namespace CostGuard.Integration.Months;

/// <summary>What sort of charge a row is.</summary>
internal enum ChargeKind
{
    /// <summary>Usage at its price.</summary>
    Usage,

    /// <summary>Tax.</summary>
    Tax,

    /// <summary>Money back: negative.</summary>
    Credit,

    /// <summary>Usage that a commitment covers: billed nothing, effective its share.</summary>
    Covered,

    /// <summary>A commitment's fee: billed, effective nothing.</summary>
    Fee,
}

/// <summary>One charge of the month.</summary>
internal sealed record MonthRow(ChargeKind Kind, DateOnly Day, string Service, string Account, string Team, decimal Billed, decimal Effective);

/// <summary>
/// June 2025 of a company, the same rows at every call, and their sums: taken here, in decimals, from the numbers that are written, before any program
/// reads them. No sum needs more than 28 digits, so that decimals are exact.
/// </summary>
internal sealed class BigMonth
{
    /// <summary>Rows of the month that every way of collecting has to show. Minutes on a busy machine, so that these tests are explicit.</summary>
    public const int Full = 200_000;

    /// <summary>Rows of the same in every run of the tests.</summary>
    public const int Quick = 20_000;

    public const string Period = "2025-06";

    // "" is untagged; a '$' stands in Cost Explorer between key and value.
    private static readonly string[] Teams = ["payments", "core", "web", "data$lake", ""];

    /// <param name="rows">How many.</param>
    /// <param name="services">Names of services.</param>
    /// <param name="accounts">Ids of accounts.</param>
    /// <param name="digit">What the last digit of every amount is worth.</param>
    public BigMonth(int rows, string[] services, string[] accounts, decimal digit)
    {
        var random = new Random(20_250_601);
        Rows = [.. Enumerable.Range(0, rows).Select(_ => Row(random, services, accounts, digit))];
        foreach (MonthRow row in Rows)
        {
            string key = string.Create(CultureInfo.InvariantCulture, $"{row.Service} | {row.Account} | {row.Team} | {row.Day:yyyy-MM-dd}");
            (decimal billed, decimal effective) = Totals.GetValueOrDefault(key);
            Totals[key] = (billed + row.Billed, effective + row.Effective);
        }
    }

    public IReadOnlyList<MonthRow> Rows { get; }

    /// <summary>
    /// Billed and effective cost by "SERVICE | ACCOUNT | TEAM | DAY". Where these are equal, so are the sums by each of the four.
    /// </summary>
    public Dictionary<string, (decimal Billed, decimal Effective)> Totals { get; } = new(StringComparer.Ordinal);

    private static MonthRow Row(Random random, string[] services, string[] accounts, decimal digit)
    {
        ChargeKind kind = random.Next(100) switch { < 3 => ChargeKind.Tax, < 6 => ChargeKind.Credit, < 14 => ChargeKind.Covered, < 16 => ChargeKind.Fee, _ => ChargeKind.Usage };
        decimal amount = random.NextInt64(1, 50_000_000_000) * digit * (kind == ChargeKind.Credit ? -1 : 1);
        return new MonthRow(
            kind, new DateOnly(2025, 6, random.Next(1, 31)), services[random.Next(services.Length)], accounts[random.Next(accounts.Length)], Teams[random.Next(Teams.Length)],
            kind == ChargeKind.Covered ? 0 : amount, kind == ChargeKind.Fee ? 0 : amount);
    }
}
