using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CostGuard.Core.Focus;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Core.Close;

/// <summary>One of the three ticks of a month.</summary>
/// <param name="Name">Complete, Tied or Allocated.</param>
/// <param name="Faults">What is wrong; empty holds.</param>
/// <param name="Note">What was looked at.</param>
public sealed record CloseTick(string Name, IReadOnlyList<string> Faults, string Note)
{
    /// <summary>True when nothing is wrong.</summary>
    public bool Holds => Faults.Count == 0;
}

/// <summary>What is known about a month before it is closed.</summary>
public sealed record MonthEvidence
{
    /// <summary>Billing month.</summary>
    public required BillingPeriod Period { get; init; }

    /// <summary>Loads that count, of the month and the one before.</summary>
    public required IReadOnlyList<Load> Loads { get; init; }

    /// <summary>Invoices beside the data.</summary>
    public required IReadOnlyList<InvoiceStatement> Statements { get; init; }

    /// <summary>Groups by source and day.</summary>
    public required IReadOnlyList<CostRow> Days { get; init; }

    /// <summary>Groups by source and day of the month before.</summary>
    public IReadOnlyList<CostRow> DaysBefore { get; init; } = [];

    /// <summary>Groups by sub-account.</summary>
    public required IReadOnlyList<CostRow> Accounts { get; init; }

    /// <summary>Groups by sub-account of the month before.</summary>
    public required IReadOnlyList<CostRow> AccountsBefore { get; init; }

    /// <summary>Groups by team.</summary>
    public required IReadOnlyList<CostRow> Teams { get; init; }

    /// <summary>What the month charges of closed ones when it is closed.</summary>
    public ClosingCharges Charges { get; init; } = new([], []);

    /// <summary>Invoices of these charges that are recorded nowhere.</summary>
    public IReadOnlyList<LateInvoice> LateInvoices { get; init; } = [];

    /// <summary>What the configuration says of the month and its close uses, as text: rates, budgets, cost centres, and the accounts of the journal.</summary>
    public IReadOnlyList<string> Locked { get; init; } = [];
}

/// <summary>Whether a month may be closed: complete, tied, allocated.</summary>
/// <param name="Complete">All sources, days and accounts are there, and the provider has billed.</param>
/// <param name="Tied">Each invoice ties, nothing unexplained.</param>
/// <param name="Allocated">Unallocated cost is below the limit.</param>
/// <param name="Hash">SHA-256 of what was looked at: loads, invoices with their tax and reasons, teams, what is charged of closed months, rates, budgets, cost centres, accounts. Equal hashes mean the same figures.</param>
public sealed record CloseReadiness(CloseTick Complete, CloseTick Tied, CloseTick Allocated, string Hash)
{
    private const string Unallocated = "unallocated";

    /// <summary>The ticks in order.</summary>
    public IReadOnlyList<CloseTick> Ticks => [Complete, Tied, Allocated];

    /// <summary>What was judged to be charged of closed months: the close charges the same.</summary>
    public ClosingCharges Charges { get; init; } = new([], []);

    /// <summary>True when all three hold.</summary>
    public bool Holds => Ticks.All(tick => tick.Holds);

    /// <summary>Judges a month.</summary>
    /// <param name="month">What is known.</param>
    /// <param name="limit">Share of the month above which unallocated cost blocks; null: no limit.</param>
    /// <param name="gone">Accounts and sources that a person says are closed.</param>
    /// <param name="metric">Metric of teams.</param>
    /// <param name="asOf">Now, UTC.</param>
    public static CloseReadiness Of(MonthEvidence month, decimal? limit, IReadOnlySet<string> gone, CostMetric metric, DateTimeOffset asOf)
    {
        ArgumentNullException.ThrowIfNull(month);
        ArgumentNullException.ThrowIfNull(gone);
        var tied = month.Statements.Where(each => each.Result != StatementResult.Ties && each.Number is not null).Select(Fault).ToList();
        tied.AddRange(month.Statements.Where(each => each.Invoice?.IsContradicted == true).Select(Contradiction));
        // Lines that name no invoice are no invoice either.
        if (month.Statements.All(each => each.Number is null)) tied.Add("There is no invoice.");
        return new CloseReadiness(
            CompleteTick(month, gone, asOf),
            new CloseTick("Tied", tied, $"{Text(month.Statements.Count(each => each.Number is not null))} invoices{LateWords.Of(month)}"),
            AllocatedTick(month.Teams, limit, metric),
            HashOf(month))
        { Charges = month.Charges };
    }

