using CostGuard.Core.Focus;
using CostGuard.Core.Values;

namespace CostGuard.Core.Ports;

/// <summary>Something to group or filter by.</summary>
/// <param name="Name">team, rule, pool, provider, billingAccountId, subAccountId, subAccountName, service, serviceCategory, region, chargeCategory,
/// chargeClass, commitmentDiscountStatus, invoiceId, currency, source, resource, sku, day, month; "tag" and "rawTag" take a key.</param>
/// <param name="Key">Tag key: folded for "tag", exactly as in the file for "rawTag"; null otherwise.</param>
public sealed record Dimension(string Name, string? Key = null)
{
    /// <summary>Reads "service", "tag:env", "rawTag:Cost Center". The name is matched without case; a tag key keeps its case.</summary>
    public static Dimension Parse(string text)
    {
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? new Dimension(text) : new Dimension(text[..colon], text[(colon + 1)..]);
    }

    /// <inheritdoc/>
    public override string ToString() => Key is null ? Name : $"{Name}:{Key}";
}

/// <summary>Keeps rows whose dimension has one of the values (null stands for "no value").</summary>
/// <param name="Dimension">What is compared.</param>
/// <param name="Values">Accepted values, compared exactly.</param>
public sealed record CostFilter(Dimension Dimension, IReadOnlyList<string?> Values);

/// <summary>A question about cost.</summary>
/// <param name="Days">Charge days (ChargePeriodStart) or, when <paramref name="ByBillingPeriod"/>, whole billing months.</param>
/// <param name="By">Grouping, in order; empty for the grand total.</param>
/// <param name="Filters">All must hold.</param>
/// <param name="ByBillingPeriod">True (the default everywhere) selects by BillingPeriodStart, as invoices do; false by charge day.</param>
public sealed record CostQuery(DayRange Days, IReadOnlyList<Dimension> By, IReadOnlyList<CostFilter> Filters, bool ByBillingPeriod = true);

/// <summary>One group of an answer; always in one currency.</summary>
/// <param name="Keys">Values of the grouping dimensions, null where the charge has none.</param>
/// <param name="Currency">BillingCurrency of the group.</param>
/// <param name="Costs">Exact sums.</param>
/// <param name="Rows">Line items behind it; 0 for split shared cost.</param>
public sealed record CostRow(IReadOnlyList<string?> Keys, Currency Currency, Costs Costs, long Rows);

/// <summary>A set of sealed loads plus one version of the configuration. Same snapshot, same answers, for ever.</summary>
/// <param name="Id">Hash of exactly its loads and configuration.</param>
/// <param name="Loads">Its loads, by source and period.</param>
/// <param name="ConfigurationHash">SHA-256 of the configuration that decides about money (teams, rules, budgets, tags, company).</param>
/// <param name="DataThrough">Last day that every fresh source has usage for; null without data.</param>
public sealed record Snapshot(SnapshotId Id, IReadOnlyList<Load> Loads, string ConfigurationHash, DateOnly? DataThrough);

/// <summary>Reads cost. Questions about team, rule or pool are answered from the allocated roll-up, all others from the loads.</summary>
public interface ICostQueries
{
    /// <summary>The groups, in ordinal order of their keys (null first), then currency.</summary>
    Task<IReadOnlyList<CostRow>> QueryAsync(Snapshot snapshot, CostQuery query, CancellationToken cancellationToken);
}
