using System.Globalization;
using CostGuard.Collect.Aws;
using CostGuard.Core.Close;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Collect;

/// <summary>Invoices of an AWS payer account, in the currency of its billing data. The payer is <c>source.billingAccount</c>, else the account of the role.</summary>
internal sealed class AwsInvoiceSource(AwsAccess access) : IInvoiceSource
{
    private const int AccountDigits = 12, AccountPart = 4;

    public bool Reads(Connection connection) => connection.Provider == "aws" && (connection.Source.ContainsKey("export") || connection.Source.GetValueOrDefault("api") == "cost-explorer");

    public async Task<FetchedInvoices> FetchAsync(Connection connection, BillingPeriod period, string by, DateTimeOffset at, CancellationToken cancellationToken)
    {
        string account = Payer(connection) ?? throw new CostGuardException(2, CloseErrors.CannotFetch.At(
            $"Connection '{connection.Name}' names no payer account.", $"connections/{connection.Name}.yaml"));
        var partition = AwsPartition.OfRegion(connection.Source.GetValueOrDefault("region"));
        // The endpoint of an export is its bucket's.
        Uri? other = connection.Source.GetValueOrDefault("api") == "cost-explorer" && connection.Source.TryGetValue("endpoint", out string? endpoint) ? SettingAddress.Of(endpoint, "endpoint", connection) : null;
        using AwsJsonClient client = access.Open(AwsJsonService.Invoicing, connection, partition, other ?? Address(partition), (_, _) => Task.CompletedTask);
        IReadOnlyList<InvoiceSummary> all = await new InvoicingClient(client).AllAsync(account, new InvoiceMonth(period.FirstDay.Month, period.FirstDay.Year), cancellationToken).ConfigureAwait(false);
        return Read(all, connection.Name, by, at);
    }

    /// <summary>Invoices and credit memos, as the months of the billing data have them. Receipts and cancelled documents owe nothing.</summary>
    internal static FetchedInvoices Read(IReadOnlyCollection<InvoiceSummary> all, string connection, string by, DateTimeOffset at)
    {
        var invoices = new List<Invoice>();
        var notes = new List<Problem>();
        foreach (InvoiceSummary each in all)
        {
            if (each is { InvoiceType: "INVOICE" or "CREDIT_MEMO", TaxAuthorityStatus: not "CANCELLED" }) invoices.Add(Of(each, connection, by, at));
            else notes.Add(CloseErrors.CannotFetch.At($"{each.InvoiceId} is {(each.TaxAuthorityStatus == "CANCELLED" ? "cancelled" : $"no invoice but {each.InvoiceType}")} and was left out.", null, null, null, Severity.Warning));
        }

        return new FetchedInvoices(invoices, notes) { Voided = [.. all.Where(each => each is { InvoiceType: "INVOICE" or "CREDIT_MEMO", TaxAuthorityStatus: "CANCELLED" }).Select(each => each.InvoiceId).OfType<string>()] };
    }

    private static Invoice Of(InvoiceSummary of, string connection, string by, DateTimeOffset at)
    {
        if (of is not { InvoiceId.Length: > 0, BillingPeriod: { } month, IssuedDate: { } issued, BaseCurrencyAmount: { CurrencyCode: { } code } amount }
            || !Currency.TryParse(code, out Currency currency) || Number(amount.TotalAmountBeforeTax) is not { } net || Number(amount.TotalAmount) is not { } total)
            throw new CostGuardException(2, CloseErrors.CannotFetch.At($"Invoice {of.InvoiceId} of account {of.AccountId} lacks its month, date, currency or an amount."));
        // A credit memo gives money back, whichever sign it is printed with.
        decimal sign = of.InvoiceType == "CREDIT_MEMO" && (net > 0m || (net == 0m && total > 0m)) ? -1m : 1m;
        return new Invoice
        {
            Number = of.InvoiceId,
            Period = BillingPeriod.Of(new DateOnly(month.Year, month.Month, 1)),
            Currency = currency,
            Date = DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeSeconds((long)issued).UtcDateTime),
            Net = sign * net,
            Tax = sign * (total - net),
            Provider = "AWS",
            BillingAccount = of.AccountId,
            Origin = new InvoiceOrigin { Connection = connection, Document = of.InvoiceType!, Status = of.TaxAuthorityStatus, Issuer = of.Entity?.InvoicingEntity },
            By = by,
            At = at,
        };
    }

    private static decimal? Number(string? text) => decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal amount) ? amount : null;

    // This service has the newer kind of address only.
    private static Uri? Address(AwsPartition partition) => partition.Name switch
    {
        "aws" or "aws-us-gov" => new Uri($"https://invoicing.{partition.GlobalRegion}.api.aws"),
        "aws-cn" => new Uri($"https://invoicing.{partition.GlobalRegion}.api.amazonwebservices.com.cn"),
        _ => null,
    };

    private static string? Payer(Connection connection)
    {
        if (connection.Source.TryGetValue("billingAccount", out string? named)) return named;
        string[] parts = connection.Auth.TryGetValue("assumeRole", out AuthValue? role) ? (role.Text ?? "").Split(':') : [];
        return parts.Length > AccountPart && parts[AccountPart].Length == AccountDigits && parts[AccountPart].All(char.IsAsciiDigit) ? parts[AccountPart] : null;
    }
}
