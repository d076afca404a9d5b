using System.Text;
using CostGuard.Core.Values;

namespace CostGuard.Core.Focus.Azure;

/// <summary>
/// List and contracted prices and costs of the current row. Quantities of exports count priced blocks: in every real export quantity × price is the
/// cost, also for "10K". A price of 0 beside a cost is no price (domain A.6). Prices in another currency take the row's exchange rate.
/// </summary>
internal sealed class AzurePrices(AzureHeader header, AzureRowCells cells)
{
    private readonly IReadOnlyList<int> _unitPrice = header.Find("unitprice"), _payg = header.Find("paygprice"), _paygCost = header.Find("paygcostinbillingcurrency");
    private readonly IReadOnlyList<int> _quantity = header.Find(AzureNames.Quantity), _unit = header.Find("unitofmeasure"), _rate = header.Find("exchangeratepricingtobilling");
    private readonly IReadOnlyList<int> _currency = header.Find(AzureNames.Currency), _pricingCurrency = header.Find("pricingcurrency");
    private readonly Dictionary<string, AzureUnit?> _units = new(StringComparer.Ordinal);

    /// <summary>UnitPrice in billing currency.</summary>
    public ReadOnlySpan<byte> ContractedUnitPrice => Text(Price(_unitPrice));

    /// <summary>PayGPrice in billing currency.</summary>
    public ReadOnlySpan<byte> ListUnitPrice => Text(Price(_payg));

    /// <summary>UnitPrice × Quantity.</summary>
    public ReadOnlySpan<byte> ContractedCost => Text(Contracted());

    /// <summary>The pay-as-you-go cost, else PayGPrice × Quantity, else what was contracted.</summary>
    public ReadOnlySpan<byte> ListCost => Text((Number(_paygCost) is { IsZero: false } cost ? cost : (ExactSum?)null) ?? Times(Price(_payg), Number(_quantity)) ?? Contracted());

    /// <summary>Quantity in blocks.</summary>
    public ReadOnlySpan<byte> Quantity => cells.First(_quantity);

    /// <summary>Quantity in units.</summary>
    public ReadOnlySpan<byte> Consumed => Number(_quantity) is { } blocks && Unit() is { } unit ? Text(unit.Units(blocks)) : default;

    /// <summary>The unit.</summary>
    public ReadOnlySpan<byte> ConsumedUnit => Unit() is { } unit ? Encoding.UTF8.GetBytes(unit.Unit) : default;

    private ExactSum? Contracted() => Times(Price(_unitPrice), Number(_quantity));

    private ExactSum? Price(IReadOnlyList<int> column)
    {
        if (Number(column) is not { IsZero: false } price) return null;
        ReadOnlySpan<byte> pricing = cells.First(_pricingCurrency);
        return pricing.IsEmpty || Ascii.EqualsIgnoreCase(pricing, cells.First(_currency)) ? price : Times(price, Number(_rate));
    }

    private ExactSum? Number(IReadOnlyList<int> column)
    {
        ReadOnlySpan<byte> text = cells.First(column);
        return FocusNumber.Parse(text, out Int128 units, out bool exact) != NumberFault.None ? (ExactSum?)null : exact ? FocusNumber.OfUnits(units) : FocusNumber.Exact(text);
    }

    private AzureUnit? Unit()
    {
        string text = Encoding.UTF8.GetString(cells.First(_unit));
        if (!_units.TryGetValue(text, out AzureUnit? unit)) _units.Add(text, unit = AzureUnit.Read(text));
        return unit;
    }

    private static ExactSum? Times(ExactSum? left, ExactSum? right) => left is { } a && right is { } b ? a * b : null;

    private static ReadOnlySpan<byte> Text(ExactSum? sum) => sum is { } value ? Encoding.ASCII.GetBytes(value.ToString()) : default;
}
