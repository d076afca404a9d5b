using System.Globalization;
using System.Text;

namespace CostGuard.Integration.Months;

/// <summary>The month as Azure's exports deliver it to an enterprise agreement: actual and amortised cost as CSV, in several parts each.</summary>
internal static class AzureMonthFiles
{
    private const string Header = "BillingAccountId,SubscriptionId,SubscriptionName,Date,BillingPeriodStartDate,BillingPeriodEndDate,ConsumedService,ResourceId,MeterCategory,"
        + "ChargeType,Frequency,PricingModel,ReservationId,BillingCurrencyCode,CostInBillingCurrency,Quantity,UnitOfMeasure,Tags";

    /// <summary>Services by the resource that they are told from, after the open data of Microsoft's FinOps toolkit.</summary>
    public static IReadOnlyDictionary<string, string> Services { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Virtual Machines"] = "Microsoft.Compute/virtualMachines",
        ["Storage Accounts"] = "Microsoft.Storage/storageAccounts",
        ["Azure SQL Database"] = "Microsoft.Sql/managedInstances",
        ["Cosmos DB"] = "Microsoft.DocumentDB/databaseAccounts",
        ["Event Hubs"] = "Microsoft.EventHub/namespaces",
        ["Key Vault"] = "Microsoft.KeyVault/vaults",
        ["Load Balancer"] = "Microsoft.Network/loadBalancers",
        ["Azure Databricks"] = "Microsoft.Databricks/workspaces",
    };

    /// <summary>Parts of an export.</summary>
    /// <param name="month">The month.</param>
    /// <param name="amortised">Which of the two measures.</param>
    /// <param name="parts">Number of parts.</param>
    public static IEnumerable<string> Parts(BigMonth month, bool amortised, int parts)
    {
        foreach (MonthRow[] rows in month.Rows.Chunk((month.Rows.Count + parts - 1) / parts))
        {
            var text = new StringBuilder(Header + "\n");
            foreach (MonthRow row in rows)
            {
                // A purchase is no row of the amortised export; what it covers is one of both, in the actual one at nothing.
                if (amortised && row.Kind == ChargeKind.Fee) continue;
                bool committed = row.Kind is ChargeKind.Fee or ChargeKind.Covered;
                string type = row.Kind switch { ChargeKind.Fee => "Purchase", ChargeKind.Tax => "Tax", ChargeKind.Credit => "Refund", _ => "Usage" };
                string resource = Services[row.Service], provider = resource[..resource.IndexOf('/', StringComparison.Ordinal)];
                string tags = row.Team.Length == 0 ? "" : $"\"\"\"team\"\": \"\"{row.Team}\"\"\"";
                text.Append(CultureInfo.InvariantCulture, $"1234567,{row.Account},Subscription {row.Account[^1]},{row.Day:MM/dd/yyyy},06/01/2025,06/30/2025,{provider},")
                    .Append(CultureInfo.InvariantCulture, $"/subscriptions/{row.Account}/resourceGroups/rg/providers/{resource}/one,{row.Service},{type},{(row.Kind == ChargeKind.Fee ? "Recurring" : "UsageBased")},")
                    .Append(CultureInfo.InvariantCulture, $"{(committed ? "Reservation" : "OnDemand")},{(committed ? "reservation-1" : "")},EUR,{(amortised ? row.Effective : row.Billed)},1,1 Hour,{tags}\n");
            }

            yield return text.ToString();
        }
    }
}