    private static CloseTick CompleteTick(MonthEvidence month, IReadOnlySet<string> gone, DateTimeOffset asOf)
    {
        var faults = new List<string>();
        if (asOf < month.Period.End) faults.Add($"{month.Period} has not ended.");
        Load[] own = [.. month.Loads.Where(load => load.Period == month.Period)];
        if (own.Length == 0) faults.Add("There is no data.");
        faults.AddRange(month.Loads.Where(load => load.Period == month.Period.Previous).Select(load => load.Source).Except(own.Select(load => load.Source)).Order()
            .Where(source => !gone.Contains(source.Value)).Select(source => $"Source {source} has no data, and had some the month before (closed for good? --gone {source})."));
        faults.AddRange(own.Where(load => load.SealedAt < month.Period.End && !gone.Contains(load.Source.Value)).Select(load => $"Source {load.Source} was last read before the month's end (closed for good? --gone {load.Source})."));
        faults.AddRange(own.Select(load => (string?)load.Source.Value).Union(month.Days.Select(row => row.Keys[0])).Where(source => source is null || !gone.Contains(source))
            .SelectMany(source => MissingDays(source, month)));
        var here = month.Accounts.Select(row => row.Keys[0]).ToHashSet();
        faults.AddRange(month.AccountsBefore.Select(row => row.Keys[0]).OfType<string>().Distinct().Where(account => !here.Contains(account) && !gone.Contains(account))
            .Select(account => $"Account {account} has no cost, and had some the month before (closed for good? --gone {account})."));
        faults.AddRange(month.Statements.Where(each => each is { Number: null, Result: StatementResult.NoInvoice }).SelectMany(each => each.Loose
            .Select(own => $"{own.Rows.ToString(CultureInfo.InvariantCulture)} lines of {own.Provider ?? "an unknown provider"}, {Text(own.Billed, each.Currency)} {each.Currency}, carry no invoice yet.")));
        return new CloseTick("Complete", faults, $"{Text(own.Length)} sources, {Text(here.Count)} accounts");
    }

    // A source that bills daily, in this month or the one before, has no days without a line; one that bills now and then has no days to miss.
    private static IEnumerable<string> MissingDays(string? source, MonthEvidence month)
    {
        DateOnly[] missing = [.. DaysWithout(source, month.Days, month.Period)];
        bool isDaily = missing.Length * 2 < month.Period.Days, wasDaily = DaysWithout(source, month.DaysBefore, month.Period.Previous).Count() * 2 < month.Period.Previous.Days;
        return missing.Length > 0 && (isDaily || wasDaily) ? [$"Source {source} has no line on {string.Join(", ", Runs(missing))}."] : [];
    }

    private static IEnumerable<DateOnly> DaysWithout(string? source, IReadOnlyList<CostRow> rows, BillingPeriod period)
    {
        var days = rows.Where(row => row.Keys[0] == source).Select(row => row.Keys[1]).ToHashSet();
        return Enumerable.Range(0, period.Days).Select(day => period.FirstDay.AddDays(day)).Where(day => !days.Contains(Text(day)));
    }

    private static IEnumerable<string> Runs(DateOnly[] days) => days.Select((day, i) => (Day: day, Run: day.DayNumber - i)).GroupBy(each => each.Run, each => each.Day)
        .Select(run => run.Count() == 1 ? Text(run.First()) : $"{Text(run.First())} to {Text(run.Last())}");

