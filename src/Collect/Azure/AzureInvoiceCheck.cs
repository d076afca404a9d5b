using System.Globalization;
using System.Text.Json;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Collect.Azure;

/// <summary>The link "invoices" of a doctor: may the identity read the invoices that 'invoice fetch' asks for? Costs are read without it, so that it only warns.</summary>
internal sealed class AzureInvoiceCheck(AzureAccess access, TimeProvider clock)
{
    private const string Link = "invoices";
    private const int MonthsBack = 3;

    /// <summary>The last invoice, or what is missing; null where the connection names no billing account, since nobody fetches its invoices.</summary>
    public async Task<CheckResult?> ExamineAsync(Connection connection, CancellationToken cancellationToken)
    {
        if (!connection.Source.ContainsKey("billingAccount") && AzureScope.Parse(connection.Source.GetValueOrDefault("scope", AzureScope.All), connection.Name)[0].BillingAccount is null) return null;
        try
        {
            AzureInvoicePlace place = AzureInvoicePlace.Of(connection)[0];
            BillingPeriod month = BillingPeriod.Of(DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime));
            IReadOnlyList<JsonElement> found = await AzureInvoiceSource.Open(access, connection).AllAsync(place, month.AddMonths(-MonthsBack).FirstDay, month.LastDay, cancellationToken).ConfigureAwait(false);
            return found.Select(json => new BillingInvoice(json)).Where(each => each.Date is not null).MaxBy(each => each.Date) is { } last
                ? new CheckResult(Link, CheckState.Ok, string.Create(CultureInfo.InvariantCulture, $"readable, last invoice {last.Number} {last.Date:yyyy-MM-dd}"))
                : new CheckResult(Link, place.IsEnrollment ? CheckState.Warning : CheckState.Ok, "readable, none in the last three months") with { Cause = place.IsEnrollment ? InvoiceErrors.NotServed.Why : null, Fix = place.IsEnrollment ? "type or import the invoices" : null };
        }
        catch (CostGuardException refusal)
        {
            return new CheckResult(Link, CheckState.Warning, refusal.Problem.Message)
            {
                Code = refusal.Problem.Code,
                Cause = ErrorCatalog.Find(refusal.Problem.Code)?.Title,
                Not = refusal.Problem.Code == InvoiceErrors.NoAccess.Code ? "the role that reads costs, which shows no invoices" : null,
                Fix = refusal.Problem.Code == InvoiceErrors.NoAccess.Code ? $"give the role that 'costguard connection policy {connection.Name} --with invoices' prints" : ErrorCatalog.Find(refusal.Problem.Code)?.Fix,
            };
        }
    }
}
