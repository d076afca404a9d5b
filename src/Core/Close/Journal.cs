using CostGuard.Core.Allocate;
using CostGuard.Core.Configuration;
using CostGuard.Core.Focus;
using CostGuard.Core.Ports;
using CostGuard.Core.Statements;
using CostGuard.Core.Values;

namespace CostGuard.Core.Close;

/// <summary>A line of a journal. Debit and credit are in whole minor units of the currency; one of them is 0.</summary>
/// <param name="Date">Day of posting.</param>
/// <param name="Document">Lines with one document balance.</param>
/// <param name="Account">Account.</param>
/// <param name="CostCentre">Cost centre; null on the other side.</param>
/// <param name="Team">Team; null on the other side.</param>
/// <param name="Provider">Provider; null where providers are not told apart.</param>
/// <param name="Debit">Debit.</param>
/// <param name="Credit">Credit.</param>
/// <param name="Currency">Currency.</param>
/// <param name="Text">Text.</param>
public sealed record JournalLine(
    DateOnly Date, string Document, string Account, string? CostCentre, string? Team, string? Provider, decimal Debit, decimal Credit, Currency Currency, string Text)
{
    /// <summary>Number of the team's statement that charges it; null on the other side, of a month that is not closed, and of what is no team's.</summary>
    public string? Statement { get; init; }
}

/// <summary>Cost as entries in the books: cost centres against one account. Debit equals credit, since cents are handed out by the largest remainder (domain B.4).</summary>
public static class Journal
{
    /// <summary>What a month was billed, by cost centre and provider, and what it charged of others when it was closed, against the account of invoices; posted on its last day.</summary>
    /// <param name="rows">Groups by team and provider.</param>
    /// <param name="invoices">The month's invoices beside the data: what is posted against payables is what they bill, each rounded by itself, as in the statements.</param>
    /// <param name="configuration">Teams and their cost centres, and the closed months.</param>
    /// <param name="journal">The accounts.</param>
    /// <param name="period">The month.</param>
    public static IReadOnlyList<JournalLine> OfMonth(
        IReadOnlyList<CostRow> rows, IReadOnlyList<InvoiceStatement> invoices, CostGuardConfiguration configuration, JournalConfig journal, BillingPeriod period)
    {
        ArgumentNullException.ThrowIfNull(invoices);
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(journal);
        IReadOnlyList<JournalLine> own = Post(
            [.. rows.Select(row => (row.Keys[0], row.Keys[1], row.Currency, row.Costs[CostMetric.Billed]))],
            configuration, journal, journal.Payable, period.LastDay, Series(period), $"Cloud cost {period}", currency => Billed(invoices, currency));
        // What a closed month charged of other months stands in its statements, and so in its books, as documents of their own that balance.
        Closing? closed = configuration.Closed.FirstOrDefault(closing => closing.Period == period);
        IReadOnlyList<LateCorrection> charged = closed?.Charges?.Corrections ?? [];
        JournalLine[] all = [.. own, .. charged.GroupBy(each => (each.Month, each.Settles)).SelectMany(group => Post(
            [.. group.Select(each => ((string?)each.Team, (string?)null, each.Currency, each.Billed))],
            configuration, journal, journal.Payable, period.LastDay, $"{Series(period)}-{(group.Key.Settles ? "SETTLED" : "PRIOR")}-{group.Key.Month}", StatementCharges.Words(group.First(), period)))];
        return closed is null ? all : [.. all.Select(line => line with { Statement = StatementOf(line.Team, period, closed.Version) })];
    }

    /// <summary>What the invoices of a currency bill in whole minor units; null where there is none, so that the sum is rounded once.</summary>
    /// <param name="invoices">Invoices beside the data.</param>
    /// <param name="currency">The currency.</param>
    public static decimal? Billed(IReadOnlyList<InvoiceStatement> invoices, Currency currency)
    {
        InvoiceStatement[] own = [.. invoices.Where(invoice => invoice.Currency == currency)];
        return own.Length == 0 ? null : own.Sum(invoice => InvoicedAmount.Of(invoice).Charged);
    }

    private static string? StatementOf(string? team, BillingPeriod period, int version) =>
        team is null || team == TeamId.Central.Value || team == TeamId.Unallocated.Value ? null : StatementHead.NumberOf(period, team, version);

    /// <summary>Number of the document of a month's own cost, without what it charges of other months.</summary>
    /// <param name="period">The month.</param>
    /// <param name="currency">The currency.</param>
    public static string DocumentOf(BillingPeriod period, Currency currency) => Number(Series(period), currency);

