using System.Globalization;
using System.Text.Json;
using CostGuard.Collect.Azure;
using CostGuard.Core.Close;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Collect;

/// <summary>
/// Invoices of an Azure billing account, of one of its profiles, or of subscriptions that are billed by themselves. Settings: <c>billingAccount</c>,
/// <c>billingProfile</c>, else the scope. Least rights: Billing profile reader.
/// </summary>
internal sealed class AzureInvoiceSource(ISecrets secrets, TimeProvider clock, EndpointBreakers breakers) : IInvoiceSource
{
    private readonly AzureAccess _access = new(secrets, clock, breakers);

    public bool Reads(Connection connection) => connection.Provider == "azure" && (connection.Source.ContainsKey("export") || connection.Source.GetValueOrDefault("api") == AzureQuerySettings.Api);

    public async Task<FetchedInvoices> FetchAsync(Connection connection, BillingPeriod period, string by, DateTimeOffset at, CancellationToken cancellationToken)
    {
        BillingInvoicesClient client = Open(_access, connection);
        IReadOnlyList<AzureInvoicePlace> places = AzureInvoicePlace.Of(connection);
        if (places.Count == 0) throw await NoPlaceAsync(connection, client, cancellationToken).ConfigureAwait(false);
        var all = new List<FetchedInvoices>();
        foreach (AzureInvoicePlace place in places)
        {
            FetchedInvoices read = Read(await AskAsync(client, place, period, cancellationToken).ConfigureAwait(false), place, period, connection.Name, by, at);
            // Silence of an enrollment is no answer: its invoices are real and the API mostly has none of them.
            bool silent = place.IsEnrollment && read.Invoices.Count == 0 && read.Notes.Count == 0;
            all.Add(silent ? read with { Notes = [InvoiceErrors.NotServed.At($"Enrollment {place.Account}: Azure's billing API gave no invoice of {period}. Type or import it.", $"connections/{connection.Name}.yaml")] } : read);
        }

        return new FetchedInvoices([.. all.SelectMany(each => each.Invoices)], [.. all.SelectMany(each => each.Notes)]) { Voided = [.. all.SelectMany(each => each.Voided)] };
    }

    /// <summary>The client of a connection.</summary>
    internal static BillingInvoicesClient Open(AzureAccess access, Connection connection)
    {
        Uri endpoint = AzureUsageCollector.EndpointOf(connection);
        return new BillingInvoicesClient(endpoint, new AzureCalls(() => access.PipelineTo(connection, endpoint, _ => Task.CompletedTask), BillingInvoicesClient.Refusal));
    }

    /// <summary>Invoices of a month and its neighbour: the API does not say whether it looks at the period or at the invoice's day, which is mostly in the next month.</summary>
    internal static Task<IReadOnlyList<JsonElement>> AskAsync(BillingInvoicesClient client, AzureInvoicePlace place, BillingPeriod period, CancellationToken cancellationToken) =>
        client.AllAsync(place, period.FirstDay, period.Next.LastDay, cancellationToken);

    /// <summary>Invoices and credit notes whose period begins in the month, as billing periods of the cost data do. What owes nothing is named and left out.</summary>
    internal static FetchedInvoices Read(IReadOnlyList<JsonElement> all, AzureInvoicePlace place, BillingPeriod period, string connection, string by, DateTimeOffset at)
    {
        var invoices = new List<Invoice>();
        var notes = new List<Problem>();
        var voided = new List<string>();
        void Leave(string what, Severity severity = Severity.Warning) => notes.Add(CloseErrors.CannotFetch.At(what, null, null, null, severity));
        foreach (BillingInvoice each in all.Select(json => new BillingInvoice(json)))
        {
            if (each.Number is not { } number) Leave("An invoice without a number was left out.", Severity.Error);
            else if (each.From is not { } from) Leave($"{number} does not say which days it bills and was left out.", Severity.Error);
            else if (!period.Contains(from)) continue;
            else if (each.Document is not ("Invoice" or "CreditNote")) Leave($"{number} is no invoice but {each.Document} and was left out.");
            else if (each.Status == "Void")
            {
                voided.Add(number);
                Leave($"{number} is void{(each.BilledAgainAs is { } again ? $", billed again as {again}," : "")} and was left out.");
            }
            else if (each is { Document: "CreditNote", CreditFor: { } taken }) Leave($"{number} takes back the void invoice {taken} and was left out with it.");
            else if (Of(each, number, from, place, connection, by, at, Leave) is { } invoice) invoices.Add(invoice);
        }

        return new FetchedInvoices(invoices, notes) { Voided = voided };
    }

