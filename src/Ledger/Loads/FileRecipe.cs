using CostGuard.Core.Focus;
using CostGuard.Core.Focus.Aws;
using CostGuard.Ledger.Sql;

namespace CostGuard.Ledger.Loads;

/// <summary>How one file of a load is read: stored with the load, so that its view can be made again at any time.</summary>
internal sealed record FileRecipe
{
    /// <summary>File below the load's folder, with '/'.</summary>
    public required string Path { get; init; }

    /// <summary>Name as the user knows it.</summary>
    public required string Name { get; init; }

    /// <summary>Size when sealed. With <see cref="ModifiedTicks"/> it tells that a linked file was changed in place.</summary>
    public required long Bytes { get; init; }

    /// <summary>UTC ticks of the last write when sealed.</summary>
    public required long ModifiedTicks { get; init; }

    /// <summary>True when the file has other billing periods too, so that the view must filter.</summary>
    public bool OtherPeriods { get; init; }

    /// <summary>True when rows were refused, so that the view must leave them out.</summary>
    public bool RefusedRows { get; init; }

    /// <summary>Which cost columns of a Cost and Usage Report count; null for other files.</summary>
    public CurBasis? Basis { get; init; }

    /// <summary>Costs with more than 18 decimals, rounded half-even by hand, are in this file beside it; null when there are none.</summary>
    public string? Rounded { get; init; }
}

/// <summary>Everything about a load's folder that the state database does not need to know.</summary>
internal sealed record LoadRecipe
{
    /// <summary>File name of the recipe in a load's folder.</summary>
    public const string FileName = "recipe.json";

    /// <summary>Billing period, "2026-11".</summary>
    public required string Period { get; init; }

    /// <summary>Assumptions of the Parquet files.</summary>
    public required IReadOnlyDictionary<string, string> Assume { get; init; }

    /// <summary>Files in order.</summary>
    public required IReadOnlyList<FileRecipe> Files { get; init; }

    /// <summary>Hash of the roll-up policy that daily.parquet was made with.</summary>
    public required string Policy { get; init; }
}

/// <summary>A Parquet file's columns as DuckDB names their types, and how they feed FOCUS.</summary>
/// <param name="Types">Source column → DuckDB type.</param>
/// <param name="Mapping">What feeds each FOCUS column.</param>
/// <param name="Constants">Source columns with one value in every row, by the file's own statistics; null stands for all null.</param>
/// <param name="Report">The view that makes FOCUS columns of a Cost and Usage Report; null for a file that has them.</param>
internal sealed record FileSchema(
    IReadOnlyDictionary<string, string> Types, FocusMapping Mapping, IReadOnlyDictionary<string, string?> Constants, CurView? Report = null);
