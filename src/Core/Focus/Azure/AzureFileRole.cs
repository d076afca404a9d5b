namespace CostGuard.Core.Focus.Azure;

/// <summary>How one file of an import is to be read, now that all are known.</summary>
/// <param name="Dataset">Which measure it holds.</param>
/// <param name="Order">How its short dates are read.</param>
/// <param name="Paired">Accounts and months whose other measure is in the import too.</param>
/// <param name="Alone">Subscriptions with usage in these months that the other measure does not have: their other cost is 0.</param>
public sealed record AzureFileRole(AzureDataset Dataset, AzureDayOrder Order, IReadOnlySet<AzureScope> Paired, IReadOnlyList<string> Alone);
