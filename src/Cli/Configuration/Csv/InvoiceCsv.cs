using System.Globalization;
using CostGuard.Cli.Configuration.Yaml;
using CostGuard.Core.Close;
using CostGuard.Core.Errors;
using CostGuard.Core.Values;

namespace CostGuard.Cli.Configuration.Csv;

/// <summary>A file of invoices: named columns in any order, one line an invoice and currency.</summary>
public sealed class InvoiceCsv(string by, DateTimeOffset at, List<Problem> problems)
{
    private static readonly string[] Needed = ["invoice", "period", "date", "currency", "net", "tax", "total"];
    private static readonly string[] Optional = ["provider", "account", .. ExplainedReasons.Parts.Select(part => part.Word())];

    public IReadOnlyList<Invoice> Read(string file, string text)
    {
        IReadOnlyList<IReadOnlyList<CsvField>> lines = CsvText.Read(file, text);
        if (lines.Count == 0 || !Head(lines[0], file)) return [];
        var invoices = new Dictionary<(string, Currency), (Invoice Invoice, int Line)>();
        foreach (IReadOnlyList<CsvField> line in lines.Skip(1))
        {
            if (line.Count != lines[0].Count)
            {
                Bad(line[0].At, $"The line has {Invariant.Text(line.Count)} fields, {Invariant.Text(lines[0].Count)} needed.");
                continue;
            }

            var cells = lines[0].Zip(line).ToDictionary(pair => pair.First.Text, pair => pair.Second, StringComparer.OrdinalIgnoreCase);
            if (ReadLine(cells) is not { } invoice) continue;
            if (!invoices.TryAdd((invoice.Number, invoice.Currency), (invoice, line[0].At.Line)))
                Bad(cells["invoice"].At, $"Invoice {invoice.Number} in {invoice.Currency} stands in line {Invariant.Text(invoices[(invoice.Number, invoice.Currency)].Line)} already.");
        }

        return [.. invoices.Values.Select(pair => pair.Invoice)];
    }

    /// <summary>An amount with a dot and no more digits than the currency has; null when it is none.</summary>
    public static decimal? Amount(string text, Currency currency) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal amount)
        && decimal.Round(amount, currency.MinorUnits) == amount ? amount : null;

    /// <summary>A day such as 2026-11-03; null when it is none.</summary>
    public static DateOnly? Day(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) ? day : null;

    private bool Head(IReadOnlyList<CsvField> head, string file)
    {
        int before = problems.Count;
        foreach (CsvField field in head.Where(field => !Needed.Concat(Optional).Contains(field.Text, StringComparer.OrdinalIgnoreCase)))
            Bad(field.At, $"There is no column \"{field.Text}\". There are: {string.Join(", ", Needed.Concat(Optional))}.");
        foreach (IGrouping<string, CsvField> twice in head.GroupBy(field => field.Text, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
            Bad(twice.Last().At, $"Column \"{twice.Key}\" stands there twice.");
        foreach (string name in Needed.Where(name => !head.Any(field => string.Equals(field.Text, name, StringComparison.OrdinalIgnoreCase))))
            Bad(new Place(file, 1, 1), $"Column \"{name}\" is missing.");
        return problems.Count == before;
    }

    private Invoice? ReadLine(Dictionary<string, CsvField> cells)
    {
        if (cells["invoice"].Text.Length == 0) return Bad(cells["invoice"].At, "The invoice number is empty.");
        if (!BillingPeriod.TryParse(cells["period"].Text, out BillingPeriod period)) return Bad(cells["period"].At, $"\"{cells["period"].Text}\" is not a month such as 2026-10.");
        if (Day(cells["date"].Text) is not { } date) return Bad(cells["date"].At, $"\"{cells["date"].Text}\" is not a day such as 2026-11-03.");
        if (!Currency.TryParse(cells["currency"].Text, out Currency currency)) return Bad(cells["currency"].At, $"\"{cells["currency"].Text}\" is not a currency code such as EUR.");
        var amounts = new Dictionary<string, decimal>(StringComparer.OrdinalIgnoreCase);
        foreach (string name in (string[])["net", "tax", "total", .. ExplainedReasons.Parts.Select(part => part.Word())])
        {
            if (!cells.TryGetValue(name, out CsvField? cell) || (cell.Text.Length == 0 && !Needed.Contains(name))) continue;
            if (Amount(cell.Text, currency) is not { } amount) return Bad(cell.At, $"\"{cell.Text}\" is not an amount in {currency}, such as 118402.77.");
            amounts[name] = amount;
        }

        // With blanks around it, it would match no charge.
        if (cells["invoice"].Text.Trim() != cells["invoice"].Text) return Bad(cells["invoice"].At, $"\"{cells["invoice"].Text}\" has blanks around it.");
        if (amounts["net"] + amounts["tax"] != amounts["total"])
            return Bad(cells["total"].At, $"Total {Invariant.Exact(amounts["total"])} is not net {Invariant.Exact(amounts["net"])} + tax {Invariant.Exact(amounts["tax"])}.");
        return new Invoice
        {
            Number = cells["invoice"].Text,
            Period = period,
            Date = date,
            Currency = currency,
            Net = amounts["net"],
            Tax = amounts["tax"],
            By = by,
            At = at,
            Provider = Optionally(cells, "provider"),
            BillingAccount = Optionally(cells, "account"),
            Parts = ExplainedReasons.Parts.Where(part => amounts.ContainsKey(part.Word())).ToDictionary(part => part, part => amounts[part.Word()]),
        };
    }

    private static string? Optionally(Dictionary<string, CsvField> cells, string name) => cells.TryGetValue(name, out CsvField? cell) && cell.Text.Length > 0 ? cell.Text : null;

    private Invoice? Bad(Place at, string what)
    {
        problems.Add(at.Report(CloseErrors.BadInvoice, what));
        return null;
    }
}
