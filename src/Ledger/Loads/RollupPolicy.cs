using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CostGuard.Core.Allocate;
using CostGuard.Core.Configuration;

namespace CostGuard.Ledger.Loads;

/// <summary>What a daily roll-up keeps and how tags are folded into it. Another policy makes another roll-up of the same lines.</summary>
/// <param name="Shape">Tag keys and resource columns.</param>
/// <param name="Tags">Folding of tags.</param>
public sealed record RollupPolicy(RollupShape Shape, TagConfig Tags)
{
    /// <summary>The team tag only, with the built-in spellings.</summary>
    public static RollupPolicy Default { get; } = new(new RollupShape(["team"], false, false), new TagConfig());

    /// <summary>16 hex digits that name the policy in file names.</summary>
    public string Hash
    {
        get
        {
            string text = JsonSerializer.Serialize(new
            {
                Keys = Shape.TagKeys.Order(StringComparer.Ordinal),
                Shape.Resources,
                Shape.Skus,
                Aliases = Tags.Aliases.OrderBy(pair => pair.Key, StringComparer.Ordinal),
                Values = Tags.Values.OrderBy(pair => pair.Key, StringComparer.Ordinal)
                    .Select(pair => new { pair.Key, Values = pair.Value.OrderBy(value => value.Key, StringComparer.Ordinal) }),
            });
            return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
        }
    }
}
