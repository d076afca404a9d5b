using System.Text;
using CostGuard.Core.Values;

namespace CostGuard.Core.Focus.Aws;

/// <summary>Adds up the amounts that must cancel, by month and currency.</summary>
internal sealed class CurBalanceSheet
{
    private readonly Dictionary<(string Period, string Currency), (ExactSum Sum, ExactSum Gross)> _sums = [];
    private byte[] _lastPeriod = [], _lastCurrency = [];
    private (string Period, string Currency) _last = ("", "");

    public IReadOnlyList<CancelledTotal> Totals =>
    [
        .. from pair in _sums
           where Currency.TryParse(pair.Key.Currency, out _)
           orderby pair.Key.Period, pair.Key.Currency
           select new CancelledTotal(PeriodOf(pair.Key.Period), Currency.Parse(pair.Key.Currency), pair.Value.Sum, pair.Value.Gross),
    ];

    public void Add(ReadOnlySpan<byte> period, ReadOnlySpan<byte> currency, ReadOnlySpan<byte> amount)
    {
        if (!CurAmounts.IsNumber(amount, out ExactSum value) || value.IsZero) return;
        if (!period.SequenceEqual(_lastPeriod) || !currency.SequenceEqual(_lastCurrency))
        {
            (_lastPeriod, _lastCurrency) = (period.ToArray(), currency.ToArray());
            _last = (Encoding.UTF8.GetString(period), Encoding.UTF8.GetString(currency));
        }

        (ExactSum sum, ExactSum gross) = _sums.GetValueOrDefault(_last);
        _sums[_last] = (sum + value, gross + value.Magnitude);
    }

    private static BillingPeriod? PeriodOf(string text) =>
        FocusTime.TryParse(Encoding.UTF8.GetBytes(text), out long micros) ? BillingPeriod.Of(FocusTime.ToInstant(micros)) : null;
}
