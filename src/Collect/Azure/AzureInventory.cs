using System.Runtime.CompilerServices;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Savings;

namespace CostGuard.Collect.Azure;

/// <summary>The inventory of a connection, question by question: a question that is refused leaves the others.</summary>
/// <param name="graph">Resource Graph.</param>
/// <param name="calls">Resource Manager, for the memory of sizes.</param>
/// <param name="endpoint">Its address.</param>
/// <param name="request">What is wanted.</param>
internal sealed class AzureInventory(ResourceGraphClient graph, AzureCalls calls, Uri endpoint, UsageRequest request)
{
    private readonly AzureLinks _links = new();
    private readonly HashSet<string> _sized = new(StringComparer.Ordinal), _refused = new(StringComparer.Ordinal);
    private long _rows;

    /// <summary>The parts. All subscriptions are in each.</summary>
    /// <exception cref="CostGuardException">Nothing can be asked, or nothing at all is seen.</exception>
    public async IAsyncEnumerable<InventoryPart> PartsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (request.Wants(ResourceKind.Address)) await ReadInterfacesAsync(cancellationToken).ConfigureAwait(false);
        foreach (AzureKind kind in AzureKind.All.Where(kind => request.Wants(kind.Kind) || NeededByOthers(kind.Kind)))
        {
            InventoryPart part = await PartAsync(kind, cancellationToken).ConfigureAwait(false);
            if (kind.Kind == ResourceKind.Disk) _links.DisksKnown = part.Problem is null;
            if (request.Wants(kind.Kind)) yield return part;
        }

        if (_rows == 0) throw new CostGuardException(4, AzureUsageErrors.NothingSeen.At($"Connection '{request.Connection.Name}': no row for any kind of resource."));
    }

    // Disks tell since when a machine has been off, and whether a snapshot has one.
    private bool NeededByOthers(ResourceKind kind) => kind == ResourceKind.Disk && (request.Wants(ResourceKind.Machine) || request.Wants(ResourceKind.Snapshot));

    private async Task ReadInterfacesAsync(CancellationToken cancellationToken)
    {
        await foreach (ResourceGraphRow row in graph.ResourcesAsync([AzureKind.Interface], cancellationToken).ConfigureAwait(false))
        {
            _rows++;
            if (row.IdAt("properties", "virtualMachine", "id") is { } machine) _links.MachineOfInterface[row.Id] = machine;
        }
    }

    private async Task<InventoryPart> PartAsync(AzureKind kind, CancellationToken cancellationToken)
    {
        var found = new List<CloudResource>();
        string name = $"{request.Connection.Name} {kind.Name}";
        try
        {
            await foreach (ResourceGraphRow row in graph.ResourcesAsync(kind.Types, cancellationToken).ConfigureAwait(false))
            {
                _rows++;
                if (kind.Kind is ResourceKind.Machine or ResourceKind.MachineGroup) await ReadSizesAsync(row, cancellationToken).ConfigureAwait(false);
                if (kind.Read(row, _links) is { } resource && InRegions(resource)) found.Add(resource);
            }
        }
        catch (CostGuardException refusal) when (IsOfOneQuestion(refusal))
        {
            return new InventoryPart(name, [kind.Kind], []) { Problem = refusal.Problem };
        }

        return new InventoryPart(name, [kind.Kind], kind.Kind == ResourceKind.Snapshot ? ComputeRows.KeepNewest(found) : found);
    }

    private bool InRegions(CloudResource resource) => request.Connection.Usage is not { Regions.Count: > 0 } usage || usage.Regions.Contains(resource.Region, StringComparer.OrdinalIgnoreCase);

    private static bool IsOfOneQuestion(CostGuardException refusal) =>
        refusal.Problem.Code == AzureUsageErrors.Refused.Code || refusal.Problem.Code == AzureUsageErrors.Unreadable.Code || refusal.Problem.Code == AzureUsageErrors.Incomplete.Code || refusal.Problem.Code == AzureUsageErrors.Throttled.Code;

    /// <summary>The memory of a region's sizes, asked for once. A subscription whose sizes may not be asked for leaves it to the next one, or unknown.</summary>
    private async Task ReadSizesAsync(ResourceGraphRow row, CancellationToken cancellationToken)
    {
        string? region = row.Text("location")?.Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant();
        string subscription = AzureIds.Subscription(row.Id);
        if (region is null || _sized.Contains(region) || _refused.Contains(subscription)) return;
        if (await MachineSizes.ReadAsync(calls, endpoint, subscription, region, _links.Memory, cancellationToken).ConfigureAwait(false)) _sized.Add(region);
        else _refused.Add(subscription);
    }
}
