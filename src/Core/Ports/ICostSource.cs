using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Values;

namespace CostGuard.Core.Ports;

/// <summary>What a source is asked for.</summary>
public sealed record CollectRequest
{
    /// <summary>The connection.</summary>
    public required Connection Connection { get; init; }

    /// <summary>The moment of the run, UTC.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>
    /// Billing periods to read, oldest first, whole months: open ones, those that may still be restated, those never collected. A source of files
    /// may give others too, when their files changed; a source that asks an API asks for these and no other.
    /// </summary>
    public required IReadOnlyList<BillingPeriod> Periods { get; init; }

    /// <summary>Current loads of this connection.</summary>
    public required IReadOnlyList<Load> Current { get; init; }

    /// <summary>An existing, empty folder of this run for what has to be fetched. Gone after the import.</summary>
    public required string Staging { get; init; }

    /// <summary>Asked before each call that costs money or quota.</summary>
    public required ICallGovernor Calls { get; init; }
}

/// <summary>Files that are sealed together.</summary>
/// <param name="Files">Complete, in a stable order.</param>
/// <param name="Period">When all of it is one billing period that replaces what is there; null when the rows say so themselves.</param>
/// <param name="Problems">What was left out, such as a subscription whose offer has no cost data: the run is partial then.</param>
public sealed record CollectUnit(IReadOnlyList<SourceFile> Files, BillingPeriod? Period, IReadOnlyList<Problem> Problems)
{
    /// <summary>Loads that hold exactly what the source has, so that nothing had to be fetched.</summary>
    public IReadOnlyList<Load> Unchanged { get; init; } = [];

    /// <summary>What to know of it although nothing was left out: kept with the load and printed.</summary>
    public IReadOnlyList<Problem> Notes { get; init; } = [];

    /// <summary>Files of any periods, nothing left out.</summary>
    public CollectUnit(IReadOnlyList<SourceFile> files)
        : this(files, null, [])
    {
    }
}

/// <summary>What reading some periods will cost, told before it is done.</summary>
/// <param name="Calls">Calls, at least: pages are known only when they are read.</param>
/// <param name="PricePerCall">Price of one call in USD as the provider lists it; 0 for a free one.</param>
/// <param name="What">What is called, and how the number comes about.</param>
public sealed record CallEstimate(int Calls, decimal PricePerCall, string What);

/// <summary>Gives what a connection has. Throws on an outage and never gives half a unit: no answer is not zero.</summary>
public interface ICostSource
{
    /// <summary>Kebab-case, stable for ever: "folder", "aws-export".</summary>
    string Key { get; }

    /// <summary>What a connection's <c>provider</c> names: "folder", "aws", "azure". A provider may have several sources.</summary>
    string Provider { get; }

    /// <summary>True when a connection of this provider is read by this source, which its settings tell: <c>export</c> or <c>api</c>.</summary>
    bool Reads(Connection connection);

    /// <summary>What <see cref="CollectAsync"/> would call, without calling anything paid.</summary>
    CallEstimate Estimate(CollectRequest request);

    /// <summary>Units in a stable order, oldest period first. Each is sealed before the next is asked for, so that a stopped backfill goes on where it was.</summary>
    IAsyncEnumerable<CollectUnit> CollectAsync(CollectRequest request, CancellationToken cancellationToken);
}
