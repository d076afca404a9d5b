namespace CostGuard.Collect.Aws;

internal sealed record ListInvoiceSummariesRequest
{
    public required InvoiceSummariesSelector Selector { get; init; }

    public InvoiceSummariesFilter? Filter { get; init; }

    public string? NextToken { get; init; }

    public int? MaxResults { get; init; }
}

/// <param name="ResourceType">ACCOUNT_ID or INVOICE_ID.</param>
/// <param name="Value">The id.</param>
internal sealed record InvoiceSummariesSelector(string ResourceType, string Value);

internal sealed record InvoiceSummariesFilter(InvoiceMonth BillingPeriod);

internal sealed record InvoiceMonth(int Month, int Year);

internal sealed record ListInvoiceSummariesResponse
{
    public IReadOnlyList<InvoiceSummary>? InvoiceSummaries { get; init; }

    public string? NextToken { get; init; }
}

internal sealed record InvoiceSummary
{
    public string? AccountId { get; init; }

    public string? InvoiceId { get; init; }

    /// <summary>Seconds since 1970, as the protocol has instants.</summary>
    public double? IssuedDate { get; init; }

    public InvoiceMonth? BillingPeriod { get; init; }

    /// <summary>INVOICE, CREDIT_MEMO, PAYMENT_RECEIPT.</summary>
    public string? InvoiceType { get; init; }

    /// <summary>ISSUED or CANCELLED.</summary>
    public string? TaxAuthorityStatus { get; init; }

    public InvoiceEntity? Entity { get; init; }

    /// <summary>In the currency of the billing data.</summary>
    public InvoiceCurrencyAmount? BaseCurrencyAmount { get; init; }
}

/// <param name="InvoicingEntity">Who issued it.</param>
internal sealed record InvoiceEntity(string? InvoicingEntity);

/// <summary>Amounts are decimal texts.</summary>
internal sealed record InvoiceCurrencyAmount
{
    public string? TotalAmount { get; init; }

    public string? TotalAmountBeforeTax { get; init; }

    public string? CurrencyCode { get; init; }
}

/// <summary>AWS Invoicing. The calls are free.</summary>
internal sealed class InvoicingClient(AwsJsonClient client)
{
    private const int PageMax = 100;

    /// <summary>Every invoice of a payer and month, all pages; an empty page is not the end.</summary>
    public async Task<IReadOnlyList<InvoiceSummary>> AllAsync(string account, InvoiceMonth month, CancellationToken cancellationToken)
    {
        var all = new List<InvoiceSummary>();
        var pages = new PageTokens("Invoicing ListInvoiceSummaries");
        do
        {
            var request = new ListInvoiceSummariesRequest { Selector = new InvoiceSummariesSelector("ACCOUNT_ID", account), Filter = new InvoiceSummariesFilter(month), NextToken = pages.Current, MaxResults = PageMax };
            AwsAnswer<ListInvoiceSummariesResponse> page = await client.CallAsync<ListInvoiceSummariesResponse>("ListInvoiceSummaries", request, cancellationToken).ConfigureAwait(false);
            all.AddRange(page.Value.InvoiceSummaries ?? []);
            pages.Take(page.Value.NextToken);
        }
        while (pages.Current is not null);

        return all;
    }
}
