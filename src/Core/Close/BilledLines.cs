using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Core.Close;

/// <summary>Lines of the billing data that belong together on an invoice.</summary>
/// <param name="InvoiceId">FOCUS InvoiceId; null while the provider has not billed them, or names no invoice.</param>
/// <param name="Provider">FOCUS ProviderName.</param>
/// <param name="Account">FOCUS BillingAccountId.</param>
/// <param name="Currency">BillingCurrency.</param>
/// <param name="Part">Which part of a bill they are; null for ordinary usage and purchases.</param>
/// <param name="Billed">Σ BilledCost, exact.</param>
/// <param name="Rows">Number of lines.</param>
public sealed record BilledLines(string? InvoiceId, string? Provider, string? Account, Currency Currency, ExplainedReason? Part, decimal Billed, long Rows)
{
    /// <summary>FOCUS InvoiceIssuerName; null when it is not known.</summary>
    public string? Issuer { get; init; }

    private static readonly (string Provider, string Publisher)[] OwnPublishers =
        [("AWS", "Amazon"), ("AWS", "AWS"), ("Amazon", "Amazon"), ("Microsoft", "Microsoft"), ("Azure", "Microsoft"), ("Google", "Google")];

    /// <summary>The question that <see cref="Of"/> reads the answer of, for one billing month.</summary>
    public static CostQuery Ask(BillingPeriod period) => new(
        DayRange.Of(period),
        [
            new Dimension("invoiceId"), new Dimension("provider"), new Dimension("billingAccountId"), new Dimension("chargeCategory"), new Dimension("chargeClass"),
            new Dimension("service"), new Dimension("PublisherName"), new Dimension("day"), new Dimension("InvoiceIssuerName"),
        ],
        []);

    /// <summary>The answer, with each line's part of the bill.</summary>
    public static IReadOnlyList<BilledLines> Of(IReadOnlyList<CostRow> rows, BillingPeriod period)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return
        [
            .. rows.GroupBy(row => (Invoice: string.IsNullOrEmpty(row.Keys[0]) ? null : row.Keys[0], Provider: row.Keys[1], Account: row.Keys[2], Issuer: row.Keys[8], row.Currency, Part: PartOf(row, period)))
                .Select(group => new BilledLines(
                    group.Key.Invoice, group.Key.Provider, group.Key.Account, group.Key.Currency, group.Key.Part,
                    group.Aggregate(default(ExactSum), (sum, row) => sum + ExactSum.Of(row.Costs.Billed)).ToDecimal(), group.Sum(row => row.Rows)) { Issuer = group.Key.Issuer }),
        ];
    }

    private static ExplainedReason? PartOf(CostRow row, BillingPeriod period)
    {
        (string? category, string? kind, string? service, string? publisher) = (row.Keys[3], row.Keys[4], row.Keys[5], row.Keys[6]);
        if (category == "Tax") return ExplainedReason.Tax;
        if (category == "Credit") return ExplainedReason.Credits;
        if (kind == "Correction" || string.CompareOrdinal(row.Keys[7], $"{period}-01") < 0) return ExplainedReason.PriorPeriod;
        if (IsForeign(row.Keys[1], publisher)) return ExplainedReason.Marketplace;
        if (service is not null && service.Split(' ').Contains("Support", StringComparer.OrdinalIgnoreCase)) return ExplainedReason.Support;
        return category == "Adjustment" && row.Costs.Billed < 0 ? ExplainedReason.Refunds : null;
    }

    // Providers and publishers are names for people: "AWS" sells what "Amazon Web Services, Inc." publishes.
    private static bool IsForeign(string? provider, string? publisher) =>
        !string.IsNullOrEmpty(publisher) && !string.IsNullOrEmpty(provider) && !publisher.StartsWith(provider, StringComparison.OrdinalIgnoreCase)
        && !OwnPublishers.Any(own => provider.StartsWith(own.Provider, StringComparison.OrdinalIgnoreCase) && publisher.StartsWith(own.Publisher, StringComparison.OrdinalIgnoreCase));
}
