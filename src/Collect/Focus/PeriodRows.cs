using CostGuard.Collect.Csv;
using CostGuard.Core.Focus;
using CostGuard.Core.Values;

namespace CostGuard.Collect.Focus;

/// <summary>The rows of one billing period that wait for their batch, and the period's sums by currency.</summary>
internal sealed class PeriodRows(BillingPeriod period, Cell[] cells)
{
    private readonly ColumnBuilder[] _builders = [.. cells.Select(cell => cell.NewBuilder())];
    private readonly SortedDictionary<Currency, RunningTotal> _totals = [];
    private Currency _lastCurrency;
    private RunningTotal? _last;

    /// <summary>Rows waiting.</summary>
    public int Rows { get; private set; }

    public IEnumerable<RawTotal> Totals => _totals.Values.Select(total => total.ToRaw());

    public void Add(CsvScanner row, Currency currency, CostCells costs)
    {
        for (int i = 0; i < cells.Length; i++) cells[i].AddTo(_builders[i], Rows, row);
        Rows++;
        if (_last is null || currency != _lastCurrency)
        {
            if (!_totals.TryGetValue(currency, out _last)) _totals.Add(currency, _last = new RunningTotal(period, currency));
            _lastCurrency = currency;
        }

        _last.Add(costs);
    }

    public ChargeBatch Take()
    {
        var batch = new ChargeBatch(period, Rows, [.. _builders.Select(builder => builder.Take(Rows))]);
        Rows = 0;
        return batch;
    }
}
