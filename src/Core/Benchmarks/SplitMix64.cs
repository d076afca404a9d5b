namespace CostGuard.Core.Benchmarks;

/// <summary>
/// The SplitMix64 generator with uniforms and normals (domain D.8): the same numbers on every machine for one seed,
/// which <see cref="Random"/> doesn't promise between versions.
/// </summary>
public sealed class SplitMix64(ulong seed)
{
    private ulong _state = seed;
    private double? _spare;

    /// <summary>The next 64 bits.</summary>
    public ulong NextBits()
    {
        // Overflow is how this generator mixes.
        unchecked
        {
            _state += 0x9E3779B97F4A7C15UL;
            ulong z = _state;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
            return z ^ (z >> 31);
        }
    }

    /// <summary>A uniform number in [0, 1) of 53 bits.</summary>
    public double NextUniform() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A standard normal number by Box and Muller; every second call uses the spare of the call before.</summary>
    public double NextNormal()
    {
        if (_spare is { } spare)
        {
            _spare = null;
            return spare;
        }

        double radius = Math.Sqrt(-2.0 * Math.Log(1.0 - NextUniform()));
        double angle = 2.0 * Math.PI * NextUniform();
        _spare = radius * Math.Sin(angle);
        return radius * Math.Cos(angle);
    }
}
