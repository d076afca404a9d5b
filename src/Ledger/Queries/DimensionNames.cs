using CostGuard.Core.Errors;
using CostGuard.Core.Normalise;
using CostGuard.Core.Ports;

namespace CostGuard.Ledger.Queries;

/// <summary>Whether a dimension exists, and what knows it, before anything is asked.</summary>
public static class DimensionNames
{
    /// <summary>Refuses a dimension that no column stands for.</summary>
    /// <exception cref="CostGuardException">There is none (exit code 2); the message has the nearest name.</exception>
    public static void Check(Dimension dimension, TagFolding folding) => _ = QueryColumns.Find(dimension, folding);

    /// <summary>True for what only lines know, and no team's roll-up: resource, SKU, tags, all other FOCUS columns.</summary>
    /// <exception cref="CostGuardException">There is no such dimension (exit code 2).</exception>
    public static bool IsOfLines(Dimension dimension, TagFolding folding) => QueryColumns.Find(dimension, folding).Kept is Kept.Lines or Kept.LinesOrRollup;
}
