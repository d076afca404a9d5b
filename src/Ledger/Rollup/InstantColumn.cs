namespace CostGuard.Ledger.Rollup;

/// <summary>Instants in microseconds since 1970, UTC; finer units are cut, as everywhere.</summary>
internal sealed class InstantColumn(int column, long multiply, long divide) : FlatColumn<long>(column)
{
    public long[] Micros { get; } = new long[RollupScan.BlockRows];

    protected override void Take(ReadOnlySpan<long> values, int at, int rows)
    {
        if (values.Length < rows)
        {
            Odd = true;
            return;
        }

        for (int i = 0; i < rows; i++) Micros[at + i] = divide == 1 ? values[i] * multiply : Cut(values[i]);
    }

    private long Cut(long value) => (value / divide) - (value % divide < 0 ? 1 : 0);
}