    /// <summary>What a month will have cost, by cost centre, against the account of accruals; and the same turned round on the first day after it.</summary>
    /// <param name="amounts">Actual and forecast together, by team.</param>
    /// <param name="configuration">Teams and their cost centres.</param>
    /// <param name="journal">The accounts.</param>
    /// <param name="period">The month.</param>
    public static IReadOnlyList<JournalLine> OfAccrual(
        IReadOnlyList<(string? Team, Currency Currency, decimal Amount)> amounts, CostGuardConfiguration configuration, JournalConfig journal, BillingPeriod period)
    {
        ArgumentNullException.ThrowIfNull(amounts);
        ArgumentNullException.ThrowIfNull(journal);
        IReadOnlyList<JournalLine> lines = Post(
            [.. amounts.Select(each => (each.Team, (string?)null, each.Currency, each.Amount))],
            configuration, journal, journal.Accrued, period.LastDay, $"{Series(period)}-ACCRUAL", $"Accrued cloud cost {period}, estimate");
        return [.. lines, .. lines.Select(line => line with
        {
            Date = period.Next.FirstDay, Document = $"{line.Document}-REVERSAL", Debit = line.Credit, Credit = line.Debit, Text = $"{line.Text}, reversal",
        })];
    }

    /// <summary>Amounts in whole minor units that add up to their exact sum, rounded once half-even: each is cut down, and the units left go to the largest fractions.</summary>
    public static IReadOnlyList<decimal> Rounded(IReadOnlyList<decimal> amounts, int minorUnits)
    {
        ArgumentNullException.ThrowIfNull(amounts);
        return LargestRemainder.Foot(amounts, decimal.Round(amounts.Sum(), minorUnits, MidpointRounding.ToEven), minorUnits);
    }

    private static List<JournalLine> Post(
        IReadOnlyList<(string? Team, string? Provider, Currency Currency, decimal Amount)> amounts,
        CostGuardConfiguration configuration, JournalConfig journal, string against, DateOnly date, string document, string text, Func<Currency, decimal?>? billed = null)
    {
        var lines = new List<JournalLine>();
        foreach (var currency in amounts.GroupBy(each => each.Currency).OrderBy(group => group.Key))
        {
            var own = currency.OrderBy(each => each.Team, StringComparer.Ordinal).ThenBy(each => each.Provider, StringComparer.Ordinal).ToArray();
            IReadOnlyList<decimal> rounded = billed?.Invoke(currency.Key) is { } whole
                ? ByTeam([.. own.Select(each => (each.Team ?? TeamId.Unallocated.Value, each.Amount))], whole, currency.Key.MinorUnits)
                : Rounded([.. own.Select(each => each.Amount)], currency.Key.MinorUnits);
            string number = Number(document, currency.Key);
            for (int i = 0; i < own.Length; i++)
            {
                if (rounded[i] == 0m) continue;
                (string? team, string? provider, _, _) = own[i];
                string? centre = configuration.Teams.FirstOrDefault(each => each.Id.Value == team)?.CostCentre ?? journal.CostCentre;
                lines.Add(Line(date, number, AccountOf(journal, centre, provider), centre, team, provider, rounded[i], currency.Key, text));
            }

            if (rounded.Sum() is var sum && sum != 0m) lines.Add(Line(date, number, against, null, null, null, -sum, currency.Key, text));
        }

        return lines;
    }

    // First the teams, as statements round them, then a team's providers: each team is posted what its statement says, but for what is charged of other months, which is rounded by itself.
    private static decimal[] ByTeam(IReadOnlyList<(string Team, decimal Amount)> lines, decimal whole, int digits)
    {
        var teams = Enumerable.Range(0, lines.Count).GroupBy(i => lines[i].Team, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal).ToArray();
        decimal Sum(IEnumerable<int> own) => own.Sum(i => lines[i].Amount);
        IReadOnlyList<decimal> ofTeams = LargestRemainder.Foot([.. teams.Select(Sum)], whole, digits, t => teams[t].Key == TeamId.Unallocated.Value || teams[t].Key == TeamId.Central.Value);
        var rounded = new decimal[lines.Count];
        foreach ((IGrouping<string, int> team, decimal amount) in teams.Zip(ofTeams))
        {
            foreach ((int line, decimal part) in team.Zip(LargestRemainder.Foot([.. team.Select(i => lines[i].Amount)], amount, digits))) rounded[line] = part;
        }

        return rounded;
    }

    private static string Series(BillingPeriod period) => $"CG-{period}";

    // A document is in one currency.
    private static string Number(string document, Currency currency) => $"{document}-{currency}";

    private static string AccountOf(JournalConfig journal, string? centre, string? provider) =>
        centre is not null && journal.Accounts.TryGetValue(centre, out string? own) ? own
        : provider is not null && journal.Accounts.TryGetValue(provider, out string? cloud) ? cloud
        : journal.Expense;

    // A negative debit is a credit.
    private static JournalLine Line(DateOnly date, string document, string account, string? centre, string? team, string? provider, decimal amount, Currency currency, string text) =>
        new(date, document, account, centre, team, provider, Math.Max(amount, 0m), Math.Max(-amount, 0m), currency, text);
}
