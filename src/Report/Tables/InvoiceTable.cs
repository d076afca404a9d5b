using System.Globalization;
using CostGuard.Core.Close;
using CostGuard.Core.Reports;
using CostGuard.Core.Values;

namespace CostGuard.Report.Tables;

/// <summary>Invoices beside the billing data: one row an invoice and currency, or one row a part of the difference.</summary>
public static class InvoiceTable
{
    /// <summary>The reconciliation of one or several months.</summary>
    public static ReportTable List(IReadOnlyList<InvoiceStatement> statements, ReportMeta meta)
    {
        int tied = statements.Count(statement => statement.Result == StatementResult.Ties && statement.Invoice?.IsContradicted != true);
        return new ReportTable
        {
            Schema = "costguard.invoice-list/1",
            Title = statements.Count == 0 ? "There are no invoices and no billed lines"
                : tied == statements.Count ? $"All {statements.Count} invoices tie, difference 0"
                : $"{tied} of {statements.Count} invoices tie",
            Columns =
            [
                new("invoice", "Invoice", CellKind.Id), new("provider", "Provider", CellKind.Text), new("period", "Month", CellKind.Month), new("date", "Date", CellKind.Date),
                new("net", "Invoice net", CellKind.Money), new("tax", "Tax", CellKind.Money), new("billedCost", "CostGuard billed", CellKind.Money),
                .. Enum.GetValues<ExplainedReason>().Select(reason => new ReportColumn(Key(reason), Title(reason), CellKind.Money)),
                new("explained", "Explained", CellKind.Money), new("unexplained", "Unexplained", CellKind.Money), new("tolerance", "Tolerance", CellKind.Money),
                new("rows", "Lines", CellKind.Count), new("currency", "Currency", CellKind.Text), new("result", "Result", CellKind.State),
            ],
            ShortColumns = ["invoice", "period", "net", "billedCost", "explained", "unexplained", "tolerance", "currency", "result"],
            Rows = [.. statements.Select(Row)],
            Meta = meta with { Metric = "BilledCost", Currency = CostTable.CurrencyOf([.. statements.Select(statement => statement.Currency).Distinct()], meta.Currency) },
            Footnote = "Net − billed − explained = unexplained. Parts of one: costguard invoice show NUMBER"
                + string.Concat(statements.Where(statement => statement.Invoice?.Otherwise.Count > 0).Select(statement => $"; {statement.Number} is stated otherwise by {string.Join(" and ", statement.Invoice!.Otherwise.Select(each => each.Connection))}")),
        };
    }

    /// <summary>One statement, part by part.</summary>
    public static ReportTable Show(InvoiceStatement statement, ReportMeta meta)
    {
        string currency = statement.Currency.Code;
        List<IReadOnlyList<object?>> rows = [["Invoice net", statement.Net, null, null, null, currency], ["CostGuard billed", -statement.Billed, $"{statement.Rows.ToString(System.Globalization.CultureInfo.InvariantCulture)} lines", null, null, currency]];
        if (statement.Invoice is { Origin: { } origin } invoice) rows.Add(["fetched", null, Origin(origin), invoice.By, null, currency]);
        rows.AddRange((statement.Invoice?.Otherwise ?? []).Select(each => (IReadOnlyList<object?>)["stated otherwise", null, Stated(each, statement.Currency), $"connection {each.Connection}", null, currency]));
        rows.AddRange(statement.Matches.Select(match => (IReadOnlyList<object?>)["of it matched", null, $"charges {match.Charges.Name} ({match.Charges.InvoiceId ?? "no invoice"} in the data): {match.Text}", match.By, null, currency]));
        rows.AddRange(statement.Items.Select(item => (IReadOnlyList<object?>)[Title(item.Reason), -item.Amount, item.Text, item.By ?? "the data", item.Id, currency]));
        rows.AddRange(statement.Apart.Select(each => (IReadOnlyList<object?>)["contradicts", null, $"{Title(each.Part)}: {each.Words(statement.Currency)}", null, null, currency]));
        return new ReportTable
        {
            Schema = "costguard.invoice/1",
            Title = $"{statement.Number ?? "Lines without an invoice"}, {statement.Period}: {Word(statement)}",
            Columns =
            [
                new("part", "Part", CellKind.Text), new("amount", "Amount", CellKind.Change), new("text", "Why", CellKind.Text), new("by", "Says", CellKind.Text),
                new("explanation", "#", CellKind.Count), new("currency", "Currency", CellKind.Text),
            ],
            Rows = rows,
            Totals = [["Unexplained", statement.Unexplained, null, null, null, currency]],
            Meta = meta with { Metric = "BilledCost", Currency = currency },
        };
    }

    private static string Origin(InvoiceOrigin origin) => string.Join(", ", ((string?[])
    [
        $"{origin.Document}{(origin.Status is { } status ? $" {status}" : "")} by connection {origin.Connection}",
        origin is { From: { } from, Through: { } through } ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{from:yyyy-MM-dd} to {through:yyyy-MM-dd}") : null,
        origin.BillingProfile is { } profile ? $"billing profile {profile}" : null,
        origin.Issuer is { } issuer ? $"issued by {issuer}" : null,
        origin.Replaces is { } replaced ? $"in place of {replaced}" : null,
    ]).OfType<string>());

    /// <summary>The word of a result.</summary>
    public static string Word(StatementResult result) => result switch
    {
        StatementResult.Ties => "✓ TIES",
        StatementResult.Within => "! WITHIN TOLERANCE",
        StatementResult.NoInvoice => "✗ NO INVOICE",
        _ => "✗ UNEXPLAINED",
    };

    /// <summary>What a connection states, in words: "2026-10, 2026-11-03, net 12.00, tax 0.00 EUR".</summary>
    /// <param name="other">The statement.</param>
    /// <param name="currency">The invoice's currency.</param>
    public static string Stated(OtherStatement other, Currency currency)
    {
        ArgumentNullException.ThrowIfNull(other);
        return $"{other.Period}, {other.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}, net {ExactSum.Of(other.Net)}, tax {ExactSum.Of(other.Tax)} {currency}"
            + string.Concat(other.Parts.OrderBy(part => part.Key).Select(part => $", {part.Key.Word()} {ExactSum.Of(part.Value)}"))
            + (other.Issuer is { } issuer ? $", issued by {issuer}" : "");
    }

    private static string Word(InvoiceStatement statement) => statement.Invoice?.IsContradicted == true ? "✗ CONTRADICTED" : Word(statement.Result);

    private static object?[] Row(InvoiceStatement statement) =>
    [
        statement.Number, statement.Provider, statement.Period, statement.Invoice?.Date, statement.Invoice?.Net, statement.Invoice?.Tax, statement.Billed,
        .. Enum.GetValues<ExplainedReason>().Select(reason => (object?)statement.Items.Where(item => item.Reason == reason).Sum(item => item.Amount)),
        statement.Explained, statement.Unexplained, statement.Tolerance, statement.Rows, statement.Currency.Code, Word(statement),
    ];

    private static string Key(ExplainedReason reason) => reason == ExplainedReason.PriorPeriod ? "priorPeriod" : reason.Word() + (reason == ExplainedReason.Tax ? "Lines" : "");

    private static string Title(ExplainedReason reason) => reason switch
    {
        ExplainedReason.PriorPeriod => "Prior period",
        ExplainedReason.Tax => "Tax lines",
        ExplainedReason.Fx => "FX",
        _ => reason.ToString(),
    };
}
