using CostGuard.Core.Errors;
using CostGuard.Core.Normalise;
using CostGuard.Core.Ports;

namespace CostGuard.Ledger.Queries;

/// <summary>Whether a dimension exists, for files that name one before anything is asked.</summary>
public static class DimensionNames
{
    /// <summary>Refuses a dimension that no column stands for.</summary>
    /// <exception cref="CostGuardException">There is none (exit code 2); the message has the nearest name.</exception>
    public static void Check(Dimension dimension, TagFolding folding) => _ = QueryColumns.Find(dimension, folding);
}
