using System.Globalization;
using System.Text;

namespace CostGuard.Integration.Months;

/// <summary>The month as a FOCUS file, for the simulated clouds to answer from.</summary>
internal static class FocusMonthFile
{
    public static void Write(BigMonth month, string path, string currency)
    {
        using var file = new StreamWriter(path, false, new UTF8Encoding(false));
        file.WriteLine(
            "BillingPeriodStart,ChargePeriodStart,BillingCurrency,BilledCost,EffectiveCost,ServiceName,SubAccountId,SubAccountName,ChargeCategory,ChargeFrequency,"
            + "PricingCategory,CommitmentDiscountId,CommitmentDiscountCategory,CommitmentDiscountStatus,Tags");
        foreach (MonthRow row in month.Rows)
        {
            string words = row.Kind switch
            {
                ChargeKind.Tax => "Tax,One-Time,,,,",
                ChargeKind.Credit => "Credit,One-Time,,,,",
                ChargeKind.Covered => "Usage,Usage-Based,Committed,plan-1,Spend,Used",
                ChargeKind.Fee => "Purchase,Recurring,Standard,plan-1,Spend,",
                _ => "Usage,Usage-Based,Standard,,,",
            };
            string tags = row.Team.Length == 0 ? "" : $"\"{{\"\"team\"\":\"\"{row.Team}\"\"}}\"";
            file.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"2025-06-01,{row.Day:yyyy-MM-dd},{currency},{row.Billed},{row.Effective},{row.Service},{row.Account},Account {row.Account[^1]},{words},{tags}"));
        }
    }
}
