using CostGuard.Ledger.Sql;

namespace CostGuard.Ledger.Loads;

/// <summary>A Parquet file of a load, with what is needed to read it.</summary>
/// <param name="Recipe">How it is read.</param>
/// <param name="Path">Where it is now.</param>
/// <param name="Rounded">Where its costs rounded by hand are, or null.</param>
/// <param name="Sql">Its columns.</param>
/// <param name="AllFast">True when DOUBLE costs may be added as integers of 10⁻¹⁰; false when that isn't known.</param>
internal sealed record LineFile(FileRecipe Recipe, string Path, string? Rounded, FileSql Sql, bool AllFast);
