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
            Meta = meta with { Currency = "mixed" },
            Footnote = note,
        };
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
