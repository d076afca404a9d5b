using CostGuard.Core.Values;

namespace CostGuard.Core.Savings;

/// <summary>What a company pays on demand for an hour of each type it runs, by provider, region, operating system and currency: the bill's own price list.</summary>
public sealed class PaidRates
{
    private readonly Dictionary<(string Provider, string? Region, string? Os, string Type), (decimal Amount, decimal Hours, Currency Currency, int Resources)> _rates = [];

    /// <summary>Every type, with its mean rate an hour weighed by hours; types that are billed in two currencies have none.</summary>
    public IEnumerable<(string Provider, string? Region, string? Os, string Type, decimal? Rate, Currency Currency, int Resources)> All =>
        _rates.Select(each => (each.Key.Provider, each.Key.Region, each.Key.Os, each.Key.Type, each.Value.Hours > 0m ? each.Value.Amount / each.Value.Hours : (decimal?)null, each.Value.Currency, each.Value.Resources));

    /// <summary>Adds a resource's hours at its on-demand rate.</summary>
    public void Add(CloudResource resource, ResourceBill bill, Currency currency)
    {
        ArgumentNullException.ThrowIfNull(resource);
        ArgumentNullException.ThrowIfNull(bill);
        if (resource is not { Kind: ResourceKind.Machine or ResourceKind.Database, Type: { } type } || bill.OnDemandRate is not > 0m || bill.Hours <= 0m) return;
        (string, string?, string?, string) key = (resource.Provider, resource.Region, resource.Os, type);
        if (!_rates.TryGetValue(key, out (decimal Amount, decimal Hours, Currency Currency, int Resources) sum)) sum = (0m, 0m, currency, 0);
        // Two currencies are never mixed: such a type has no price of its own.
        _rates[key] = sum.Currency == currency && sum.Hours >= 0m ? (sum.Amount + (bill.OnDemandRate.Value * bill.Hours), sum.Hours + bill.Hours, currency, sum.Resources + 1) : (0m, -1m, sum.Currency, sum.Resources + 1);
    }

    /// <summary>The rate of a type; null when no resource of it is billed on demand.</summary>
    public decimal? Find(string provider, string? region, string? os, string type) =>
        _rates.TryGetValue((provider, region, os, type), out (decimal Amount, decimal Hours, Currency Currency, int Resources) sum) && sum.Hours > 0m ? sum.Amount / sum.Hours : null;
}
