using System.Globalization;
using System.Text;
using System.Text.Json;
using CostGuard.Core.Savings;
using CostGuard.Core.Savings.Fleet;
using CostGuard.Core.Values;

namespace CostGuard.Cli.Demo;

/// <summary>Writes a made fleet as the files that a company would have: usage/, a FOCUS bill by month, and beside them what is true of each resource.</summary>
public static class FleetFolder
{
    private const string BillHeader =
        "BillingAccountId,BillingCurrency,BillingPeriodStart,BillingPeriodEnd,ChargePeriodStart,ChargePeriodEnd,ChargeCategory,ChargeClass,ChargeDescription,BilledCost,EffectiveCost,ListCost,ContractedCost,"
        + "CommitmentDiscountId,CommitmentDiscountStatus,ConsumedQuantity,ConsumedUnit,PricingQuantity,PricingUnit,ProviderName,PublisherName,InvoiceIssuerName,RegionId,ResourceId,ServiceCategory,ServiceName,SubAccountId,Tags\n";

    private const decimal HoursOfMonth = 730m;
    private const string Plan = "plan-1";

    /// <summary>Writes the folder.</summary>
    public static void Write(HomeFolder home, PlantedFleet fleet)
    {
        DemoHome.Put(home, "usage/inventory.csv", Inventory(fleet));
        DemoHome.Put(home, "usage/metrics.csv", Metrics(fleet));
        DemoHome.Put(home, "usage/types.csv", Types());
        DemoHome.Put(home, "usage/prices.csv", "name,price\n" + string.Concat(PlantedFleet.Prices.Storage.Select(price => Line($"{price.Key},{price.Value}"))));
        DemoHome.Put(home, "truth.csv", "resource_id,role,in_use,right,allowed\n" + string.Concat(fleet.Resources.Select(each => Line($"{each.Resource.Id},\"{each.Role}\",{(each.IsUsed ? "yes" : "no")},{string.Join(' ', each.Right)},{string.Join(' ', each.Allowed)}"))));
        IEnumerable<IGrouping<BillingPeriod, DateOnly>> months = Enumerable.Range(0, fleet.Days).Select(day => fleet.Last.AddDays(-day)).Order().GroupBy(BillingPeriod.Of);
        foreach (IGrouping<BillingPeriod, DateOnly> month in months) DemoHome.Put(home, $"billing/fleet-{month.Key}.csv", Bill(fleet, month));
    }

    private static string Inventory(PlantedFleet fleet)
    {
        var text = new StringBuilder("resource_id,provider,kind,account,region,type,state,state_since,created,changed,attached_to,member_of,os,size_gb,members,retention_days,special,tags\n");
        foreach (CloudResource of in fleet.Resources.Select(each => each.Resource))
        {
            string tags = JsonSerializer.Serialize(of.Tags).Replace("\"", "\"\"", StringComparison.Ordinal);
            // An empty cell in quotes says "nothing"; an empty cell says nothing.
            string attached = of.AttachedTo is null ? "" : $"\"{of.AttachedTo}\"";
            text.Append(Line($"{of.Id},{of.Provider},{of.Kind.ToString().ToLowerInvariant()},{of.Account},{of.Region},{of.Type},{of.State},{of.StateSince:yyyy-MM-dd},{of.Created:yyyy-MM-dd},{of.Changed:yyyy-MM-dd},{attached},{of.Group},{of.Os},{of.SizeGb},{of.Members},{of.RetentionDays},{(of.IsSpecial ? "true" : "")},\"{tags}\""));
        }

        return text.ToString();
    }

    private static string Metrics(PlantedFleet fleet)
    {
        var text = new StringBuilder("resource_id,metric,timestamp,value\n");
        DateTime first = fleet.Last.AddDays(1 - fleet.Days).ToDateTime(TimeOnly.MinValue);
        foreach (PlantedResource each in fleet.Resources)
        {
            foreach ((string metric, double[] hours) in each.Hours)
            {
                for (int hour = 0; hour < hours.Length; hour++)
                {
                    if (!double.IsNaN(hours[hour])) text.Append(Line($"{each.Resource.Id},{metric},{first.AddHours(hour):yyyy-MM-dd HH:mm:ss},{hours[hour]:R}"));
                }
            }
        }

        return text.ToString();
    }

    private static string Types() => "type,family,vcpu,memory_gib,hourly,architecture,baseline_percent,successor_family,arm_family,network_bytes_day\n" + string.Concat(PlantedFleet.Prices.Types.Select(type =>
        Line($"{type.Name},{type.Family},{type.Cpus},{type.MemoryGb},{type.Rate},{type.Architecture},{type.BaselinePercent},{type.SuccessorFamily},{type.ArmFamily},{type.NetworkBytesADay:R}")));

    private static string Bill(PlantedFleet fleet, IGrouping<BillingPeriod, DateOnly> month)
    {
        var text = new StringBuilder(BillHeader);
        foreach (DateOnly day in month)
        {
            foreach (PlantedResource each in fleet.Resources.Where(each => each.Bill is not null))
            {
                ResourceBill bill = each.Bill!;
                bool hourly = bill.OnDemandRate is not null, covered = bill.CoveredHours > 0m;
                decimal open = hourly ? bill.OnDemandRate!.Value * 24m : decimal.Round(bill.Monthly * 24m / HoursOfMonth, 12), effective = covered ? bill.CoveredRate!.Value * 24m : open;
                string tags = JsonSerializer.Serialize(each.Resource.Tags).Replace("\"", "\"\"", StringComparison.Ordinal), quantity = hourly ? "24,Hours,24,Hours" : ",,,";
                text.Append(Line($"111122223333,USD,{month.Key.Start:yyyy-MM-dd}T00:00:00Z,{month.Key.Next.Start:yyyy-MM-dd}T00:00:00Z,{day:yyyy-MM-dd}T00:00:00Z,{day.AddDays(1):yyyy-MM-dd}T00:00:00Z,Usage,,{each.Role.Replace(",", "", StringComparison.Ordinal)},{(covered ? 0m : open)},{effective},{open},{open},{(covered ? Plan : "")},{(covered ? "Used" : "")},{quantity},{(each.Resource.Provider == "aws" ? "AWS" : "Microsoft")},AWS,AWS,{each.Resource.Region},{each.Resource.Id},Compute,Fleet,{each.Resource.Account},\"{tags}\""));
            }
        }

        return text.ToString();
    }

    private static string Line(FormattableString line) => line.ToString(CultureInfo.InvariantCulture) + "\n";
}
