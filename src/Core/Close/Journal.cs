using System.Globalization;
using CostGuard.Core.Allocate;
using CostGuard.Core.Configuration;
using CostGuard.Core.Focus;
using CostGuard.Core.Statements;
using CostGuard.Core.Values;

namespace CostGuard.Core.Close;

/// <summary>Cost as entries in the books: cost centres against one account. Debit equals credit, and each team is posted what its statement says: both are rounded by <see cref="TeamRounding"/>.</summary>
public static class Journal
{
    internal const string OfInvoice = " of invoice ", NotInData = ", not in the data";

    /// <summary>
    /// What a month was billed, by cost centre and provider, what its invoices hold beyond the data, and what it charges of other months, against the account of invoices; posted on its last day. From the
    /// second version of its close on, documents have the version in their number, and the first ones take back what the version before posted.
    /// </summary>
    /// <param name="month">The month.</param>
    /// <param name="configuration">Teams and their cost centres, and the closed months.</param>
    /// <param name="journal">The accounts.</param>
    public static MonthJournal OfMonth(MonthToPost month, CostGuardConfiguration configuration, JournalConfig journal)
    {
        ArgumentNullException.ThrowIfNull(month);
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(journal);
        string series = Series(month.Period, month.Version);
        IReadOnlyList<InvoiceOnly> beyond = InvoiceOnly.Of(month.Invoices);
        bool isFinal = configuration.Closed.Any(closing => closing.Period == month.Period);
        JournalLine[] lines =
        [
            .. Post(
                [.. month.Rows.Select(row => (row.Keys[0], row.Keys[1], row.Currency, row.Costs[CostMetric.Billed]))],
                configuration, journal, journal.Payable, month.Period.LastDay, series, $"Cloud cost {month.Period}", currency => Billed(month.Invoices, currency)),
            .. OnInvoicesAlone(beyond, journal, month.Period, series),
            // What it charges of other months stands in its statements, and so in its books, as documents of their own that balance.
            .. Corrected(month.Corrections, configuration, journal, journal.Payable, month.Period, series),
        ];
        return new MonthJournal(
            month.Version,
            isFinal,
            month.Replaced is { } replaced ? TakenBack(replaced) : [],
            isFinal ? [.. lines.Select(line => line with { Statement = StatementOf(line.Team, month.Period, month.Version) })] : lines,
            LacksReversal: month is { Version: > 1, Replaced: null })
        {
            OfOtherMonths = [.. beyond.Where(part => part.Reason == ExplainedReason.PriorPeriod)],
        };
    }

    // What is owed is the invoice: what the data does not have is nobody's, and stands in a document of its own. What is explained as another month's has
    // its lines in a document PRIOR, of a month to come or of one before, and would be owed twice.
    private static IEnumerable<JournalLine> OnInvoicesAlone(IReadOnlyList<InvoiceOnly> beyond, JournalConfig journal, BillingPeriod period, string series)
    {
        foreach (IGrouping<Currency, InvoiceOnly> currency in beyond.Where(part => part.Reason != ExplainedReason.PriorPeriod).GroupBy(each => each.Currency).OrderBy(group => group.Key))
        {
            string number = Number($"{series}-INVOICES", currency.Key);
            foreach (InvoiceOnly part in currency)
            {
                string account = journal.Accounts.TryGetValue(part.Reason.Word(), out string? own) ? own : AccountOf(journal, journal.CostCentre, part.Provider);
                yield return Line(period.LastDay, number, account, journal.CostCentre, null, part.Provider, part.Amount, currency.Key, $"{part.Reason.Word()}{OfInvoice}{part.Number}{NotInData}");
            }

            if (currency.Sum(part => part.Amount) is var sum && sum != 0m)
                yield return Line(period.LastDay, number, journal.Payable, null, null, null, -sum, currency.Key, $"On invoices of {period}, not in the data");
        }
    }

    private static IEnumerable<JournalLine> Corrected(
        IReadOnlyList<LateCorrection> corrections, CostGuardConfiguration configuration, JournalConfig journal, string against, BillingPeriod period, string series) =>
        corrections.GroupBy(each => (each.Month, each.Settles)).SelectMany(group => Post(
            [.. group.Select(each => ((string?)each.Team, (string?)null, each.Currency, each.Billed))],
            configuration, journal, against, period.LastDay, $"{series}-{(group.Key.Settles ? "SETTLED" : "PRIOR")}-{group.Key.Month}", StatementCharges.Words(group.First(), period)));

    // Books never change what is posted: it is posted again with its sides exchanged, on the same day, so that the month holds what the newest version says.
    private static JournalLine[] TakenBack(PostedJournal replaced) =>
    [
        .. replaced.Lines.Select(line => Exchanged(line) with { Text = string.Create(CultureInfo.InvariantCulture, $"{line.Text}, reversal of version {replaced.Version}") }),
    ];

    private static JournalLine Exchanged(JournalLine line) => line with { Document = $"{line.Document}-REVERSAL", Debit = line.Credit, Credit = line.Debit };

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
    /// <param name="version">Version of its close.</param>
    /// <param name="currency">The currency.</param>
    public static string DocumentOf(BillingPeriod period, int version, Currency currency) => Number(Series(period, version), currency);

    /// <summary>What a month will have cost, by cost centre, and what it is to charge of closed months, against the account of accruals; and the same turned round on the first day after it.</summary>
    /// <param name="amounts">Actual and forecast together, by team.</param>
    /// <param name="corrections">What its close would charge of closed months by now.</param>
    /// <param name="configuration">Teams and their cost centres.</param>
    /// <param name="journal">The accounts.</param>
    /// <param name="period">The month.</param>
    public static IReadOnlyList<JournalLine> OfAccrual(
        IReadOnlyList<(string? Team, Currency Currency, decimal Amount)> amounts, IReadOnlyList<LateCorrection> corrections, CostGuardConfiguration configuration, JournalConfig journal, BillingPeriod period)
    {
        ArgumentNullException.ThrowIfNull(amounts);
        ArgumentNullException.ThrowIfNull(corrections);
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(journal);
        string series = $"{Series(period, 1)}-ACCRUAL";
        JournalLine[] lines =
        [
            .. Post(
                [.. amounts.Select(each => (each.Team, (string?)null, each.Currency, each.Amount))],
                configuration, journal, journal.Accrued, period.LastDay, series, $"Accrued cloud cost {period}, estimate"),
            .. Corrected(corrections, configuration, journal, journal.Accrued, period, series),
        ];
        return [.. lines, .. lines.Select(line => Exchanged(line) with { Date = period.Next.FirstDay, Text = $"{line.Text}, reversal" })];
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
            IReadOnlyList<decimal> rounded = TeamRounding.Foot([.. own.Select(each => (each.Team ?? TeamId.Unallocated.Value, each.Amount))], billed?.Invoke(currency.Key), currency.Key.MinorUnits);
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

    // Books refuse a number that they have, and two versions are two documents.
    private static string Series(BillingPeriod period, int version) => version <= 1 ? $"CG-{period}" : string.Create(CultureInfo.InvariantCulture, $"CG-{period}-V{version}");

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
