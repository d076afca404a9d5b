namespace CostGuard.Cli.Demo;

/// <summary>SplitMix64: the demo looks the same on every machine and runtime, which System.Random does not promise.</summary>
public sealed class DemoRandom(ulong seed)
{
    private ulong _state = seed;

    /// <summary>The next number in [0, 1), as a decimal with nine digits, so that money stays decimal.</summary>
    public decimal Next()
    {
        unchecked
        {
            _state += 0x9E3779B97F4A7C15UL;
            ulong z = _state;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
            return (z ^ (z >> 31)) % 1_000_000_000UL / 1_000_000_000m;
        }
    }
}
