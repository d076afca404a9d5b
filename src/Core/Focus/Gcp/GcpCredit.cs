using System.Text;
using CostGuard.Core.Values;

namespace CostGuard.Core.Focus.Gcp;

/// <summary>One credit of a row.</summary>
/// <param name="Type">PROMOTION, COMMITTED_USAGE_DISCOUNT and so on; empty in older exports.</param>
/// <param name="Id">Id.</param>
/// <param name="Name">Full name, or the name.</param>
/// <param name="Amount">What it takes off: negative. In the row's currency.</param>
public sealed record GcpCredit(string Type, string Id, string Name, ExactSum Amount)
{
    private static readonly HashSet<string> Discounts = new(StringComparer.OrdinalIgnoreCase)
    {
        "COMMITTED_USAGE_DISCOUNT", "COMMITTED_USAGE_DISCOUNT_DOLLAR_BASE", "SUSTAINED_USAGE_DISCOUNT", "DISCOUNT", "FREE_TIER", "SUBSCRIPTION_BENEFIT",
        "RESELLER_MARGIN", "FEE_UTILIZATION_OFFSET",
    };

    /// <summary>True for a discount that belongs to the row's own cost; any other credit is a charge of its own (domain A.7).</summary>
    public bool IsDiscount => Discounts.Contains(Type);

    /// <summary>The credits of a cell; null when it cannot be read, so that the row's cost is not known.</summary>
    public static IReadOnlyList<GcpCredit>? Read(ReadOnlySpan<byte> utf8)
    {
        if (GcpNested.Read(utf8) is not { } items) return null;
        var credits = new List<GcpCredit>(items.Count);
        foreach (IReadOnlyDictionary<string, string?> item in items)
        {
            string Text(string name) => item.GetValueOrDefault(name) ?? "";
            byte[] amount = Encoding.UTF8.GetBytes(Text("amount"));
            if (FocusNumber.Parse(amount, out _, out _) != NumberFault.None) return null;
            credits.Add(new GcpCredit(Text("type"), Text("id"), Text("full_name") is { Length: > 0 } full ? full : Text("name"), FocusNumber.Exact(amount)));
        }

        return credits;
    }
}
