using System.Text;

namespace CostGuard.Core.Focus.Azure;

/// <summary>Tells reservations from savings plans by their ids.</summary>
internal static class AzureCommitment
{
    public static bool IsSavingsPlan(ReadOnlySpan<byte> id) => Has(id, "/microsoft.billingbenefits/"u8);

    private static bool Has(ReadOnlySpan<byte> id, ReadOnlySpan<byte> part)
    {
        for (int i = 0; i + part.Length <= id.Length; i++)
        {
            if (Ascii.EqualsIgnoreCase(id.Slice(i, part.Length), part)) return true;
        }

        return false;
    }
}
