using System.Globalization;
using CostGuard.Core.Close;
using CostGuard.Core.Configuration;
using CostGuard.Core.Reports;
using CostGuard.Core.Values;

namespace CostGuard.Report.Tables;

/// <summary>A journal in the columns of the company's books.</summary>
public static class JournalTable
{
    /// <summary>The journal; a total row a currency where the columns have both sides.</summary>
    public static ReportTable Build(BillingPeriod period, IReadOnlyList<JournalLine> lines, JournalConfig journal, string? note, ReportMeta meta)
    {
        string sums = string.Join(", ", lines.GroupBy(line => line.Currency).OrderBy(group => group.Key)
            .Select(group => $"debit {Whole(group.Sum(line => line.Debit), group.Key)} = credit {Whole(group.Sum(line => line.Credit), group.Key)} {group.Key}"));
        return new ReportTable
        {
            Schema = "costguard.journal/1",
            Title = lines.Count == 0 ? $"Nothing to post for {period}" : $"Journal of {period}: {sums}",
            Columns = [.. journal.Columns.Select(column => new ReportColumn(column, Title(column), Kind(column)))],
            Rows = [.. lines.Select(line => (object?[])[.. journal.Columns.Select(column => Cell(line, column, period))])],
            Meta = meta with { Currency = CostTable.CurrencyOf([.. lines.Select(line => line.Currency).Distinct()], meta.Currency) },
            Footnote = note,
        };
    }

    /// <summary>What has to be known before it is posted; null for the first version of a closed month.</summary>
    /// <param name="period">The month.</param>
    /// <param name="journal">Its journal.</param>
    public static string? Note(BillingPeriod period, MonthJournal journal)
    {
        ArgumentNullException.ThrowIfNull(journal);
        string version = journal.Version.ToString(CultureInfo.InvariantCulture), before = (journal.Version - 1).ToString(CultureInfo.InvariantCulture);
        string?[] notes =
        [
            journal.IsFinal ? null : $"Preview: {period} is not closed. Documents PRIOR are what its close would charge of closed months by now.",
            journal.Reversal.Count == 0 ? null : $"Version {version} takes back what the version before posted, by documents that end in REVERSAL, so that the month is booked once; leave those out only where that version was never posted.",
            journal.OfOtherMonths.Count == 0 ? null : $"Not posted here: {string.Join(", ", journal.OfOtherMonths.Select(part => $"{Whole(part.Amount, part.Currency)} {part.Currency} of invoice {part.Number}"))}, explained as another month's (prior-period): owed by the document PRIOR of the month that charges it.",
            journal.OwedBefore.Count == 0 ? null : $"Owed already by the journal of the corrected month: {string.Join(", ", journal.OwedBefore.Select(line => $"{Whole(line.Debit - line.Credit, line.Currency)} {line.Currency}, {line.Text} ({line.Document})"))}. A document PRIOR that is this very cost is posted against account {string.Join(", ", journal.OwedBefore.Select(line => line.Account).Distinct())}, not against payables.",
            journal.LacksReversal ? $"What version {before} posted is not known: where it was posted, reverse its documents by hand before version {version} is." : null,
        ];
        string told = string.Join(' ', notes.OfType<string>());
        return told.Length == 0 ? null : told;
    }

    private static string Whole(decimal amount, Currency currency) => amount.ToString($"N{currency.MinorUnits.ToString(CultureInfo.InvariantCulture)}", CultureInfo.InvariantCulture);

    internal static object? Cell(JournalLine line, string column, BillingPeriod period) => column switch
    {
        "date" => line.Date,
        "document" => line.Document,
        "period" => period,
        "account" => line.Account,
        "costCentre" => line.CostCentre,
        "team" => line.Team,
        "provider" => line.Provider,
        "debit" => line.Debit,
        "credit" => line.Credit,
        "currency" => line.Currency.Code,
        "statement" => line.Statement,
        _ => line.Text,
    };

    internal static CellKind Kind(string column) => column switch
    {
        "date" => CellKind.Date,
        "period" => CellKind.Month,
        "debit" or "credit" => CellKind.Money,
        "document" or "account" or "costCentre" or "statement" => CellKind.Id,
        _ => CellKind.Text,
    };

    internal static string Title(string column) => column == "costCentre" ? "Cost centre" : char.ToUpperInvariant(column[0]) + column[1..];
}
