using System.Text;
using CostGuard.Core.Values;

namespace CostGuard.Core.Focus.Azure;

/// <summary>One account's month: what an actual and an amortised export are measures of.</summary>
/// <param name="Account">Billing account, or subscription where the export names no account; in lower case.</param>
/// <param name="Period">Billing month.</param>
public sealed record AzureScope(string Account, BillingPeriod Period)
{
    internal static string Key(ReadOnlySpan<byte> account) => Encoding.UTF8.GetString(account).ToLowerInvariant();
}
