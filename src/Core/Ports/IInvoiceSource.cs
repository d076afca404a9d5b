using CostGuard.Core.Close;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Values;

namespace CostGuard.Core.Ports;

/// <summary>Invoices that a provider gave, and what was left out of them, with the reason.</summary>
/// <param name="Invoices">As the provider states them, in its billing currency.</param>
/// <param name="Notes">Documents that are no invoices, such as receipts (warnings), and invoices that could not be taken (errors).</param>
public sealed record FetchedInvoices(IReadOnlyList<Invoice> Invoices, IReadOnlyList<Problem> Notes)
{
    /// <summary>Numbers of invoices that the provider has made void.</summary>
    public IReadOnlyList<string> Voided { get; init; } = [];
}

/// <summary>Asks a provider for the invoices of a month.</summary>
public interface IInvoiceSource
{
    /// <summary>True when it can ask for this connection.</summary>
    bool Reads(Connection connection);

    /// <summary>The invoices of a billing month.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="period">Billing month.</param>
    /// <param name="by">Who records them.</param>
    /// <param name="at">When, UTC.</param>
    /// <param name="cancellationToken">Stops asking.</param>
    /// <exception cref="CostGuardException">CG2716: an invoice lacks an amount, or the payer is unknown (exit code 2); or the provider refused (4, 5).</exception>
    Task<FetchedInvoices> FetchAsync(Connection connection, BillingPeriod period, string by, DateTimeOffset at, CancellationToken cancellationToken);
}
