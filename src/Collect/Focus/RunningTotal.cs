using CostGuard.Core.Focus;
using CostGuard.Core.Values;

namespace CostGuard.Collect.Focus;

/// <summary>Sums of one billing period and currency from the raw text, every digit kept.</summary>
internal sealed class RunningTotal(BillingPeriod period, Currency currency)
{
    private readonly ExactAccumulator _billed = new();
    private readonly ExactAccumulator _effective = new();
    private readonly ExactAccumulator _list = new();
    private readonly ExactAccumulator _contracted = new();
    private long _rows;

    public void Add(CostCells costs)
    {
        _rows++;
        _billed.Add(costs.Billed);
        _effective.Add(costs.Effective);
        _list.Add(costs.List);
        _contracted.Add(costs.Contracted);
    }

    public RawTotal ToRaw() => new(period, currency, _rows, _billed.Sum, _effective.Sum, _list.Sum, _contracted.Sum);
}

/// <summary>Adds in Int128 while that is exact, and in whole digits where it is not.</summary>
internal sealed class ExactAccumulator
{
    // Far enough from the ends of Int128 that one more value cannot overflow it.
    private static readonly Int128 Safe = Int128.MaxValue / 16;

    private Int128 _units;
    private ExactSum _beyond;

    public ExactSum Sum => _beyond + FocusNumber.OfUnits(_units);

    public void Add(NumberCell cost)
    {
        if (cost.Beyond is { } all)
        {
            _beyond += all;
            return;
        }

        if (cost.Units > Safe || cost.Units < -Safe)
        {
            _beyond += FocusNumber.OfUnits(cost.Units);
            return;
        }

        _units += cost.Units;
        if (_units <= Safe && _units >= -Safe) return;
        _beyond += FocusNumber.OfUnits(_units);
        _units = 0;
    }
}

/// <summary>The four cost columns of the current row.</summary>
internal sealed record CostCells(NumberCell Billed, NumberCell Effective, NumberCell List, NumberCell Contracted);