    private static Invoice? Of(BillingInvoice of, string number, DateOnly from, AzureInvoicePlace place, string connection, string by, DateTimeOffset at, Action<string, Severity> leave)
    {
        if (of.Date is not { } date || of.Currency is not { } currency)
        {
            leave($"{number} has no day, or its amounts are in no currency or in several; it was left out.", Severity.Error);
            return null;
        }

        if (Amounts(of, number, from, date, currency, leave) is not { } amounts) return null;
        if (of.Through is { } end && BillingPeriod.Of(end) != BillingPeriod.Of(from))
            leave(string.Create(CultureInfo.InvariantCulture, $"{number} bills {from:yyyy-MM-dd} to {end:yyyy-MM-dd} and counts for {BillingPeriod.Of(from)}, as billing periods of the cost data do."), Severity.Info);
        // A credit note gives money back, whichever sign it is printed with.
        decimal sign = of.Document == "CreditNote" && amounts.Net + amounts.Tax > 0m ? -1m : 1m;
        return new Invoice
        {
            Number = number,
            Period = BillingPeriod.Of(from),
            Currency = currency,
            Date = date,
            Net = sign * amounts.Net,
            Tax = sign * amounts.Tax,
            Parts = amounts.Prepaid != 0m ? new Dictionary<ExplainedReason, decimal> { [ExplainedReason.Credits] = -sign * amounts.Prepaid } : [],
            Provider = "Microsoft",
            BillingAccount = place.Account,
            Origin = new InvoiceOrigin
            {
                Connection = connection,
                Document = of.Document,
                Status = of.Status,
                Issuer = "Microsoft",
                BillingProfile = of.Profile ?? place.Profile,
                From = from,
                Through = of.Through,
                Replaces = of.Replaces,
            },
            By = by,
            At = at,
        };
    }

    // Prepayment and credits stand before the subtotal in some answers and after it in others: total − tax is what is to pay without tax in both. Refunds are in the cost data, prepayment is not.
    private static (decimal Net, decimal Tax, decimal Prepaid)? Amounts(BillingInvoice of, string number, DateOnly from, DateOnly date, Currency currency, Action<string, Severity> leave)
    {
        if (of is not { SubTotal: { } subTotal, Tax: { } tax, Total: { } total })
        {
            string billed = of.Billed is { } charges ? $" of {Text(charges)} {currency}" : "";
            leave($"{number} states a billed amount{billed} and not what of it is tax, as of accounts without a customer agreement. Type it from its PDF: costguard invoice add {number} --period {BillingPeriod.Of(from)} --date {date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)} --currency {currency} --net … --tax … --provider Microsoft", Severity.Error);
            return null;
        }

        decimal due = (of.Billed ?? subTotal) - of.Refunds - of.Prepaid + tax;
        if (due == total) return (total - tax, tax, of.Prepaid);
        if (subTotal + tax == total)
        {
            leave($"{number}: billed {Text(of.Billed ?? subTotal)} less prepayment and credits {Text(of.Prepaid + of.Refunds)} is not its subtotal {Text(subTotal)} {currency}; it was recorded without these parts.", Severity.Warning);
            return (subTotal, tax, 0m);
        }

        leave($"{number} contradicts itself: billed {Text(of.Billed ?? subTotal)}, subtotal {Text(subTotal)}, prepayment and credits {Text(of.Prepaid + of.Refunds)}, tax {Text(tax)}, total {Text(total)} {currency}; it was left out.", Severity.Error);
        return null;
    }

    // Which accounts there are says what to write down; that they cannot be seen, who has to be asked.
    private static async Task<CostGuardException> NoPlaceAsync(Connection connection, BillingInvoicesClient client, CancellationToken cancellationToken)
    {
        string seen;
        try
        {
            IReadOnlyList<string> accounts = await client.AccountsAsync(cancellationToken).ConfigureAwait(false);
            seen = accounts.Count == 0 ? "The identity sees none." : $"The identity sees {string.Join(", ", accounts)}.";
        }
        catch (CostGuardException refusal)
        {
            seen = refusal.Message;
        }

        return new CostGuardException(2, CloseErrors.CannotFetch.At($"Connection '{connection.Name}' names no billing account (source.billingAccount). {seen}", $"connections/{connection.Name}.yaml"));
    }

    private static string Text(decimal amount) => amount.ToString(CultureInfo.InvariantCulture);
}
