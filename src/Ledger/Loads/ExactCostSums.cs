using System.Numerics;
using System.Text;
using CostGuard.Core.Focus;
using CostGuard.Core.Values;
using CostGuard.Ledger.Sql;

namespace CostGuard.Ledger.Loads;

/// <summary>Exact sums of the four costs of written rows, in units of 10⁻¹⁸.</summary>
internal sealed class ExactCostSums
{
    private readonly BigInteger[] _units = new BigInteger[FileSql.Costs.Count];

    /// <summary>Rows added.</summary>
    public long Rows { get; private set; }

    /// <summary>The sums, in the order of <see cref="FileSql.Costs"/>.</summary>
    public ExactSum[] Sums => [.. _units.Select(units => new ExactSum(units, 18))];

    /// <summary>Adds a batch to the sums of its currencies. Currencies change rarely from row to row, so that runs are added at once.</summary>
    public static void Add(Dictionary<Currency, ExactCostSums> sums, ChargeBatch batch)
    {
        var currencies = (TextColumn)batch.Columns.First(column => column.Name == "BillingCurrency");
        DecimalColumn?[] costs = [.. FileSql.Costs.Select(cost => batch.Columns.FirstOrDefault(column => column.Name == cost) as DecimalColumn)];
        int from = 0;
        while (from < batch.Rows)
        {
            ReadOnlySpan<byte> code = TextAt(currencies, from);
            int to = from + 1;
            while (to < batch.Rows && TextAt(currencies, to).SequenceEqual(code)) to++;
            Currency currency = Currency.Parse(Encoding.UTF8.GetString(code));
            if (!sums.TryGetValue(currency, out ExactCostSums? sum)) sums.Add(currency, sum = new ExactCostSums());
            for (int i = 0; i < costs.Length; i++) sum._units[i] += Units(costs[i], from, to);
            sum.Rows += to - from;
            from = to;
        }
    }

    private static BigInteger Units(DecimalColumn? column, int from, int to)
    {
        if (column is null) return BigInteger.Zero;
        // Each value is below 2^127 / 8,192 in practice; a batch that is not is summed without the short cut.
        Int128 sum = 0;
        try
        {
            for (int i = from; i < to; i++) sum = checked(sum + (column.IsNull[i] ? 0 : column.Units[i]));
            return sum;
        }
        catch (OverflowException)
        {
            BigInteger big = BigInteger.Zero;
            for (int i = from; i < to; i++) big += column.IsNull[i] ? BigInteger.Zero : column.Units[i];
            return big;
        }
    }

    private static ReadOnlySpan<byte> TextAt(TextColumn column, int row) =>
        column.Data.AsSpan(column.Offsets[row], column.Offsets[row + 1] - column.Offsets[row]);
}