    private static CloseTick AllocatedTick(IReadOnlyList<CostRow> teams, decimal? limit, CostMetric metric)
    {
        var faults = new List<string>();
        foreach (IGrouping<Currency, CostRow> currency in teams.GroupBy(row => row.Currency).OrderBy(group => group.Key))
        {
            decimal total = currency.Sum(row => row.Costs[metric]);
            decimal open = currency.Where(row => row.Keys[0] == Unallocated).Sum(row => row.Costs[metric]);
            if (limit is { } most && Math.Abs(open) > most * Math.Abs(total))
                faults.Add($"{Text(open, currency.Key)} of {Text(total, currency.Key)} {currency.Key} is unallocated, more than {Text(most * 100m)} %.");
        }

        return new CloseTick("Allocated", faults, limit is { } share ? $"limit {Text(share * 100m)} % unallocated" : "no limit is set (allocation: unallocated.blockCloseAbove)");
    }

    // Which of two connections is right, no figure can say: a person writes it down.
    private static string Contradiction(InvoiceStatement each) =>
        $"{each.Number}: {each.Invoice!.Origin!.Connection} states net {Text(each.Net, each.Currency)} {each.Currency}, {each.Invoice.Otherwise[0].Connection} net {Text(each.Invoice.Otherwise[0].Net, each.Currency)} {each.Currency}; remove it and type the one that is right: costguard invoice add.";

    private static string Fault(InvoiceStatement each) => each.Result switch
    {
        StatementResult.NoInvoice => $"{each.Number}: {Text(each.Billed, each.Currency)} {each.Currency} is billed in the data, but the invoice is not recorded.",
        StatementResult.Within => $"{each.Number}: {Text(each.Unexplained, each.Currency)} {each.Currency} is within the tolerance of {Text(each.Tolerance, each.Currency)}; write down why: costguard invoice explain{string.Concat(each.Apart.Select(apart => $"; {apart.Words(each.Currency)}"))}.",
        _ => $"{each.Number}: {Text(each.Unexplained, each.Currency)} {each.Currency} is unexplained{string.Concat(each.Apart.Select(apart => $"; {apart.Words(each.Currency)}"))}.",
    };

    private static string HashOf(MonthEvidence month)
    {
        IEnumerable<string> lines = month.Loads.Where(load => load.Period == month.Period).Select(load => $"load {load.Id}")
            .Concat(month.Statements.SelectMany(Signed))
            .Concat(month.Locked)
            .Concat(month.Charges.Corrections.Select(each => $"late {each.Month} {each.Team} {each.Currency} {Exact(each.Billed)} {Exact(each.Effective)}{(each.Settles ? " settles" : "")}"))
            .Concat(month.Teams.Select(row => $"team {row.Keys[0]} {row.Currency} {Exact(row.Costs.Billed)} {Exact(row.Costs.Effective)}"))
            .Order(StringComparer.Ordinal);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))));
    }

    // Tax and the reasons of what is explained go into statements and journal: a signature covers them.
    private static IEnumerable<string> Signed(InvoiceStatement each) => each.Items
        .Select(item => $"explained {each.Number} {each.Currency} {item.Reason.Word()} {Exact(item.Amount)}")
        .Append($"invoice {each.Number} {each.Currency} {Exact(each.Net)} {Exact(each.Invoice?.Tax ?? 0m)} {Exact(each.Billed)} {Exact(each.Explained)} {each.Provider ?? each.Invoice?.Provider}");

    private static string Exact(decimal amount) => ExactSum.Of(amount).ToString();

    private static string Text(decimal amount) => decimal.Round(amount, 2, MidpointRounding.ToEven).ToString("#,##0.00", CultureInfo.InvariantCulture);

    private static string Text(decimal amount, Currency currency) =>
        decimal.Round(amount, currency.MinorUnits, MidpointRounding.ToEven).ToString($"N{currency.MinorUnits.ToString(CultureInfo.InvariantCulture)}", CultureInfo.InvariantCulture);

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
