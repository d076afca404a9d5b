namespace CostGuard.Bench;

/// <summary>P15: <c>costguard --help</c> against a .NET program that returns at once: this one, told to do nothing.</summary>
public static class StartupBench
{
    public static void Run(BenchSettings settings) => Paired.Run(
        "startup",
        0,
        settings.Pairs,
        _ => [BenchSettings.Product, "--help"],
        _ => [Environment.ProcessPath!, "nothing"],
        settings.Folder);
}
