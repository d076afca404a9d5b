namespace CostGuard.Core.Savings;

/// <summary>A machine or database type and its price.</summary>
public sealed record MachineType
{
    /// <summary>"m5.2xlarge".</summary>
    public required string Name { get; init; }

    /// <summary>"m5": same generation, other sizes.</summary>
    public required string Family { get; init; }

    /// <summary>Virtual CPUs.</summary>
    public required double Cpus { get; init; }

    /// <summary>Memory in GiB.</summary>
    public required double MemoryGb { get; init; }

    /// <summary>On-demand price of an hour in the customer's currency.</summary>
    public required decimal Rate { get; init; }

    /// <summary>"x86_64", "arm64".</summary>
    public string Architecture { get; init; } = "x86_64";

    /// <summary>Share of each virtual CPU that a burstable type gives all the time, percent; null when it is not burstable.</summary>
    public double? BaselinePercent { get; init; }

    /// <summary>Family that follows this one and does at least as much: "m6i" after "m5"; null when there is none.</summary>
    public string? SuccessorFamily { get; init; }

    /// <summary>The same family on another architecture: "m7g" beside "m7i"; null when there is none.</summary>
    public string? ArmFamily { get; init; }

    /// <summary>Largest network throughput, bytes a day; null when it isn't known.</summary>
    public double? NetworkBytesADay { get; init; }

    /// <summary>Provider that sells it; null fits any.</summary>
    public string? Provider { get; init; }

    /// <summary>FOCUS RegionId of the price; null fits any.</summary>
    public string? Region { get; init; }

    /// <summary>True for a list that stands for regions of which no prices are known: its proportions hold, its prices do not.</summary>
    public bool IsReference { get; init; }

    /// <summary>True for what comes with CostGuard; a person's own file comes before it.</summary>
    public bool IsBuiltIn { get; init; }

    /// <summary>Where the price is from: "usage/types", "public list of July 2026", "bill".</summary>
    public string Source { get; init; } = "usage/types";
}

/// <summary>Types and prices: of all providers and regions as they are read, of one machine's as its rules see them (<see cref="TypeCatalogue"/>).</summary>
/// <param name="Types">All types.</param>
public sealed record PriceSheet(IReadOnlyList<MachineType> Types)
{
    /// <summary>Nothing is known.</summary>
    public static PriceSheet Empty { get; } = new([]);

    /// <summary>Price of a GiB and month, by storage class ("gp2", "gp3", "snapshot", "standard", "archive"); and of a GB, by kind of traffic ("nat", "endpoint").</summary>
    public IReadOnlyDictionary<string, decimal> Storage { get; init; } = new Dictionary<string, decimal>();

    /// <summary>The type of a name; null when it isn't known.</summary>
    public MachineType? Find(string? name) => Types.FirstOrDefault(type => type.Name == name);
}
