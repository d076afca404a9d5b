namespace CostGuard.Cli;

/// <summary>What the process stands in: streams, clock, environment, terminal. Tests hand in their own.</summary>
public sealed record Surroundings
{
    public required TextWriter Out { get; init; }

    public required TextWriter Error { get; init; }

    /// <summary>Raw standard output, for binary answers.</summary>
    public required Func<Stream> OutStream { get; init; }

    public required TextReader In { get; init; }

    public required TimeProvider Clock { get; init; }

    /// <summary>Environment variables.</summary>
    public required IReadOnlyDictionary<string, string> Variables { get; init; }

    public string? Environment(string name) => Variables.GetValueOrDefault(name);

    public required string WorkingFolder { get; init; }

    /// <summary>True when a person reads standard output.</summary>
    public required bool IsTerminal { get; init; }

    /// <summary>True when a person reads standard error: progress goes there, and only then.</summary>
    public required bool IsErrorTerminal { get; init; }

    /// <summary>Columns of the terminal.</summary>
    public required int Width { get; init; }

    public static Surroundings OfProcess() => new()
    {
        Out = Console.Out,
        Error = Console.Error,
        OutStream = Console.OpenStandardOutput,
        In = Console.In,
        Clock = TimeProvider.System,
        Variables = System.Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>()
            .ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? "", StringComparer.Ordinal),
        WorkingFolder = Directory.GetCurrentDirectory(),
        IsTerminal = !Console.IsOutputRedirected,
        IsErrorTerminal = !Console.IsErrorRedirected,
        Width = Console.IsOutputRedirected ? 500 : Math.Max(40, Console.WindowWidth),
    };
}
