using CostGuard.Core.Values;

namespace CostGuard.Core.Changes;

/// <summary>
/// Usage of one SKU in one region, before and after (domain H.2). Prices are averages: contracted cost ÷ quantity. Everything is worked out from
/// costs, and the price takes what is left, so that the parts are C₁ − C₀ without a rest.
/// </summary>
internal sealed class PricedUsage(string? service, string? sku, string? region, Currency currency)
{
    // A quantity that refunds have nearly cancelled gives a price of any size: usage and price would be two giants of opposite signs.
    private const decimal TimesCostMax = 1_000m;

    private readonly Dictionary<(string? Account, string? Resource), Sides> _things = [];
    private bool _isPriced = true;
    private bool _hasQuantity = sku is not null;

    /// <summary>Adds charges of one side.</summary>
    public void Add(LineGroup group, bool after)
    {
        (string?, string?) thing = (group.Account, group.Resource);
        if (!_things.TryGetValue(thing, out Sides? sides)) _things[thing] = sides = new Sides();
        (after ? sides.After : sides.Before).Add(group);
        _isPriced &= group.IsPriced;
        _hasQuantity &= group.Quantity is not null;
    }

    /// <summary>The causes of this SKU, without zeros.</summary>
    public IEnumerable<ChangeDriver> Drivers()
    {
        var drivers = new List<ChangeDriver>();
        decimal beside = ExactMath.Subtract(Sum(side => side.Beside(_isPriced), after: true), Sum(side => side.Beside(_isPriced), after: false));
        drivers.Add(Of(ChangeCause.Commitment, default, beside));
        if (!TrySplit(drivers)) drivers.AddRange(_things.Select(thing => Whole(thing.Key, thing.Value)));
        return drivers.Where(driver => driver.Amount != 0m);
    }

    // A price needs a quantity above zero that was paid for: refunds and free usage have none.
    private bool TrySplit(List<ChangeDriver> drivers)
    {
        if (!_hasQuantity || !_things.Values.Any(sides => sides.Before.IsThere) || !_things.Values.Any(sides => sides.After.IsThere)) return false;
        decimal cost = Sum(side => side.Base(_isPriced), after: false), quantity = Sum(side => side.Quantity, after: false);
        if (quantity <= 0m || cost < 0m) return false;

        decimal after = Sum(side => side.Base(_isPriced), after: true);
        decimal most = TimesCostMax * (cost + Math.Abs(after)), left = ExactMath.Subtract(after, cost);
        var parts = new List<ChangeDriver>();
        foreach (((string? Account, string? Resource) thing, Sides sides) in _things)
        {
            if (ExactMath.Share(cost, sides.After.Quantity - sides.Before.Quantity, quantity) is not { } volume || Math.Abs(volume) > most) return false;
            parts.Add(Of(sides.Cause(ChangeCause.Usage), thing, volume));
            left = ExactMath.Subtract(left, volume);
        }

        drivers.AddRange(parts);
        drivers.Add(Of(IsSamePrice(cost, quantity, after) ? ChangeCause.Rounding : ChangeCause.Price, default, left));
        return true;
    }

    private bool IsSamePrice(decimal cost, decimal quantity, decimal after) =>
        ExactSum.Of(after) * ExactSum.Of(quantity) == ExactSum.Of(cost) * ExactSum.Of(Sum(side => side.Quantity, after: true));

    private ChangeDriver Whole((string? Account, string? Resource) thing, Sides sides) =>
        Of(sides.Cause(ChangeCause.UsageOrPrice), thing, ExactMath.Subtract(sides.After.Base(_isPriced), sides.Before.Base(_isPriced)));

    private ChangeDriver Of(ChangeCause cause, (string? Account, string? Resource) thing, decimal amount) =>
        new(cause, service, sku, region, thing.Account, thing.Resource, currency, amount);

    private decimal Sum(Func<Side, decimal> value, bool after) => ExactMath.Sum(_things.Values.Select(sides => value(after ? sides.After : sides.Before)));

    /// <summary>One resource before and after.</summary>
    private sealed class Sides
    {
        public Side Before { get; } = new();

        public Side After { get; } = new();

        public ChangeCause Cause(ChangeCause same) => !Before.IsThere ? ChangeCause.New : !After.IsThere ? ChangeCause.Gone : same;
    }

    private sealed class Side
    {
        private decimal _contracted;
        private decimal _amount;

        public bool IsThere { get; private set; }

        public decimal Quantity { get; private set; }

        public void Add(LineGroup group)
        {
            IsThere = true;
            // Quantities only divide costs; they may be rounded at their 28th digit.
            Quantity += group.Quantity ?? 0m;
            _contracted = ExactMath.Add(_contracted, group.Contracted);
            _amount = ExactMath.Add(_amount, group.Amount);
        }

        /// <summary>Price times quantity: the contracted cost, or what was paid where contracted costs are missing.</summary>
        public decimal Base(bool priced) => priced ? _contracted : _amount;

        public decimal Beside(bool priced) => ExactMath.Subtract(_amount, Base(priced));
    }
}
