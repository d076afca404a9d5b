namespace CostGuard.Ledger.Rollup;

/// <summary>Instants in microseconds since 1970, UTC; finer units are cut, as everywhere.</summary>
internal sealed class InstantColumn(int column, long multiply, long divide) : FlatColumn<long>(column)
{
    // The calendar's years 1 to 9999; what lies outside, as an infinite timestamp does, is left to the general way.
    private const long Least = -62_135_596_800_000_000;
    private const long Most = 253_402_300_799_999_999;

    public long[] Micros { get; } = new long[RollupScan.BlockRows];

    protected override void Take(ReadOnlySpan<long> values, int at, int rows)
    {
        if (values.Length < rows || (divide == 1 && values.ContainsAnyExceptInRange(Least / multiply, Most / multiply)))
        {
            Odd = true;
            return;
        }

        for (int i = 0; i < rows; i++) Micros[at + i] = divide == 1 ? values[i] * multiply : Cut(values[i]);
    }

    private long Cut(long value) => (value / divide) - (value % divide < 0 ? 1 : 0);
}
