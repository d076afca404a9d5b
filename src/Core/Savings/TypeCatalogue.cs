namespace CostGuard.Core.Savings;

/// <summary>
/// The types that a machine could become, at the prices that its owner would pay: the rate of the type on the bill, else the list price at the discount
/// (or the licence, or the currency) that the machine's own rate shows.
/// </summary>
/// <param name="list">Types of all providers and regions.</param>
/// <param name="paid">What the company pays.</param>
public sealed class TypeCatalogue(PriceSheet list, PaidRates paid)
{
    // Farther from the list than that, a rate is of something else: interruptible machines, another licence.
    private const decimal PlausibleLow = 0.8m, PlausibleHigh = 1.2m;
    private readonly Dictionary<(string Provider, string? Region, string? Os, string Type, decimal? Rate), PriceSheet> _sheets = [];
    private readonly ILookup<string, MachineType> _byName = list.Types.ToLookup(type => type.Name, StringComparer.Ordinal);

    /// <summary>All types, as they were read.</summary>
    public PriceSheet List => list;

    /// <summary>What the company pays.</summary>
    public PaidRates Paid => paid;

    /// <summary>The sheet for one resource: its own family, the one that follows, the one on Arm, and those that burst. Without a known type only storage prices.</summary>
    public PriceSheet For(CloudResource resource, ResourceBill? bill)
    {
        ArgumentNullException.ThrowIfNull(resource);
        if (resource.Type is not { } name) return new PriceSheet([]) { Storage = list.Storage };
        (string, string?, string?, string, decimal?) key = (resource.Provider, resource.Region, resource.Os, name, bill?.OnDemandRate);
        if (!_sheets.TryGetValue(key, out PriceSheet? sheet)) _sheets[key] = sheet = Make(resource, name, bill?.OnDemandRate);
        return sheet;
    }

    /// <summary>The line of a type that fits a provider and region best: that region's, one for any region, the reference list.</summary>
    public MachineType? Find(string provider, string? region, string name) => _byName[name].Where(type => Rank(type, provider, region) is not null).MinBy(type => Rank(type, provider, region));

    private PriceSheet Make(CloudResource resource, string name, decimal? rate)
    {
        if (Find(resource.Provider, resource.Region, name) is not { } own) return new PriceSheet([]) { Storage = list.Storage };
        // One list for all: prices of two regions have no common proportions.
        MachineType[] all = [.. list.Types.Where(type => type.Region == own.Region && type.IsReference == own.IsReference && type.IsBuiltIn == own.IsBuiltIn && Rank(type, resource.Provider, resource.Region) is not null && IsNear(type, own)).DistinctBy(type => type.Name)];
        decimal now = rate is > 0m ? rate.Value : own.Rate;
        return new PriceSheet([.. all.Select(type => Priced(type, own, now, resource))]) { Storage = list.Storage };
    }

    private MachineType Priced(MachineType type, MachineType own, decimal now, CloudResource resource)
    {
        if (own.Rate == 0m || now == own.Rate) return type;
        decimal scaled = type.Rate * now / own.Rate;
        return type.Name != own.Name && paid.Find(resource.Provider, resource.Region, resource.Os, type.Name) is { } known && known >= scaled * PlausibleLow && known <= scaled * PlausibleHigh
            ? type with { Rate = known, Source = "bill" } : type with { Rate = scaled };
    }

    private static bool IsNear(MachineType type, MachineType own) =>
        type.Family == own.Family || type.Family == own.SuccessorFamily || type.Family == own.ArmFamily || type.BaselinePercent is not null;

    // A person's own file comes before what is built in.
    private static int? Rank(MachineType type, string provider, string? region)
    {
        if (type.Provider is not null && type.Provider != provider) return null;
        if (type.IsReference) return 3;
        return type.Region is null ? 1 : type.Region != region ? null : type.IsBuiltIn ? 2 : 0;
    }
}
